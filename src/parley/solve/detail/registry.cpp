// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/closed/closed_form.h"
#include "parley/solve/detail/component.h"
#include "parley/solve/logit/logit_path.h"
#include "parley/solve/stage/stage_method.h"
#include "parley/solve/stagewise/stagewise.h"

namespace parley::solve {

std::span<const Method> methods() {
  static constexpr Method kMethods[] = {
      {"closed form", closed::takes, closed::solve},
      {"stage path", stage::takes, stage::solve},
      {"stagewise", stagewise::takes, stagewise::solve},
      {"logit path", logit::takes, logit::solve},
  };
  return kMethods;
}

Outcome solve_component(const Component& component, const SolveOptions& options, const base::RunContext& context,
                        Draft& draft) {
  for (const Method& method : methods())
    if (method.takes(component)) return method.solve(component, options, context, draft);
  return {.status = Status::kNotPolished};
}

std::vector<double> probabilities_in(const Component& component, const Draft& draft) {
  std::vector<double> probability;
  for (const game::NodeId node : component.nodes)
    for (const game::SeatId seat : component.game.seats_of(node))
      for (const game::MoveId move : component.game.moves_of(seat)) probability.push_back(draft.profile[move]);
  return probability;
}

void set_probabilities_in(const Component& component, std::span<const double> probability, Draft& draft) {
  std::size_t at = 0;
  for (const game::NodeId node : component.nodes)
    for (const game::SeatId seat : component.game.seats_of(node))
      for (const game::MoveId move : component.game.moves_of(seat)) draft.profile[move] = probability[at++];
}

std::size_t choosing_seats(const game::Game& game, game::NodeId node) {
  std::size_t count = 0;
  for (const game::SeatId seat : game.seats_of(node)) count += game.moves_of(seat).size() > 1 ? 1 : 0;
  return count;
}

}  // namespace parley::solve
