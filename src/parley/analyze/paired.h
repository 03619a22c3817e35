// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "parley/analyze/study.h"
#include "parley/numeric/quantile.h"

namespace parley::analyze {

/// A measure under a policy less the same under no commitment, world by world.
struct PairedDifference {
  std::size_t with = 0;     ///< index into Study::measures
  std::size_t without = 0;  ///< the same measure with no commitment
  Spread spread;            ///< over the worlds
  double mean = 0;
  double error = 0;  ///< standard error of the mean over worlds that might be drawn; 0: one world
  std::size_t higher = 0;
  std::size_t lower = 0;
};

/// How a policy does for an actor against the best of all that were swept, no commitment among them.
struct Regret {
  std::optional<std::size_t> policy;
  std::size_t best = 0;            ///< worlds in which none is better
  numeric::Interval95 best_share;  ///< of worlds that might be drawn
  double mean = 0;                 ///< what it falls short of the best
  double high = 0;                 ///< in 5% of the worlds it is more
  double highest = 0;
  std::size_t world = 0;  ///< where it is highest
};

/// For one actor, the policies by their mean regret, least first.
struct ActorRegret {
  scenario::ActorId actor;
  std::size_t worlds = 0;
  std::vector<Regret> policies;
};

struct PairedStudy {
  std::vector<PairedDifference> differences;  ///< by policy and measure, as in the study
  std::vector<ActorRegret> regrets;           ///< by actor
};

/// Policies on the same worlds: what differs between two of them is due to the policy, not to the worlds. Worlds count
/// that are certified.
[[nodiscard]] PairedStudy compare_policies(const Study& study);

}  // namespace parley::analyze
