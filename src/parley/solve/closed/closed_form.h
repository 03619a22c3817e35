// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/solve/detail/component.h"

namespace parley::solve::closed {

/// One node without a way back at which at most one seat has a choice.
[[nodiscard]] bool takes(const Component& component);

/// The limit: the best moves, ties shared equally. Finite precision: the logit choice. No allocation once warm.
[[nodiscard]] Outcome solve(const Component& component, const SolveOptions& options, const base::RunContext& context,
                            Scratch& scratch, Draft& draft);

/// Moves worth less than the best by no more than this share of the actor's payoff range, or of the rounding of the
/// values themselves, count as equally good: exact ties come out of long chains of discounted sums a few hundred
/// roundings apart, and of a polished component 1e-12 apart.
inline constexpr double kTieOfRange = 1e-11;
inline constexpr double kTieOfValue = 1e-14;

}  // namespace parley::solve::closed
