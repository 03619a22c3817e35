// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/game/beliefs.h"
#include "parley/game/game.h"
#include "parley/numeric/belief_axis.h"

namespace parley::certify {

struct BeliefCertifyOptions {
  /// The largest gain allowed to any type from the start, and the largest error of what it is claimed to get, as a
  /// share of its actor's payoff range.
  double bound = 1e-2;
  /// The grid of the solution, one axis an actor; empty: the on-grid gap is not computed.
  std::vector<numeric::BeliefAxis> axes;
  /// By actor, not 0 for those whose noise is meant: they choose by logit, and what better choices would gain them is
  /// told and not held against them. Empty: nobody.
  std::vector<std::uint8_t> noisy;
  /// Where play comes to no more histories than this, each a node with what is believed there, they are all followed,
  /// and gains are exact. 0: never.
  std::size_t histories = 4096;
  std::size_t paths = 400;     ///< sampled for each type; fewer where one is the only one
  std::size_t steps = 2000;    ///< nodes of a path; what is left beyond is told
  double least_weight = 1e-7;  ///< discount times chance at which a path is not followed further

  [[nodiscard]] base::Diagnostics check(const game::Game& game) const;
};

/// What one type could gain by deviating alone. Where all histories were followed it is that of the best response, and
/// errors are 0. Otherwise it is an *estimate*, with a standard error and no side on which it errs: the deviator takes
/// at each node the move that the claimed values say is best, which a best response may beat.
struct TypeGain {
  game::TypeId type;
  double value_claimed = 0;    ///< at the prior, over the start lottery
  double value_played = 0;     ///< estimate of what the strategy is worth against the others'
  double played_error = 0;     ///< its standard error
  double value_deviating = 0;  ///< estimate of what the deviator gets
  double gain = 0;             ///< estimate: the difference, by pairs of paths
  double gain_error = 0;       ///< its standard error; 0 where one path is the only one
  double claim_error = 0;      ///< |value_claimed - value_played|; large where interpolation misleads, the deviator too
  double share = 0;            ///< gain / payoff range of the actor
  /// From the worst history on, whoever's mistakes lead there; the gain itself where histories were not all followed.
  double gain_worst = 0;
  double share_worst = 0;            ///< gain_worst / payoff range of the actor
  game::NodeId worst_node;           ///< of that history
  std::vector<double> worst_belief;  ///< by TypeId; empty where histories were not all followed
  /// At the worst node and point of the grid: a best response over the published strategy, both valued on the grid
  /// alone. NOT a bound and not an estimate: it takes interpolated values for true, and cannot see what they get wrong.
  double on_grid_gap = 0;
  game::NodeId on_grid_worst;
};

struct BeliefCertificate {
  std::vector<TypeGain> types;  ///< by TypeId
  double bound = 0;
  std::size_t histories = 0;  ///< all that there are, each followed; 0: paths were sampled
  /// Of gain_worst, with twice the standard error of the gain added; over actors held to their gain.
  double largest_share = 0;
  double largest_noise = 0;        ///< the same over actors whose noise is meant: what it costs them
  double largest_claim_error = 0;  ///< as a share of the payoff range, with twice its standard error added
  double largest_residual = 0;     ///< met on a path: |what the stage game is worth - claimed value|, payoff units
  /// By actor: the discounted size of residuals while there is doubt about its type, to the type of anybody for which
  /// it is largest, in payoff units: what beliefs the grid may resolve badly.
  std::vector<double> residual_about;
  double on_grid_gap = 0;  ///< the largest
  bool has_on_grid_gap = false;
  double weight_left = 0;  ///< the largest discount times chance at which a path was cut; its gain is not counted
  bool complete = false;   ///< false: stopped
  bool holds = false;      ///< complete, and both shares within the bound
  std::string method = "estimated";  ///< or "exact", but for rounding

  [[nodiscard]] bool is_usable() const { return holds; }
};

/// What each type could gain, by following the published strategies, and beliefs updated by Bayes' rule exactly, off
/// the grid: all histories and best responses (certify/assessment.h) where there are few, and sampled paths otherwise:
/// claimed value plus the expected discounted sum of one-step residuals, which is the value of the play that is
/// simulated whatever the claimed values are (docs/method/beliefs.md). Shares no code with any solver. The bits depend
/// on the seed alone. Errors: E0702 (options), E0703 (a discount of 1 where play can return).
[[nodiscard]] base::Result<BeliefCertificate> certify_beliefs(const game::Game& game,
                                                              const game::MakePlayer& make_player,
                                                              const BeliefCertifyOptions& options,
                                                              const base::RunContext& context);

}  // namespace parley::certify
