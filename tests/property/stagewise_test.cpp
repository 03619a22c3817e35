// SPDX-License-Identifier: Apache-2.0
// Components settled node by node, small enough to change them in every way that should change nothing. Which of
// several equilibria comes out may hang on the order of nodes, so that what is compared is what holds of any.
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "parley/certify/certify.h"
#include "parley/game/random_game.h"
#include "parley/solve/solve.h"
#include "tests/property/rebuilt.h"

namespace parley {
namespace {

using testing::Draft;

struct Named {
  std::string name;
  Draft draft;
};

constexpr std::uint64_t kDraws = 4;
constexpr std::size_t kNodes = 12;

/// Games of one component each, larger than is left to a path here.
std::vector<Named> games() {
  std::vector<Named> all;
  for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
    const auto add = [&](const std::string& kind, const game::RandomGame& drawn) {
      all.push_back({kind + ' ' + std::to_string(seed), testing::draft_of(game::random_game(drawn))});
    };
    add("dense", {.seed = seed, .nodes = kNodes});
    add("sparse", {.seed = seed, .nodes = kNodes, .moves = 2, .successors = 4});
    add("three actors", {.seed = seed, .nodes = kNodes, .actors = 3, .moves = 2});
    Draft unequal = testing::draft_of(game::random_game({.seed = seed, .nodes = kNodes, .moves = 2}));
    unequal.discount = {0.95, 0.8};
    all.push_back({"unequal discounts " + std::to_string(seed), std::move(unequal)});
  }
  return all;
}

double share(const game::Game& game, const game::Profile& profile) {
  const auto certificate = certify::certify(game, profile, {}, {});
  return certificate ? certificate->largest_share : 1;
}

/// The answer where a component of more than four nodes is settled node by node, certified.
solve::Solution certified(const game::Game& game, const std::string& name) {
  auto solution = solve::solve(game, {.most_path_nodes = 4}, {});
  if (!solution) throw std::runtime_error(name + ": refused");
  EXPECT_TRUE(solution->is_usable()) << name << ": " << solution->message;
  EXPECT_LE(share(game, solution->profile), 1e-9) << name;
  return std::move(*solution);
}

/// The same, and it was not handed over to a path.
solve::Solution settled(const game::Game& game, const std::string& name) {
  solve::Solution solution = certified(game, name);
  const bool node_by_node = std::any_of(solution.paths.begin(), solution.paths.end(), [](const auto& path) {
    return path.nodes >= kNodes && path.rung == solve::Rung::kNodeByNode;
  });
  EXPECT_TRUE(node_by_node) << name;
  return solution;
}

solve::Solution settled(const Draft& draft, const std::string& name) { return settled(testing::built(draft), name); }

game::MoveId last_move(const game::Game& game, game::SeatId seat) {
  const auto moves = game.moves_of(seat);
  return moves[moves.size() - 1];
}

/// A profile of testing::relabelled(): the same play in the game's own names.
game::Profile turned_back(const game::Game& game, const game::Game& turned, const game::Profile& profile) {
  game::Profile back = profile;
  for (const game::NodeId node : game.all_nodes()) {
    const auto theirs = turned.seats_of(game::NodeId(game.nodes() - 1 - node.value()));
    std::size_t s = 0;
    for (const game::SeatId seat : game.seats_of(node)) {
      const auto moves = game.moves_of(seat);
      const auto mirrored = turned.moves_of(theirs[s++]);
      for (std::size_t k = 0; k < moves.size(); ++k) back[moves[k]] = profile[mirrored[moves.size() - 1 - k]];
    }
  }
  return back;
}

TEST(StagewiseProperty, RelabelledAnswersAreEquilibriaOfTheGameItself) {
  for (const Named& one : games()) {
    const game::Game game = testing::built(one.draft);
    const game::Game turned = testing::built(testing::relabelled(one.draft));
    const solve::Solution there = settled(turned, one.name);
    EXPECT_LE(share(game, turned_back(game, turned, there.profile)), 1e-9) << one.name;
  }
}

TEST(StagewiseProperty, ScalingPayoffsChangesNoStrategy) {
  for (const Named& one : games()) {
    const solve::Solution solution = settled(one.draft, one.name);
    for (const double factor : {1e-6, 3.0, 1e6}) {
      const solve::Solution same = settled(testing::rescaled(one.draft, factor, 0), one.name);
      for (std::size_t m = 0; m < solution.profile.probability.size(); ++m)
        EXPECT_NEAR(same.profile.probability[m], solution.profile.probability[m], 1e-8) << one.name << ' ' << factor;
    }
  }
}

TEST(StagewiseProperty, ShiftedPayoffsGiveAnEquilibriumOfTheGameItself) {
  for (const Named& one : games()) {
    const game::Game game = testing::built(one.draft);
    for (const double shift : {-7.0, 0.5}) {
      const solve::Solution there = settled(testing::rescaled(one.draft, 1, shift), one.name);
      EXPECT_LE(share(game, there.profile), 1e-9) << one.name << ' ' << shift;
    }
    // So far from 0, sweeps begin far from the values they look for, and a game may be left to its path.
    const solve::Solution far = certified(testing::built(testing::rescaled(one.draft, 1, 100)), one.name);
    EXPECT_LE(share(game, far.profile), 1e-9) << one.name;
  }
}

TEST(StagewiseProperty, TwinsAreWorthTheSameAndTheirPlayIsAnEquilibriumOfTheGameItself) {
  const game::NodeId node(kNodes / 2);
  const game::NodeId twin(kNodes);
  for (const Named& one : games()) {
    const game::Game game = testing::built(one.draft);
    const solve::Solution twinned = settled(testing::with_twin(one.draft, node.value()), one.name);
    for (const game::ActorId actor : game.all_actors())
      EXPECT_NEAR(twinned.values(twin, actor), twinned.values(node, actor), 1e-9) << one.name;
    // The twin is the last node, so that all moves but its own keep their places.
    game::Profile merged = twinned.profile;
    merged.probability.resize(game.moves());
    EXPECT_LE(share(game, merged), 1e-9) << one.name;
  }
}

TEST(StagewiseProperty, DominatedMoveIsNotPlayed) {
  for (const Named& one : games()) {
    const game::Game game = testing::built(testing::with_copied_move(one.draft, 0.3));
    const solve::Solution solution = settled(game, one.name);
    for (const game::NodeId node : game.all_nodes())
      EXPECT_EQ(solution.profile[last_move(game, game.seats_of(node)[0])], 0) << one.name;
  }
}

TEST(StagewiseProperty, DiscountsOfZeroAndNearOneAreSettled) {
  for (const Named& one : games())
    for (const double discount : {0.0, 0.99})
      settled(testing::with_discount(one.draft, discount), one.name + ", discount " + std::to_string(discount));
}

TEST(StagewiseProperty, DiscountsOfAThousandthBelowOneAreSolvedSlow) {
  // Sweeps come nearer to the values by a thousandth at a time and do not settle; components this small are then left
  // to their paths.
  for (const Named& one : games()) certified(testing::built(testing::with_discount(one.draft, 0.999)), one.name);
}

}  // namespace
}  // namespace parley
