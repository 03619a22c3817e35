// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "parley/game/beliefs.h"
#include "parley/solve/beliefs.h"
#include "parley/solve/beliefs/grid.h"
#include "parley/solve/beliefs/ladder.h"
#include "parley/solve/beliefs/stage.h"

namespace parley::solve::beliefs {

/// Reads a solution at any beliefs: values by interpolation, strategies by solving the stage game there, from those of
/// the nearest point of the grid; at a point itself those that it keeps.
class GridPlayer final : public game::BeliefPlayer {
 public:
  /// Both must outlive it.
  GridPlayer(const game::Game& game, const BeliefSolution& solution);

  void choose(game::NodeId node, std::span<const double> beliefs, std::span<double> log_probability) override;
  void value(game::NodeId node, std::span<const double> beliefs, std::span<double> value) override;
  /// Solves the stage game, and gives what it is worth to every type.
  void solve(game::NodeId node, std::span<const double> beliefs, std::span<double> value);

 private:
  void solve(game::NodeId node, std::span<const double> beliefs);
  bool recall(game::NodeId node, std::span<const double> beliefs);
  void set_node(game::NodeId node);
  [[nodiscard]] std::span<const float> start_at(std::size_t point) const;
  [[nodiscard]] ValueTable table() const { return {&grid_, solution_.value.data(), solution_.slot}; }

  const game::Game& game_;
  const BeliefSolution& solution_;
  Grid grid_;
  Stage stage_;
  Ladder ladder_;
  StageLayout layout_;
  Mixture mixture_;
  bool is_whole_;  // no stage game of the solution is left unsolved
  std::vector<double> at_point_;
  std::vector<double> stored_;
};

}  // namespace parley::solve::beliefs
