// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/solve.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cmath>

#include "parley/game/builder.h"
#include "parley/solve/detail/games_for_test.h"
#include "parley/solve/enumerate.h"
#include "parley/solve/trace.h"

namespace parley::solve {
namespace {

using namespace testing;

game::Game pennies() {
  return matrix_game({2, 2}, [](std::span<const std::size_t> at) {
    return at[0] == at[1] ? std::vector<double>{1, 0} : std::vector<double>{0, 1};
  });
}

TEST(Solve, RefusesOptionsOutOfRange) {
  const game::Game game = pennies();
  for (const SolveOptions& options :
       {SolveOptions{.precision = {1}}, SolveOptions{.precision = {1, 0}}, SolveOptions{.precision = {1, std::nan("")}},
        SolveOptions{.path_precision = -1}, SolveOptions{.most_steps = 0}}) {
    const auto result = solve(game, options, {});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().all().front().code, "E0601");
  }
}

TEST(Solve, RefusesADiscountOfOneWherePlayCanReturn) {
  const auto nodes = random_nodes(1, 2, 2, 2);
  const auto result = solve(plain_game({0.9, 1}, nodes), {}, {});
  ASSERT_FALSE(result);
  ASSERT_EQ(result.error().all().size(), 1u);
  EXPECT_EQ(result.error().all().front().code, "E0508");
  EXPECT_EQ(result.error().all().front().message, "actor 1 has a discount factor of 1, and play can return to node 0");
}

TEST(Solve, ExplainsItsCodes) {
  ASSERT_EQ(codes().size(), 7u);
  for (const base::Code& code : codes()) EXPECT_FALSE(code.explanation.empty()) << code.id;
}

TEST(Solve, OneSeatWithoutAWayBackTakesItsBestMovesInEqualParts) {
  // The second actor has one move only; moves 0 and 2 tie up to the rounding of .1 + .2.
  const PlainNode node{{3, 1}, {{0.1 + 0.2, 5}, {0, 0}, {0.3, 1}}, {{}, {}, {}}};
  const game::Game game = plain_game({1, 1}, {node});
  const Solution solution = must_solve(game);
  expect_equilibrium(game, solution, 1e-12);
  EXPECT_EQ(chance(game, solution, 0, 0, 0), 0.5);
  EXPECT_EQ(chance(game, solution, 0, 0, 1), 0);
  EXPECT_EQ(chance(game, solution, 0, 0, 2), 0.5);
  EXPECT_EQ(value(solution, 0, 1), 3);
  EXPECT_TRUE(solution.paths.empty());
  EXPECT_EQ(solution.precision_reached, kLimit);
}

TEST(Solve, ReportsPathsInComponentOrderAndEveryNumberOfTheSolution) {
  // A one-shot game after which nothing comes, a stochastic game before it, and a node with one seat at the front.
  auto nodes = random_nodes(4, 3, 2, 2);
  for (PlainNode& node : nodes)
    for (auto& edges : node.edges) {
      for (Edge& edge : edges) edge = {edge.to + 1, edge.probability / 2};
      edges.push_back({4, 0.5});
    }
  nodes.insert(nodes.begin(), PlainNode{{2, 0}, {{0, 0}, {1, 1}}, {{{1, 1}}, {{2, 1}}}});
  nodes.push_back({{2, 2}, {{1, 0}, {0, 1}, {0, 1}, {1, 0}}, {{}, {}, {}, {}}});
  const game::Game game = plain_game({0.9, 0.9}, nodes);
  const Solution solution = must_solve(game);
  expect_equilibrium(game, solution, 1e-10);
  EXPECT_EQ(solution.components, 3u);
  EXPECT_EQ(solution.largest_component, 3u);
  ASSERT_EQ(solution.paths.size(), 2u);
  EXPECT_EQ(solution.paths[0].nodes, 1u);
  EXPECT_EQ(solution.paths[1].nodes, 3u);
  EXPECT_LT(solution.paths[0].component, solution.paths[1].component);
  EXPECT_EQ(solution.path_steps, solution.paths[0].steps + solution.paths[1].steps);
  EXPECT_GE(solution.paths[1].precision, 1e3);
  EXPECT_EQ(solution.message,
            "solved 3 components, 2 by a path of logit equilibria (" + std::to_string(solution.path_steps) + " steps)");
}

TEST(Solve, SaysSoWhenThePathIsLongerThanAllowed) {
  const game::Game game = plain_game({0.95, 0.95}, random_nodes(1, 5, 2, 3));
  const Solution solution = must_solve(game, {.most_steps = 5});
  EXPECT_EQ(solution.status, Status::kTooManySteps);
  EXPECT_FALSE(solution.is_usable());
  EXPECT_LT(solution.precision_reached, kLimit);
  EXPECT_GE(solution.precision_reached, 0);
  const Verdict verdict = judge(game, solution);
  EXPECT_LE(verdict.value_error, 1e-9);
  EXPECT_LE(verdict.probability_error, 1e-12);
}

TEST(Solve, StopsWhenInterruptedOrOutOfTime) {
  const game::Game game = plain_game({0.95, 0.95}, random_nodes(1, 5, 2, 3));
  const std::atomic<bool> interrupted = true;
  base::RunContext context;
  context.interrupted = &interrupted;
  EXPECT_EQ(solve(game, {}, context)->status, Status::kInterrupted);
  base::RunContext late;
  late.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  EXPECT_EQ(solve(game, {}, late)->status, Status::kOutOfTime);
}

TEST(Solve, ReportsProgressToTheEnd) {
  base::RunContext context;
  std::uint64_t done = 0;
  context.progress = [&](const base::Progress& progress) {
    EXPECT_EQ(progress.stage, "solving");
    EXPECT_EQ(progress.total, 5u);
    EXPECT_GE(progress.done, done);
    done = progress.done;
  };
  ASSERT_TRUE(solve(plain_game({0.95, 0.95}, random_nodes(1, 5, 2, 3)), {}, context));
  EXPECT_EQ(done, 5u);
}

TEST(Solve, GivesTheSameBytesEachTime) {
  const game::Game game = plain_game({0.95, 0.95}, random_nodes(9, 8, 2, 3));
  const Solution first = must_solve(game);
  const Solution second = must_solve(game);
  EXPECT_EQ(first.profile.probability, second.profile.probability);
}

TEST(Solve, LongAcyclicGameIsLinear) {
  // 100,000 nodes, two edges each; what takes longer than a second here is not linear.
  game::GameBuilder builder({1, 1}, {game::ActorId(0), game::ActorId(1)});
  constexpr std::size_t kNodes = 100000;
  for (std::size_t n = 0; n < kNodes; ++n) {
    builder.add_node(0, true);
    builder.add_seat(game::ActorId(n % 2), 2);
    for (std::size_t k = 0; k < 2; ++k) {
      const std::vector<double> payoff{static_cast<double>(n % 3), static_cast<double>(k)};
      if (n + 1 + k < kNodes) {
        builder.add_joint(payoff, std::vector{game::NodeId(n + 1 + k)}, std::vector{1.0});
      } else {
        builder.add_joint(payoff, {}, {});
      }
    }
  }
  builder.add_start(game::NodeId(0), 1);
  const game::Game game = *std::move(builder).build();
  const Solution solution = must_solve(game);
  EXPECT_EQ(solution.status, Status::kConverged);
  EXPECT_EQ(solution.components, kNodes);
  // Backward induction: move k pays (n % 3, k) and skips k nodes.
  std::vector<std::array<double, 2>> worth(kNodes + 2, {0, 0});
  for (std::size_t n = kNodes; n-- > 0;) {
    const auto of = [&](std::size_t k, std::size_t i) {
      return (i == 0 ? static_cast<double>(n % 3) : static_cast<double>(k)) + worth[n + 1 + k][i];
    };
    const double lead = of(1, n % 2) - of(0, n % 2);
    for (std::size_t i = 0; i < 2; ++i)
      worth[n][i] = lead > 0 ? of(1, i) : lead < 0 ? of(0, i) : (of(0, i) + of(1, i)) / 2;
  }
  EXPECT_NEAR(value(solution, 0, 0), worth[0][0], 1e-6);
  EXPECT_NEAR(value(solution, 0, 1), worth[0][1], 1e-6);
}

TEST(Solve, RefusesPrivateTypes) {
  game::GameBuilder builder({0.5}, {game::ActorId(0)});
  builder.set_types(game::ActorId(0), std::array{0.5, 0.5});
  builder.add_node(0, true);
  builder.add_joint(std::array{1.0, 2.0}, {}, {});
  builder.add_start(game::NodeId(0), 1);
  const game::Game game = std::move(builder).build().value();
  const auto code = [](const auto& result) { return result ? std::string() : result.error().all()[0].code; };
  EXPECT_EQ(code(solve(game, {}, {})), "E0605");
  EXPECT_EQ(code(enumerate(game, {}, {}, {})), "E0605");
  EXPECT_EQ(code(trace_logit(game, {}, {})), "E0605");
}

}  // namespace
}  // namespace parley::solve
