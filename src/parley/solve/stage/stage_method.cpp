// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stage/stage_method.h"

#include "parley/solve/logit/logit_path.h"
#include "parley/solve/stage/node_solver.h"

namespace parley::solve::stage {

bool takes(const Component& component) {
  return component.nodes.size() == 1 && choosing_seats(component.game, component.nodes.front()) > 0 &&
         is_small(component, component.nodes.front());
}

Outcome solve(const Component& component, const SolveOptions& options, const base::RunContext& context, Draft& draft) {
  const game::NodeId node = component.nodes.front();
  static thread_local NodeSolver solver;
  Outcome outcome;
  outcome.has_path = true;
  outcome.path.component = component.number;
  outcome.path.nodes = 1;
  outcome.path.node = node;
  if (options.verify) return logit::solve(component, options, context, draft);
  solver.read(component.game, draft.values, node);
  if (!solver.follow(options, context, outcome.path)) return logit::solve(component, options, context, draft);
  std::vector<double> value(component.game.actors());
  solver.publish(component.game, node, draft.values, draft.profile, value);
  for (const game::ActorId actor : component.game.all_actors()) draft.values(node, actor) = value[actor.value()];
  return outcome;
}

}  // namespace parley::solve::stage
