// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/detail/mistakes.h"

#include <utility>

namespace parley::solve {

base::Diagnostic mistake(std::string_view code, std::string message, std::string help) {
  base::Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.fault = base::Fault::kUsage;
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  return diagnostic;
}

}  // namespace parley::solve
