// SPDX-License-Identifier: Apache-2.0
// Every way to solve, on every kind of game, each answer certified by code that the solver cannot reach.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parley/certify/certify.h"
#include "parley/game/random_game.h"
#include "parley/game/textbook.h"
#include "parley/solve/solve.h"
#include "tests/property/rebuilt.h"

namespace parley {
namespace {

using testing::Draft;

struct Named {
  std::string name;
  Draft draft;
};

std::vector<Named> plain_games() {
  std::vector<Named> games;
  const auto add = [&](std::string name, const game::Game& game) {
    games.push_back({std::move(name), testing::draft_of(game)});
  };
  add("war of attrition", game::war_of_attrition({}).game);
  add("asymmetric war of attrition",
      game::war_of_attrition({.win = {2, 3}, .lose = {0, 0.5}, .cost = {0.1, 0.2}, .discount = {0.95, 0.9}}).game);
  add("kinked demand", game::kinked_demand(0.9).game);
  add("Edgeworth cycle", game::edgeworth_cycle(0.9).game);
  add("Big Match", game::big_match(0.05).game);
  add("square root", game::square_root_game(0.05).game);
  add("volunteer of four", game::volunteer({.actors = 4}).game);
  add("race", game::race({.rungs = 3}));
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    const std::string number = " " + std::to_string(seed);
    add("random" + number, game::random_game({.seed = seed}));
    add("random of three actors" + number, game::random_game({.seed = seed, .actors = 3, .moves = 2}));
    add("random and sparse" + number, game::random_game({.seed = seed, .nodes = 12, .successors = 2}));
  }
  return games;
}

/// Each plain game, and what makes games hard: ties, copies, dominated moves, absorbing and unreachable nodes,
/// discounts of 0 and 0.999, payoffs tiny, huge and far from 0.
std::vector<Named> all_games() {
  std::vector<Named> games;
  for (const Named& plain : plain_games()) {
    const auto add = [&](const std::string& how, Draft draft) {
      games.push_back({plain.name + ", " + how, std::move(draft)});
    };
    games.push_back(plain);
    add("with ties", testing::with_ties(plain.draft, 0.5));
    add("with a copied move", testing::with_copied_move(plain.draft, 0));
    add("with a dominated move", testing::with_copied_move(plain.draft, 0.5));
    add("with an absorbing node", testing::with_absorbing_node(plain.draft, 0.1, 0.3));
    add("beside another", testing::beside(plain.draft, plain.draft));
    add("discount 0", testing::with_discount(plain.draft, 0));
    add("discount .999", testing::with_discount(plain.draft, 0.999));
    add("payoffs of 1e-6", testing::rescaled(plain.draft, 1e-6, 0));
    add("payoffs of 1e6", testing::rescaled(plain.draft, 1e6, 0));
    add("payoffs far from 0", testing::rescaled(plain.draft, 1, 1e3));
  }
  return games;
}

/// The certificate's share, or its residual at finite precision.
double certified(const game::Game& game, const game::Profile& profile, const std::vector<double>& precision) {
  const auto certificate = certify::certify(game, profile, {.precision = precision}, {});
  if (!certificate) return 1;
  return precision.empty() ? certificate->largest_share : certificate->largest_residual;
}

TEST(Matrix, LimitIsCertifiedOnEveryKindOfGame) {
  for (const Named& one : all_games()) {
    const game::Game game = testing::built(one.draft);
    const auto solution = solve::solve(game, {}, {});
    ASSERT_TRUE(solution.has_value()) << one.name;
    EXPECT_TRUE(solution->is_usable()) << one.name << ": " << solution->message;
    EXPECT_LE(certified(game, solution->profile, {}), 1e-9) << one.name;
  }
}

TEST(Matrix, FinitePrecisionIsCertifiedOnEveryKindOfGame) {
  for (const Named& one : all_games()) {
    const game::Game game = testing::built(one.draft);
    double range = 0;
    for (const game::ActorId actor : game.all_actors()) range = std::max(range, game.payoff_range(actor));
    for (const double sharpness : {0.5, 20.0}) {
      const std::vector<double> precision(game.actors(), sharpness / (range > 0 ? range : 1));
      const auto solution = solve::solve(game, {.precision = precision}, {});
      ASSERT_TRUE(solution.has_value()) << one.name;
      EXPECT_TRUE(solution->is_usable()) << one.name << ": " << solution->message;
      EXPECT_LE(certified(game, solution->profile, precision), 1e-8) << one.name << ' ' << sharpness;
    }
  }
}

/// Node by node wherever a component has more than one node that is fit for it; the path takes what is left.
constexpr solve::SolveOptions kNodeByNode{.most_path_nodes = 1};

TEST(Matrix, NodeByNodeIsCertifiedOnEveryKindOfGame) {
  std::size_t settled = 0;
  for (const Named& one : all_games()) {
    const game::Game game = testing::built(one.draft);
    const auto solution = solve::solve(game, kNodeByNode, {});
    ASSERT_TRUE(solution.has_value()) << one.name;
    EXPECT_TRUE(solution->is_usable()) << one.name << ": " << solution->message;
    EXPECT_LE(certified(game, solution->profile, {}), 1e-9) << one.name;
    for (const solve::PathReport& path : solution->paths) settled += path.rung == solve::Rung::kNodeByNode ? 1 : 0;
  }
  EXPECT_GT(settled, all_games().size() / 4);
}

TEST(Matrix, NodeByNodeIsCertifiedOnRelabelledAndSplitGames) {
  // Another order of nodes may settle on another equilibrium, so that only the certificate is asked for.
  for (const Named& one : plain_games())
    for (const Draft& draft :
         {testing::relabelled(one.draft), testing::with_twin(one.draft, one.draft.nodes.size() / 2)}) {
      const game::Game game = testing::built(draft);
      const auto solution = solve::solve(game, kNodeByNode, {});
      ASSERT_TRUE(solution.has_value()) << one.name;
      EXPECT_TRUE(solution->is_usable()) << one.name << ": " << solution->message;
      EXPECT_LE(certified(game, solution->profile, {}), 1e-9) << one.name;
    }
}

/// Values by node and actor of the solution in the limit.
game::Values solved_values(const game::Game& game) {
  const auto solution = solve::solve(game, {}, {});
  if (!solution || !solution->is_usable()) throw std::runtime_error("not solved");
  return solution->values;
}

TEST(Matrix, RelabellingActorsNodesAndMovesChangesNothing) {
  for (const Named& one : plain_games()) {
    const game::Game game = testing::built(one.draft);
    const game::Values values = solved_values(game);
    const game::Values turned = solved_values(testing::built(testing::relabelled(one.draft)));
    for (std::size_t n = 0; n < game.nodes(); ++n)
      for (std::size_t i = 0; i < game.actors(); ++i)
        EXPECT_NEAR(turned(game::NodeId(game.nodes() - 1 - n), game::ActorId(game.actors() - 1 - i)),
                    values(game::NodeId(n), game::ActorId(i)), 1e-8)
            << one.name;
  }
}

TEST(Matrix, SplittingANodeInTwoChangesNoValue) {
  for (const Named& one : plain_games()) {
    const game::Game game = testing::built(one.draft);
    const std::size_t node = game.nodes() / 2;
    const game::Values values = solved_values(game);
    const game::Values twinned = solved_values(testing::built(testing::with_twin(one.draft, node)));
    for (std::size_t i = 0; i < game.actors(); ++i) {
      const game::ActorId actor(i);
      for (std::size_t n = 0; n < game.nodes(); ++n)
        EXPECT_NEAR(twinned(game::NodeId(n), actor), values(game::NodeId(n), actor), 1e-8) << one.name;
      EXPECT_NEAR(twinned(game::NodeId(game.nodes()), actor), values(game::NodeId(node), actor), 1e-8) << one.name;
    }
  }
}

void expect_all_certified(const game::RandomGame& kind, std::uint64_t draws) {
  for (std::uint64_t seed = 0; seed < draws; ++seed) {
    game::RandomGame drawn = kind;
    drawn.seed = seed;
    const game::Game game = game::random_game(drawn);
    const auto solution = solve::solve(game, {}, {});
    ASSERT_TRUE(solution.has_value());
    EXPECT_TRUE(solution->is_usable()) << seed << ": " << solution->message;
    EXPECT_LE(certified(game, solution->profile, {}), 1e-9) << seed;
  }
}

TEST(RandomGames, OfTwentyNodesAreAllSolvedAndCertifiedSlow) { expect_all_certified({.nodes = 20}, 1000); }
TEST(RandomGames, OfFiftyNodesAreAllSolvedAndCertifiedSlow) { expect_all_certified({.nodes = 50}, 200); }
TEST(RandomGames, OfThreeActorsAreAllSolvedAndCertifiedSlow) { expect_all_certified({.nodes = 20, .actors = 3}, 200); }
TEST(RandomGames, OfFourActorsAreAllSolvedAndCertifiedSlow) { expect_all_certified({.actors = 4, .moves = 2}, 200); }

}  // namespace
}  // namespace parley
