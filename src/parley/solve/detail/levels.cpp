// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/detail/levels.h"

#include <algorithm>

namespace parley::solve {

namespace {

/// One more than the largest level that the component leads to.
std::uint32_t level_of(const game::Game& game, const game::Components& components, std::size_t k,
                       std::span<const std::uint32_t> level) {
  std::uint32_t above = 0;
  for (const game::NodeId node : components.nodes(k))
    for (const game::JointId joint : game.joints_of(node))
      for (const game::NodeId next : game.successors(joint)) {
        const std::size_t component = components.component_of(next);
        if (component != k) above = std::max(above, level[component] + 1);
      }
  return above;
}

}  // namespace

Levels::Levels(const game::Game& game, const game::Components& components) {
  std::vector<std::uint32_t> level(components.size(), 0);
  std::uint32_t highest = 0;
  if (components.size() > 1) {
    for (std::size_t k = 0; k < level.size(); ++k) {
      level[k] = level_of(game, components, k, level);
      highest = std::max(highest, level[k]);
    }
  }
  first_.assign(std::size_t{highest} + 2, 0);
  for (const std::uint32_t one : level) ++first_[one + 1];
  for (std::size_t l = 1; l < first_.size(); ++l) first_[l] += first_[l - 1];
  order_.resize(level.size());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::size_t k = 0; k < level.size(); ++k) order_[next[level[k]]++] = static_cast<std::uint32_t>(k);
}

}  // namespace parley::solve
