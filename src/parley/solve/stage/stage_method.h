// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/solve/detail/component.h"

namespace parley::solve::stage {

/// Takes a small node by itself, with a way back to itself or none, whose seats are all in the limit.
[[nodiscard]] bool takes(const Component& component);

/// The same equilibrium as the general logit path's, by code made for few numbers. The general method solves what this
/// does not get through, what branches lie beside, and what is to be verified.
[[nodiscard]] Outcome solve(const Component& component, const SolveOptions& options, const base::RunContext& context,
                            Scratch& scratch, Draft& draft);

}  // namespace parley::solve::stage
