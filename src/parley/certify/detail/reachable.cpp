// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/detail/reachable.h"

namespace parley::certify {

std::vector<bool> reachable_nodes(const game::Game& game) {
  std::vector<bool> reached(game.nodes(), false);
  std::vector<game::NodeId> open;
  const auto reach = [&](game::NodeId node, double probability) {
    if (probability == 0 || reached[node.value()]) return;
    reached[node.value()] = true;
    open.push_back(node);
  };
  for (std::size_t k = 0; k < game.start_nodes().size(); ++k)
    reach(game.start_nodes()[k], game.start_probabilities()[k]);
  while (!open.empty()) {
    const game::NodeId node = open.back();
    open.pop_back();
    for (const game::JointId joint : game.joints_of(node)) {
      const auto successors = game.successors(joint);
      for (std::size_t e = 0; e < successors.size(); ++e) reach(successors[e], game.probabilities(joint)[e]);
    }
  }
  return reached;
}

}  // namespace parley::certify
