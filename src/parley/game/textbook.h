// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "parley/game/game.h"
#include "parley/game/profile.h"

namespace parley::game {

/// A game of the literature with one of its equilibria in closed form.
struct SolvedGame {
  Game game;
  Profile equilibrium;
  std::vector<double> start_value;  ///< [actor], under the equilibrium
};

/// The war of attrition in discrete time, both sides moving at once; one node, where move 0 concedes and move 1 holds
/// [MaynardSmith1974; HendricksWeissWilson1988]. Who concedes alone gets `lose`, the other `win`; holding both costs
/// each `cost`. If both concede each gets its `lose`, or the mean of the two if `split_tie`.
struct WarOfAttrition {
  std::array<double, 2> win = {1, 1};
  std::array<double, 2> lose = {0, 0};
  std::array<double, 2> cost = {0.1, 0.1};
  std::array<double, 2> discount = {0.95, 0.95};
  bool split_tie = false;
};
/// The equilibrium in which both mix.
[[nodiscard]] SolvedGame war_of_attrition(const WarOfAttrition& parameters);

/// The alternating-move price duopoly with demand 1 - p and prices 0, 1/6 .. 1 [MaskinTirole1988, examples of sections
/// 4 and 5]. Node 7 m + s: firm m moves, its rival's price is s / 6.
[[nodiscard]] SolvedGame kinked_demand(double discount);
[[nodiscard]] SolvedGame edgeworth_cycle(double discount);

/// The Big Match with payoffs times `patience_left` = 1 - discount: node 0, rows top and bottom, columns left and right
/// [Gillette1957; BlackwellFerguson1968].
[[nodiscard]] SolvedGame big_match(double patience_left);
/// The absorbing game whose value is 1 / (1 + sqrt(1 - discount)) [BewleyKohlberg1976].
[[nodiscard]] SolvedGame square_root_game(double patience_left);

/// Who of several yields first: if at least one yields all get `benefit`, each who yields pays `yield_cost`, and the
/// game ends; otherwise each pays `wait_cost` and it goes on [BlissNalebuff1984; Diekmann1985]. Node 0, move 0 yields.
struct Volunteer {
  std::size_t actors = 3;
  double benefit = 1;
  double yield_cost = 0.4;
  double wait_cost = 0.1;
  double discount = 0.9;
};
/// The symmetric equilibrium.
[[nodiscard]] SolvedGame volunteer(const Volunteer& parameters);

/// A race of two up a ladder [class of IskhakovRustSchjerning2016]: node i (rungs + 1) + j when the sides stand on
/// rungs i and j; move 0 waits, move 1 invests at a cost and climbs with some probability. Being alone at the top pays
/// `prize`, being beaten `-defeat`, a tie `tie`.
struct Race {
  std::size_t rungs = 2;
  double prize = 10;
  double defeat = 4;
  double tie = 0;
  double discount = 0.9;
  std::array<double, 2> cost = {0.5, 0.5};
  std::array<double, 2> success = {0.3, 0.3};
};
[[nodiscard]] Game race(const Race& parameters);

}  // namespace parley::game
