// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "parley/solve/beliefs/lone_mover.h"
#include "parley/solve/beliefs/point.h"

namespace parley::solve::beliefs {

/// Solves a node to which play cannot return, at all points of one line of the grid after another; one a thread.
class LineSolver {
 public:
  LineSolver(const PointStore& store, double scale) : store_(store), scale_(scale), solver_(store, scale) {}

  /// `later` is a node whose strategies are solved and have the same unknowns; it may be null.
  void set_node(const StageLayout& layout, const StageLayout* later);
  /// How many there are. A line is along the axis of the node's first mover, or of the last actor.
  [[nodiscard]] std::size_t lines() const { return store_.solution.points / length_; }
  /// Solves and stores.
  void solve(std::size_t line, Tally& tally);

 private:
  void solve_point(std::size_t point, Tally& tally);
  bool solve_alone(std::size_t point, Tally& tally);
  void average(std::size_t line);
  [[nodiscard]] std::size_t first_point(std::size_t line) const {
    return line / stride_ * stride_ * length_ + line % stride_;
  }

  const PointStore& store_;
  double scale_;
  PointSolver solver_;
  LoneMover mover_;
  const StageLayout* layout_ = nullptr;
  const StageLayout* later_ = nullptr;
  std::vector<std::span<const float>> starts_;
  bool alone_ = false;
  std::size_t length_ = 1;
  std::size_t stride_ = 1;
  std::size_t last_point_ = 0;
  bool any_ = false;
  std::optional<std::size_t> last_line_;  // its first point
};

}  // namespace parley::solve::beliefs
