// SPDX-License-Identifier: Apache-2.0
#include "parley/simulate/typed_value.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/game/builder.h"
#include "parley/game/textbook_types.h"
#include "parley/simulate/detail/histories.h"

namespace parley::simulate {
namespace {

using game::ActorId;
using game::NodeId;
using game::TypeId;

/// The threat and bluff of game::bluff, with a term of actor 0 for each thing it may get and one for actor 1.
game::Game bluff_with_terms() {
  game::GameBuilder builder({1, 1}, {ActorId(0), ActorId(0), ActorId(0), ActorId(1)});
  builder.set_types(ActorId(0), std::vector{0.2, 0.8});
  const auto ends = [&](std::vector<double> terms) { builder.add_joint(terms, {}, {}); };
  const auto leads = [&](std::size_t node) {
    builder.add_joint(std::vector(7, 0.0), std::vector{NodeId(node)}, std::vector{1.0});
  };
  builder.add_node(0, false);
  builder.add_seat(ActorId(0), 2);
  ends({0, 0, 0, 0, 0, 0, 1});
  leads(1);
  builder.add_node(1, false);
  builder.add_seat(ActorId(1), 2);
  ends({1, 1, 0, 0, 0, 0, 0});
  leads(2);
  builder.add_node(2, true);
  builder.add_seat(ActorId(0), 2);
  ends({0, 0, -0.3, -1, 0, 0, -1});
  ends({0, 0, 0, 0, -0.5, -0.5, 1});
  builder.add_start(NodeId(0), 1);
  return std::move(builder).build().value();
}

/// Its equilibrium at any belief p of the resolved type: below .5 the target is called by none but so many bluffs that
/// it breaks even, and concedes as often as makes the unresolved indifferent, 1/3 [Fearon1994; Schultz1999].
class BluffPlayer final : public game::BeliefPlayer {
 public:
  void choose(NodeId node, std::span<const double> beliefs, std::span<double> log_probability) override {
    const double p = beliefs[0];
    std::vector<double> chance;
    if (node.value() == 0) {
      const double bluff = p < 0.5 ? p / (1 - p) : 1;
      chance = {0, 1, 1 - bluff, bluff};
    } else if (node.value() == 1) {
      const double concede = std::abs(p - 0.5) < 1e-9 ? 1.0 / 3 : p < 0.5 ? 0 : 1;
      chance = {concede, 1 - concede};
    } else {
      chance = {1, 0, 0, 1};
    }
    std::transform(chance.begin(), chance.end(), log_probability.begin(), [](double c) { return std::log(c); });
  }
  void value(NodeId, std::span<const double>, std::span<double> value) override {
    std::fill(value.begin(), value.end(), 0.0);
  }
};

Standing standing_at(NodeId node, std::vector<double> beliefs, std::size_t type) {
  return {{node}, {1.0}, std::move(beliefs), TypeId(type)};
}

TEST(TypedValue, SplitsABluffByPayoffTerm) {
  const game::Game game = bluff_with_terms();
  BluffPlayer player;
  const auto value = [&](std::size_t type, std::optional<FirstMove> first) {
    return typed_value(game, player, standing_at(NodeId(0), {0.2, 0.8, 1}, type), first, {}, {});
  };
  const TypedValue resolved = value(0, FirstMove{1});
  EXPECT_TRUE(resolved.followed);
  EXPECT_NEAR(resolved.terms[0], 1.0 / 3, 1e-12);       // conceded to
  EXPECT_NEAR(resolved.terms[1], -0.3 * 2 / 3, 1e-12);  // called, and fights
  EXPECT_NEAR(resolved.terms[2], 0, 1e-12);
  EXPECT_NEAR(resolved.total, 1.0 / 3 - 0.2, 1e-12);
  const TypedValue unresolved = value(1, FirstMove{1});
  EXPECT_NEAR(unresolved.terms[0], 1.0 / 3, 1e-12);
  EXPECT_NEAR(unresolved.terms[2], -0.5 * 2 / 3, 1e-12);  // called, and backs down
  EXPECT_NEAR(unresolved.total, 0, 1e-12);
  EXPECT_NEAR(value(2, {}).total, 0.6, 1e-12);  // of the target: 1 unless threatened, and then indifferent at 0
}

TEST(TypedValue, TellsWhatAThreatIsWorthForWhatItReveals) {
  const game::Game game = bluff_with_terms();
  BluffPlayer player;
  const auto worth = [&](std::size_t type, std::size_t move, bool tells) {
    return typed_value(game, player, standing_at(NodeId(0), {0.2, 0.8, 1}, type), FirstMove{move, tells}, {}, {}).total;
  };
  // Believed to be resolved with chance .2 as before, a threat is resisted for sure.
  EXPECT_NEAR(worth(0, 1, false), -0.3, 1e-12);
  EXPECT_NEAR(worth(1, 1, false), -0.5, 1e-12);
  EXPECT_NEAR(worth(0, 1, true) - worth(0, 1, false), 1.0 / 3 - 0.2 + 0.3, 1e-12);
  EXPECT_NEAR(worth(1, 1, true) - worth(1, 1, false), 0.5, 1e-12);
  EXPECT_NEAR(worth(0, 0, true) - worth(0, 0, false), 0, 1e-12);
}

/// In a war of attrition everybody who may concede does with a chance that falls with the belief that the other never
/// will. Claims are wrong on purpose.
class Waiting final : public game::BeliefPlayer {
 public:
  void choose(NodeId node, std::span<const double> beliefs, std::span<double> log_probability) override {
    const bool first = node.value() == 1 || node.value() == 4;
    const double other = first ? beliefs[2] : beliefs[0];
    const double concede = 0.02 + 0.1 * other;
    const double chance[] = {0, 1, concede, 1 - concede};
    for (std::size_t k = 0; k < log_probability.size(); ++k) log_probability[k] = std::log(chance[k]);
  }
  void value(NodeId, std::span<const double> beliefs, std::span<double> value) override {
    for (std::size_t t = 0; t < value.size(); ++t) value[t] = 0.5 + 0.1 * beliefs[t];
  }
};

TEST(TypedValue, IsSampledWithoutBiasWhereHistoriesAreTooMany) {
  game::Attrition attrition;
  attrition.discount = {0.8, 0.8};
  const game::Game game = game::random_order_attrition(attrition);
  Waiting player;
  const Standing standing = standing_at(NodeId(0), game::prior_beliefs(game), 1);
  TypedValueOptions every;
  every.most_histories = 20000000;
  every.least_weight = 1e-6;
  every.most_steps = 11;
  const TypedValue exact = typed_value(game, player, standing, {}, every, {});
  ASSERT_TRUE(exact.followed);
  TypedValueOptions few = every;
  few.most_histories = 100;
  few.breadth = 8;
  const TypedValue sampled = typed_value(game, player, standing, {}, few, {});
  EXPECT_FALSE(sampled.followed);
  EXPECT_GT(sampled.error, 0);
  EXPECT_NEAR(sampled.total, exact.total, 4 * sampled.error);
  EXPECT_NEAR(sampled.terms[0], exact.terms[0], 4 * sampled.terms_error[0]);
  EXPECT_NEAR(sampled.terms[0] + sampled.terms[1] + sampled.rest, sampled.total, 1e-12);
  EXPECT_NEAR(sampled.rest, exact.rest, 0.1 * exact.rest);
  const TypedValue again = typed_value(game, player, standing, {}, few, {});
  EXPECT_EQ(again.total, sampled.total);
}

TEST(TypedValue, TakesClaimsForWhatComesAfterTheLastStep) {
  const game::Game game = game::random_order_attrition({});
  Waiting player;
  const Standing standing = standing_at(NodeId(0), game::prior_beliefs(game), 1);
  TypedValueOptions none;
  none.most_steps = 0;
  const TypedValue value = typed_value(game, player, standing, {}, none, {});
  EXPECT_NEAR(value.total, 0.5 + 0.1 * 0.95, 1e-12);  // what the player claims there
  EXPECT_EQ(value.rest, value.total);
}

TEST(Histories, AreThinnedOutWithoutBias) {
  std::vector<double> mean(6, 0.0);
  const std::vector<double> weights = {0.5, 0.2, 0.1, 0.1, 0.06, 0.04};
  constexpr int kDraws = 1000;
  for (int d = 0; d < kDraws; ++d) {
    detail::Histories histories(1);
    for (std::size_t k = 0; k < weights.size(); ++k) histories.add(NodeId(k), std::vector{1.0}, weights[k]);
    histories.thin_out(3, (d + 0.5) / kDraws);
    std::size_t kept = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) {
      mean[k] += histories.weight(k) / kDraws;
      kept += histories.weight(k) > 0 ? 1 : 0;
    }
    EXPECT_LE(kept, 3);
    EXPECT_EQ(histories.weight(0), 0.5);
  }
  for (std::size_t k = 0; k < weights.size(); ++k) EXPECT_NEAR(mean[k], weights[k], 2e-3);
}

TEST(Histories, MeetAtTheSameNodeAndBeliefs) {
  detail::Histories histories(2);
  histories.add(NodeId(1), std::vector{0.25, 0.75}, 0.5);
  histories.add(NodeId(0), std::vector{0.25, 0.75}, 0.2);
  histories.add(NodeId(1), std::vector{0.25 + 1e-12, 0.75}, 0.3);
  histories.meet();
  ASSERT_EQ(histories.size(), 2);
  EXPECT_EQ(histories.node(0), NodeId(0));
  EXPECT_NEAR(histories.weight(1), 0.8, 1e-15);
}

}  // namespace
}  // namespace parley::simulate
