// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cmath>
#include <numeric>
#include <vector>

#include "parley/game/builder.h"
#include "parley/game/textbook.h"
#include "parley/simulate/evaluate.h"
#include "parley/simulate/forward.h"
#include "parley/simulate/sample.h"

namespace parley::simulate {
namespace {

using game::NodeId;

constexpr double kExact = 1e-10;
// Deviations of a frequency beyond this many standard errors come once in 16,000 draws; the seed is fixed.
constexpr double kStandardErrors = 4;

std::vector<game::WarOfAttrition> wars() {
  return {{},
          {{2, 3}, {0, 0.5}, {0.1, 0.2}, {0.95, 0.9}, false},
          {{1, 1}, {0, 0}, {0.05, 0.05}, {0.9, 0.9}, true},
          {{4, 1}, {0.5, -0.2}, {0.3, 0.1}, {0.99, 0.8}, true}};
}

/// Bit 1: the first side concedes; bit 2: the second.
const Marks kWhoConcedes = {{1, 0, 2, 0}, {}};

double sum_of(const std::vector<double>& numbers) { return std::accumulate(numbers.begin(), numbers.end(), 0.0); }

TEST(FirstPassage, HasTheClosedFormsOfTheWarOfAttrition) {
  constexpr std::size_t kSteps = 2000;  // 0.90^2000 is nothing
  for (const game::WarOfAttrition& war : wars()) {
    const game::SolvedGame solved = game::war_of_attrition(war);
    const double p = solved.equilibrium.probability[0];
    const double q = solved.equilibrium.probability[2];
    const double hold = (1 - p) * (1 - q);
    const FirstPassage passage = first_passage(solved.game, solved.equilibrium, kWhoConcedes, kSteps, {});
    const std::array<double, 4> each = {0, p * (1 - q), (1 - p) * q, p * q};
    for (std::uint32_t who = 1; who < 4; ++who) {
      const std::vector<double>& by_step = passage.by_marks.at(who);
      ASSERT_EQ(by_step.size(), kSteps + 1);
      EXPECT_NEAR(sum_of(by_step), each[who] / (1 - hold), kExact);
      for (const std::size_t t : {0, 1, 5, 30})
        EXPECT_NEAR(by_step[t], std::pow(hold, static_cast<double>(t)) * each[who], kExact);
    }
    EXPECT_NEAR(passage.never, 0, kExact);
    double duration = 0;
    for (const auto& [who, by_step] : passage.by_marks)
      for (std::size_t t = 0; t < by_step.size(); ++t) duration += static_cast<double>(t) * by_step[t];
    EXPECT_NEAR(duration, hold / (1 - hold), 1e-8);
  }
}

TEST(FirstPassage, CountsWhatIsLeft) {
  const game::SolvedGame solved = game::war_of_attrition({});
  const double hold = std::pow(1 - solved.equilibrium.probability[0], 2);
  const FirstPassage passage = first_passage(solved.game, solved.equilibrium, kWhoConcedes, 3, {});
  EXPECT_NEAR(passage.never, std::pow(hold, 3), kExact);
  // Only the first side is watched: what the other ends is never seen.
  const FirstPassage one = first_passage(solved.game, solved.equilibrium, {{1, 0, 0, 0}, {}}, 2000, {});
  EXPECT_EQ(one.by_marks.size(), 1U);
  EXPECT_NEAR(sum_of(one.by_marks.at(1)) + one.never, 1, kExact);
  EXPECT_NEAR(one.never, 0.47619047619047594, kExact);
}

game::Profile always(const game::Game& game, std::size_t move) {
  game::Profile profile;
  profile.probability.assign(game.moves(), 0.0);
  for (std::size_t s = 0; s < game.seats(); ++s) profile[game.moves_of(game::SeatId(s))[move]] = 1;
  return profile;
}

TEST(FirstPassage, AgreesWithForwardAboutNodes) {
  const game::Game game = game::race({});
  const game::Profile profile = always(game, 1);
  Marks marks;
  marks.node.assign(game.nodes(), 0);
  for (const std::size_t node : {2, 5}) marks.node[node] = 2;  // the second side alone at the top
  for (const std::size_t node : {6, 7}) marks.node[node] = 1;
  marks.node[8] = 3;
  const FirstPassage passage = first_passage(game, profile, marks, 50, {});
  std::vector<double> at_top(4, 0.0);
  const auto visit = [&](std::size_t step, const Distribution& distribution) {
    EXPECT_NEAR(sum_of(distribution.probability), 1, 1e-14);
    std::vector<double> now(4, 0.0);
    for (std::size_t k = 0; k < distribution.nodes.size(); ++k) {
      if (k > 0) {
        EXPECT_LT(distribution.nodes[k - 1], distribution.nodes[k]);
      }
      now[marks.node[distribution.nodes[k].value()]] += distribution.probability[k];
    }
    for (std::uint32_t who = 1; who < 4; ++who) {
      const auto found = passage.by_marks.find(who);
      const double arrived = found == passage.by_marks.end() ? 0.0 : found->second[step];
      EXPECT_NEAR(now[who] - at_top[who], arrived, 1e-14);
    }
    at_top = now;
  };
  EXPECT_TRUE(forward(game, profile, 50, {}, visit));
}

/// Two stages a step: chance, then one move that ends play there or goes on. Watched: the node where play ends.
TEST(FirstPassage, CountsAnEndInsideAStepAsTheNextStart) {
  game::GameBuilder builder({0.5}, {game::ActorId(0)});
  builder.add_node(0, false);
  builder.add_joint(std::array{1.0}, std::array{NodeId(1)}, std::array{1.0});
  builder.add_node(1, true);
  builder.add_seat(game::ActorId(0), 2);
  builder.add_joint(std::array{0.0}, {}, {});
  builder.add_joint(std::array{2.0}, std::array{NodeId(0)}, std::array{1.0});
  builder.add_start(NodeId(0), 1);
  const auto game = std::move(builder).build();
  ASSERT_TRUE(game.has_value());
  const game::Profile profile = {{0.25, 0.75}};
  const FirstPassage ended = first_passage(*game, profile, {{}, {0, 1}}, 3, {});
  EXPECT_EQ(ended.by_marks.at(1), (std::vector<double>{0, 0.25, 0.25 * 0.75, 0.25 * 0.75 * 0.75}));
  const FirstPassage moved = first_passage(*game, profile, {{4, 0}, {0, 1}}, 3, {});
  EXPECT_EQ(moved.by_marks.at(4)[0], 0.25);
  EXPECT_EQ(moved.by_marks.size(), 1U);
  const Paths paths = sample(*game, profile, {{}, {0, 1}}, {2000, 3}, {});
  for (std::size_t path = 0; path < paths.paths; ++path) {
    const std::int32_t event = paths.event_step[path];
    for (std::size_t t = 0; t <= 3; ++t)
      EXPECT_EQ(paths.at(path, t), NodeId(event >= 0 && t >= static_cast<std::size_t>(event) ? 1 : 0));
  }
  // Discounted payoffs: 1 at once and 2 if play goes on, each step: V = 1 + 0.75 (2 + 0.5 V).
  const TermValues values = evaluate(*game, profile, {});
  EXPECT_NEAR(values[NodeId(0)][0], 2.5 / (1 - 0.375), 1e-9);
}

TEST(Evaluate, HasTheClosedFormsToWithinItsError) {
  std::vector<game::SolvedGame> games;
  for (const game::WarOfAttrition& war : wars()) games.push_back(game::war_of_attrition(war));
  for (const double discount : {0.9, 0.99, 0.999}) games.push_back(game::kinked_demand(discount));
  for (const double lambda : {0.1, 0.001}) {
    games.push_back(game::big_match(lambda));
    games.push_back(game::square_root_game(lambda));
  }
  games.push_back(game::volunteer({5, 1, 0.4, 0.1, 0.95}));
  for (const game::SolvedGame& solved : games) {
    const TermValues values = evaluate(solved.game, solved.equilibrium, {});
    EXPECT_TRUE(values.complete);
    EXPECT_LE(values.error, 1e-10 * solved.game.largest_payoff_size() + 1e-12);
    for (std::size_t i = 0; i < solved.start_value.size(); ++i) {
      const double value = values[solved.game.start_nodes()[0]][i];
      EXPECT_NEAR(value, solved.start_value[i], values.error + 1e-11);
    }
  }
}

TEST(Evaluate, SplitsPayoffsByTerm) {
  game::GameBuilder builder({0.9, 0.5}, {game::ActorId(0), game::ActorId(1), game::ActorId(0)});
  builder.add_node(0, true);
  builder.add_joint(std::array{1.0, 2.0, -3.0}, std::array{NodeId(0)}, std::array{1.0});
  builder.add_start(NodeId(0), 1);
  const auto game = std::move(builder).build();
  ASSERT_TRUE(game.has_value());
  const TermValues values = evaluate(*game, {}, {});
  EXPECT_NEAR(values[NodeId(0)][0], 10, 1e-9);
  EXPECT_NEAR(values[NodeId(0)][1], 4, 1e-9);
  EXPECT_NEAR(values[NodeId(0)][2], -30, 1e-9);
}

TEST(MoveValue, IsTheSameForMovesThatAreMixed) {
  for (const game::WarOfAttrition& war : wars()) {
    const game::SolvedGame solved = game::war_of_attrition(war);
    const TermValues values = evaluate(solved.game, solved.equilibrium, {});
    for (const game::SeatId seat : solved.game.seats_of(NodeId(0)))
      for (const game::MoveId move : solved.game.moves_of(seat)) {
        const auto value = move_value(solved.game, solved.equilibrium, values, NodeId(0), seat, move);
        EXPECT_NEAR(value[seat.value()], solved.start_value[seat.value()], 1e-8);
      }
  }
}

TEST(Sample, AgreesWithTheClosedFormsWithinFourStandardErrors) {
  constexpr std::size_t kPaths = 20000;
  constexpr std::size_t kSteps = 200;
  for (const game::WarOfAttrition& war : wars()) {
    const game::SolvedGame solved = game::war_of_attrition(war);
    const FirstPassage passage = first_passage(solved.game, solved.equilibrium, kWhoConcedes, kSteps, {});
    base::RunContext context;
    context.seed = 20190501;
    const Paths paths = sample(solved.game, solved.equilibrium, kWhoConcedes, {kPaths, kSteps}, context);
    for (const auto& [who, by_step] : passage.by_marks)
      for (const std::size_t t : {0, 1, 4}) {
        double count = 0;
        for (std::size_t path = 0; path < kPaths; ++path)
          if (paths.event_marks[path] == who && paths.event_step[path] == static_cast<std::int32_t>(t)) ++count;
        const double error = std::sqrt(by_step[t] * (1 - by_step[t]) / kPaths);
        EXPECT_NEAR(count / kPaths, by_step[t], kStandardErrors * error);
      }
    for (std::size_t i = 0; i < 2; ++i) {
      double sum = 0;
      double squares = 0;
      for (std::size_t path = 0; path < kPaths; ++path) {
        sum += paths.discounted[path * 2 + i];
        squares += paths.discounted[path * 2 + i] * paths.discounted[path * 2 + i];
      }
      const double mean = sum / kPaths;
      const double error = std::sqrt((squares / kPaths - mean * mean) / kPaths);
      EXPECT_NEAR(mean, solved.start_value[i], kStandardErrors * error + 1e-9);
    }
  }
}

TEST(Sample, AgreesWithForwardWithinFourStandardErrors) {
  constexpr std::size_t kPaths = 20000;
  constexpr std::size_t kSteps = 6;
  const game::Game game = game::race({3, 8, 6, -1, 0.9, {0.8, 0.5}, {0.3, 0.25}});
  const game::Profile profile = game::uniform_profile(game);
  const Paths paths = sample(game, profile, {}, {kPaths, kSteps}, {});
  forward(game, profile, kSteps, {}, [&](std::size_t step, const Distribution& distribution) {
    for (std::size_t k = 0; k < distribution.nodes.size(); ++k) {
      const double p = distribution.probability[k];
      double count = 0;
      for (std::size_t path = 0; path < kPaths; ++path)
        if (paths.at(path, step) == distribution.nodes[k]) ++count;
      EXPECT_NEAR(count / kPaths, p, kStandardErrors * std::sqrt(p * (1 - p) / kPaths) + 1e-12);
    }
  });
}

TEST(Sample, GivesEachPathTheSameBitsForAnyThreadsAndAnyNumberOfPaths) {
  const game::SolvedGame solved = game::edgeworth_cycle(0.95);
  base::RunContext two;
  two.threads = 2;
  const Paths many = sample(solved.game, solved.equilibrium, {}, {5000, 20}, {});
  const Paths same = sample(solved.game, solved.equilibrium, {}, {5000, 20}, two);
  EXPECT_EQ(many.node, same.node);
  EXPECT_EQ(many.discounted, same.discounted);
  const Paths few = sample(solved.game, solved.equilibrium, {}, {70, 20}, two);
  EXPECT_TRUE(std::equal(few.node.begin(), few.node.end(), many.node.begin()));
  EXPECT_TRUE(std::equal(few.discounted.begin(), few.discounted.end(), many.discounted.begin()));
  base::RunContext other;
  other.seed = 2;
  EXPECT_NE(sample(solved.game, solved.equilibrium, {}, {70, 20}, other).node, few.node);
}

TEST(Simulate, SaysSoWhenItIsStopped) {
  const std::atomic<bool> interrupted = true;
  base::RunContext context;
  context.interrupted = &interrupted;
  const game::SolvedGame solved = game::kinked_demand(0.9);
  std::size_t visits = 0;
  EXPECT_FALSE(forward(solved.game, solved.equilibrium, 10, context, [&](auto, const auto&) { ++visits; }));
  EXPECT_EQ(visits, 1U);
  EXPECT_FALSE(first_passage(solved.game, solved.equilibrium, {}, 10, context).complete);
  const TermValues values = evaluate(solved.game, solved.equilibrium, context);
  EXPECT_FALSE(values.complete);
  EXPECT_TRUE(std::isinf(values.error));
  const Paths paths = sample(solved.game, solved.equilibrium, {}, {100, 5}, context);
  EXPECT_FALSE(paths.complete);
  EXPECT_EQ(paths.paths, 0U);
  EXPECT_TRUE(paths.node.empty());
}

}  // namespace
}  // namespace parley::simulate
