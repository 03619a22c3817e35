// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "parley/solve/beliefs/stage.h"

namespace parley::solve::beliefs {

/// What each joint move of a node is worth along some lines of the grid that run with one actor's axis: payoff and
/// continuation, if it leads to that point of the line.
class LineWorth {
 public:
  void set_node(const StageLayout& layout, const ValueTable& values, std::size_t actor);
  /// The lines through these points, whose coordinate on the axis is 0.
  void set_lines(std::span<const std::size_t> first_points);

  /// At a coordinate on the axis, by type; those of the next coordinate follow. One coordinate too many may be read.
  [[nodiscard]] const double* at(std::size_t line, std::size_t joint, std::size_t coordinate) const {
    return worth_.data() + ((line * joints_ + joint) * size_ + coordinate) * types_;
  }
  /// Between two joint moves of a line.
  [[nodiscard]] std::size_t joint_stride() const { return size_ * types_; }

 private:
  void add_line(std::size_t first_point, double* out) const;

  const StageLayout* layout_ = nullptr;
  ValueTable table_;
  std::size_t joints_ = 0;
  std::size_t size_ = 0;  // of the axis
  std::size_t types_ = 0;
  std::size_t step_ = 0;          // in the table, between two coordinates
  std::vector<double> discount_;  // by type
  std::vector<double> payoff_;    // [joint][type]
  std::vector<double> worth_;     // [line][joint][coordinate][type]
};

}  // namespace parley::solve::beliefs
