// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/detail/offers.h"

#include <algorithm>
#include <cmath>

namespace parley::certify {

namespace {

constexpr TwoDouble kOne = {1.0, 0.0};
constexpr std::size_t kLanes = 4;

}  // namespace

Offers::Offers(const game::Game& game, const game::Profile& profile, game::ActorId actor)
    : game_(game), profile_(profile), actor_(actor) {}

void Offers::read_seat(game::SeatId seat) {
  const auto moves = game_.moves_of(seat);
  numeric::TwoFoldSum sum;
  for (const game::MoveId move : moves) sum.add(profile_[move]);
  const TwoDouble total = sum.value();
  seat_mix_.resize(moves.size());
  if (total == kOne) {
    for (std::size_t k = 0; k < moves.size(); ++k) seat_mix_[k] = {profile_[moves[k]], 0.0};
    return;
  }
  const TwoDouble scale = kOne / total;
  for (std::size_t k = 0; k < moves.size(); ++k) seat_mix_[k] = scale * profile_[moves[k]];
}

void Offers::visit(game::NodeId node) {
  node_ = node;
  discount_ = game_.discount_after(node, actor_);
  stride_ = 1;
  mix_.assign(1, kOne);
  weight_.assign(1, kOne);
  for (const game::SeatId seat : game_.seats_of(node)) {
    const std::size_t count = game_.moves_of(seat).size();
    const std::size_t before = weight_.size();
    weight_.resize(before * count);
    read_seat(seat);
    stride_ *= count;
    if (game_.actor(seat) == actor_) {
      mix_ = seat_mix_;
      seat_mix_.assign(count, kOne);
      stride_ = 1;
    }
    // From the back, so that no entry is overwritten before it is read.
    for (std::size_t j = before; j-- > 0;)
      for (std::size_t k = count; k-- > 0;) weight_[j * count + k] = weight_[j] * seat_mix_[k];
  }
}

void Offers::weigh(Plan first, Plan last, std::span<const NodeBounds> values) {
  sums_.assign(mix_.size(), {});
  offer_.resize(mix_.size());
  most_edges_ = 0;
  largest_size_ = 0;
  outer_radius_ = {};
  std::size_t at = 0;
  for (const game::JointId joint : game_.joints_of(node_)) {
    const std::size_t k = at++;
    if (weight_[k].high == 0) continue;
    const auto successors = game_.successors(joint);
    const auto probabilities = game_.probabilities(joint);
    std::array<TwoDouble, 2> continuation;
    double size = 0;
    for (std::size_t plan = first; plan <= last; ++plan) {
      // Sums of every fourth term, so that additions need not wait for each other.
      std::array<numeric::TwoFoldSum, kLanes> partial;
      double radius = outer_radius_[plan];
      const auto add = [&](std::size_t e, std::size_t lane) {
        const NodeBounds& next = values[successors[e].value()];
        partial[lane].add_product(probabilities[e], next.centre[plan]);
        size = std::max(size, std::abs(next.centre[plan].high));
        radius = std::max(radius, next.radius[plan]);
      };
      std::size_t e = 0;
      for (; e + kLanes <= successors.size(); e += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane) add(e + lane, lane);
      for (; e < successors.size(); ++e) add(e, 0);
      outer_radius_[plan] = radius;
      continuation[plan] = (partial[0].value() + partial[1].value()) + (partial[2].value() + partial[3].value());
    }
    const double payoff = game_.payoff(joint, actor_);
    most_edges_ = std::max(most_edges_, successors.size());
    largest_size_ = std::max(largest_size_, size + std::abs(payoff));
    for (std::size_t plan = first; plan <= last; ++plan)
      sums_[own_move(k)][plan].add_product(weight_[k], continuation[plan] * discount_ + payoff);
  }
  for (std::size_t a = 0; a < mix_.size(); ++a)
    for (std::size_t plan = first; plan <= last; ++plan) offer_[a][plan] = sums_[a][plan].value();
}

TwoDouble Offers::mixture(Plan plan) const {
  if (mix_.size() == 1) return offer_[0][plan];
  numeric::TwoFoldSum sum;
  for (std::size_t a = 0; a < mix_.size(); ++a) sum.add_product(mix_[a], offer_[a][plan]);
  return sum.value();
}

std::size_t Offers::best(Plan plan) const {
  std::size_t best = 0;
  for (std::size_t a = 1; a < offer_.size(); ++a)
    if (offer_[best][plan] < offer_[a][plan]) best = a;
  return best;
}

double Offers::rounding() const {
  const auto terms = static_cast<double>(most_edges_ + weight_.size() + game_.seats_of(node_).size() + 12);
  return 8 * terms * terms * numeric::kUnitRoundoff * numeric::kUnitRoundoff * largest_size_;
}

}  // namespace parley::certify
