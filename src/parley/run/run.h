// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/certify/certify.h"
#include "parley/compile/compile.h"
#include "parley/run/answer.h"
#include "parley/run/beliefs.h"
#include "parley/scenario/scenario.h"
#include "parley/solve/solve.h"

namespace parley::run {

struct RunOptions {
  double bound = 1e-6;        ///< for the certificate, as a share of the payoff range
  std::size_t paths = 10000;  ///< sampled to check the computed chances; 0: none
  /// Split values by payoff term and give the reasons for the moves at the start; else values come from the
  /// certificate, which takes a good part of the time less. With private types both are given all the same.
  bool reasons = true;
  std::size_t most_bytes = std::size_t{4} << 30;
  /// Its precision is taken from the scenario. An answer has no place for what lies beside the path.
  solve::SolveOptions solve{.most_branches = 0};
  BeliefRunOptions beliefs;  ///< with private types; its precision is taken from the scenario

  [[nodiscard]] base::Diagnostics check() const;
};

/// One scenario's game under one policy (none: no commitment), solved and certified: what later stages stand on.
struct SolvedGame {
  compile::CompiledGame compiled;
  solve::Solution solution;  ///< with private types a summary without a profile
  certify::Certificate certificate;
  std::optional<SolvedBeliefs> beliefs;  ///< with private types
};

[[nodiscard]] base::Result<SolvedGame> solve_scenario(const scenario::Scenario& scenario,
                                                      std::optional<std::size_t> policy, const RunOptions& options,
                                                      const base::RunContext& context);

/// What a solved game says: forecasts, values, reasons; with private types from options.paths sampled paths.
[[nodiscard]] PolicyRun summarize(const SolvedGame& solved, std::optional<std::size_t> policy,
                                  const RunOptions& options, const base::RunContext& context);

/// The scenario without a commitment and under each of the policies, in order. Policies run side by side on
/// context.threads threads; the result does not depend on how many.
[[nodiscard]] base::Result<Answer> run(const scenario::Scenario& scenario, const std::vector<std::size_t>& policies,
                                       const RunOptions& options, const base::RunContext& context);

}  // namespace parley::run
