// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/run/run.h"
#include "parley/run/simulation.h"
#include "parley/simulate/typed.h"

namespace parley::run {

/// Sampled play of a solved game with private types; the solved game outlives it.
struct TypedSample {
  const SolvedGame* solved = nullptr;
  simulate::TypedPaths drawn;
  bool concessions = false;  ///< some move is marked as one: paths.event_* says who made the first and when
};

[[nodiscard]] TypedSample sample_play(const SolvedGame& solved, std::size_t paths, const base::RunContext& context);

/// As summarize(), from options.paths sampled paths.
[[nodiscard]] PolicyRun summarize_typed(const SolvedGame& solved, std::optional<std::size_t> policy,
                                        const RunOptions& options, const base::RunContext& context);

/// Outcomes, stocks and levels by date, and who concedes first.
void forecast_typed(const TypedSample& sample, PolicyRun& run);
/// What types expect, and what is believed of them.
[[nodiscard]] PrivateTypes private_types_of(const TypedSample& sample);

/// W0601 for each axis whose cells are wider than beliefs move in a step.
[[nodiscard]] base::Diagnostics drift_warnings(const scenario::Scenario& scenario, const PrivateTypes& told);

/// One number known twice: what a type was found to get by the certificate, and what it gets on the sampled paths with
/// its claimed value at their ends; and by type the mean belief at the end beside the prior.
[[nodiscard]] std::vector<SampledNumber> held_against(const TypedSample& sample);

/// The chance that an outcome has come by the end of the forecast, and its standard error.
[[nodiscard]] Estimate outcome_chance(const TypedSample& sample, std::size_t outcome);

}  // namespace parley::run
