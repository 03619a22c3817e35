// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parley/solve/logit/local_game.h"
#include "parley/solve/logit/proximal_curve.h"

namespace parley::solve::logit {

/// One-shot gains below this share of the component's scale are rounding.
inline constexpr double kGainOfScale = 1e-12;

/// Goes from a logit equilibrium x at precision t to the Nash equilibrium next to it by proximal steps
/// [Rockafellar1976]: the same equations, drawn to the last point's log strategies instead of to equal ones. Each step
/// divides indifference errors by the precision and squares what is left of unused moves; it is one correction of
/// Newton's method, factorised anew only where the gain falls slowly, or, if `exact`, all of them, which is slower and
/// copes with ties. Only actors of `in_limit` are drawn along. True
/// if the one-shot gain came down to rounding; x is the best point met in any case, and the reference is cleared again.
[[nodiscard]] bool polish(ProximalCurve& equations, std::span<const LocalSeat> seats,
                          std::span<const std::uint8_t> in_limit, double t, bool exact, std::vector<double>& x);

}  // namespace parley::solve::logit
