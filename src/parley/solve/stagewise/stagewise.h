// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/solve/detail/component.h"

namespace parley::solve::stagewise {

/// Takes a component of more nodes than SolveOptions::most_path_nodes whose nodes are small and whose actors are all in
/// the limit.
[[nodiscard]] bool takes(const Component& component);

/// An equilibrium in which every node plays the end of the principal branch of its own stage, at the values that
/// follow, or keeps what it came to play while that remains an equilibrium; nodes that would change their minds for
/// ever are solved together. Where that does not settle, the general path has a try.
[[nodiscard]] Outcome solve(const Component& component, const SolveOptions& options, const base::RunContext& context,
                            Draft& draft);

/// The same without the general path, from the draft's values and strategies or from nothing: false if it did not
/// settle.
[[nodiscard]] bool settle(const Component& component, bool from_draft, const SolveOptions& options,
                          const base::RunContext& context, Draft& draft, PathReport& report);

}  // namespace parley::solve::stagewise
