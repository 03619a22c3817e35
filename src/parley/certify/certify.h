// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/game/game.h"
#include "parley/game/profile.h"

namespace parley::certify {

struct CertifyOptions {
  /// The largest gain allowed, as a share of the actor's payoff range, at any node play can reach.
  double bound = 1e-6;
  /// Logit precision of each actor; empty or infinite: the actor should be playing best responses. A finite one should
  /// be choosing by logit, and its residual is held to `bound` instead of its gain.
  std::vector<double> precision;

  [[nodiscard]] base::Diagnostics check(const game::Game& game) const;
};

/// What one actor could gain by deviating alone, for ever, in whatever way: an upper bound, rounding included.
struct ActorGain {
  game::ActorId actor;
  double value_start = 0;  ///< the profile's value from the start lottery
  double value_error = 0;  ///< half the width of the enclosure of value_start
  double gain_start = 0;   ///< in payoff units
  double gain_worst = 0;   ///< at the worst node that the start can lead to under any play
  game::NodeId worst_node;
  double payoff_range = 0;  ///< Game::payoff_range
  double share_start = 0;   ///< gain / payoff range; 0 where gain and range are 0
  double share_worst = 0;
  double logit_residual = 0;  ///< largest |probability - logit choice probability|; finite precision only
};

struct Certificate {
  std::vector<ActorGain> actors;
  double bound = 0;             ///< the one asked for
  double largest_share = 0;     ///< of share_worst, over actors held to their gain
  double largest_residual = 0;  ///< of logit_residual, over actors of finite precision
  double profile_error = 0;     ///< largest |sum of a seat's probabilities - 1|
  bool complete = false;        ///< false: interrupted before the bounds were tight; they still hold
  bool holds = false;           ///< complete, and everything is within `bound`
  std::string method = "bounded";

  [[nodiscard]] bool is_usable() const { return holds; }
};

/// Bounds every actor's full best-response gain by dynamic programming against the others' published strategies, with
/// certified enclosures. Shares no code with any solver.
/// Errors: E0701 (the profile does not fit the game), E0702 (options), E0703 (a discount of 1 where play can return),
/// E0704 (private types).
[[nodiscard]] base::Result<Certificate> certify(const game::Game& game, const game::Profile& profile,
                                                const CertifyOptions& options, const base::RunContext& context);

[[nodiscard]] std::span<const base::Code> codes();

}  // namespace parley::certify
