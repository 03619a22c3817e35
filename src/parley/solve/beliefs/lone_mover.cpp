// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/lone_mover.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "parley/solve/beliefs/ladder.h"

namespace parley::solve::beliefs {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Stands for the logarithm of a prior of 0, as in game::posterior().
constexpr double kNeverLog = -1e9;

double log_prior(double chance) { return chance > 0 ? std::log(chance) : kNeverLog; }

}  // namespace

bool LoneMover::fits(const StageLayout& layout) {
  if (layout.hidden != StageLayout::kNoSeat || layout.unknowns.empty()) return false;
  const game::TypedSeat& mover = layout.seats[layout.unknowns.front().seat];
  return mover.types == 2 && mover.moves == layout.joints;
}

void LoneMover::set_node(const StageLayout& layout, const ValueTable& values) {
  layout_ = &layout;
  table_ = values;
  seat_ = &layout.seats[layout.unknowns.front().seat];
  axis_ = &values.grid->axes()[seat_->actor.value()];
  size_ = axis_->size();
  types_ = values.grid->types();
  precision_ = layout.precision[layout.unknowns.front().seat];
  worth_.resize(seat_->moves * size_ * types_);
  shared_.clear();
  for (std::size_t m = 0; m < seat_->moves; ++m)
    if (layout.open[seat_->slot(0, m)] != 0 && layout.open[seat_->slot(1, m)] != 0)
      shared_.push_back(static_cast<std::uint32_t>(m));
  for (std::size_t t = 0; t < 2; ++t) {
    Choice& choice = choice_[t];
    choice.open.clear();
    for (std::size_t m = 0; m < seat_->moves; ++m)
      if (layout.open[seat_->slot(t, m)] != 0) choice.open.push_back(static_cast<std::uint32_t>(m));
    choice.x.assign(seat_->moves, -kInfinity);
    choice.x[choice.open.front()] = 0;
    choice.probability.assign(seat_->moves, 0.0);
    for (auto* const numbers : {&choice.action, &choice.turn, &choice.residual}) numbers->assign(seat_->moves, 0.0);
  }
  for (auto* const numbers : {&drift_, &own_inverse_, &common_, &turned_}) numbers->assign(seat_->moves, 0.0);
  stencil_.resize(seat_->moves);
}

void LoneMover::set_line(std::size_t first_point) {
  const game::Game& game = *layout_->game;
  const std::size_t step = table_.grid->stride(seat_->actor.value()) * types_;
  std::fill(worth_.begin(), worth_.end(), 0.0);
  double* out = worth_.data();
  for (const game::JointId joint : game.joints_of(layout_->node)) {
    const auto successors = game.successors(joint);
    for (std::size_t k = 0; k < size_; ++k, out += types_) {
      for (std::size_t e = 0; e < successors.size(); ++e) {
        const double chance = game.probabilities(joint)[e];
        const double* const value = table_.at(successors[e]) + first_point * types_ + k * step;
        for (std::size_t t = 0; t < types_; ++t) out[t] += chance * value[t];
      }
      for (std::size_t t = 0; t < types_; ++t) {
        const game::TypeId type(t);
        out[t] = game.payoff(joint, type) + game.discount_after(layout_->node, game.actor(type)) * out[t];
      }
    }
  }
}

void LoneMover::set_point(std::size_t coordinate) {
  const auto lottery = axis_->point(coordinate);
  belief_[0] = lottery[0];
  belief_[1] = lottery[1];
  log_odds_ = log_prior(lottery[0]) - log_prior(lottery[1]);
}

void LoneMover::choose(Choice& choice) const {
  double most = 0;
  for (const std::uint32_t m : choice.open) most = std::max(most, choice.x[m]);
  double sum = 0;
  for (const std::uint32_t m : choice.open) sum += choice.probability[m] = std::exp(choice.x[m] - most);
  for (const std::uint32_t m : choice.open) choice.probability[m] /= sum;
  choice.log_sum = most + std::log(sum);
}

/// Where the posterior of a move lies, and what the move is worth there.
void LoneMover::read_move(std::size_t move) {
  const double log_odds =
      log_odds_ + (choice_[0].x[move] - choice_[0].log_sum) - (choice_[1].x[move] - choice_[1].log_sum);
  const double odds = std::exp(-std::abs(log_odds));
  const double likelier = 1 / (1 + odds);
  const double other = odds * likelier;
  const double after[] = {log_odds > 0 ? likelier : other, log_odds > 0 ? other : likelier};
  numeric::Stencil& stencil = stencil_[move];
  axis_->locate(after, stencil);
  drift_[move] = likelier * other;
  double sum[2] = {};
  double turn[2] = {};
  for (std::size_t j = 0; j < stencil.count; ++j) {
    const double* const value = worth_.data() + (move * size_ + stencil.at[j]) * types_ + seat_->first_type;
    const double slope = drift_[move] * (stencil.slope[2 * j] - stencil.slope[2 * j + 1]);
    for (std::size_t t = 0; t < 2; ++t) {
      sum[t] += stencil.weight[j] * value[t];
      turn[t] += slope * value[t];
    }
  }
  for (std::size_t t = 0; t < 2; ++t) {
    choice_[t].action[move] = sum[t];
    choice_[t].turn[move] = turn[t];
  }
}

/// At a share of the precision.
void LoneMover::evaluate(double share) {
  sharpness_ = share * precision_;
  for (Choice& choice : choice_) choose(choice);
  for (std::size_t m = 0; m < seat_->moves; ++m) read_move(m);
  for (Choice& choice : choice_)
    for (const std::uint32_t m : choice.open) choice.residual[m] = sharpness_ * choice.action[m] - choice.x[m];
}

/// After evaluate(): the derivative of x less sharpness times Q. Gives the sign of its determinant.
int LoneMover::factorize() {
  const auto& [first, second] = choice_;
  denominator_ = 1;
  double sign = 1;
  for (const std::uint32_t m : shared_) {
    const double own = 1 - sharpness_ * (first.turn[m] - second.turn[m]);
    own_inverse_[m] = 1 / own;
    common_[m] = sharpness_ * (first.probability[m] * first.turn[m] - second.probability[m] * second.turn[m]);
    denominator_ += common_[m] * own_inverse_[m];
    sign = own < 0 ? -sign : sign;
  }
  if (!std::isfinite(denominator_) || denominator_ == 0) return 0;
  return sign * denominator_ > 0 ? 1 : -1;
}

/// How z turns where x changes by what is in `residual` and by what z brings about: with r(m) the former's part,
/// z(m) = r(m) + (1 - own(m)) z(m) - sum over k of common(k) z(k).
void LoneMover::turn_moves() {
  double mean[2] = {};
  for (std::size_t t = 0; t < 2; ++t)
    for (const std::uint32_t m : choice_[t].open) mean[t] += choice_[t].probability[m] * choice_[t].residual[m];
  double sum = 0;
  for (const std::uint32_t m : shared_) {
    turned_[m] = (choice_[0].residual[m] - mean[0] - choice_[1].residual[m] + mean[1]) * own_inverse_[m];
    sum += common_[m] * turned_[m];
  }
  sum /= denominator_;
  for (const std::uint32_t m : shared_) turned_[m] -= sum * own_inverse_[m];
}

/// After turn_moves(): of x of the k-th open move.
double LoneMover::change(const Choice& choice, std::size_t k) const {
  const std::size_t m = choice.open[k];
  const std::size_t reference = choice.open[0];
  return choice.residual[m] - choice.residual[reference] +
         sharpness_ * (choice.turn[m] * turned_[m] - choice.turn[reference] * turned_[reference]);
}

/// Gives the largest correction over 1 + size.
double LoneMover::correct(Choice& choice) const {
  double largest = 0;
  for (std::size_t k = 1; k < choice.open.size(); ++k) {
    const double correction = change(choice, k);
    double& x = choice.x[choice.open[k]];
    x += correction;
    if (!std::isfinite(x)) return kInfinity;
    largest = std::max(largest, std::abs(correction) / (1 + std::abs(x)));
  }
  return largest;
}

/// What the last step changes, to first order, which is all that is left once Newton's method has converged.
void LoneMover::follow() {
  for (const std::uint32_t m : shared_) {
    numeric::Stencil& stencil = stencil_[m];
    for (std::size_t j = 0; j < stencil.count; ++j)
      stencil.weight[j] += turned_[m] * drift_[m] * (stencil.slope[2 * j] - stencil.slope[2 * j + 1]);
    for (Choice& choice : choice_) choice.action[m] += turned_[m] * choice.turn[m];
  }
  for (Choice& choice : choice_) choose(choice);
}

bool LoneMover::newton() {
  for (std::size_t round = 0; round < kMostFromStart; ++round) {
    evaluate(1);
    if (factorize() == 0) return false;
    turn_moves();
    const double largest = std::max(correct(choice_[0]), correct(choice_[1]));
    if (!std::isfinite(largest)) return false;
    // A belief that is certain stays, so that the equations are linear.
    const bool certain = belief_[0] == 0 || belief_[1] == 0;
    if (!certain && largest >= kCorrection) continue;
    follow();
    return true;
  }
  return false;
}

bool LoneMover::solve(std::span<const float> start) {
  std::size_t unknown = 0;
  for (Choice& choice : choice_)
    for (std::size_t k = 1; k < choice.open.size(); ++k) choice.x[choice.open[k]] = double{start[unknown++]};
  return newton();
}

void LoneMover::values(std::span<double> out) const {
  std::fill(out.begin(), out.end(), 0.0);
  for (std::size_t m = 0; m < seat_->moves; ++m) {
    const double chance = belief_[0] * choice_[0].probability[m] + belief_[1] * choice_[1].probability[m];
    for (std::size_t j = 0; j < stencil_[m].count; ++j) {
      const double weight = chance * stencil_[m].weight[j];
      const auto value = worth(m, stencil_[m].at[j]);
      for (std::size_t t = 0; t < types_; ++t) out[t] += weight * value[t];
    }
  }
  for (std::size_t t = 0; t < 2; ++t) {
    double& value = out[seat_->first_type + t];
    value = 0;
    for (std::size_t m = 0; m < seat_->moves; ++m) value += choice_[t].probability[m] * choice_[t].action[m];
  }
}

void LoneMover::unknowns(std::span<float> out) const {
  std::size_t unknown = 0;
  for (const Choice& choice : choice_)
    for (std::size_t k = 1; k < choice.open.size(); ++k) out[unknown++] = static_cast<float>(choice.x[choice.open[k]]);
}

}  // namespace parley::solve::beliefs
