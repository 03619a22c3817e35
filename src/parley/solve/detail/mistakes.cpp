// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/detail/mistakes.h"

#include <fmt/format.h>

#include <utility>

namespace parley::solve {

base::Diagnostic mistake(std::string_view code, std::string message, std::string help) {
  base::Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.fault = code == "E0602" || code == "E0605" ? base::Fault::kScenario : base::Fault::kUsage;
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  return diagnostic;
}

void check_no_types(const game::Game& game, base::Diagnostics& mistakes) {
  if (game.has_types())
    mistakes.add(mistake("E0605", "the game has private types", "give every actor one type, or none"));
}

void check_discounts(const game::Game& game, const game::Components& components, base::Diagnostics& mistakes) {
  for (std::size_t k = 0; k < components.size(); ++k) {
    if (!components.is_cyclic(k)) continue;
    for (const game::ActorId actor : game.all_actors())
      if (game.discount(actor) >= 1)
        mistakes.add(mistake("E0602",
                             fmt::format("actor {} has a discount factor of 1, and play can return to node {}",
                                         actor.value(), components.nodes(k).front().value()),
                             "give a discount factor below 1, or a horizon"));
    return;
  }
}

}  // namespace parley::solve
