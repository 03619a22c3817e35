// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "parley/solve/logit/local_game.h"

namespace parley::solve::logit {

/// Everything the equations need of one node at one point; the arrays are reused from node to node.
/// Moves are numbered within the node, seat after seat. Two seats are treated as a matrix between two vectors; more, or
/// one, joint move by joint move.
class NodeTerms {
 public:
  explicit NodeTerms(const LocalGame& local) : local_(local) {}

  /// Joint worths, move worths and values of a node under `strategy` (by move of the component; need not sum to 1) and
  /// `values` ([actor * nodes + node] of the component).
  void compute(std::size_t node, std::span<const double> strategy, std::span<const double> values);
  /// What else the derivatives are made of; after compute().
  void differentiate();
  /// The joint probabilities, whole and without each seat, if differentiate() has not weighed them already.
  void weigh();
  /// The change of move worths where values change by `values`, with joint weights as given; into move_worth().
  void push(std::size_t node, std::span<const double> without, std::span<const double> values);

  [[nodiscard]] std::size_t moves() const { return moves_; }
  /// [move]: what it is worth to its owner.
  [[nodiscard]] std::span<const double> move_worth() const { return move_worth_; }
  /// [actor]: the node's value.
  [[nodiscard]] std::span<const double> value() const { return value_; }
  /// [joint]: what it is worth to the actor.
  [[nodiscard]] std::span<const double> worth(std::size_t actor) const {
    return std::span(worth_).subspan(actor * joints_, joints_);
  }
  /// [actor * moves + move]: what a move, if it is made, is worth to the actor. Times its probability this is how the
  /// actor's value depends on its log strategy. After differentiate().
  [[nodiscard]] std::span<const double> worth_to() const { return worth_to_; }
  /// [move' * moves + move]: of move's worth by the log strategy of another seat's move'; where there are three seats
  /// or more. After differentiate().
  [[nodiscard]] std::span<const double> worth_by() const { return worth_by_; }
  /// [joint]: its probability.
  [[nodiscard]] std::span<const double> weight() const { return weight_; }
  /// [seat * joints + joint]: the joint's probability but for this seat's factor.
  [[nodiscard]] std::span<const double> without() const { return without_; }
  /// [seat * joints + joint]: the move, within the node, that this joint gives the seat.
  [[nodiscard]] std::span<const std::uint32_t> played() const { return played_; }
  /// Joint moves in a row that give the seat the same move.
  [[nodiscard]] std::size_t run(std::size_t seat) const { return run_[seat]; }

 private:
  void lay_out(std::size_t node);
  void weigh_pair();
  void joint_worths(std::size_t node, std::span<const double> values);
  void worths_of_moves(std::size_t actor, std::size_t seat, double* sum) const;
  void add_by_move(std::size_t seat, const double* weight, const double* worth, double* sum) const;
  void differentiate_worths();
  void differentiate_worths_of(std::size_t seat, std::size_t other, std::size_t third);
  [[nodiscard]] std::size_t first_of(std::size_t seat) const { return seats_[seat].first - seats_.front().first; }

  const LocalGame& local_;
  std::size_t laid_out_ = static_cast<std::size_t>(-1);
  std::size_t moves_ = 0;
  std::size_t joints_ = 0;
  bool weighed_ = false;
  const double* own_ = nullptr;  // the node's part of the strategy
  std::span<const LocalSeat> seats_;
  std::vector<std::uint32_t> played_;
  std::vector<std::size_t> run_;
  std::vector<double> follower_value_;
  std::vector<double> worth_;     // [actor * joints + joint]
  std::vector<double> by_joint_;  // [joint * actors + actor]
  std::vector<double> weight_;
  std::vector<double> without_;
  std::vector<double> after_;
  std::vector<double> move_worth_;
  std::vector<double> value_;
  std::vector<double> worth_to_;
  std::vector<double> worth_by_;
};

}  // namespace parley::solve::logit
