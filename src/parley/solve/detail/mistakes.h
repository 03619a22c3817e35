// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "parley/base/diagnostics.h"

namespace parley::solve {

/// A diagnostic of the folder's table, all of which are mistakes of what was asked for.
[[nodiscard]] base::Diagnostic mistake(std::string_view code, std::string message, std::string help);

}  // namespace parley::solve
