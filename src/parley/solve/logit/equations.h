// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parley/numeric/coupled.h"
#include "parley/numeric/linear.h"
#include "parley/solve/logit/local_game.h"
#include "parley/solve/logit/node_terms.h"
#include "parley/solve/logit/proximal_curve.h"

namespace parley::solve::logit {

/// The logit equations of one component, as a curve in (log strategies and values, t); see docs/method/logit-path.md.
///
///   precision_i(t) (Q_k - Q_0) - ((b_k - ref_k) - (b_0 - ref_0)) = 0   each other move k of each seat of i
///   sum of exp(b) - 1 = 0                                              each seat
///   V - expected payoff under exp(b) = 0                               each node and actor
///
/// Move 0 stands for the seat's anchor, its likeliest move at the last factorisation. Unknowns: b by move, then V by
/// [actor * nodes + node]. Each node's block of strategies is eliminated first; the linear system left is in the values
/// alone.
class LogitEquations final : public ProximalCurve {
 public:
  explicit LogitEquations(const LocalGame& local);

  /// precision_i(t) = base[i] + rate[i] * t, by local actor, in 1 / scale.
  void set_precision(std::span<const double> base, std::span<const double> rate);
  void set_reference(std::span<const double> log_strategy) override;

  [[nodiscard]] std::size_t size() const override;
  void evaluate(std::span<const double> x, double t, std::span<double> residual) override;
  int factorize(std::span<const double> x, double t, std::span<double> residual, std::span<double> slope) override;
  void solve(std::span<double> rhs) override { solve_all({&rhs, 1}); }
  void solve_both(std::span<double> first, std::span<double> second) override {
    const std::array<std::span<double>, 2> both{first, second};
    solve_all(both);
  }
  /// 1 for log strategies; for values, what a payoff difference of 1 for ever is worth.
  [[nodiscard]] std::span<const double> units() const override { return units_; }

  /// All moves equally likely, values 0: Newton's method at precision 0 needs one step from here.
  [[nodiscard]] std::vector<double> start() const;
  [[nodiscard]] double one_shot_gain(std::span<const double> residual, double t,
                                     std::span<const std::uint8_t> counted) const override;

 private:
  /// Places of one node's numbers in the arrays below.
  struct NodePlaces {
    std::size_t first_move = 0;
    std::size_t moves = 0;
    std::size_t first_odds = 0;
    std::size_t odds = 0;
    std::size_t lead = 0;   ///< the seat whose log odds come first: of two, the one with fewer
    std::size_t block = 0;  ///< among pairs_ where the node has two seats, among blocks_ where it has more
    bool full = false;      ///< its rows stand in after_
    std::size_t slots = 0;
    std::size_t without = 0;
  };

  void place_nodes();
  void place_rows();
  void exponentiate(std::span<const double> x);
  [[nodiscard]] double precision(std::uint32_t actor, double t) const { return base_[actor] + rate_[actor] * t; }
  void choose_anchors();
  void list_odds();
  void write_residual(std::size_t node, std::span<const double> x, std::span<const double> precision,
                      std::span<double> residual) const;
  void write_slope(std::size_t node, std::span<double> slope);
  template <typename Visit>
  void each_odds(std::size_t node, const Visit& visit) const;
  int factorize_block(std::size_t node);
  void fill_pair(std::size_t node);
  void fill_odds_block(std::size_t node);
  void write_response(std::size_t node, std::size_t actor);
  void solve_odds(std::size_t node, std::span<double> rhs, bool transposed) const;
  void write_after(std::size_t node);
  void weigh_moves(std::size_t node, const LocalSeat& seat, bool carries);
  void add_full(std::size_t node);
  void add_sparse(std::size_t node);
  void solve_all(std::span<const std::span<double>> rhs);
  void respond(std::span<const double> strategies, std::span<double> values) const;
  void push_full(std::size_t node, std::span<const double> pushed, std::span<double> part) const;
  void push_sparse(std::size_t node, std::span<const double> values, std::span<double> part);
  void solve_block(std::size_t node, std::span<double> rhs);

  const LocalGame& local_;
  NodeTerms terms_;
  std::vector<double> base_;
  std::vector<double> rate_;
  std::vector<double> reference_;
  std::vector<double> units_;
  std::vector<NodePlaces> places_;
  std::vector<numeric::CoupledLu> pairs_;
  std::vector<numeric::DenseLu> blocks_;
  numeric::LinearSystem system_;
  std::vector<double> strategy_;
  // At the last factorisation:
  std::vector<double> at_precision_;   // [actor]
  std::vector<double> at_strategy_;    // [move]
  std::vector<std::uint32_t> anchor_;  // [seat's first move]: among the seat's moves
  std::vector<std::uint32_t> odds_;    // [node's first odds + row]: the node's move of this row
  std::vector<double> at_mass_;        // [seat's first move]: sum of the seat's probabilities
  std::vector<double> at_difference_;  // [move]: precision times (its worth less its seat's anchor's)
  std::vector<double> at_without_;     // [node's places + seat * joints + joint], of nodes that are not full
  std::vector<double> response_;       // [first move * actors + actor * moves + move]: of values by what moves ask for
  // Of nodes that are full: the chance of each node after a move, by rows [actor's first row + its moves in order].
  std::vector<double> after_;
  std::vector<std::size_t> actor_rows_;  // [actor], and the end
  std::vector<std::size_t> seat_row_;    // [seat]
  // Reused:
  std::vector<double> block_;
  std::vector<double> moved_;
  std::vector<double> rows_;
  std::vector<double> pair_;
  std::vector<double> values_;
  std::vector<double> pushed_;
  std::vector<double*> sums_;
  std::vector<std::uint8_t> has_seat_;
};

/// Calls visit(seat, anchor, begin, end) for every seat of the node: its anchor, counted within the node, and its rows.
template <typename Visit>
void LogitEquations::each_odds(std::size_t node, const Visit& visit) const {
  const auto seats = local_.seats_of(node);
  std::size_t row = 0;
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const std::size_t turned = s + places_[node].lead;
    const LocalSeat& seat = seats[turned < seats.size() ? turned : 0];
    const std::size_t end = row + seat.moves - 1;
    visit(seat, seat.first - places_[node].first_move + anchor_[seat.first], row, end);
    row = end;
  }
}

}  // namespace parley::solve::logit
