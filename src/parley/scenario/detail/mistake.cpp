// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/mistake.h"

#include <utility>

namespace parley::scenario {

void add(base::Diagnostics& found, Mistake mistake) {
  base::Diagnostic diagnostic;
  diagnostic.code = mistake.code;
  diagnostic.severity = mistake.code.starts_with('W') ? base::Severity::kWarning : base::Severity::kError;
  diagnostic.message = std::move(mistake.message);
  diagnostic.source = std::move(mistake.where.source);
  diagnostic.span = mistake.where.span;
  diagnostic.label = std::move(mistake.label);
  diagnostic.suggestion = std::move(mistake.suggestion);
  diagnostic.help = std::move(mistake.help);
  diagnostic.notes = std::move(mistake.notes);
  found.add(std::move(diagnostic));
}

}  // namespace parley::scenario
