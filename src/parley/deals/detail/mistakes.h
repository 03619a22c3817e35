// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "parley/base/diagnostics.h"

namespace parley::deals {

/// A diagnostic of the folder's table: E1011 and E1015 are what was asked for, the others the game's fault.
[[nodiscard]] base::Diagnostic mistake(std::string_view code, std::string message, std::string help);

}  // namespace parley::deals
