// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "parley/base/context.h"
#include "parley/run/run.h"
#include "parley/scenario/scenario.h"

namespace parley::analyze {

enum class WorldStatus : std::uint8_t {
  kCertified,
  kNotCertified,  ///< solved, but the certificate misses the bound: its numbers are inconclusive
  kFailed,        ///< there is no solution, and there are no numbers
};

/// "certified", "not certified", "failed".
[[nodiscard]] std::string_view name(WorldStatus status);

/// What one world says: the measures in their order.
struct WorldRun {
  WorldStatus status = WorldStatus::kFailed;
  std::string reason;  ///< why it is not certified
  double share = 0;    ///< the most that any actor could gain under any policy, as a share of its payoff range
  std::vector<double> measures;  ///< not finite where there is none, such as a time to what never comes
  double noise = 0;              ///< the largest standard error of a measured chance; 0: exact
};

/// Solves and certifies a scenario as it stands under each policy that the measures name. A stop leaves it half done:
/// ask the context.
[[nodiscard]] WorldRun run_world(const scenario::Scenario& scenario, std::span<const scenario::Measure> measures,
                                 const run::RunOptions& options, const base::RunContext& context);

/// A measure of a solved scenario; not finite where there is none.
[[nodiscard]] double measured(const run::PolicyRun& run, const scenario::Measure& measure);

}  // namespace parley::analyze
