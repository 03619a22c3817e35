// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/grid.h"

#include <algorithm>
#include <utility>

#include "parley/base/check.h"

namespace parley::solve::beliefs {

Grid::Grid(const game::Game& game, std::vector<numeric::BeliefAxis> axes)
    : axes_(std::move(axes)), stride_(game.actors()), first_type_(game.actors()), types_(game.types()) {
  PARLEY_CHECK(axes_.size() == game.actors());
  for (const game::ActorId actor : game.all_actors()) {
    const auto types = game.types_of(actor);
    PARLEY_CHECK(axes_[actor.value()].outcomes() == types.size());
    first_type_[actor.value()] = types.front().value();
  }
  for (std::size_t i = axes_.size(); i-- > 0;) {
    stride_[i] = points_;
    points_ *= axes_[i].size();
  }
}

void Grid::beliefs(std::size_t point, std::span<double> out) const {
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    const auto lottery = axes_[i].point(coordinate(point, i));
    std::copy(lottery.begin(), lottery.end(), out.begin() + static_cast<std::ptrdiff_t>(first_type_[i]));
  }
}

std::size_t Grid::nearest(std::span<const double> beliefs) const {
  std::size_t point = 0;
  for (std::size_t i = 0; i < axes_.size(); ++i)
    point += stride_[i] * axes_[i].nearest(beliefs.subspan(first_type_[i], axes_[i].outcomes()));
  return point;
}

void Grid::locate(std::span<const double> beliefs, std::span<const std::uint8_t> skip, Mixture& out) const {
  out.point.assign(1, 0);
  out.weight.assign(1, 1.0);
  numeric::Stencil stencil;
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    if (axes_[i].size() == 1 || (!skip.empty() && skip[i] != 0)) continue;
    axes_[i].locate(beliefs.subspan(first_type_[i], axes_[i].outcomes()), stencil);
    const std::size_t before = out.point.size();
    out.point.resize(before * stencil.count);
    out.weight.resize(before * stencil.count);
    for (std::size_t j = stencil.count; j-- > 0;)
      for (std::size_t c = 0; c < before; ++c) {
        const auto offset = static_cast<std::uint32_t>(stencil.at[j] * stride_[i]);
        out.point[j * before + c] = out.point[c] + offset;
        out.weight[j * before + c] = out.weight[c] * stencil.weight[j];
      }
  }
}

}  // namespace parley::solve::beliefs
