// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/line_worth.h"

#include <algorithm>

namespace parley::solve::beliefs {

void LineWorth::set_node(const StageLayout& layout, const ValueTable& values, std::size_t actor) {
  const game::Game& game = *layout.game;
  layout_ = &layout;
  table_ = values;
  joints_ = layout.joints;
  size_ = values.grid->axes()[actor].size();
  types_ = values.grid->types();
  step_ = values.grid->stride(actor) * types_;
  discount_.clear();
  payoff_.clear();
  for (std::size_t t = 0; t < types_; ++t)
    discount_.push_back(game.discount_after(layout.node, game.actor(game::TypeId(t))));
  for (const game::JointId joint : game.joints_of(layout.node))
    for (std::size_t t = 0; t < types_; ++t) payoff_.push_back(game.payoff(joint, game::TypeId(t)));
}

void LineWorth::set_lines(std::span<const std::size_t> first_points) {
  const std::size_t length = joints_ * size_ * types_;
  worth_.assign((first_points.size() * length) + types_, 0.0);
  for (std::size_t k = 0; k < first_points.size(); ++k) add_line(first_points[k], worth_.data() + k * length);
}

void LineWorth::add_line(std::size_t first_point, double* out) const {
  const game::Game& game = *layout_->game;
  const double* payoff = payoff_.data();
  for (const game::JointId joint : game.joints_of(layout_->node)) {
    const auto successors = game.successors(joint);
    for (std::size_t e = 0; e < successors.size(); ++e) {
      const double chance = game.probabilities(joint)[e];
      const double* value = table_.at(successors[e]) + first_point * types_;
      for (std::size_t k = 0; k < size_; ++k, value += step_)
        for (std::size_t t = 0; t < types_; ++t) out[k * types_ + t] += chance * value[t];
    }
    for (std::size_t k = 0; k < size_; ++k, out += types_)
      for (std::size_t t = 0; t < types_; ++t) out[t] = payoff[t] + discount_[t] * out[t];
    payoff += types_;
  }
}

}  // namespace parley::solve::beliefs
