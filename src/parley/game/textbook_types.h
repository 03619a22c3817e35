// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "parley/game/game.h"

// Games of the literature with private types.
namespace parley::game {

/// A war of attrition with an obstinate type a side [AbreuGul2000]: type 0 never concedes. Who concedes alone gets
/// `lose`, the other `win`, both at once the means. Move 0 concedes and move 1 holds; type 0 has move 1 only.
struct Attrition {
  std::array<double, 2> win = {0.6, 0.6};
  std::array<double, 2> lose = {0.4, 0.4};
  std::array<double, 2> discount = {0.99, 0.99};  ///< a step
  std::array<double, 2> obstinate = {0.05, 0.05};
};

/// Both move at once in every step; one node.
[[nodiscard]] Game simultaneous_attrition(const Attrition& parameters);
/// Actor 0 moves in even steps and actor 1 in odd ones: node i is actor i's turn.
[[nodiscard]] Game alternating_attrition(const Attrition& parameters);
/// In each step both move one after the other, in an order drawn by a fair coin: node 0 draws, nodes 1 and 2 are actor
/// 0 and then 1, nodes 3 and 4 actor 1 and then 0.
[[nodiscard]] Game random_order_attrition(const Attrition& parameters);

/// A threat, a bluff and its audience cost [Fearon1994; Schultz1999]. Actor 0, resolved (type 0) with chance
/// `resolved` or not, is quiet or threatens (node 0); actor 1 concedes or resists (node 1); actor 0 fights or backs
/// down (node 2).
struct Bluff {
  double resolved = 0.2;
  double audience_cost = 0.5;
  double prize = 1;
  double kept = 1;                         ///< what actor 1 has if it does not concede
  double loss = 1;                         ///< actor 1's of a war
  std::array<double, 2> war = {-0.3, -1};  ///< actor 0's of a war, by type
};
[[nodiscard]] Game bluff(const Bluff& parameters);

/// The chain store with short-lived entrants [KrepsWilson1982]. Actor 0 is strong (type 0, always fights) with chance
/// `strong`; actor 1 stands for all entrants and has a discount of 0. Of the k-th market to come, k = 0 first: node 3k
/// the entrant (in, out), 3k + 1 the incumbent (fight, acquiesce), 3k + 2 nothing.
struct ChainStore {
  double entrant_gain = 0.5;  ///< b
  double monopoly = 2;        ///< a
  double discount = 1;        ///< d
  std::size_t markets = 10;
  double strong = 0.1;
};
[[nodiscard]] Game chain_store(const ChainStore& parameters);

}  // namespace parley::game
