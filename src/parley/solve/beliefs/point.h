// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "parley/solve/beliefs.h"
#include "parley/solve/beliefs/ladder.h"
#include "parley/solve/beliefs/stage.h"

namespace parley::solve::beliefs {

/// What many stage games took.
struct Tally {
  std::array<std::uint64_t, kBeliefRungs> rungs{};
  std::uint64_t folded = 0;
  double worst_residual = 0;
  double change = 0;       ///< the largest of a value, in a component's last sweep
  std::size_t sweeps = 0;  ///< the most of a component
  bool converged = true;

  void add(const Climb& climb) {
    ++rungs[static_cast<std::size_t>(climb.rung)];
    if (climb.folded) ++folded;
    worst_residual = std::max(worst_residual, climb.residual);
  }
  void add(const Tally& other) {
    for (std::size_t k = 0; k < rungs.size(); ++k) rungs[k] += other.rungs[k];
    folded += other.folded;
    worst_residual = std::max(worst_residual, other.worst_residual);
    change = std::max(change, other.change);
    sweeps = std::max(sweeps, other.sweeps);
    converged = converged && other.converged;
  }
};

/// Where a solution's strategies of one node at one point start, and its values there.
struct PointStore {
  const game::Game& game;
  BeliefSolution& solution;
  ValueTable table;

  [[nodiscard]] std::span<float> start(const StageLayout& layout, std::size_t point) const {
    const std::size_t n = layout.unknowns.size();
    return {solution.start.data() + solution.first_start[layout.node.value()] + point * n, n};
  }
  [[nodiscard]] std::span<double> value(game::NodeId node, std::size_t point) const {
    const std::size_t types = game.types();
    return {solution.value.data() + (std::size_t{solution.slot[node.value()]} * solution.points + point) * types,
            types};
  }
};

/// Solves stage games at points of the grid; one a thread.
class PointSolver {
 public:
  PointSolver(const PointStore& store, double scale) : store_(store), ladder_(scale), value_(store.game.types()) {}

  /// Solves and stores. Gives the largest change of a value.
  double solve(const StageLayout& layout, std::size_t point, std::span<const std::span<const float>> starts,
               Tally& tally) {
    stage_.set(layout, store_.table, point);
    const Climb climb = ladder_.solve(stage_, starts);
    if (stage_.unknowns() > 0) tally.add(climb);
    stage_.values(value_);
    const std::span<float> start = store_.start(layout, point);
    for (std::size_t k = 0; k < start.size(); ++k) start[k] = static_cast<float>(ladder_.x()[k]);
    double change = 0;
    const std::span<double> value = store_.value(layout.node, point);
    for (std::size_t t = 0; t < value.size(); ++t) {
      change = std::max(change, std::abs(value_[t] - value[t]));
      value[t] = value_[t];
    }
    return change;
  }

 private:
  const PointStore& store_;
  Stage stage_;
  Ladder ladder_;
  std::vector<double> value_;
};

}  // namespace parley::solve::beliefs
