// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/solve/detail/component.h"

namespace parley::solve {

/// Writes the values of the component's nodes, for all actors, under the draft's profile: one linear system for each
/// distinct discount. False if it is singular.
[[nodiscard]] bool evaluate_policy(const Component& component, Draft& draft);

/// How far a component of the draft is from what was asked for, from the game's own arrays.
struct Shortfall {
  double gain = 0;         ///< of actors in the limit: the most one deviation at one node earns, in payoff units
  double logit_error = 0;  ///< of actors of finite precision: the largest error of a probability
  double residual = 0;     ///< of values, in payoff units
  double size = 0;         ///< the largest value or payoff met, in payoff units
};
[[nodiscard]] Shortfall measure_shortfall(const Component& component, const Draft& draft);

}  // namespace parley::solve
