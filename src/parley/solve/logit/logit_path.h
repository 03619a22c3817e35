// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/solve/detail/component.h"

namespace parley::solve::logit {

/// Takes every component.
[[nodiscard]] bool takes(const Component& component);

/// The end of the principal branch of logit equilibria [McKelveyPalfrey1995; Turocy2005; EibelshaeuserPoensgen2019], at
/// the successors' final values: at the asked precision, or polished to the limit. A status other than kConverged comes
/// with the point of highest precision reached.
[[nodiscard]] Outcome solve(const Component& component, const SolveOptions& options, const base::RunContext& context,
                            Draft& draft);

}  // namespace parley::solve::logit
