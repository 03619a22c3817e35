// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "parley/game/game.h"
#include "parley/game/profile.h"
#include "parley/numeric/sum.h"

namespace parley::certify {

using numeric::TwoDouble;

/// The two plans whose values are enclosed: the actor follows the profile, or plays a best response to it.
enum Plan : std::uint8_t { kProfile = 0, kBest = 1 };
inline constexpr std::array<Plan, 2> kPlans = {kProfile, kBest};

/// For one actor, at one node and by Plan: every true value is within `radius` of `centre`.
struct NodeBounds {
  std::array<TwoDouble, 2> centre;
  std::array<double, 2> radius{};
};

/// What each of one actor's moves offers at one node against the mixes of the others, in twice the working precision.
/// A seat's probabilities are scaled to sum to 1, so that own mixed and pure moves are weighed alike.
class Offers {
 public:
  Offers(const game::Game& game, const game::Profile& profile, game::ActorId actor);

  /// Goes to a node: reads the mixes there.
  void visit(game::NodeId node);
  /// Reads the mixes of several nodes, which are then visited again and again by their place among them.
  void remember(std::span<const game::NodeId> nodes);
  void visit_again(std::size_t place);
  /// The number of the actor's moves there; 1 if it has none.
  [[nodiscard]] std::size_t moves() const { return mix_.size(); }
  /// The actor's own probability of its k-th move; 1 if it has none.
  [[nodiscard]] TwoDouble mix(std::size_t k) const { return mix_[k]; }
  [[nodiscard]] bool has_choice() const { return mix_.size() > 1; }

  /// Weighs every joint move of the node under one plan's continuation values, or under both, by NodeId.
  void weigh(Plan plan, std::span<const NodeBounds> values) { weigh(plan, plan, values); }
  void weigh_both(std::span<const NodeBounds> values) { weigh(kProfile, kBest, values); }
  /// The same for what `choice` needs alone: one own move's offer, or, for kMixture, those of the moves that the
  /// profile plays. The other offers are 0.
  void weigh_choice(Plan plan, std::uint32_t choice, std::span<const NodeBounds> values);
  static constexpr std::uint32_t kMixture = 0xFFFFFFFF;
  /// The value of the actor's k-th move, after weigh().
  [[nodiscard]] TwoDouble offer(Plan plan, std::size_t k) const { return offer_[k][plan]; }
  /// The profile's mixture of the offers.
  [[nodiscard]] TwoDouble mixture(Plan plan) const;
  /// The first of the largest offers.
  [[nodiscard]] std::size_t best(Plan plan) const;
  /// The largest radius of a continuation value that was weighed.
  [[nodiscard]] double outer_radius(Plan plan) const { return outer_radius_[plan]; }

  /// The probability of a joint move's other mixes, and which own move it contains; `k` counts within the node.
  [[nodiscard]] TwoDouble others_weight(std::size_t k) const { return weight_[k]; }
  [[nodiscard]] std::size_t own_move(std::size_t k) const { return k / stride_ % mix_.size(); }

  /// An a-priori bound of the rounding error of one offer or mixture. With e edges of a joint move, j joint moves and s
  /// seats: the edges' sum is off by 2 (e + 6)^2 u^2, product and payoff by 8 u^2, weights by 48 s u^2, and the sums
  /// over joint and own moves by 2 (j + 6)^2 u^2 each (TwoFoldSum, TwoDouble), all times the largest payoff size plus
  /// the largest continuation value; 8 (e + j + s + 12)^2 u^2 is more than all of it.
  [[nodiscard]] double rounding() const;

 private:
  /// One node's mixes and weights, one after another among remembered_.
  struct Visit {
    game::NodeId node;
    std::size_t stride = 1;
    std::size_t mix = 0;
    std::size_t weight = 0;
    std::size_t end = 0;
  };

  void read_seat(game::SeatId seat);
  void weigh(Plan first, Plan last, std::span<const NodeBounds> values);
  void begin(Plan first, Plan last);
  void weigh_joint(game::JointId joint, std::size_t k, Plan first, Plan last, std::span<const NodeBounds> values);
  void end(Plan first, Plan last);
  [[nodiscard]] TwoDouble follow(game::JointId joint, Plan plan, std::span<const NodeBounds> values, double& size);

  const game::Game& game_;
  const game::Profile& profile_;
  game::ActorId actor_;
  game::NodeId node_;
  double discount_ = 1;
  std::size_t stride_ = 1;
  std::size_t most_edges_ = 0;
  double largest_size_ = 0;  ///< of payoff plus continuation value
  std::array<double, 2> outer_radius_{};
  std::span<const TwoDouble> mix_;
  std::span<const TwoDouble> weight_;
  std::vector<TwoDouble> own_mix_;
  std::vector<TwoDouble> seat_mix_;
  std::vector<TwoDouble> own_weight_;
  std::vector<Visit> visits_;
  std::vector<TwoDouble> remembered_;
  std::vector<std::array<TwoDouble, 2>> offer_;
  std::vector<std::array<numeric::TwoFoldSum, 2>> sums_;
};

}  // namespace parley::certify
