// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "parley/base/result.h"
#include "parley/game/game.h"

namespace parley::game {

/// Makes a Game node by node: add_node, then its seats, then its joint moves in order, then the next node.
/// Equal payoff rows are kept once.
class GameBuilder {
 public:
  static constexpr std::size_t kMostActors = 255;
  static constexpr std::size_t kMostStages = 255;
  static constexpr std::size_t kMostTypes = 255;  ///< of one actor

  /// `term_actor[t]` is whose payoff term t is part of. Discounts are per step, in [0, 1].
  GameBuilder(std::vector<double> discount, const std::vector<ActorId>& term_actor);
  ~GameBuilder();

  /// Gives the actor a type for each number of its prior; before the first node. An actor without a call has one type.
  void set_types(ActorId actor, std::span<const double> prior);

  /// The next node's index is the number of nodes so far.
  NodeId add_node(unsigned stage, bool ends_step);
  SeatId add_seat(ActorId actor, std::size_t moves);
  /// Of the last node: the others do not see this seat's move.
  void hide(SeatId seat);
  /// Of the last node: the seat's k-th move is not open to the k-th type of its actor.
  void close(SeatId seat, std::size_t move, std::size_t type);
  /// How many numbers a joint move's `terms` has: one a term and type of its actor, term after term.
  [[nodiscard]] std::size_t term_slots() const { return game_.term_slots(); }
  /// `successors` may name nodes still to come.
  JointId add_joint(std::span<const double> terms, std::span<const NodeId> successors,
                    std::span<const double> probabilities);
  void add_start(NodeId node, double probability);

  /// Where each node stands in a text, for the mistakes that build() finds.
  void locate(base::SourcePtr source, std::vector<base::Span> nodes);

  [[nodiscard]] std::size_t nodes() const;
  [[nodiscard]] std::size_t bytes() const { return game_.bytes(); }

  /// Checks every invariant of Game and hands it over. Probabilities must sum to 1 within `kSumTolerance` and are then
  /// scaled to sum to 1 but for a rounding an entry. Errors: E0501 to E0510, E0517 and E0518, placed if locate() said
  /// where.
  [[nodiscard]] base::Result<Game> build() &&;

  /// A sum further from 1 than this is a mistake of the author, not of rounding: decimal inputs of up to a thousand
  /// entries sum to within 1e-12.
  static constexpr double kSumTolerance = 1e-9;

 private:
  struct Rows;
  void note(base::Diagnostic diagnostic, std::optional<NodeId> node);
  void check_start();
  void check_types();
  void check_seats(NodeId node);
  void check_open(NodeId node, SeatId seat);
  void check_edges(NodeId node);
  void measure_payoffs();

  Game game_;
  base::SourcePtr source_;
  std::vector<base::Span> node_span_;
  base::Diagnostics mistakes_;
  std::vector<std::vector<double>> priors_;  ///< [actor]; empty while no actor has types
  std::unique_ptr<Rows> rows_;
};

/// The mistakes a game of arrays can hold.
[[nodiscard]] std::span<const base::Code> codes();

}  // namespace parley::game
