// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parley/game/beliefs.h"
#include "parley/game/game.h"
#include "parley/numeric/belief_axis.h"
#include "parley/solve/beliefs/grid.h"

namespace parley::solve::beliefs {

/// Where the values are: one number a node, point of the grid and type.
struct ValueTable {
  const Grid* grid = nullptr;
  const double* value = nullptr;
  std::span<const std::uint32_t> slot;  ///< by node; none where nodes stand in their own order

  [[nodiscard]] const double* at(game::NodeId node) const {
    return value + std::size_t{slot.empty() ? node.value() : slot[node.value()]} * grid->points() * grid->types();
  }
};

/// What does not depend on beliefs or values about one node: its seats, and the unknowns of its choices.
///
/// The unknowns are x = log(chance of a move / chance of the type's first open move), one for each open move of each
/// type but that first one, by seat, type and move.
struct StageLayout {
  StageLayout(const game::Game& game, game::NodeId node, std::span<const double> precision);

  struct Unknown {
    std::uint32_t seat = 0;
    std::uint32_t slot = 0;
    std::uint32_t reference = 0;  ///< the slot of the type's first open move
  };

  const game::Game* game = nullptr;
  game::NodeId node;
  std::vector<game::TypedSeat> seats;
  std::vector<std::uint8_t> open;  ///< by slot
  std::vector<Unknown> unknowns;
  std::vector<std::uint32_t> unknown_of;  ///< by slot; kNone where there is none
  std::vector<double> precision;          ///< by seat
  std::vector<std::uint8_t> moves_here;   ///< by actor: has a choice, so that its belief may move
  std::size_t slots = 0;
  std::size_t joints = 0;
  std::vector<std::uint32_t> row_type;    ///< the types of the seats' actors, seat after seat: a TypeId's value
  std::vector<double> row_discount;       ///< by row: what the continuation counts
  std::vector<std::uint32_t> first_row;   ///< by seat
  std::vector<std::uint32_t> first_pair;  ///< by seat: where its pairs of seat and move stand
  std::size_t pairs = 0;
  std::size_t hidden = kNoSeat;  ///< the hidden seat
  static constexpr std::size_t kNoSeat = static_cast<std::size_t>(-1);
  static constexpr std::uint32_t kNone = 0xffffffff;
};

/// One stage game: a node at given beliefs, with continuation values from the table. Keeps its memory from one to the
/// next.
///
/// With h(j, o) the posterior of joint move j and what it leads to, and P the others' chances over their types,
///   Q(s, type, m) = sum over joints j with m, successors o of P(j) p(o | j) [u(j, type) + d V(o, h(j, o), type)],
/// and an equilibrium at precision l(s) is x(m) = l(s) (Q(m) - Q(reference)) for every unknown.
class Stage {
 public:
  /// At a point of the grid: the beliefs about actors who do not move here stay on the grid.
  void set(const StageLayout& layout, const ValueTable& values, std::size_t point);
  /// At any beliefs.
  void set(const StageLayout& layout, const ValueTable& values, std::span<const double> beliefs);

  [[nodiscard]] std::size_t unknowns() const { return layout_->unknowns.size(); }
  /// What x stands for, by slot; minus infinity for closed moves.
  [[nodiscard]] std::span<const double> log_probability() const { return log_probability_; }

  /// Computes choices alone at x.
  void choose(std::span<const double> x);
  /// Computes choices, posteriors and Q at x, with derivatives if asked for.
  void evaluate(std::span<const double> x, bool derivatives);
  /// After evaluate(): by unknown, Q(m) - Q(reference) times the seat's precision.
  void pull(std::span<double> out) const;
  /// After evaluate() with derivatives: the derivative of pull() by x, column after column.
  void pull_derivative(std::span<double> out) const;
  /// After evaluate(): what the node is worth to every type of every actor.
  void values(std::span<double> out);
  [[nodiscard]] std::span<const double> beliefs() const { return beliefs_; }
  [[nodiscard]] double largest_precision() const;

 private:
  struct Corner {
    std::uint32_t point = 0;
    double weight = 0;
  };
  void set(const StageLayout& layout, const ValueTable& values);
  void locate_posteriors();
  void locate_hidden(std::size_t joint, game::NodeId successor);
  void spread(std::size_t joint);
  void spread_over(const numeric::Stencil& stencil, std::size_t seat);
  void continue_joint(std::size_t joint);
  void add_edge(std::size_t joint, game::NodeId successor, double chance);
  void turn_posteriors(std::size_t joint);
  void turn_hidden(std::size_t joint);
  void collect(std::size_t seat);
  void collect_turns(std::size_t seat, std::size_t joint, double others);
  [[nodiscard]] double chance_but(std::size_t joint, std::size_t seat, std::size_t other) const;

  const StageLayout* layout_ = nullptr;
  ValueTable table_;
  bool derivatives_ = false;
  std::vector<double> beliefs_;
  Mixture still_;  // over the actors whose beliefs stay
  std::vector<double> log_probability_;
  std::vector<double> probability_;
  std::vector<double> mean_;               // by pair of seat and move: over the types
  std::vector<double> posterior_;          // by slot of the move's pair, type after type: see posterior_at()
  std::vector<numeric::Stencil> stencil_;  // by pair
  // Of what is seen of a hidden move: the posterior, and [type][move] the share of the move in the type's likelihood.
  std::vector<double> hidden_posterior_;
  std::vector<double> hidden_share_;
  numeric::Stencil hidden_stencil_;
  // Where the continuation of the joint move at hand is read, and the derivative of each weight by each seat type's
  // posterior; "row" is a seat type, counted over the seats.
  std::vector<Corner> corner_;
  std::vector<Corner> last_corner_;
  std::vector<double> turn_;
  std::vector<double> last_turn_;
  std::vector<double> worth_;         // [joint][row]: payoff and continuation
  std::vector<double> worth_turn_;    // [joint][row][row]: by the log chance with which the latter makes its move
  std::vector<double> worth_hidden_;  // [joint][row][place in the hidden seat]: by that log chance
  std::vector<double> action_;        // Q by slot
  std::vector<double> action_turn_;   // [slot][slot]: by the log chance of the latter
  std::vector<double> row_;
  std::vector<double> likelihood_;
};

}  // namespace parley::solve::beliefs
