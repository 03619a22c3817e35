// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parley/game/components.h"

namespace parley::solve {

/// Components by the longest way to an end: none leads to another of its own level, so that those of a level can be
/// solved at the same time, and all that they lead to are on levels before.
class Levels {
 public:
  /// O(nodes + edges).
  Levels(const game::Game& game, const game::Components& components);

  [[nodiscard]] std::size_t size() const { return first_.size() - 1; }
  /// By rising index.
  [[nodiscard]] std::span<const std::uint32_t> components(std::size_t level) const {
    return {order_.data() + first_[level], first_[level + 1] - first_[level]};
  }

 private:
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> first_;
};

}  // namespace parley::solve
