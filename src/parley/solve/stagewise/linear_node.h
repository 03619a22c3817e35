// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parley/game/game.h"
#include "parley/game/profile.h"
#include "parley/numeric/linear.h"

namespace parley::solve::stagewise {

/// One node's equations at a profile and values, linear about them. The unknowns are the values and, by seat, the
/// probabilities of the moves played but the likeliest, the seat's anchor:
///
///   V(node, i) = expected payoff + discount x expected V of the next node     every actor i
///   Q_k - Q_anchor = 0                                                        each other move k played by each seat
///
/// With E the derivatives of the second by probabilities and G those of the first, dp = -E^-1 (r + dQ) leaves equations
/// in the values alone. Where a seat's indifference hangs on the values alone, E is singular and both are left as they
/// are. Reused from node to node.
class LinearNode {
 public:
  LinearNode(const game::Game& game) : game_(game) {}

  /// `played` by MoveId says which moves are. Eliminates the probabilities unless told to leave them; false if E is
  /// singular.
  bool set(game::NodeId node, const game::Profile& profile, const game::Values& values,
           std::span<const std::uint8_t> played, bool eliminates);

  /// [actor]: expected payoff and what follows, less the value; with what the residuals of eliminated probabilities
  /// change.
  [[nodiscard]] std::span<const double> right() const { return right_; }
  /// The joint moves that are played.
  [[nodiscard]] std::span<const game::JointId> joints() const { return joint_; }
  /// How much the value of actor a changes with the worth of a joint move played to actor i.
  [[nodiscard]] double weight(std::size_t a, std::size_t i, std::size_t joint) const {
    return weight_[(joint * game_.actors() + a) * game_.actors() + i];
  }

  // Where the probabilities are left: by p-th of the moves that are not an anchor.
  struct Place {
    game::MoveId move;
    game::MoveId anchor;
    std::uint32_t seat = 0;
    std::uint32_t owner = 0;
  };
  [[nodiscard]] std::span<const Place> places() const { return places_; }
  /// Q_k - Q_anchor.
  [[nodiscard]] double indifference(std::size_t p) const { return residual_[p]; }
  /// Of it by the probability of the c-th move.
  [[nodiscard]] double indifference_by(std::size_t p, std::size_t c) const { return matrix_[c * places_.size() + p]; }
  /// Of it by the worth of a joint move played to the owner.
  [[nodiscard]] double indifference_weight(std::size_t p, std::size_t joint) const;
  /// Of actor a's value by the probability of the p-th move.
  [[nodiscard]] double value_by(std::size_t a, std::size_t p) const { return pulled_[a * places_.size() + p]; }

 private:
  struct PlayedSeat {
    std::vector<game::MoveId> moves;
    std::uint32_t owner = 0;
    std::size_t anchor = 0;
  };

  void list(const game::Profile& profile, std::span<const std::uint8_t> played);
  void weigh(const game::Profile& profile, const game::Values& values);
  void differentiate();
  bool eliminate();
  [[nodiscard]] double side(std::size_t joint, const Place& place) const;
  [[nodiscard]] double without(std::size_t joint, std::size_t one, std::size_t other) const;

  const game::Game& game_;
  game::NodeId node_;
  std::vector<PlayedSeat> seats_;
  std::size_t seat_count_ = 0;
  std::vector<Place> places_;
  std::vector<game::JointId> joint_;
  std::vector<std::uint32_t> digit_;  // [joint * seats + seat]: among the seat's moves played
  std::vector<double> chance_;        // [joint * seats + seat]: of the seat's move there
  std::vector<double> worth_;         // [joint * actors + actor]
  std::vector<double> residual_;      // [place]: Q_k - Q_anchor
  std::vector<double> right_;
  std::vector<double> weight_;
  std::vector<double> matrix_;
  std::vector<double> pulled_;  // [actor * places + place]: G, or G E^-1
  numeric::DenseLu lu_;
};

}  // namespace parley::solve::stagewise
