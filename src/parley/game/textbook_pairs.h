// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "parley/game/game.h"

namespace parley::game {

/// One state of a game in which two actors move at once, over and over.
struct PairState {
  std::size_t rows = 2;                        ///< moves of the first actor
  std::size_t columns = 2;                     ///< of the second
  std::vector<std::array<double, 2>> payoffs;  ///< row after row
  std::vector<std::vector<double>> next;       ///< by joint move, the chance of every state; empty: all alike
};
/// A node a state, starting at the first. Payoffs are times 1 - discount, so that values are averages over time.
[[nodiscard]] Game pair_game(std::span<const PairState> states, double discount);

/// The repeated prisoner's dilemma: 1 each if both cooperate (move 0), 0 each if neither does; who alone defects gets
/// 1 + `gain`, the other `-loss`.
struct Dilemma {
  double gain = 1;
  double loss = 1;
  double discount = 0.7;
};
[[nodiscard]] Game prisoners_dilemma(const Dilemma& parameters);

/// The repeated game of three moves each [AbreuSannikov2014, section 6], with discount .3.
[[nodiscard]] Game abreu_sannikov();
/// Two states that take turns with chance .7, in each of which the game above pays 5 more to the one and 5 less to the
/// other, with discount .7 [AbreuBrooksSannikov2020, an example of their program].
[[nodiscard]] Game two_states();

/// Two actors with one unit between them, of which each state gives the first actor a share; either may give some of
/// its own to the other, and what is then held is consumed, for its square root [Kocherlakota1996;
/// AbreuBrooksSannikov2020, section 6]. State e gives e / (endowments - 1); gifts are multiples of 1 / ((endowments -
/// 1) steps). The next state is near the first actor's consumption the more often the larger `persistence` is; 0: all
/// states are equally likely.
struct RiskSharing {
  std::size_t endowments = 5;
  std::size_t steps = 25;
  double persistence = 0;
  double discount = 0.85;
};
[[nodiscard]] Game risk_sharing(const RiskSharing& parameters);

}  // namespace parley::game
