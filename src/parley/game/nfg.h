// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/base/result.h"
#include "parley/game/labels.h"

namespace parley::game {

/// Reads a strategic game in Gambit's .nfg format, payoff or outcome form, as a game of one node in which all players
/// move at once and play ends. Decimal and rational payoffs become the nearest doubles (a quotient of two, for a
/// rational). Errors, each with its place: E0521 to E0523.
[[nodiscard]] base::Result<LabelledGame> read_nfg(base::SourcePtr source);

}  // namespace parley::game
