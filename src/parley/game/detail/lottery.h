// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "parley/base/diagnostics.h"

namespace parley::game {

/// A diagnostic of the folder's table.
[[nodiscard]] base::Diagnostic mistake(std::string_view code, std::string message, std::string help);

/// Scales a lottery to sum to 1, or says what is wrong with it: a code, and the end of a sentence that begins "it".
[[nodiscard]] std::optional<std::pair<std::string_view, std::string>> settle_lottery(std::span<double> lottery);
/// What to do about it.
[[nodiscard]] std::string_view remedy(std::string_view code);

}  // namespace parley::game
