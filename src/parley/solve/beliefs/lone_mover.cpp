// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/lone_mover.h"

#include <algorithm>
#include <cmath>

namespace parley::solve::beliefs {

using numeric::kLanes;
using numeric::select;

namespace {

// Stands for the logarithm of a chance of 0, as in game::posterior().
constexpr double kNeverLog = -1e9;
// Of a move that is closed: so much less that the posterior is the other type even where the prior says never.
constexpr double kClosedLog = -1e12;
// A step that moves the odds of a posterior by more than e to this is cut, but for the first ones, since most starts
// are good. On 216 states at precision 30 that and more rounds leave .2% of turns to the path where it was .7%; limits
// of 1 or on the first rounds cost more than they save.
constexpr double kMostTurn = 3;
constexpr double kNoLimit = 1e300;
constexpr std::size_t kFreeRounds = 2;
constexpr std::size_t kMostRounds = 20;

double log_prior(double chance) { return chance > 0 ? std::log(chance) : kNeverLog; }

}  // namespace

bool LoneMover::fits(const StageLayout& layout) {
  if (layout.hidden != StageLayout::kNoSeat || layout.unknowns.empty()) return false;
  const game::TypedSeat& mover = layout.seats[layout.unknowns.front().seat];
  return mover.types == 2 && mover.moves == layout.joints;
}

void LoneMover::set_node(const StageLayout& layout, const ValueTable& values) {
  layout_ = &layout;
  const game::TypedSeat& seat = layout.seats[layout.unknowns.front().seat];
  worth_.set_node(layout, values, seat.actor.value());
  first_type_ = seat.first_type;
  types_ = values.grid->types();
  axis_ = &values.grid->axes()[seat.actor.value()];
  lanes_ = numeric::BeliefLanes(*axis_);
  precision_ = layout.precision[layout.unknowns.front().seat];
  moves_.assign(seat.moves, Move{});
  for (std::size_t t = 0; t < 2; ++t) {
    for (std::size_t m = 0; m < seat.moves; ++m) {
      moves_[m].open[t] = layout.open[seat.slot(t, m)] != 0;
      moves_[m].x[t] = moves_[m].open[t] ? 0.0 : kClosedLog;
    }
    corner_[t] = axis_->point(0)[t] == 1 ? 0 : static_cast<std::uint32_t>(axis_->size() - 1);
    reference_[t] = 0;
    while (!moves_[reference_[t]].open[t]) ++reference_[t];
  }
  for (Move& move : moves_) {
    move.shared = move.open[0] && move.open[1];
    move.turned = 0.0;
  }
}

void LoneMover::load(std::size_t lane, LonePoint& point) {
  const auto belief = axis_->point(point.coordinate);
  point_[lane] = &point;
  base_[lane] = worth_.at(point.line, 0, 0) + first_type_;
  rounds_[lane] = 0;
  limit_.set(lane, kNoLimit);
  log_odds_.set(lane, log_prior(belief[0]) - log_prior(belief[1]));
  // A belief that is certain stays, but for moves that only the other type has: the equations say what x is.
  const bool certain = belief[0] == 0 || belief[1] == 0;
  const float* start = point.start;
  for (std::size_t t = 0; t < 2; ++t) {
    const auto worth = [&](std::size_t m) {
      return worth_.at(point.line, m, moves_[m].shared ? point.coordinate : corner_[t])[first_type_ + t];
    };
    for (std::size_t m = reference_[t] + 1; m < moves_.size(); ++m)
      if (moves_[m].open[t])
        moves_[m].x[t].set(lane, certain ? precision_ * (worth(m) - worth(reference_[t])) : double{*start++});
  }
}

void LoneMover::choose(std::size_t t) {
  Lanes most = 0.0;
  for (const Move& move : moves_) most = max(most, move.x[t]);
  Lanes sum = 0.0;
  for (Move& move : moves_) sum += move.probability[t] = numeric::exp(move.x[t] - most);
  const Lanes inverse = 1.0 / sum;
  for (Move& move : moves_) move.probability[t] *= inverse;
  log_sum_[t] = most + numeric::log(sum);
}

/// Where the posterior of a move lies, and what the move is worth there.
void LoneMover::read_move(Move& move, std::size_t joint) {
  move.place = lanes_.locate(log_odds_ + (move.x[0] - log_sum_[0]) - (move.x[1] - log_sum_[1]));
  Lanes middle[2];
  Lanes low[2];
  Lanes high[2];
  const std::size_t offset = joint * worth_.joint_stride();
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const double* const at = base_[lane] + offset + static_cast<std::size_t>(move.place.middle[lane]) * types_;
    for (std::size_t t = 0; t < 2; ++t) {
      middle[t].set(lane, at[t]);
      low[t].set(lane, (at - types_)[t]);
      high[t].set(lane, (at + types_)[t]);
    }
  }
  for (std::size_t t = 0; t < 2; ++t) {
    low[t] -= middle[t];
    high[t] -= middle[t];
    move.action[t] = middle[t] + (move.place.low * low[t] + move.place.high * high[t]);
    move.turn[t] = move.place.low_slope * low[t] + move.place.high_slope * high[t];
  }
}

/// At a share of the precision.
void LoneMover::evaluate(Lanes share) {
  sharpness_ = share * precision_;
  for (std::size_t t = 0; t < 2; ++t) choose(t);
  for (std::size_t m = 0; m < moves_.size(); ++m) read_move(moves_[m], m);
  for (Move& move : moves_)
    for (std::size_t t = 0; t < 2; ++t) move.residual[t] = sharpness_ * move.action[t] - move.x[t];
}

/// After evaluate(): the derivative of x less sharpness times Q. Gives its determinant, but for its size.
LoneMover::Lanes LoneMover::factorize() {
  denominator_ = 1.0;
  Lanes sign = 1.0;
  for (Move& move : moves_) {
    if (!move.shared) continue;
    const Lanes own = 1.0 - sharpness_ * (move.turn[0] - move.turn[1]);
    move.own_inverse = 1.0 / own;
    move.common = sharpness_ * (move.probability[0] * move.turn[0] - move.probability[1] * move.turn[1]);
    denominator_ += move.common * move.own_inverse;
    sign = select(own < 0.0, -sign, sign);
  }
  return sign * denominator_;
}

/// How z turns where x changes by what is in `residual` and by what z brings about: with r(m) the former's part,
/// z(m) = r(m) + (1 - own(m)) z(m) - sum over k of common(k) z(k).
void LoneMover::turn_moves() {
  Lanes mean[2] = {0.0, 0.0};
  for (const Move& move : moves_)
    for (std::size_t t = 0; t < 2; ++t) mean[t] += move.probability[t] * move.residual[t];
  Lanes sum = 0.0;
  for (Move& move : moves_) {
    if (!move.shared) continue;
    move.turned = ((move.residual[0] - mean[0]) - (move.residual[1] - mean[1])) * move.own_inverse;
    sum += move.common * move.turned;
  }
  sum = sum / denominator_;
  for (Move& move : moves_)
    if (move.shared) move.turned -= sum * move.own_inverse;
}

/// After turn_moves(): corrects x, and leaves by how much in `residual`. Gives where it was by next to nothing.
LoneMover::LaneMask LoneMover::correct() {
  Lanes most = 0.0;
  for (const Move& move : moves_)
    if (move.shared) most = max(most, abs(move.turned));
  const LaneMask cut = most > limit_;
  const Lanes share = select(cut, limit_ / most, 1.0);
  LaneMask moved = cut;
  for (std::size_t t = 0; t < 2; ++t) {
    const auto change = [&](const Move& move) { return move.residual[t] + sharpness_ * move.turn[t] * move.turned; };
    const Lanes shift = change(moves_[reference_[t]]);
    for (Move& move : moves_) {
      if (!move.open[t]) {
        move.residual[t] = 0.0;
        continue;
      }
      const Lanes correction = share * (change(move) - shift);
      move.residual[t] = correction;
      move.x[t] += correction;
      moved = moved | ~(abs(correction) < kCorrection * (1.0 + abs(move.x[t])));
    }
  }
  return ~moved;
}

/// One step of Newton's method. Gives the lanes that are done.
LoneMover::LaneMask LoneMover::step() {
  evaluate(1.0);
  static_cast<void>(factorize());
  turn_moves();
  return correct();
}

void LoneMover::solve(std::span<LonePoint> points) {
  std::size_t next = 0;
  std::size_t busy = 0;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    point_[lane] = nullptr;
    if (next < points.size()) {
      load(lane, points[next++]);
      ++busy;
    } else if (busy > 0) {
      load(lane, points[0]);
      point_[lane] = nullptr;
    }
  }
  while (busy > 0) {
    const LaneMask done = step();
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      if (point_[lane] == nullptr) continue;
      const bool solved = done[lane];
      if (solved) store(lane);
      ++rounds_[lane];
      if (rounds_[lane] == kFreeRounds) limit_.set(lane, kMostTurn);
      if (!solved && rounds_[lane] < kMostRounds && std::isfinite(denominator_[lane])) continue;
      if (next < points.size()) {
        load(lane, points[next++]);
      } else {
        point_[lane] = nullptr;
        --busy;
      }
    }
  }
}

/// What the last step changed is added to first order and a half, which is all that is left once Newton's method has
/// converged.
void LoneMover::store(std::size_t lane) {
  LonePoint& point = *point_[lane];
  point.solved = true;
  const auto belief = axis_->point(point.coordinate);
  float* unknown = point.unknowns;
  double sum[2] = {};
  const auto chance = [&](const Move& move, std::size_t t) {
    const double d = move.residual[t][lane];
    return move.probability[t][lane] * (1 + d * (1 + d / 2));
  };
  for (std::size_t t = 0; t < 2; ++t)
    for (std::size_t m = 0; m < moves_.size(); ++m) {
      const Move& move = moves_[m];
      sum[t] += chance(move, t);
      if (m > reference_[t] && move.open[t]) *unknown++ = static_cast<float>(move.x[t][lane]);
    }
  std::fill_n(point.value, types_, 0.0);
  double own[2] = {};
  for (std::size_t m = 0; m < moves_.size(); ++m) {
    const Move& move = moves_[m];
    const double chances[2] = {chance(move, 0) / sum[0], chance(move, 1) / sum[1]};
    const double turned = move.turned[lane];
    for (std::size_t t = 0; t < 2; ++t) own[t] += chances[t] * (move.action[t][lane] + turned * move.turn[t][lane]);
    const double weight = belief[0] * chances[0] + belief[1] * chances[1];
    const double low = weight * (move.place.low[lane] + turned * move.place.low_slope[lane]);
    const double high = weight * (move.place.high[lane] + turned * move.place.high_slope[lane]);
    const double middle = weight - low - high;
    const double* const at = worth_.at(point.line, m, static_cast<std::size_t>(move.place.middle[lane]));
    for (std::size_t t = 0; t < types_; ++t)
      point.value[t] += middle * at[t] + (low * (at - types_)[t] + high * (at + types_)[t]);
  }
  for (std::size_t t = 0; t < 2; ++t) point.value[first_type_ + t] = own[t];
}

}  // namespace parley::solve::beliefs
