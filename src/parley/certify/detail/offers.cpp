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
  own_mix_.assign(1, kOne);
  own_weight_.assign(1, kOne);
  for (const game::SeatId seat : game_.seats_of(node)) {
    const std::size_t count = game_.moves_of(seat).size();
    const std::size_t before = own_weight_.size();
    own_weight_.resize(before * count);
    read_seat(seat);
    stride_ *= count;
    if (game_.actor(seat) == actor_) {
      own_mix_ = seat_mix_;
      seat_mix_.assign(count, kOne);
      stride_ = 1;
    }
    // From the back, so that no entry is overwritten before it is read.
    for (std::size_t j = before; j-- > 0;)
      for (std::size_t k = count; k-- > 0;) own_weight_[j * count + k] = own_weight_[j] * seat_mix_[k];
  }
  mix_ = own_mix_;
  weight_ = own_weight_;
}

void Offers::remember(std::span<const game::NodeId> nodes) {
  visits_.clear();
  remembered_.clear();
  for (const game::NodeId node : nodes) {
    visit(node);
    const std::size_t begin = remembered_.size();
    visits_.push_back({node, stride_, begin, begin + mix_.size(), begin + mix_.size() + weight_.size()});
    remembered_.insert(remembered_.end(), mix_.begin(), mix_.end());
    remembered_.insert(remembered_.end(), weight_.begin(), weight_.end());
  }
}

void Offers::visit_again(std::size_t place) {
  const Visit& visit = visits_[place];
  node_ = visit.node;
  discount_ = game_.discount_after(node_, actor_);
  stride_ = visit.stride;
  mix_ = std::span<const TwoDouble>(remembered_).subspan(visit.mix, visit.weight - visit.mix);
  weight_ = std::span<const TwoDouble>(remembered_).subspan(visit.weight, visit.end - visit.weight);
}

void Offers::begin(Plan first, Plan last) {
  sums_.resize(mix_.size());
  offer_.resize(mix_.size());
  for (auto& sum : sums_)
    for (std::size_t plan = first; plan <= last; ++plan) sum[plan] = {};
  most_edges_ = 0;
  largest_size_ = 0;
  outer_radius_ = {};
}

void Offers::end(Plan first, Plan last) {
  for (std::size_t a = 0; a < mix_.size(); ++a)
    for (std::size_t plan = first; plan <= last; ++plan) offer_[a][plan] = sums_[a][plan].value();
}

/// The mean of the values that follow a joint move; raises `size` to the largest of them.
TwoDouble Offers::follow(game::JointId joint, Plan plan, std::span<const NodeBounds> values, double& size) {
  const auto successors = game_.successors(joint);
  const auto probabilities = game_.probabilities(joint);
  // Sums of every fourth term, so that additions need not wait for each other.
  std::array<double, kLanes> sum{};
  std::array<double, kLanes> carry{};
  std::array<double, kLanes> largest{};
  std::array<double, kLanes> radius{};
  const auto add = [&](std::size_t e, std::size_t lane) {
    const NodeBounds& next = values[successors[e].value()];
    const TwoDouble centre = next.centre[plan];
    const TwoDouble product = numeric::two_product(probabilities[e], centre.high);
    const TwoDouble total = numeric::two_sum(sum[lane], product.high);
    sum[lane] = total.high;
    carry[lane] += total.low + (product.low + probabilities[e] * centre.low);
    largest[lane] = std::max(largest[lane], std::abs(centre.high));
    radius[lane] = std::max(radius[lane], next.radius[plan]);
  };
  std::size_t e = 0;
  for (; e + kLanes <= successors.size(); e += kLanes)
    for (std::size_t lane = 0; lane < kLanes; ++lane) add(e + lane, lane);
  for (; e < successors.size(); ++e) add(e, 0);
  size = std::max(size, *std::max_element(largest.begin(), largest.end()));
  outer_radius_[plan] = std::max(outer_radius_[plan], *std::max_element(radius.begin(), radius.end()));
  const auto part = [&](std::size_t lane) { return numeric::two_sum(sum[lane], carry[lane]); };
  return (part(0) + part(1)) + (part(2) + part(3));
}

/// Adds the node's k-th joint move to the offer of its own move.
void Offers::weigh_joint(game::JointId joint, std::size_t k, Plan first, Plan last,
                         std::span<const NodeBounds> values) {
  if (weight_[k].high == 0) return;
  const double payoff = game_.payoff(joint, actor_);
  double size = 0;
  for (std::size_t plan = first; plan <= last; ++plan) {
    const TwoDouble continuation = follow(joint, static_cast<Plan>(plan), values, size);
    sums_[own_move(k)][plan].add_product(weight_[k], continuation * discount_ + payoff);
  }
  most_edges_ = std::max(most_edges_, game_.successors(joint).size());
  largest_size_ = std::max(largest_size_, size + std::abs(payoff));
}

void Offers::weigh(Plan first, Plan last, std::span<const NodeBounds> values) {
  begin(first, last);
  std::size_t at = 0;
  for (const game::JointId joint : game_.joints_of(node_)) weigh_joint(joint, at++, first, last, values);
  end(first, last);
}

void Offers::weigh_choice(Plan plan, std::uint32_t choice, std::span<const NodeBounds> values) {
  begin(plan, plan);
  std::size_t at = 0;
  for (const game::JointId joint : game_.joints_of(node_)) {
    const std::size_t k = at++;
    const std::size_t own = own_move(k);
    if (choice == kMixture ? mix_[own].high != 0 : choice == own) weigh_joint(joint, k, plan, plan, values);
  }
  end(plan, plan);
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
