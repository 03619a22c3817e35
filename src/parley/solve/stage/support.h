// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "parley/numeric/linear.h"
#include "parley/solve/stage/node_game.h"

namespace parley::solve::stage {

/// Finds the equilibrium of a node that plays given moves: all of them equally good to each seat, no other better.
/// Newton's method on the probabilities of the moves played and, where the node returns, on its values.
class Support {
 public:
  /// `strategy` (by move) names the moves played by probabilities above 0, from which the search starts. True if the
  /// result is an equilibrium to within `tolerance` in units of the node's scale; it is then in `strategy`.
  bool solve(const NodeGame& node, std::span<double> strategy, double tolerance);
  /// [seat]: in units of the scale, moved as NodeGame's flows are; after solve().
  [[nodiscard]] std::span<const double> value() const { return value_; }

 private:
  void list(const NodeGame& node, std::span<const double> strategy);
  void weigh(const NodeGame& node, std::span<const double> strategy);
  bool settle(const NodeGame& node, std::span<double> strategy, double tolerance);
  double fill(const NodeGame& node, std::span<const double> strategy);
  [[nodiscard]] double gain(const NodeGame& node, std::span<const double> strategy) const;

  std::vector<std::uint32_t> played_;  // moves played, seat after seat
  std::vector<std::uint32_t> first_;   // [seat]: place of its first among played_; one more at the end
  std::vector<double> without_;        // [seat * joints + joint]
  std::vector<double> worth_;          // [seat * joints + joint]
  std::vector<double> q_;              // [move]
  std::vector<double> stays_;          // [move]: chance to stay if it is played
  std::vector<double> by_;             // [move' * moves + move]: of move's worth by the probability of another's move'
  std::vector<double> value_;
  std::vector<double> matrix_;
  std::vector<double> rhs_;
  numeric::DenseLu lu_;
};

}  // namespace parley::solve::stage
