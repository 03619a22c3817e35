// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "parley/game/game.h"

namespace parley::game {

// Beliefs are one number a type of the whole game, by TypeId; each actor's sum to 1.

/// One seat of a node, and where the numbers of its moves by type stand: the t-th type's m-th move at
/// first + t * moves + m. The seats of a node follow each other.
struct TypedSeat {
  SeatId seat;
  ActorId actor;
  std::size_t first_type = 0;  ///< a TypeId's value
  std::size_t types = 0;
  std::size_t moves = 0;
  std::size_t stride = 0;  ///< between joint moves that differ by one in this seat's move
  std::size_t first = 0;
  bool hidden = false;

  [[nodiscard]] std::size_t slot(std::size_t type, std::size_t move) const { return first + type * moves + move; }
  /// Which move of this seat is part of the node's k-th joint move.
  [[nodiscard]] std::size_t move_in(std::size_t joint) const { return joint / stride % moves; }
};

[[nodiscard]] std::vector<TypedSeat> typed_seats(const Game& game, NodeId node);
/// How many numbers typed_seats() speaks of.
[[nodiscard]] std::size_t typed_moves(std::span<const TypedSeat> seats);

/// The common prior, as beliefs.
[[nodiscard]] std::vector<double> prior_beliefs(const Game& game);

/// Bayes' rule. The logarithms of one type's chances, of which some may be minus infinity, make the posterior a limit
/// of those of ever smaller errors: where no type that is thought possible makes the move, those who are likeliest to
/// err so are believed in; a type of prior 0 counts less than any error.
void posterior(std::span<const double> prior, std::span<const double> log_likelihood, std::span<double> after);

/// The beliefs that everybody holds once the node's k-th joint move has led to `successor`, if strategies are
/// `log_probability` (by TypedSeat::slot). Of a hidden seat's move only the successor is seen. `after` and `beliefs`
/// may not overlap.
void update_beliefs(const Game& game, NodeId node, std::size_t joint, NodeId successor,
                    std::span<const double> log_probability, std::span<const double> beliefs, std::span<double> after);
/// The same where the node's seats are at hand.
void update_beliefs(const Game& game, NodeId node, std::span<const TypedSeat> seats, std::size_t joint,
                    NodeId successor, std::span<const double> log_probability, std::span<const double> beliefs,
                    std::span<double> after);

/// The chance of each joint move of the node, over everybody's types; `out` has one number a joint move.
void joint_chances(std::span<const TypedSeat> seats, std::span<const double> log_probability,
                   std::span<const double> beliefs, std::span<double> out);

/// A strategy that depends on the node and on beliefs. It may keep scratch memory: one a thread.
class BeliefPlayer {
 public:
  virtual ~BeliefPlayer() = default;
  /// The logarithms of the chances of each type's moves, by TypedSeat::slot; minus infinity where a move is not open.
  /// The same arguments give the same bits.
  virtual void choose(NodeId node, std::span<const double> beliefs, std::span<double> log_probability) = 0;
  /// What it is claimed to be worth, by TypeId; may be wrong.
  virtual void value(NodeId node, std::span<const double> beliefs, std::span<double> value) = 0;
};
using MakePlayer = std::function<std::unique_ptr<BeliefPlayer>()>;

}  // namespace parley::game
