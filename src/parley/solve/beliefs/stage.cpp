// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/stage.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley::solve::beliefs {

namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

}  // namespace

void Stage::set(const StageLayout& layout, const ValueTable& values) {
  layout_ = &layout;
  table_ = values;
  stencil_.resize(std::max(stencil_.size(), layout.pairs));
}

void Stage::set(const StageLayout& layout, const ValueTable& values, std::size_t point) {
  set(layout, values);
  const Grid& grid = *values.grid;
  beliefs_.resize(grid.types());
  grid.beliefs(point, beliefs_);
  std::size_t still = 0;
  for (std::size_t i = 0; i < grid.axes().size(); ++i)
    if (layout.moves_here[i] == 0) still += grid.coordinate(point, i) * grid.stride(i);
  still_.point.assign(1, static_cast<std::uint32_t>(still));
  still_.weight.assign(1, 1.0);
}

void Stage::set(const StageLayout& layout, const ValueTable& values, std::span<const double> beliefs) {
  set(layout, values);
  beliefs_.assign(beliefs.begin(), beliefs.end());
  values.grid->locate(beliefs, layout.moves_here, still_);
}

void Stage::choose(std::span<const double> x) {
  log_probability_.resize(layout_->slots);
  probability_.resize(layout_->slots);
  mean_.assign(layout_->pairs, 0.0);
  for (std::size_t s = 0; s < layout_->seats.size(); ++s) {
    const game::TypedSeat& seat = layout_->seats[s];
    for (std::size_t t = 0; t < seat.types; ++t) {
      const std::size_t first = seat.slot(t, 0);
      double most = kNever;
      for (std::size_t m = first; m < first + seat.moves; ++m) {
        const std::uint32_t unknown = layout_->unknown_of[m];
        const double other = layout_->open[m] != 0 ? 0.0 : kNever;
        log_probability_[m] = unknown == StageLayout::kNone ? other : x[unknown];
        most = std::max(most, log_probability_[m]);
      }
      double sum = 0;
      for (std::size_t m = first; m < first + seat.moves; ++m)
        sum += probability_[m] = std::exp(log_probability_[m] - most);
      const double log_sum = most + std::log(sum);
      const double belief = beliefs_[seat.first_type + t];
      for (std::size_t m = 0; m < seat.moves; ++m) {
        probability_[first + m] /= sum;
        log_probability_[first + m] -= log_sum;
        mean_[layout_->first_pair[s] + m] += belief * probability_[first + m];
      }
    }
  }
}

/// The posterior of each move that is seen, and where it lies on its actor's axis. Of the k-th move it stands from
/// slot first + k * types on.
void Stage::locate_posteriors() {
  posterior_.resize(layout_->slots);
  for (std::size_t s = 0; s < layout_->seats.size(); ++s) {
    const game::TypedSeat& seat = layout_->seats[s];
    if (layout_->moves_here[seat.actor.value()] == 0 || s == layout_->hidden || seat.types == 1) continue;
    likelihood_.resize(seat.types);
    const auto prior = std::span<const double>(beliefs_).subspan(seat.first_type, seat.types);
    for (std::size_t m = 0; m < seat.moves; ++m) {
      for (std::size_t t = 0; t < seat.types; ++t) likelihood_[t] = log_probability_[seat.slot(t, m)];
      const auto after = std::span(posterior_).subspan(seat.first + m * seat.types, seat.types);
      game::posterior(prior, likelihood_, after);
      table_.grid->axes()[seat.actor.value()].locate(after, stencil_[layout_->first_pair[s] + m]);
    }
  }
}

void Stage::locate_hidden(std::size_t joint, game::NodeId successor) {
  const game::TypedSeat& seat = layout_->seats[layout_->hidden];
  const game::Game& game = *layout_->game;
  hidden_posterior_.resize(seat.types);
  hidden_share_.assign(seat.types * seat.moves, 0.0);
  likelihood_.assign(seat.types, kNever);
  const std::size_t base = joint - seat.move_in(joint) * seat.stride;
  std::vector<double>& chance = row_;
  chance.assign(seat.moves, 0.0);
  for (std::size_t m = 0; m < seat.moves; ++m) {
    const game::JointId other = game.joints_of(layout_->node)[base + m * seat.stride];
    const auto successors = game.successors(other);
    for (std::size_t e = 0; e < successors.size(); ++e)
      if (successors[e] == successor) chance[m] += game.probabilities(other)[e];
  }
  for (std::size_t t = 0; t < seat.types; ++t) {
    double most = kNever;
    for (std::size_t m = 0; m < seat.moves; ++m)
      if (chance[m] > 0) most = std::max(most, log_probability_[seat.slot(t, m)]);
    if (most == kNever) continue;
    double sum = 0;
    for (std::size_t m = 0; m < seat.moves; ++m) {
      double& share = hidden_share_[t * seat.moves + m];
      if (chance[m] > 0) sum += share = chance[m] * std::exp(log_probability_[seat.slot(t, m)] - most);
    }
    for (std::size_t m = 0; m < seat.moves; ++m) hidden_share_[t * seat.moves + m] /= sum;
    likelihood_[t] = most + std::log(sum);
  }
  const auto prior = std::span<const double>(beliefs_).subspan(seat.first_type, seat.types);
  game::posterior(prior, likelihood_, hidden_posterior_);
  table_.grid->axes()[seat.actor.value()].locate(hidden_posterior_, hidden_stencil_);
}

void Stage::spread_over(const numeric::Stencil& stencil, std::size_t s) {
  const game::TypedSeat& seat = layout_->seats[s];
  const std::size_t rows = layout_->row_type.size();
  const std::size_t stride = table_.grid->stride(seat.actor.value());
  const std::size_t before = corner_.size();
  last_corner_.swap(corner_);
  last_turn_.swap(turn_);
  corner_.resize(before * stencil.count);
  turn_.resize(corner_.size() * rows);
  for (std::size_t k = 0; k < stencil.count; ++k)
    for (std::size_t c = 0; c < before; ++c) {
      const std::size_t to = k * before + c;
      const double weight = stencil.weight[k];
      corner_[to] = {static_cast<std::uint32_t>(last_corner_[c].point + stencil.at[k] * stride),
                     last_corner_[c].weight * weight};
      if (!derivatives_) continue;
      for (std::size_t r = 0; r < rows; ++r) turn_[to * rows + r] = last_turn_[c * rows + r] * weight;
      for (std::size_t t = 0; t < seat.types; ++t)
        turn_[to * rows + layout_->first_row[s] + t] = last_corner_[c].weight * stencil.slope[k * seat.types + t];
    }
}

/// Where the values after a joint move are read: of a hidden seat, by what was located last.
void Stage::spread(std::size_t joint) {
  const std::size_t count = still_.point.size();
  corner_.resize(count);
  for (std::size_t c = 0; c < count; ++c) corner_[c] = {still_.point[c], still_.weight[c]};
  if (derivatives_) turn_.assign(count * layout_->row_type.size(), 0.0);
  for (std::size_t s = 0; s < layout_->seats.size(); ++s) {
    const game::TypedSeat& seat = layout_->seats[s];
    if (layout_->moves_here[seat.actor.value()] == 0 || seat.types == 1) continue;
    spread_over(s == layout_->hidden ? hidden_stencil_ : stencil_[layout_->first_pair[s] + seat.move_in(joint)], s);
  }
}

void Stage::add_edge(std::size_t joint, game::NodeId successor, double chance) {
  const std::size_t rows = layout_->row_type.size();
  const std::size_t types = table_.grid->types();
  const double* const base = table_.at(successor);
  double* const worth = worth_.data() + joint * rows;
  double* const turn = worth_turn_.data() + joint * rows * rows;
  for (std::size_t c = 0; c < corner_.size(); ++c) {
    const double* const value = base + corner_[c].point * types;
    for (std::size_t a = 0; a < rows; ++a) {
      const double discounted = chance * layout_->row_discount[a] * value[layout_->row_type[a]];
      worth[a] += discounted * corner_[c].weight;
      if (!derivatives_) continue;
      for (std::size_t r = 0; r < rows; ++r) turn[a * rows + r] += discounted * turn_[c * rows + r];
    }
  }
}

/// From derivatives by the posteriors after a joint move to those by the log chances of the moves that led to them:
/// d h(t) / d log p(t') = h(t) (1[t = t'] - h(t')).
void Stage::turn_posteriors(std::size_t joint) {
  const std::size_t rows = layout_->row_type.size();
  for (std::size_t s = 0; s < layout_->seats.size(); ++s) {
    const game::TypedSeat& seat = layout_->seats[s];
    if (layout_->moves_here[seat.actor.value()] == 0 || s == layout_->hidden || seat.types == 1) continue;
    const double* const after = posterior_.data() + seat.first + seat.move_in(joint) * seat.types;
    for (std::size_t a = 0; a < rows; ++a) {
      double* const turn = worth_turn_.data() + (joint * rows + a) * rows + layout_->first_row[s];
      double mean = 0;
      for (std::size_t t = 0; t < seat.types; ++t) mean += after[t] * turn[t];
      for (std::size_t t = 0; t < seat.types; ++t) turn[t] = after[t] * (turn[t] - mean);
    }
  }
}

/// The same for the hidden seat after one edge: what was added to the derivatives by its posterior is moved on.
void Stage::turn_hidden(std::size_t joint) {
  const game::TypedSeat& seat = layout_->seats[layout_->hidden];
  const std::size_t rows = layout_->row_type.size();
  const std::size_t places = seat.types * seat.moves;
  for (std::size_t a = 0; a < rows; ++a) {
    double* const turn = worth_turn_.data() + (joint * rows + a) * rows + layout_->first_row[layout_->hidden];
    double* const out = worth_hidden_.data() + (joint * rows + a) * places;
    double mean = 0;
    for (std::size_t t = 0; t < seat.types; ++t) mean += hidden_posterior_[t] * turn[t];
    for (std::size_t t = 0; t < seat.types; ++t) {
      const double along = hidden_posterior_[t] * (turn[t] - mean);
      for (std::size_t m = 0; m < seat.moves; ++m) out[t * seat.moves + m] += along * hidden_share_[t * seat.moves + m];
      turn[t] = 0;
    }
  }
}

void Stage::continue_joint(std::size_t joint) {
  const game::Game& game = *layout_->game;
  const game::JointId id = game.joints_of(layout_->node)[joint];
  const std::size_t rows = layout_->row_type.size();
  for (std::size_t a = 0; a < rows; ++a) worth_[joint * rows + a] = game.payoff(id, game::TypeId(layout_->row_type[a]));
  const auto successors = game.successors(id);
  if (successors.empty()) return;
  const bool hidden = layout_->hidden != StageLayout::kNoSeat;
  if (!hidden) spread(joint);
  for (std::size_t e = 0; e < successors.size(); ++e) {
    if (hidden) {
      locate_hidden(joint, successors[e]);
      spread(joint);
    }
    add_edge(joint, successors[e], game.probabilities(id)[e]);
    if (hidden && derivatives_) turn_hidden(joint);
  }
  if (derivatives_) turn_posteriors(joint);
}

void Stage::evaluate(std::span<const double> x, bool derivatives) {
  derivatives_ = derivatives;
  const std::size_t rows = layout_->row_type.size();
  choose(x);
  locate_posteriors();
  worth_.resize(layout_->joints * rows);
  if (derivatives) {
    worth_turn_.assign(layout_->joints * rows * rows, 0.0);
    action_turn_.assign(layout_->slots * layout_->slots, 0.0);
    if (layout_->hidden != StageLayout::kNoSeat) {
      const game::TypedSeat& seat = layout_->seats[layout_->hidden];
      worth_hidden_.assign(layout_->joints * rows * seat.types * seat.moves, 0.0);
    }
  }
  for (std::size_t j = 0; j < layout_->joints; ++j) continue_joint(j);
  action_.assign(layout_->slots, 0.0);
  for (std::size_t s = 0; s < layout_->seats.size(); ++s) collect(s);
}

}  // namespace parley::solve::beliefs
