// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "parley/game/game.h"

namespace parley::testing {

/// A game as a list of nodes that a test can change before it is built again.
struct Draft {
  struct Seat {
    std::size_t actor = 0;
    std::size_t moves = 0;
  };
  struct Joint {
    std::vector<double> payoff;  ///< [actor]
    std::vector<std::size_t> to;
    std::vector<double> probability;
  };
  struct Node {
    unsigned stage = 0;
    bool ends_step = true;
    std::vector<Seat> seats;
    std::vector<Joint> joints;  ///< the last seat's move fastest
  };
  std::vector<double> discount;
  std::vector<Node> nodes;
  std::vector<std::size_t> start;
  std::vector<double> start_probability;
};

[[nodiscard]] Draft draft_of(const game::Game& game);
[[nodiscard]] game::Game built(const Draft& draft);

/// Every payoff times `factor` plus `shift`.
[[nodiscard]] Draft rescaled(Draft draft, double factor, double shift);
[[nodiscard]] Draft with_discount(Draft draft, double discount);
/// Actor i becomes actors - 1 - i, node n nodes - 1 - n, a seat's move k its moves - 1 - k; seats keep their order.
[[nodiscard]] Draft relabelled(const Draft& draft);
/// Each node's first seat gets a copy of its first move that pays its owner `less` less.
[[nodiscard]] Draft with_copied_move(const Draft& draft, double less);
/// A twin of the node at the end; what led to the node leads to each of the two with half the chance.
[[nodiscard]] Draft with_twin(const Draft& draft, std::size_t node);
/// The game and, apart from it, a second one; play starts in the first.
[[nodiscard]] Draft beside(const Draft& draft, const Draft& other);
/// Payoffs rounded to whole numbers, so that ties abound.
[[nodiscard]] Draft with_ties(Draft draft, double unit);
/// A node without moves that returns to itself and pays `flow`; some of every chance of going on leads there.
[[nodiscard]] Draft with_absorbing_node(const Draft& draft, double chance, double flow);

}  // namespace parley::testing
