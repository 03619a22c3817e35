// SPDX-License-Identifier: Apache-2.0
#include "parley/game/builder.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "parley/game/components.h"
#include "parley/game/profile.h"

namespace parley::game {
namespace {

// Indices of different kinds do not mix: none of these must compile.
static_assert(!std::is_convertible_v<ActorId, NodeId>);
static_assert(!std::is_convertible_v<NodeId, ActorId>);
static_assert(!std::is_convertible_v<std::size_t, NodeId>);
static_assert(!std::is_constructible_v<SeatId, MoveId>);
static_assert(!std::is_constructible_v<MoveId, JointId>);
static_assert(!std::is_invocable_v<decltype(&Game::stage), const Game&, ActorId>);
static_assert(!std::is_invocable_v<decltype(&Game::ends_step), const Game&, SeatId>);
static_assert(std::is_invocable_v<decltype(&Game::stage), const Game&, NodeId>);

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

GameBuilder one_actor(double discount = 0.5) { return {{discount}, {ActorId(0)}}; }

std::set<std::string> mistakes_of(const base::Result<Game>& game) {
  std::set<std::string> found;
  if (game) return found;
  for (const base::Diagnostic& diagnostic : game.error().all()) found.insert(diagnostic.code);
  return found;
}
std::set<std::string> mistakes_of(GameBuilder&& builder) { return mistakes_of(std::move(builder).build()); }

void add_simple_node(GameBuilder& builder, double payoff, std::vector<NodeId> next, std::vector<double> probability) {
  builder.add_node(0, true);
  builder.add_joint(std::array{payoff}, next, probability);
}

TEST(GameBuilder, RefusesEachBrokenInvariantByItsCode) {
  using Codes = std::set<std::string>;
  EXPECT_EQ(mistakes_of(one_actor()), Codes{"E0501"});
  const auto with_edge = [](double payoff, std::vector<NodeId> next, std::vector<double> probability, double d = 0.5) {
    GameBuilder builder = one_actor(d);
    add_simple_node(builder, payoff, std::move(next), std::move(probability));
    builder.add_start(NodeId(0), 1);
    return mistakes_of(std::move(builder));
  };
  EXPECT_EQ(with_edge(1, {NodeId(0)}, {1}), Codes{});
  EXPECT_EQ(with_edge(1, {NodeId(0)}, {0.9}), Codes{"E0502"});
  EXPECT_EQ(with_edge(1, {NodeId(0)}, {kNaN}), Codes{"E0503"});
  EXPECT_EQ(with_edge(1, {NodeId(0), NodeId(0)}, {1.5, -0.5}), Codes{"E0503"});
  EXPECT_EQ(with_edge(kInfinity, {NodeId(0)}, {1}), Codes{"E0504"});
  EXPECT_EQ(with_edge(1, {NodeId(7)}, {1}), Codes{"E0505"});
  EXPECT_EQ(with_edge(1, {NodeId(0)}, {1}, 1.5), Codes{"E0508"});
  EXPECT_EQ(with_edge(1, {NodeId(0)}, {1}, kNaN), Codes{"E0508"});
}

TEST(GameBuilder, RefusesSeatsThatDoNotMatchTheJointMoves) {
  using Codes = std::set<std::string>;
  const auto with_seats = [](std::vector<std::size_t> moves, std::size_t joints) {
    GameBuilder builder({0.5, 0.5}, {ActorId(0)});
    builder.add_node(0, true);
    for (std::size_t k = 0; k < moves.size(); ++k) builder.add_seat(ActorId(k % 2), moves[k]);
    for (std::size_t k = 0; k < joints; ++k) builder.add_joint(std::array{0.0}, {}, {});
    builder.add_start(NodeId(0), 1);
    return mistakes_of(std::move(builder));
  };
  EXPECT_EQ(with_seats({2, 3}, 6), Codes{});
  EXPECT_EQ(with_seats({2, 3}, 5), Codes{"E0506"});
  EXPECT_EQ(with_seats({2, 1, 3}, 6), Codes{"E0507"});
  EXPECT_EQ(with_seats({0}, 0), Codes{"E0510"});
  // 2^32 * 2^32 wraps round to 0.
  EXPECT_EQ(with_seats({0xFFFFFFFF, 2}, 6), Codes{"E0506"});
}

TEST(GameBuilder, HoldsEdgesToTheirStages) {
  GameBuilder builder = one_actor();
  builder.add_node(1, false);
  builder.add_joint(std::array{0.0}, std::array{NodeId(0)}, std::array{1.0});
  builder.add_start(NodeId(0), 1);
  EXPECT_EQ(mistakes_of(std::move(builder)), std::set<std::string>{"E0509"});
}

TEST(GameBuilder, PutsMistakesWhereTheTextSaysTheNodeStands) {
  const auto source = std::make_shared<base::Source>("game.json", "one two");
  GameBuilder builder = one_actor();
  add_simple_node(builder, 0, {NodeId(1)}, {1});
  add_simple_node(builder, 0, {NodeId(1)}, {0.5});
  builder.add_start(NodeId(0), 1);
  builder.locate(source, {{0, 3}, {4, 7}});
  const auto game = std::move(builder).build();
  ASSERT_FALSE(game.has_value());
  EXPECT_EQ(game.error().all()[0].source, source);
  EXPECT_EQ(game.error().all()[0].span.begin, 4U);
}

TEST(GameBuilder, ScalesLotteriesAndMeasuresPayoffs) {
  GameBuilder builder({0.5, 0.5}, {ActorId(0), ActorId(1), ActorId(0)});
  builder.add_node(0, true);
  builder.add_seat(ActorId(0), 2);
  builder.add_joint(std::array{1.0, -4.0, 2.0}, std::array{NodeId(0), NodeId(1)},
                    std::array{0.3333333333, 0.6666666667});
  builder.add_joint(std::array{-1.0, 0.0, 0.5}, {}, {});
  builder.add_node(0, true);
  builder.add_joint(std::array{1.0, -4.0, 2.0}, {}, {});
  builder.add_start(NodeId(0), 1);
  const auto game = std::move(builder).build();
  ASSERT_TRUE(game.has_value());
  EXPECT_EQ(game->payoff(JointId(0), ActorId(0)), 3);
  EXPECT_EQ(game->payoff_range(ActorId(0)), 3.5);
  EXPECT_EQ(game->payoff_range(ActorId(1)), 4);
  EXPECT_EQ(game->largest_payoff_size(), 4);
  EXPECT_EQ(game->largest_payoff_size(ActorId(0)), 3);
  const auto p = game->probabilities(JointId(0));
  EXPECT_NEAR(p[0] + p[1], 1, 1e-16);
  EXPECT_TRUE(game->successors(JointId(1)).empty());
}

/// Actor 0 has a resolute and a flexible type; the resolute one has no move 0. Actor 1 has one type.
struct TypedParameters {
  std::vector<double> prior = {0.25, 0.75};
  bool hidden_first = true;
  bool hidden_second = false;
  std::vector<std::pair<std::size_t, std::size_t>> closed = {{0, 0}};
};
base::Result<Game> typed_game(const TypedParameters& p) {
  GameBuilder builder({0.5, 0.5}, {ActorId(1), ActorId(0), ActorId(0)});
  builder.set_types(ActorId(0), p.prior);
  builder.add_node(0, true);
  const SeatId first = builder.add_seat(ActorId(0), 2);
  const SeatId second = builder.add_seat(ActorId(1), 1);
  if (p.hidden_first) builder.hide(first);
  if (p.hidden_second) builder.hide(second);
  for (const auto& [move, type] : p.closed) builder.close(first, move, type);
  builder.add_joint(std::array{-1.0, 1.0, 2.0, 10.0, 20.0}, {}, {});
  builder.add_joint(std::array{-2.0, 3.0, 4.0, 30.0, 40.0}, std::array{NodeId(0)}, std::array{1.0});
  builder.add_start(NodeId(0), 1);
  return std::move(builder).build();
}

TEST(GameBuilder, KeepsThePayoffsMovesAndPriorOfEachType) {
  const auto game = typed_game({});
  ASSERT_TRUE(game.has_value());
  EXPECT_TRUE(game->has_types());
  EXPECT_EQ(game->types(), 3U);
  EXPECT_EQ(game->types_of(ActorId(1)).front(), TypeId(2));
  EXPECT_EQ(game->actor(TypeId(1)), ActorId(0));
  EXPECT_EQ(game->prior(ActorId(0))[1], 0.75);
  EXPECT_EQ(game->prior(ActorId(1))[0], 1);
  EXPECT_EQ(game->payoff(JointId(1), TypeId(0)), 33);
  EXPECT_EQ(game->payoff(JointId(1), TypeId(1)), 44);
  EXPECT_EQ(game->payoff(JointId(0), TypeId(2)), -1);
  EXPECT_EQ(game->payoff_range(ActorId(0)), 22);
  EXPECT_FALSE(game->is_open(MoveId(0), TypeId(0)));
  EXPECT_TRUE(game->is_open(MoveId(0), TypeId(1)));
  EXPECT_TRUE(game->is_hidden(SeatId(0)));
  EXPECT_FALSE(game->is_hidden(SeatId(1)));
}

TEST(GameBuilder, RefusesTypesThatCannotPlay) {
  using Codes = std::set<std::string>;
  EXPECT_EQ(mistakes_of(typed_game({})), Codes{});
  EXPECT_EQ(mistakes_of(typed_game({{0.25, 0.7}})), Codes{"E0502"});
  EXPECT_EQ(mistakes_of(typed_game({{1.25, -0.25}})), Codes{"E0503"});
  EXPECT_EQ(mistakes_of(typed_game({{1, 0}})), Codes{});
  EXPECT_EQ(mistakes_of(typed_game({{0.5, 0.5}, true, true})), Codes{"E0518"});
  EXPECT_EQ(mistakes_of(typed_game({{0.5, 0.5}, true, false, {{0, 0}, {1, 0}}})), Codes{"E0517"});
  EXPECT_EQ(mistakes_of(typed_game({{0.5, 0.5}, true, false, {{0, 0}, {0, 1}}})), Codes{"E0517"});
  GameBuilder one_type = one_actor();
  one_type.set_types(ActorId(0), std::array{0.5});
  add_simple_node(one_type, 0, {}, {});
  one_type.add_start(NodeId(0), 1);
  EXPECT_EQ(mistakes_of(std::move(one_type)), Codes{"E0502"});
}

TEST(GameBuilder, MakesTheSameGameOfOneTypeEachAsOfNone) {
  const auto make = [](bool say) {
    GameBuilder builder = one_actor();
    if (say) builder.set_types(ActorId(0), std::array{1.0});
    add_simple_node(builder, 3, {}, {});
    builder.add_start(NodeId(0), 1);
    return std::move(builder).build().value();
  };
  EXPECT_FALSE(make(true).has_types());
  EXPECT_EQ(make(true).bytes(), make(false).bytes());
  EXPECT_EQ(make(true).types(), 1U);
  EXPECT_EQ(make(true).payoff(JointId(0), TypeId(0)), 3);
  EXPECT_EQ(make(true).prior(ActorId(0))[0], 1);
}

TEST(Components, PutSuccessorsFirstAndKnowCycles) {
  GameBuilder builder = one_actor();
  add_simple_node(builder, 0, {NodeId(1)}, {1});
  add_simple_node(builder, 0, {NodeId(2), NodeId(3)}, {0.5, 0.5});
  add_simple_node(builder, 0, {NodeId(1)}, {1});
  add_simple_node(builder, 0, {NodeId(3)}, {1});
  add_simple_node(builder, 0, {}, {});
  builder.add_start(NodeId(0), 1);
  const auto game = std::move(builder).build();
  ASSERT_TRUE(game.has_value());
  const Components components(*game);
  EXPECT_EQ(components.size(), 4U);
  for (const NodeId node : game->all_nodes())
    for (const JointId joint : game->joints_of(node))
      for (const NodeId next : game->successors(joint))
        EXPECT_LE(components.component_of(next), components.component_of(node));
  EXPECT_EQ(components.component_of(NodeId(1)), components.component_of(NodeId(2)));
  EXPECT_TRUE(components.is_cyclic(components.component_of(NodeId(1))));
  EXPECT_TRUE(components.is_cyclic(components.component_of(NodeId(3))));
  EXPECT_FALSE(components.is_cyclic(components.component_of(NodeId(0))));
}

TEST(Components, ADiscountOfOneNeedsPlayThatCannotReturn) {
  const auto undiscounted = [](std::vector<NodeId> next) {
    GameBuilder builder = one_actor(1.0);
    add_simple_node(builder, 0, std::move(next), {1});
    add_simple_node(builder, 0, {}, {});
    builder.add_start(NodeId(0), 1);
    const auto game = std::move(builder).build();
    EXPECT_TRUE(game.has_value());
    return game.has_value() && check_discounts(*game).has_errors();
  };
  EXPECT_FALSE(undiscounted({NodeId(1)}));
  EXPECT_TRUE(undiscounted({NodeId(0)}));
}

TEST(Codes, AreDistinctAndExplained) {
  std::set<std::string_view> ids;
  for (const base::Code& code : codes()) {
    EXPECT_TRUE(ids.insert(code.id).second) << code.id;
    EXPECT_FALSE(code.title.empty());
    EXPECT_FALSE(code.explanation.empty());
  }
}

}  // namespace
}  // namespace parley::game
