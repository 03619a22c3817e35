// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "parley/solve/detail/games_for_test.h"
#include "parley/solve/detail/levels.h"

// Components solved level by level.
namespace parley::solve {
namespace {

using namespace testing;

/// Nodes 0, 1, ... in layers of `width`, each leading to itself and to three of the next layer.
std::vector<PlainNode> layers(std::size_t depth, std::size_t width) {
  std::vector<PlainNode> nodes = random_nodes(9, depth * width, 2, 2);
  for (std::size_t n = 0; n < nodes.size(); ++n)
    for (std::vector<Edge>& edges : nodes[n].edges) {
      const double first = edges.front().probability * static_cast<double>(nodes.size()) / 4;
      edges.clear();
      const std::size_t next = (n / width + 1) * width;
      const double stay = next < nodes.size() ? std::min(first, 0.5) : 1;
      edges.push_back({n, stay});
      for (std::size_t k = 0; k < 3 && stay < 1; ++k) edges.push_back({next + (n * 7 + k) % width, (1 - stay) / 3});
    }
  return nodes;
}

TEST(Levels, PutEveryComponentAboveThoseItLeadsTo) {
  const game::Game game = plain_game({0.9, 0.9}, layers(5, 40));
  const game::Components components(game);
  const Levels levels(game, components);
  ASSERT_EQ(levels.size(), 5u);
  for (std::size_t l = 0; l < levels.size(); ++l) {
    EXPECT_TRUE(std::is_sorted(levels.components(l).begin(), levels.components(l).end()));
    // Successors come first: the last layer is the lowest level.
    for (const std::uint32_t k : levels.components(l)) EXPECT_EQ(components.nodes(k).front().value() / 40, 4 - l);
  }
}

TEST(Levels, ThreadsChangeNoBit) {
  const game::Game game = plain_game({0.9, 0.8}, layers(6, 300));
  const auto one = solve(game, {}, {.threads = 1});
  const auto four = solve(game, {}, {.threads = 4});
  expect_equilibrium(game, *one);
  EXPECT_EQ(one->profile.probability, four->profile.probability);
  EXPECT_EQ(one->path_steps, four->path_steps);
  EXPECT_EQ(one->folded, four->folded);
  ASSERT_EQ(one->paths.size(), game.nodes());
  for (std::size_t k = 0; k < one->paths.size(); ++k) EXPECT_EQ(one->paths[k].component, k);
}

TEST(Levels, ShareTheBranchesThatMayBeFollowed) {
  // Each node is a symmetric game whose path runs into a pitchfork.
  std::vector<PlainNode> nodes;
  for (std::size_t n = 0; n < 100; ++n) nodes.push_back({{2, 2}, {{0, 0}, {7, 2}, {2, 7}, {6, 6}}, {{}, {}, {}, {}}});
  const game::Game game = plain_game({0.9, 0.9}, nodes);
  const auto one = solve(game, {.most_branches = 16}, {.threads = 1});
  const auto four = solve(game, {.most_branches = 16}, {.threads = 4});
  EXPECT_LE(one->branches.followed + one->branches.closed + one->branches.lost, 16u);
  EXPECT_GT(one->branches.left_out, 0u);
  EXPECT_EQ(one->others.size(), four->others.size());
  EXPECT_EQ(one->branches.left_out, four->branches.left_out);
}

}  // namespace
}  // namespace parley::solve
