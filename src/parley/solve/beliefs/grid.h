// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parley/game/game.h"
#include "parley/numeric/belief_axis.h"

namespace parley::solve::beliefs {

/// Numbers to multiply with to interpolate at one place: of the grid's points, by offset.
struct Mixture {
  std::vector<std::uint32_t> point;
  std::vector<double> weight;
};

/// The product of the actors' axes, the last actor's fastest.
class Grid {
 public:
  Grid(const game::Game& game, std::vector<numeric::BeliefAxis> axes);

  [[nodiscard]] std::size_t points() const { return points_; }
  [[nodiscard]] std::size_t types() const { return types_; }
  [[nodiscard]] std::size_t stride(std::size_t actor) const { return stride_[actor]; }
  [[nodiscard]] std::size_t first_type(std::size_t actor) const { return first_type_[actor]; }
  [[nodiscard]] std::span<const numeric::BeliefAxis> axes() const { return axes_; }
  [[nodiscard]] std::size_t coordinate(std::size_t point, std::size_t actor) const {
    return point / stride_[actor] % axes_[actor].size();
  }
  /// By TypeId.
  void beliefs(std::size_t point, std::span<double> out) const;
  [[nodiscard]] std::size_t nearest(std::span<const double> beliefs) const;
  /// Interpolates over the axes of all actors but those with `skip[actor]`, whose coordinate is 0 in what it gives.
  void locate(std::span<const double> beliefs, std::span<const std::uint8_t> skip, Mixture& out) const;

 private:
  std::vector<numeric::BeliefAxis> axes_;
  std::vector<std::size_t> stride_;
  std::vector<std::size_t> first_type_;
  std::size_t points_ = 1;
  std::size_t types_ = 0;
};

}  // namespace parley::solve::beliefs
