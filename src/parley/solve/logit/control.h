// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/base/context.h"
#include "parley/numeric/curve.h"
#include "parley/solve/solve.h"

namespace parley::solve::logit {

/// How to step, from the ordinary to the patient; each starts the path anew. The one after the last is for
/// verification: steps about a tenth as long as the ordinary ones.
[[nodiscard]] numeric::TraceOptions control(int attempt);
inline constexpr int kAttempts = 2;
inline constexpr int kVerifying = kAttempts;

/// What the end of a trace means for the solution.
[[nodiscard]] Status status_of(numeric::TraceStatus status, const base::RunContext& context);

}  // namespace parley::solve::logit
