// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/recursion/stage_equilibria.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "parley/game/textbook.h"
#include "parley/solve/detail/games_for_test.h"
#include "parley/solve/enumerate.h"

namespace parley::solve::recursion {
namespace {

using testing::PlainNode;

Moves all_moves(const StageGame& stage) {
  Moves left;
  for (const std::size_t moves : stage.moves) {
    left.emplace_back(moves);
    std::iota(left.back().begin(), left.back().end(), std::size_t{0});
  }
  return left;
}

/// Two actors at one node; each joint move comes back with a chance of its own, or ends the game.
StageGame random_stage(std::uint64_t seed, std::size_t moves) {
  const PlainNode drawn = testing::random_nodes(seed, 2, 2, moves)[0];
  PlainNode node{drawn.moves, drawn.payoff, {}};
  for (const auto& edges : drawn.edges) node.edges.push_back({{0, edges[0].probability}, {1, edges[1].probability}});
  const game::Game game = testing::plain_game({0.95, 0.9}, {node, {{1, 0}, {{0, 0}}, {{}}}});
  return stage_game(game, game::Values(2, 2), game::NodeId(0));
}

bool holds(const StageEquilibria& all, const StageEquilibrium& one) {
  for (const StageEquilibrium& other : all.list) {
    double distance = 0;
    for (std::size_t s = 0; s < one.mix.size(); ++s)
      for (std::size_t k = 0; k < one.mix[s].size(); ++k)
        distance = std::max(distance, std::abs(one.mix[s][k] - other.mix[s][k]));
    if (distance < 1e-6) return true;
  }
  return false;
}

TEST(StageEquilibria, OfNodesThatMayStayHoldAllThatNewtonsMethodFindsAndAreOddInNumber) {
  std::size_t several = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    const StageGame stage = random_stage(seed, 2 + seed % 3);
    ASSERT_TRUE(stage.returns);
    const StageEquilibria all = stage_equilibria(stage, {});
    EXPECT_TRUE(all.doubt.empty()) << seed << ' ' << all.doubt;
    EXPECT_EQ(all.list.size() % 2, 1u) << seed;  // generic games have an odd number [HeringsPeeters2004]
    several += all.list.size() > 1 ? 1 : 0;
    StageEquilibria searched;
    many_seats(stage, all_moves(stage), {}, searched);
    for (const StageEquilibrium& one : searched.list) EXPECT_TRUE(holds(all, one)) << seed;
  }
  EXPECT_GT(several, 20u);
}

TEST(StageEquilibria, AreTheSameWithAndWithoutDominatedMoves) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const StageGame stage = random_stage(seed, 3);
    StageEquilibria plain;
    two_seats(stage, all_moves(stage), {}, plain);
    arrange(plain);
    const StageEquilibria pruned = stage_equilibria(stage, {});
    ASSERT_EQ(plain.list.size(), pruned.list.size()) << seed;
    for (std::size_t k = 0; k < plain.list.size(); ++k)
      for (std::size_t s = 0; s < 2; ++s)
        for (std::size_t m = 0; m < 3; ++m)
          EXPECT_NEAR(plain.list[k].mix[s][m], pruned.list[k].mix[s][m], 1e-9) << seed;
  }
}

/// One line a rung pair: chances to invest and values.
using Line = std::array<double, 4>;

/// The stage equilibria of a 2 x 2 node that may stay, by a scan of each indifference over the other's chance to invest
/// and bisection: no system is solved.
std::vector<Line> scan(const StageGame& stage) {
  const auto value = [&](double p, double q, std::size_t i) { return values_of(stage, {{1 - p, p}, {1 - q, q}})[i]; };
  const auto lead = [&](std::size_t i, double other) {
    return i == 0 ? value(1, other, 0) - value(0, other, 0) : value(other, 1, 1) - value(other, 0, 1);
  };
  std::vector<Line> lines;
  for (const double p : {0.0, 1.0})
    for (const double q : {0.0, 1.0})
      if ((p > 0 ? 1 : -1) * lead(0, q) >= 0 && (q > 0 ? 1 : -1) * lead(1, p) >= 0)
        lines.push_back({p, q, value(p, q, 0), value(p, q, 1)});
  std::array<std::vector<double>, 2> root;  // of the other's chance
  for (std::size_t i = 0; i < 2; ++i)
    for (int n = 0; n < 2000; ++n) {
      double low = n / 2000.0;
      double high = (n + 1) / 2000.0;
      if (!(lead(i, low) * lead(i, high) < 0)) continue;
      for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        (lead(i, low) * lead(i, middle) < 0 ? high : low) = middle;
      }
      root[i].push_back(low);
    }
  for (const double p : root[1])
    for (const double q : root[0]) lines.push_back({p, q, value(p, q, 0), value(p, q, 1)});
  return lines;
}

/// All equilibria of a race by the scan, node after node; the values of the nodes still to come are those chosen.
std::size_t count_by_scan(const game::Game& game, std::size_t rungs, std::size_t at, game::Values& values) {
  // From the top down: by the sum of rungs, then along it.
  std::vector<game::NodeId> order;
  for (std::size_t sum = 2 * rungs + 1; sum-- > 0;)
    for (std::size_t i = 0; i <= rungs; ++i)
      if (sum >= i && sum - i <= rungs) order.emplace_back(i * (rungs + 1) + sum - i);
  if (at == order.size()) return 1;
  const StageGame stage = stage_game(game, values, order[at]);
  std::vector<Line> lines;
  if (stage.joints() == 1) {
    const auto value = values_of(stage, Mix(stage.moves.size(), {1.0}));
    lines.push_back({0, 0, value[0], value[1]});
  } else {
    lines = scan(stage);
  }
  std::size_t count = 0;
  for (const Line& line : lines) {
    for (std::size_t i = 0; i < 2; ++i) values(order[at], game::ActorId(i)) = line[2 + i];
    count += count_by_scan(game, rungs, at + 1, values);
  }
  return count;
}

struct RaceCase {
  game::Race race;
  game::NodeId several;     ///< where more than one equilibrium follows the best continuation
  std::vector<Line> stage;  ///< there
  Line start;               ///< of the best continuation
};

// The class of [IskhakovRustSchjerning2016]; figures by backward induction with root finding, to 1e-11.
const RaceCase kUnique{{2, 10, 4, 0, 0.9, {0.5, 0.5}, {0.3, 0.3}},
                       game::NodeId(4),
                       {{1, 1, 1.1341681574239715, 1.1341681574239715}},
                       {1, 1, -0.09580985243044104, -0.09580985243044104}};
const RaceCase kUnequal{{3, 8, 6, -1, 0.9, {0.8, 0.5}, {0.3, 0.25}},
                        game::NodeId(5),
                        {{1, 1, -1.8556256407215717, -1.536659785983098}},
                        {0, 0, 0, 0}};
const RaceCase kSeveral{{3, 6, 6, -1, 0.9, {1, 1}, {0.3, 0.3}},
                        game::NodeId(5),
                        {{0, 0, 0, 0},
                         {1, 1, -2.9829149396067063, -2.9829149396067063},
                         {0.3688527593773976, 0.3688527593773976, -2.1846948255180414, -2.1846948255180414}},
                        {0, 0, 0, 0}};

double chance_to_invest(const game::Game& game, const FoundEquilibrium& found, game::NodeId node, std::size_t seat) {
  return found.profile[game.moves_of(game.seats_of(node)[seat])[1]];
}

TEST(StageEquilibria, OfDirectionalRacesAreThoseOfRootFinding) {
  for (const RaceCase& known : {kUnique, kUnequal, kSeveral}) {
    const game::Game game = game::race(known.race);
    std::size_t found_there = 0;
    std::vector<bool> seen(known.stage.size(), false);
    const auto all = enumerate(game, {}, {}, [&](const FoundEquilibrium& found) {
      const auto near = [&](game::NodeId node, const Line& line) {
        double distance = 0;
        for (std::size_t i = 0; i < 2; ++i) {
          distance = std::max(distance, std::abs(chance_to_invest(game, found, node, i) - line[i]));
          distance = std::max(distance, std::abs(found.values(node, game::ActorId(i)) - line[2 + i]));
        }
        return distance < 1e-9;
      };
      for (std::size_t k = 0; k < seen.size(); ++k) {
        if (!near(known.several, known.stage[k])) continue;
        seen[k] = true;
        EXPECT_TRUE(k > 0 || near(game::NodeId(0), known.start));
        ++found_there;
      }
      return true;
    });
    ASSERT_TRUE(all);
    EXPECT_EQ(all->completeness, Completeness::kComplete) << all->doubt;
    EXPECT_EQ(found_there, all->found);
    for (const bool one : seen) EXPECT_TRUE(one);
    game::Values values(game.nodes(), 2);
    EXPECT_EQ(all->found, count_by_scan(game, known.race.rungs, 0, values));
  }
}

TEST(StageEquilibria, OfIndifferencesThatTouchWithoutCrossingAreNotCalledComplete) {
  // Against the chance p of row 1, column 0 stays with chance p and is worth 1 / (1 - .9 p) repeated; column 1 is worth
  // the tangent of that at p = 1/2. So the columns tie at 1/2 alone, where column 0 stops being best only to be it
  // again.
  const double worth = 1 / 0.55;
  const double slope = 0.9 * worth * worth;
  const PlainNode node{{2, 2},
                       {{0, 1}, {1, worth - slope / 2}, {0.1, 1}, {0, worth + slope / 2}},
                       {{{1, 1}}, {{1, 1}}, {{0, 1}}, {{1, 1}}}};
  const game::Game game = testing::plain_game({0.9, 0.9}, {node, {{1, 0}, {{0, 0}}, {{}}}});
  const StageEquilibria all = stage_equilibria(stage_game(game, game::Values(2, 2), game::NodeId(0)), {});
  EXPECT_FALSE(all.doubt.empty());
  EXPECT_GE(all.list.size(), 1u);
}

TEST(Subsets, ComeInLexicographicOrder) {
  Subsets walk(4, 2);
  std::vector<std::vector<std::size_t>> all{walk.at()};
  while (walk.next()) all.push_back(walk.at());
  EXPECT_EQ(all, (std::vector<std::vector<std::size_t>>{{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}}));
}

}  // namespace
}  // namespace parley::solve::recursion
