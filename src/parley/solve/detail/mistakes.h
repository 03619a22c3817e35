// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "parley/base/diagnostics.h"
#include "parley/game/components.h"
#include "parley/game/game.h"

namespace parley::solve {

/// A diagnostic of the folder's table: E0602 and E0605 are the game's fault, the others that of what was asked for.
[[nodiscard]] base::Diagnostic mistake(std::string_view code, std::string message, std::string help);

/// Adds E0602 for every actor with a discount of 1, at the first component on which play can return.
void check_discounts(const game::Game& game, const game::Components& components, base::Diagnostics& mistakes);

/// Adds E0605 for a game with private types.
void check_no_types(const game::Game& game, base::Diagnostics& mistakes);

}  // namespace parley::solve
