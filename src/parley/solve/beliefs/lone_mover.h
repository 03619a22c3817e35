// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parley/solve/beliefs/ladder.h"
#include "parley/solve/beliefs/stage.h"

namespace parley::solve::beliefs {

/// Stage games of a node where one actor of two types has a choice, at the points of a line: those that differ in what
/// is believed of the mover alone, which is all that its move can change. What each move is worth on the line is
/// summed up once for all its points.
///
/// Of x, both types' log chances by move up to a constant each, a move's posterior depends on one number: z(m), the log
/// of how much likelier the first type makes it than the second. So the derivative of the equations by x, in terms of
/// z, is a diagonal and a matrix of rank one, and a step of Newton's method costs no factorisation.
class LoneMover {
 public:
  /// Whether a node is such a one, and its move is seen.
  [[nodiscard]] static bool fits(const StageLayout& layout);

  void set_node(const StageLayout& layout, const ValueTable& values);
  /// The line through a point whose coordinate on the mover's axis is 0.
  void set_line(std::size_t first_point);
  /// The coordinate on the mover's axis.
  void set_point(std::size_t coordinate);

  /// Newton's method from a start as a StageLayout's unknowns.
  [[nodiscard]] bool solve(std::span<const float> start);
  /// Along the path of logit equilibria from precision zero; see Ladder. `scale` is the size of payoffs.
  [[nodiscard]] bool follow_path(double scale, bool patient, Climb& climb);
  /// After solve(): what the node is worth to every type of every actor.
  void values(std::span<double> out) const;
  /// After solve(): as a StageLayout's unknowns.
  void unknowns(std::span<float> out) const;

 private:
  /// One of the two types' choice, by move.
  struct Choice {
    std::vector<std::uint32_t> open;  // moves; the first of them has x = 0
    std::vector<double> x;
    std::vector<double> probability;
    std::vector<double> action;    // Q
    std::vector<double> turn;      // its derivative by the move's own z
    std::vector<double> residual;  // precision times Q less x, or what a system is solved for
    double log_sum = 0;            // of the exponentials of x
  };
  class Path;
  [[nodiscard]] bool newton();
  void choose(Choice& choice) const;
  void read_move(std::size_t move);
  void evaluate(double share);
  int factorize();
  void turn_moves();
  [[nodiscard]] double change(const Choice& choice, std::size_t k) const;
  [[nodiscard]] double correct(Choice& choice) const;
  void follow();
  [[nodiscard]] std::span<const double> worth(std::size_t move, std::size_t coordinate) const {
    return {worth_.data() + (move * size_ + coordinate) * types_, types_};
  }

  const StageLayout* layout_ = nullptr;
  const game::TypedSeat* seat_ = nullptr;
  const numeric::BeliefAxis* axis_ = nullptr;
  ValueTable table_;
  std::size_t size_ = 0;  // of the axis
  std::size_t types_ = 0;
  double precision_ = 0;
  double sharpness_ = 0;  // the share of the precision that is used at present, times it
  double log_odds_ = 0;   // of the first type
  double belief_[2] = {};
  std::vector<double> worth_;  // [move][coordinate][type]: payoff and continuation
  Choice choice_[2];
  std::vector<std::uint32_t> shared_;      // moves that are open to both types: of others the posterior is known
  std::vector<numeric::Stencil> stencil_;  // by move: where its posterior lies
  std::vector<double> drift_;              // by move: of the posterior by z
  std::vector<double> own_inverse_;        // by move: 1 / its own part of the diagonal
  std::vector<double> common_;             // by move: the part of its column that all rows share
  double denominator_ = 1;
  std::vector<double> turned_;  // by move: of z, in the last step
};

}  // namespace parley::solve::beliefs
