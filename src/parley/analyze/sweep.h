// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/run/answer.h"
#include "parley/run/run.h"

namespace parley::analyze {

/// Solves the scenario anew at each value of one of its sweeps. Values run side by side on context.threads threads;
/// the result does not depend on how many. A value whose solution is not certified says so.
[[nodiscard]] base::Result<run::SweepResult> sweep(const scenario::Scenario& scenario, std::size_t sweep,
                                                   const run::RunOptions& options, const base::RunContext& context);

}  // namespace parley::analyze
