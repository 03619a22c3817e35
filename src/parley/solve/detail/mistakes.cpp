// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/detail/mistakes.h"

#include <utility>

namespace parley::solve {

base::Diagnostic mistake(std::string_view code, std::string message, std::string help) {
  return base::mistake(code, std::move(message), std::move(help),
                       code == "E0605" ? base::Fault::kScenario : base::Fault::kUsage);
}

void check_no_types(const game::Game& game, base::Diagnostics& mistakes) {
  if (game.has_types())
    mistakes.add(mistake("E0605", "the game has private types", "give every actor one type, or none"));
}

}  // namespace parley::solve
