// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "parley/solve/detail/component.h"

namespace parley::solve::stagewise {

/// Where play goes from the nodes of a component under the draft's profile, discounted as the actor discounts.
class Chain {
 public:
  static constexpr std::uint32_t kOutside = std::numeric_limits<std::uint32_t>::max();

  /// `place`: by node, its place in the component, or kOutside.
  Chain(const Component& component, const Draft& draft, game::ActorId actor, std::span<const std::uint32_t> place);

  /// x = right + discounted expectation of x, at all nodes but those where `fixed`, whose x is their right; from the
  /// given x on. False if that does not converge.
  [[nodiscard]] bool solve(std::span<const std::uint8_t> fixed, std::span<double> right, std::span<double> x) const;

 private:
  std::vector<std::uint32_t> first_{0};
  std::vector<std::uint32_t> to_;
  std::vector<double> weight_;
};

}  // namespace parley::solve::stagewise
