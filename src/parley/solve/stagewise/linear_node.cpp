// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stagewise/linear_node.h"

#include <algorithm>
#include <cmath>

namespace parley::solve::stagewise {

using game::ActorId;
using game::JointId;
using game::MoveId;

void LinearNode::list(const game::Profile& profile, std::span<const std::uint8_t> played) {
  seat_count_ = 0;
  places_.clear();
  for (const game::SeatId seat : game_.seats_of(node_)) {
    if (seats_.size() == seat_count_) seats_.emplace_back();
    PlayedSeat& own = seats_[seat_count_];
    own.moves.clear();
    own.owner = game_.actor(seat).value();
    for (const MoveId move : game_.moves_of(seat))
      if (played[move.value()] != 0) own.moves.push_back(move);
    own.anchor = 0;
    for (std::size_t k = 1; k < own.moves.size(); ++k)
      if (profile[own.moves[k]] > profile[own.moves[own.anchor]]) own.anchor = k;
    for (std::size_t k = 0; k < own.moves.size(); ++k)
      if (k != own.anchor)
        places_.push_back({own.moves[k], own.moves[own.anchor], static_cast<std::uint32_t>(seat_count_), own.owner});
    ++seat_count_;
  }
}

/// The joint moves played, their chances and worths.
void LinearNode::weigh(const game::Profile& profile, const game::Values& values) {
  const std::size_t actors = game_.actors();
  std::size_t count = 1;
  for (std::size_t s = 0; s < seat_count_; ++s) count *= seats_[s].moves.size();
  joint_.resize(count);
  digit_.resize(count * seat_count_);
  chance_.resize(count * seat_count_);
  worth_.assign(count * actors, 0.0);
  const auto joints = game_.joints_of(node_);
  const auto seats = game_.seats_of(node_);
  for (std::size_t j = 0; j < count; ++j) {
    std::size_t rest = j;
    std::size_t at = 0;
    std::size_t stride = 1;
    for (std::size_t s = seat_count_; s-- > 0;) {
      const PlayedSeat& seat = seats_[s];
      const std::size_t digit = rest % seat.moves.size();
      rest /= seat.moves.size();
      digit_[j * seat_count_ + s] = static_cast<std::uint32_t>(digit);
      chance_[j * seat_count_ + s] = profile[seat.moves[digit]];
      const auto all = game_.moves_of(seats[s]);
      at += stride * (seat.moves[digit].value() - all.front().value());
      stride *= all.size();
    }
    joint_[j] = joints[at];
    const auto successors = game_.successors(joint_[j]);
    const auto probabilities = game_.probabilities(joint_[j]);
    double* const worth = &worth_[j * actors];
    for (std::size_t e = 0; e < successors.size(); ++e)
      for (std::size_t a = 0; a < actors; ++a) worth[a] += probabilities[e] * values(successors[e], ActorId(a));
    for (std::size_t a = 0; a < actors; ++a)
      worth[a] = game_.payoff(joint_[j], ActorId(a)) + game_.discount_after(node_, ActorId(a)) * worth[a];
  }
  right_.assign(actors, 0.0);
  for (std::size_t j = 0; j < count; ++j) {
    double weight = 1;
    for (std::size_t s = 0; s < seat_count_; ++s) weight *= chance_[j * seat_count_ + s];
    for (std::size_t a = 0; a < actors; ++a) right_[a] += weight * worth_[j * actors + a];
  }
  for (std::size_t a = 0; a < actors; ++a) right_[a] -= values(node_, ActorId(a));
}

/// +1 where a joint move contains the place's move, -1 where its anchor, else 0.
double LinearNode::side(std::size_t joint, const Place& place) const {
  const MoveId move = seats_[place.seat].moves[digit_[joint * seat_count_ + place.seat]];
  return move == place.move ? 1.0 : move == place.anchor ? -1.0 : 0.0;
}

/// The chance of a joint move's moves of all seats but two.
double LinearNode::without(std::size_t joint, std::size_t one, std::size_t other) const {
  double chance = 1;
  for (std::size_t s = 0; s < seat_count_; ++s)
    if (s != one && s != other) chance *= chance_[joint * seat_count_ + s];
  return chance;
}

double LinearNode::indifference_weight(std::size_t p, std::size_t joint) const {
  const Place& place = places_[p];
  return side(joint, place) * without(joint, place.seat, place.seat);
}

/// The residuals of indifference, E and G, and weights with the probabilities held.
void LinearNode::differentiate() {
  const std::size_t actors = game_.actors();
  const std::size_t n = places_.size();
  residual_.assign(n, 0.0);
  pulled_.assign(actors * n, 0.0);
  matrix_.assign(n * n, 0.0);
  weight_.assign(joint_.size() * actors * actors, 0.0);
  for (std::size_t j = 0; j < joint_.size(); ++j) {
    for (std::size_t a = 0; a < actors; ++a)
      weight_[(j * actors + a) * actors + a] = without(j, seat_count_, seat_count_);
    for (std::size_t p = 0; p < n; ++p) {
      const Place& place = places_[p];
      const double own = side(j, place);
      if (own == 0) continue;
      const double chance = own * without(j, place.seat, place.seat);
      residual_[p] += chance * worth_[j * actors + place.owner];
      for (std::size_t a = 0; a < actors; ++a) pulled_[a * n + p] += chance * worth_[j * actors + a];
      for (std::size_t c = 0; c < n; ++c) {
        const Place& by = places_[c];
        if (by.seat == place.seat) continue;
        matrix_[c * n + p] += own * side(j, by) * without(j, place.seat, by.seat) * worth_[j * actors + place.owner];
      }
    }
  }
}

/// Takes the probabilities out of the value equations.
bool LinearNode::eliminate() {
  const std::size_t actors = game_.actors();
  const std::size_t n = places_.size();
  if (n == 0) return true;
  if (lu_.factorize(matrix_, n) == 0) return false;
  for (std::size_t a = 0; a < actors; ++a) {
    const std::span<double> row(&pulled_[a * n], n);
    lu_.solve_transposed(row);
    for (std::size_t p = 0; p < n; ++p) {
      if (!std::isfinite(row[p])) return false;
      right_[a] -= row[p] * residual_[p];
      for (std::size_t j = 0; j < joint_.size(); ++j)
        weight_[(j * actors + a) * actors + places_[p].owner] -= row[p] * indifference_weight(p, j);
    }
  }
  return true;
}

bool LinearNode::set(game::NodeId node, const game::Profile& profile, const game::Values& values,
                     std::span<const std::uint8_t> played, bool eliminates) {
  node_ = node;
  list(profile, played);
  weigh(profile, values);
  differentiate();
  return !eliminates || eliminate();
}

}  // namespace parley::solve::stagewise
