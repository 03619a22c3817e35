// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "parley/solve/beliefs/lone_mover.h"
#include "parley/solve/beliefs/point.h"

namespace parley::solve::beliefs {

/// Solves a node to which play cannot return, at all points of some lines of the grid; one a thread.
class LineSolver {
 public:
  LineSolver(const PointStore& store, double scale) : store_(store), scale_(scale), solver_(store, scale) {}

  /// `later` is a node whose strategies are solved and have the same unknowns; it may be null.
  void set_node(const StageLayout& layout, const StageLayout* later);
  /// How many there are. A line is along the axis of the node's first mover, or of the last actor.
  [[nodiscard]] std::size_t lines() const { return store_.solution.points / length_; }
  /// Solves and stores those from `first` to before `last`.
  void solve(std::size_t first, std::size_t last, Tally& tally);

 private:
  /// Which neighbours a point has been started from.
  using Tried = std::uint8_t;
  void average(std::size_t line);
  void solve_one_by_one(std::size_t line, Tally& tally);
  void solve_block(std::size_t first, std::size_t last, Tally& tally);
  void spread(Tally& tally);
  [[nodiscard]] bool start_beside(std::size_t k);
  void resort(std::size_t k, Tally& tally);
  [[nodiscard]] std::size_t first_point(std::size_t line) const {
    return line / stride_ * stride_ * length_ + line % stride_;
  }
  [[nodiscard]] std::size_t point_of(std::size_t k) const { return first_points_[k / length_] + k % length_ * stride_; }

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
  std::optional<std::size_t> last_point_;
  // Of a block of lines.
  std::vector<std::size_t> first_points_;
  std::vector<LonePoint> points_;  // line after line
  std::vector<Tried> tried_;
  std::vector<std::size_t> open_;  // the unsolved
  std::vector<LonePoint> trial_;
};

}  // namespace parley::solve::beliefs
