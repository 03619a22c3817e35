// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "parley/base/diagnostics.h"
#include "parley/game/game.h"

namespace parley::solve {

/// A diagnostic of the folder's table: E0605 is the game's fault, the others that of what was asked for.
[[nodiscard]] base::Diagnostic mistake(std::string_view code, std::string message, std::string help);

/// Adds E0605 for a game with private types.
void check_no_types(const game::Game& game, base::Diagnostics& mistakes);

}  // namespace parley::solve
