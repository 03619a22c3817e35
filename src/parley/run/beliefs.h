// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/certify/beliefs.h"
#include "parley/game/game.h"
#include "parley/solve/beliefs.h"

namespace parley::run {

/// Points of a first grid: the most of these with which it is thought to take kFirstSeconds of one core at most, or the
/// fewest. With three axes or more, whose product grows too fast, the fewest.
inline constexpr std::size_t kFirstPoints[] = {33, 17, 9};
inline constexpr double kFirstSeconds = 10;

struct BeliefRunOptions {
  std::vector<double> precision;  ///< by actor, in 1 / payoff unit; infinite, or no list: the highest that grids bear.
                                  ///< Finite: its noise is meant, and no gain is held against it
  /// Of the first grid, on the axis of an actor with two types; 0: one of kFirstPoints.
  std::size_t points = 0;
  numeric::AxisKind kind = numeric::AxisKind::kLogOdds;  ///< of these axes
  std::size_t most_refinements = 6;  ///< grids tried after the first, while the certificate does not hold
  double bound = 1e-2;               ///< for the certificate, as a share of the payoff range
  std::size_t paths = 400;           ///< for the certificate, for each type
  double tolerance = 1e-6;           ///< as solve::BeliefOptions::tolerance: far within what a certificate can tell
  std::size_t most_bytes = std::size_t{2} << 30;
  /// A first grid thought to take longer than this on context.threads cores is refused.
  double most_seconds = 86400;
  /// A finer grid thought to take longer than this on one core is not tried, whatever the threads.
  double most_refine_seconds = 60;
  std::size_t most_others = 0;  ///< other beginnings that are certified; 0: none is looked for
};

/// One grid that was tried.
struct BeliefRound {
  std::vector<std::size_t> points;  ///< of each actor's axis
  double share = 0;                 ///< BeliefCertificate::largest_share
  double claim_error = 0;           ///< BeliefCertificate::largest_claim_error
  double residual = 0;              ///< BeliefCertificate::largest_residual
  double on_grid_gap = 0;
};

/// Another equilibrium, which differs in how play begins, and holds.
struct CertifiedBeginning {
  solve::OtherBeginning beginning;
  certify::BeliefCertificate certificate;
};

/// A game with private types, solved on the last grid whose solution is whole, and certified there.
struct SolvedBeliefs {
  solve::BeliefSolution solution;
  certify::BeliefCertificate certificate;
  std::vector<BeliefRound> rounds;  ///< the last is the one above
  std::string refined;              ///< a sentence: why no finer grid was tried
  std::vector<CertifiedBeginning> others;
  std::size_t others_missed = 0;         ///< beginnings found whose certificates miss the bound
  std::size_t others_left = 0;           ///< found, and not certified for there were too many
  base::Stop stopped = base::Stop::kNo;  ///< while it was solved, certified or refined

  /// Solved, and within the bound.
  [[nodiscard]] bool holds() const { return solution.is_usable() && certificate.holds; }
};

/// Solves and certifies, and while the certificate does not hold halves the cells of the axes about those actors in
/// doubt about whom the one-step residuals are large. Errors: those of solve_beliefs and certify_beliefs, and E0607
/// (would take longer than allowed). Stopped before the first grid is solved, the solution says so and is worth
/// nothing.
[[nodiscard]] base::Result<SolvedBeliefs> solve_with_beliefs(const game::Game& game, const BeliefRunOptions& options,
                                                             const base::RunContext& context);

}  // namespace parley::run
