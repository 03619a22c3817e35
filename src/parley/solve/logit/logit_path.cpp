// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/logit/logit_path.h"

#include <algorithm>

#include "parley/solve/detail/policy.h"
#include "parley/solve/logit/walk.h"

namespace parley::solve::logit {

bool takes(const Component&) { return true; }

Outcome solve(const Component& component, const SolveOptions& options, const base::RunContext& context, Draft& draft) {
  const bool choice = std::any_of(component.nodes.begin(), component.nodes.end(),
                                  [&](game::NodeId node) { return choosing_seats(component.game, node) > 0; });
  if (choice) return Walk(component, options, context, draft).run();
  for (const game::NodeId node : component.nodes)
    for (const game::SeatId seat : component.game.seats_of(node))
      draft.profile[component.game.moves_of(seat).front()] = 1;
  Outcome outcome;
  if (!evaluate_policy(component, draft)) outcome.status = Status::kNotPolished;
  return outcome;
}

}  // namespace parley::solve::logit
