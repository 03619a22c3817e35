// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "parley/solve/detail/games_for_test.h"

namespace parley::solve {
namespace {

using namespace testing;

constexpr std::uint64_t kDraws = 6;

/// Payoffs times `factor` plus `shift`.
std::vector<PlainNode> transformed(std::vector<PlainNode> nodes, double factor, double shift) {
  for (PlainNode& node : nodes)
    for (auto& payoff : node.payoff)
      for (double& one : payoff) one = one * factor + shift;
  return nodes;
}

TEST(Property, ScalingAndShiftingPayoffsChangesNoStrategy) {
  for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
    const auto nodes = random_nodes(seed, 4, 2, 3);
    const game::Game game = plain_game({0.95, 0.9}, nodes);
    const Solution solution = must_solve(game);
    for (const auto& [factor, shift] : {std::pair{1e-6, 0.0}, {1e6, 0.0}, {1.0, 100.0}, {3.0, -7.0}, {1e6, -1e6}}) {
      const game::Game other = plain_game({0.95, 0.9}, transformed(nodes, factor, shift));
      const Solution same = must_solve(other);
      expect_equilibrium(other, same, 1e-9 * factor);
      for (std::size_t m = 0; m < game.moves(); ++m)
        EXPECT_NEAR(same.profile.probability[m], solution.profile.probability[m], 1e-8) << seed << ' ' << factor;
      for (std::size_t i = 0; i < 2; ++i)
        EXPECT_NEAR((value(same, 0, i) - shift / (1 - game.discount(game::ActorId(i)))) / factor, value(solution, 0, i),
                    1e-8);
    }
  }
}

TEST(Property, RelabelledActorsNodesAndMovesGiveTheSameGame) {
  for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
    const auto nodes = random_nodes(seed, 4, 2, 3);
    const Solution solution = must_solve(plain_game({0.95, 0.9}, nodes));
    // Node n becomes 3 - n, actors change places, move k becomes 2 - k.
    std::vector<PlainNode> turned(4);
    for (std::size_t n = 0; n < 4; ++n) {
      PlainNode& node = turned[3 - n];
      node = nodes[n];
      for (std::size_t a = 0; a < 3; ++a) {
        for (std::size_t b = 0; b < 3; ++b) {
          const std::size_t to = (2 - b) * 3 + (2 - a);
          node.payoff[to] = {nodes[n].payoff[a * 3 + b][1], nodes[n].payoff[a * 3 + b][0]};
          node.edges[to] = nodes[n].edges[a * 3 + b];
          for (Edge& edge : node.edges[to]) edge.to = 3 - edge.to;
        }
      }
    }
    const Solution same = must_solve(plain_game({0.9, 0.95}, turned));
    for (std::size_t n = 0; n < 4; ++n)
      for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(value(same, 3 - n, 1 - i), value(solution, n, i), 1e-9) << seed;
  }
}

/// The nodes with one more move for the first actor: a copy of its move `of` that pays `less` less.
std::vector<PlainNode> with_move(const std::vector<PlainNode>& nodes, std::size_t of, double less) {
  std::vector<PlainNode> more = nodes;
  for (PlainNode& node : more) {
    const std::size_t others = node.payoff.size() / node.moves[0];
    ++node.moves[0];
    for (std::size_t j = of * others; j < (of + 1) * others; ++j) {
      node.payoff.push_back(std::vector<double>(node.payoff[j]));
      node.payoff.back()[0] -= less;
      node.edges.push_back(std::vector<Edge>(node.edges[j]));
    }
  }
  return more;
}

TEST(Property, DominatedMoveIsNotPlayed) {
  for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
    const game::Game game = plain_game({0.95, 0.9}, with_move(random_nodes(seed, 4, 2, 3), 1, 0.3));
    const Solution solution = must_solve(game);
    expect_equilibrium(game, solution, 1e-10);
    for (std::size_t n = 0; n < 4; ++n) EXPECT_EQ(chance(game, solution, n, 0, 3), 0);
  }
}

TEST(Property, DuplicateMovesAreEquallyLikely) {
  for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
    const game::Game game = plain_game({0.95, 0.9}, with_move(random_nodes(seed, 4, 2, 3), 1, 0));
    const Solution solution = must_solve(game);
    expect_equilibrium(game, solution, 1e-10);
    for (std::size_t n = 0; n < 4; ++n)
      EXPECT_NEAR(chance(game, solution, n, 0, 3), chance(game, solution, n, 0, 1), 1e-8);
  }
}

TEST(Property, DiscountsOfZeroAndNearOneAreSolved) {
  for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
    const auto nodes = random_nodes(seed, 4, 2, 2);
    for (const auto& discount : {std::vector<double>{0, 0}, {0, 0.9}, {0.999, 0.999}, {0.999, 0.1}}) {
      const game::Game game = plain_game(discount, nodes);
      expect_equilibrium(game, must_solve(game), 1e-9);
    }
  }
}

TEST(Property, SeatsWithASingleMoveAndNodesWithoutSeatsChangeNothing) {
  for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
    auto nodes = random_nodes(seed, 4, 2, 3);
    const Solution solution = must_solve(plain_game({0.95, 0.9}, nodes));
    // A third actor who only watches, a chance node on the way from node 0 to itself, an absorbing node apart.
    for (PlainNode& node : nodes) {
      node.moves.push_back(1);
      for (auto& payoff : node.payoff) payoff.push_back(payoff[0] + payoff[1]);
    }
    nodes.push_back({{0, 0, 1}, {{1, 1, 1}}, {{{4, 1}}}});
    nodes.push_back({{0, 0, 0}, {{0, 0, 0}}, {{{0, 0.5}, {4, 0.5}}}});
    const game::Game game = plain_game({0.95, 0.9, 0.5}, nodes);
    const Solution same = must_solve(game);
    expect_equilibrium(game, same, 1e-10);
    for (std::size_t n = 0; n < 4; ++n)
      for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(value(same, n, i), value(solution, n, i), 1e-9);
    EXPECT_NEAR(value(same, 4, 0), 20, 1e-9);
    EXPECT_NEAR(value(same, 5, 2), 0.25 * (value(same, 0, 2) + value(same, 4, 2)), 1e-9);
  }
}

TEST(Property, GameWithoutStakesIsLeftAtEqualChances) {
  for (const double payoff : {0.0, 5.0}) {
    auto nodes = transformed(random_nodes(1, 3, 2, 2), 0, payoff);
    const game::Game game = plain_game({0.9, 0.9}, nodes);
    const Solution solution = must_solve(game);
    expect_equilibrium(game, solution, 1e-10);
    EXPECT_NEAR(chance(game, solution, 0, 0, 0), 0.5, 1e-12);
    EXPECT_NEAR(value(solution, 0, 0), 10 * payoff, 1e-10);
  }
}

TEST(Property, SideWithAThousandthOfTheOthersStakesIsStillSolved) {
  for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
    auto nodes = random_nodes(seed, 4, 2, 3);
    for (PlainNode& node : nodes)
      for (auto& payoff : node.payoff) payoff[1] *= 1e-3;
    const game::Game game = plain_game({0.95, 0.9}, nodes);
    expect_equilibrium(game, must_solve(game), 1e-9);
  }
}

TEST(Property, ActorsWhoMoveAtDifferentNodesAreSolved) {
  // Turns: node n is moved by actor n % 3; six nodes in a ring with random jumps.
  for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
    const auto draws = random_nodes(seed, 6, 3, 2);
    std::vector<PlainNode> nodes;
    for (std::size_t n = 0; n < 6; ++n) {
      PlainNode node{{0, 0, 0}, {}, {}};
      node.moves[n % 3] = 3;
      for (std::size_t k = 0; k < 3; ++k) {
        node.payoff.push_back(draws[n].payoff[k]);
        node.edges.push_back({{(n + 1) % 6, 0.5}, {(n + k) % 6, 0.5}});
      }
      nodes.push_back(node);
    }
    const game::Game game = plain_game({0.95, 0.9, 0.8}, nodes);
    expect_equilibrium(game, must_solve(game), 1e-10);
  }
}

}  // namespace
}  // namespace parley::solve
