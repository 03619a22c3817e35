// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/game/assessment.h"

namespace parley::certify {

struct AssessmentOptions {
  /// The largest gain allowed to any type, as a share of its actor's payoff range, at any history.
  double bound = 1e-6;
  /// Logit precision of each actor, as in CertifyOptions: a finite one is held to its logit residual.
  std::vector<double> precision;
};

/// What one type could gain by deviating alone, for ever, in whatever way.
struct AssessmentGain {
  game::TypeId type;
  double value_start = 0;  ///< what the assessment is worth to it, over the start lottery, payoff units
  double gain_start = 0;   ///< from there, payoff units
  double gain_worst = 0;   ///< from the worst history on
  std::uint32_t worst_history = 0;
  double share_start = 0;  ///< gain / Game::payoff_range
  double share_worst = 0;
  double logit_residual = 0;  ///< largest |probability - logit choice probability|; finite precision only
};

struct AssessmentCertificate {
  std::vector<AssessmentGain> types;  ///< by TypeId
  double bound = 0;
  double largest_share = 0;     ///< of share_worst, over types held to their gain
  double largest_residual = 0;  ///< of logit_residual, over types of finite precision
  /// Largest |belief - what Bayes' rule makes of the belief before|, where some type thought possible moves so.
  double belief_error = 0;
  std::uint32_t belief_history = 0;  ///< where it leads to the belief that is furthest off
  bool complete = false;             ///< false: interrupted
  bool holds = false;                ///< complete, gains and residuals within `bound`, beliefs within kBeliefTolerance
  std::string method = "exact";      ///< but for the rounding of what the others do on average

  [[nodiscard]] bool is_usable() const { return holds; }
};

/// Beliefs off by more than this are not those of the strategies: six decimals are what people write by hand.
inline constexpr double kBeliefTolerance = 1e-6;

/// Whether an assessment is a perfect Bayesian equilibrium: what each type could gain by its best response from every
/// history on, given what is believed there, by dynamic programming over histories; and whether beliefs follow Bayes'
/// rule wherever it says anything: after moves that some type thought possible makes. Beliefs about actors who did what
/// none of their types does are free.
/// Errors: E0702 (options), E0703 (a discount of 1 where play can return), E0705 (does not fit the game).
[[nodiscard]] base::Result<AssessmentCertificate> certify_assessment(const game::Game& game,
                                                                     const game::Assessment& assessment,
                                                                     const AssessmentOptions& options,
                                                                     const base::RunContext& context);

}  // namespace parley::certify
