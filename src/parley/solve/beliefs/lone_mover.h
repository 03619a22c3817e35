// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parley/numeric/belief_lanes.h"
#include "parley/solve/beliefs/ladder.h"
#include "parley/solve/beliefs/line_worth.h"
#include "parley/solve/beliefs/stage.h"

namespace parley::solve::beliefs {

/// One stage game of a LoneMover, and where its solution goes.
struct LonePoint {
  std::uint32_t line = 0;        ///< among those of LoneMover::set_lines()
  std::uint32_t coordinate = 0;  ///< on the mover's axis
  const float* start = nullptr;  ///< as a StageLayout's unknowns
  float* unknowns = nullptr;     ///< the same of the solution
  double* value = nullptr;       ///< what the node is worth to every type of every actor
  bool solved = false;
};

/// Stage games of a node where one actor of two types has a choice, at the points of lines: those that differ in what
/// is believed of the mover alone, which is all that its move can change. Several are solved at once, one a lane, and
/// a lane takes the next as soon as it is done, so that no solution depends on which others are under way.
///
/// Of x, both types' log chances by move up to a constant each, a move's posterior depends on one number: z(m), the log
/// of how much likelier the first type makes it than the second. So the derivative of the equations by x, in terms of
/// z, is a diagonal and a matrix of rank one, and a step of Newton's method costs no factorisation.
class LoneMover {
 public:
  /// Whether a node is such a one, and its move is seen.
  [[nodiscard]] static bool fits(const StageLayout& layout);

  void set_node(const StageLayout& layout, const ValueTable& values);
  /// The lines through these points, whose coordinate on the mover's axis is 0.
  void set_lines(std::span<const std::size_t> first_points) { worth_.set_lines(first_points); }

  /// Newton's method from each one's start; those that it fails on are left as they are.
  void solve(std::span<LonePoint> points);
  /// Along the path of logit equilibria from precision zero; see Ladder. `scale` is the size of payoffs.
  void follow_path(LonePoint& point, double scale, bool patient, Climb& climb);

 private:
  using Lanes = numeric::Lanes;
  using LaneMask = numeric::LaneMask;
  /// Of both types.
  struct Move {
    Lanes x[2];
    Lanes probability[2];
    Lanes action[2];    // Q
    Lanes turn[2];      // its derivative by the move's own z
    Lanes residual[2];  // precision times Q less x, or what a system is solved for
    Lanes own_inverse;  // 1 / its own part of the diagonal
    Lanes common;       // the part of its column that all rows share
    Lanes turned;       // of z, in the last step
    numeric::LanePlace place;
    bool open[2] = {};
    bool shared = false;  // open to both types: of others the posterior is known
  };
  class Path;
  void load(std::size_t lane, LonePoint& point);
  [[nodiscard]] LaneMask step();
  void store(std::size_t lane);
  void choose(std::size_t t);
  void read_move(Move& move, std::size_t joint);
  void evaluate(Lanes share);
  [[nodiscard]] Lanes factorize();
  void turn_moves();
  [[nodiscard]] LaneMask correct();

  const StageLayout* layout_ = nullptr;
  LineWorth worth_;
  std::size_t first_type_ = 0;
  std::size_t types_ = 0;
  const numeric::BeliefAxis* axis_ = nullptr;
  numeric::BeliefLanes lanes_;
  double precision_ = 0;
  std::vector<Move> moves_;
  std::uint32_t corner_[2] = {};   // by type: the coordinate at which it is certain
  std::size_t reference_[2] = {};  // by type: the first open move, whose x is 0
  Lanes log_sum_[2];
  Lanes sharpness_;  // the share of the precision that is used at present, times it
  Lanes log_odds_;   // of the first type
  Lanes denominator_;
  Lanes limit_;  // on how far a z may go at once
  // By lane.
  LonePoint* point_[numeric::kLanes] = {};
  const double* base_[numeric::kLanes] = {};
  std::size_t rounds_[numeric::kLanes] = {};
};

}  // namespace parley::solve::beliefs
