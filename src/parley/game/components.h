// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parley/game/game.h"

namespace parley::game {

/// The strongly connected components of the graph of nodes, successors before predecessors [Tarjan1972].
class Components {
 public:
  /// O(nodes + edges) time, no recursion.
  explicit Components(const Game& game);

  [[nodiscard]] std::size_t size() const { return first_.size() - 1; }
  /// The nodes of the k-th component, by rising stage and then index. Every edge out of it leads to a component before
  /// k.
  [[nodiscard]] std::span<const NodeId> nodes(std::size_t k) const {
    return {order_.data() + first_[k], first_[k + 1] - first_[k]};
  }
  [[nodiscard]] std::size_t component_of(NodeId node) const { return component_[node.value()]; }
  /// Whether play can return to the k-th component's nodes: more than one node, or an edge to itself.
  [[nodiscard]] bool is_cyclic(std::size_t k) const { return cyclic_[k] != 0; }

 private:
  std::vector<NodeId> order_;
  std::vector<std::uint32_t> first_{0};
  std::vector<std::uint32_t> component_;
  std::vector<std::uint8_t> cyclic_;
};

/// Every actor whose discount factor is 1 though play can return to some node (E0508): its payoffs need not add up.
[[nodiscard]] base::Diagnostics check_discounts(const Game& game, const Components& components);
/// The same; finds the components only where some actor's factor is 1.
[[nodiscard]] base::Diagnostics check_discounts(const Game& game);

}  // namespace parley::game
