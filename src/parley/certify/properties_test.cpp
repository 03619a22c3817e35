// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "parley/certify/certify.h"
#include "parley/certify/detail/test_games.h"

namespace parley::certify {
namespace {

using testing::ListGame;
using testing::Position;

constexpr std::uint64_t kGames = 60;

Certificate certificate_of(const ListGame& list) {
  const Position position = testing::built(list);
  const auto certificate = certify(position.game, position.profile, {}, {});
  EXPECT_TRUE(certificate.has_value());
  return certificate.value_or(Certificate{});
}

/// The games of more than two thousand pure stationary deviations are left to value iteration.
constexpr std::size_t kMostDeviations = 2000;

/// Largest gains over all pure stationary deviations, at the start and at any node.
struct EnumeratedGain {
  long double start = 0;
  long double worst = 0;
  bool all = true;
};

EnumeratedGain enumerate(const Position& position, game::ActorId actor) {
  const game::Game& game = position.game;
  std::vector<game::SeatId> own;
  std::size_t deviations = 1;
  for (std::size_t s = 0; s < game.seats(); ++s)
    if (game.actor(game::SeatId(s)) == actor) {
      own.emplace_back(s);
      deviations *= game.moves_of(own.back()).size();
    }
  EnumeratedGain gain;
  if (deviations > kMostDeviations) return {0, 0, false};
  constexpr std::size_t kSweeps = 400;  // 0.9^400 is 5e-19
  const auto base = testing::plain_values(position, actor, false, kSweeps);
  for (std::size_t k = 0; k < deviations; ++k) {
    Position deviating = position;
    std::size_t rest = k;
    for (const game::SeatId seat : own) {
      const auto moves = game.moves_of(seat);
      for (std::size_t m = 0; m < moves.size(); ++m) deviating.profile[moves[m]] = m == rest % moves.size() ? 1.0 : 0.0;
      rest /= moves.size();
    }
    const auto value = testing::plain_values(deviating, actor, false, kSweeps);
    long double start = 0;
    for (std::size_t n = 0; n < game.start_nodes().size(); ++n) {
      const std::size_t node = game.start_nodes()[n].value();
      start += game.start_probabilities()[n] * (value[node] - base[node]);
    }
    gain.start = std::max(gain.start, start);
    for (std::size_t n = 0; n < value.size(); ++n) gain.worst = std::max(gain.worst, value[n] - base[n]);
  }
  return gain;
}

std::vector<std::size_t> shuffled(std::size_t size, testing::Numbers& numbers) {
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t k = size; k > 1; --k) std::swap(order[k - 1], order[numbers.below(k)]);
  return order;
}

void expect_same_gains(const Certificate& a, const Certificate& b, const std::vector<std::size_t>& actor_of_b,
                       double scale) {
  for (std::size_t i = 0; i < a.actors.size(); ++i) {
    const ActorGain& other = b.actors[actor_of_b[i]];
    EXPECT_NEAR(a.actors[i].gain_start * scale, other.gain_start, 1e-12 * scale);
    EXPECT_NEAR(a.actors[i].gain_worst * scale, other.gain_worst, 1e-12 * scale);
  }
}

std::vector<std::size_t> same_order(std::size_t size) {
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

TEST(CertifyProperty, BoundsTheGainThatEnumerationFinds) {
  std::size_t enumerated = 0;
  for (std::uint64_t seed = 1; seed <= kGames; ++seed) {
    const Position position = testing::built(testing::random_game(seed));
    const auto certificate = certify(position.game, position.profile, {}, {});
    ASSERT_TRUE(certificate.has_value());
    for (const ActorGain& gain : certificate->actors) {
      const EnumeratedGain exact = enumerate(position, gain.actor);
      if (!exact.all) continue;
      ++enumerated;
      // Enumeration itself is good to about 1e-16 of the values.
      EXPECT_GE(gain.gain_worst, static_cast<double>(exact.worst) - 1e-14) << seed;
      EXPECT_LE(gain.gain_worst, static_cast<double>(exact.worst) + 1e-12) << seed;
      EXPECT_GE(gain.gain_start, static_cast<double>(exact.start) - 1e-14) << seed;
      EXPECT_LE(gain.gain_start, static_cast<double>(exact.start) + 1e-12) << seed;
    }
  }
  EXPECT_GT(enumerated, kGames);
}

TEST(CertifyProperty, DoesNotDependOnTheNamesOfNodes) {
  for (std::uint64_t seed = 1; seed <= kGames; ++seed) {
    const ListGame list = testing::random_game(seed);
    testing::Numbers numbers(1000 + seed);
    const auto to = shuffled(list.nodes.size(), numbers);
    ListGame renamed = list;
    for (std::size_t n = 0; n < to.size(); ++n) {
      renamed.nodes[to[n]] = list.nodes[n];
      renamed.start[to[n]] = list.start[n];
      for (auto& joint : renamed.nodes[to[n]].joints)
        for (auto& [next, p] : joint.next) next = to[next];
    }
    expect_same_gains(certificate_of(list), certificate_of(renamed), same_order(list.discount.size()), 1);
  }
}

TEST(CertifyProperty, DoesNotDependOnTheNamesOfActors) {
  for (std::uint64_t seed = 1; seed <= kGames; ++seed) {
    const ListGame list = testing::random_game(seed);
    testing::Numbers numbers(2000 + seed);
    const auto to = shuffled(list.discount.size(), numbers);
    ListGame renamed = list;
    for (std::size_t i = 0; i < to.size(); ++i) renamed.discount[to[i]] = list.discount[i];
    for (std::size_t n = 0; n < list.nodes.size(); ++n) {
      for (auto& [actor, mix] : renamed.nodes[n].seats) actor = to[actor];
      for (std::size_t j = 0; j < list.nodes[n].joints.size(); ++j)
        for (std::size_t i = 0; i < to.size(); ++i)
          renamed.nodes[n].joints[j].payoff[to[i]] = list.nodes[n].joints[j].payoff[i];
    }
    expect_same_gains(certificate_of(list), certificate_of(renamed), to, 1);
  }
}

TEST(CertifyProperty, DoesNotDependOnTheOrderOfMoves) {
  for (std::uint64_t seed = 1; seed <= kGames; ++seed) {
    const ListGame list = testing::random_game(seed);
    ListGame reversed = list;
    for (ListGame::Node& node : reversed.nodes) {
      // Reversing every seat's moves reverses the joint moves.
      for (auto& [actor, mix] : node.seats) std::reverse(mix.begin(), mix.end());
      std::reverse(node.joints.begin(), node.joints.end());
    }
    expect_same_gains(certificate_of(list), certificate_of(reversed), same_order(list.discount.size()), 1);
  }
}

TEST(CertifyProperty, ScalesWithThePayoffs) {
  for (std::uint64_t seed = 1; seed <= kGames; ++seed) {
    const ListGame list = testing::random_game(seed);
    for (const double scale : {1e-6, 3.0, 1e9}) {
      ListGame scaled = list;
      for (ListGame::Node& node : scaled.nodes)
        for (ListGame::Joint& joint : node.joints)
          for (double& payoff : joint.payoff) payoff *= scale;
      expect_same_gains(certificate_of(list), certificate_of(scaled), same_order(list.discount.size()), scale);
    }
  }
}

TEST(CertifyProperty, DoesNotMindAPaymentEachStep) {
  for (std::uint64_t seed = 1; seed <= kGames; ++seed) {
    ListGame list = testing::random_game(seed);
    for (ListGame::Node& node : list.nodes)
      for (ListGame::Joint& joint : node.joints)
        if (joint.next.empty()) joint.next = {{0, 1.0}};  // a game without an end, so that all pay as often
    ListGame shifted = list;
    for (ListGame::Node& node : shifted.nodes)
      for (ListGame::Joint& joint : node.joints)
        for (double& payoff : joint.payoff) payoff += 7;
    expect_same_gains(certificate_of(list), certificate_of(shifted), same_order(list.discount.size()), 1);
  }
}

TEST(CertifyProperty, DoesNotMindANodeWithATwin) {
  for (std::uint64_t seed = 1; seed <= kGames; ++seed) {
    const ListGame list = testing::random_game(seed);
    ListGame twinned = list;
    const std::size_t twin = list.nodes.size();
    twinned.nodes.push_back(list.nodes[0]);
    twinned.start.push_back(0);
    for (ListGame::Node& node : twinned.nodes)
      for (ListGame::Joint& joint : node.joints)
        for (std::size_t e = joint.next.size(); e-- > 0;)
          if (joint.next[e].first == 0) {
            joint.next[e].second /= 2;
            joint.next.emplace_back(twin, joint.next[e].second);
          }
    expect_same_gains(certificate_of(list), certificate_of(twinned), same_order(list.discount.size()), 1);
  }
}

/// A ring of many nodes with chords, two actors, patience to 0.999: what policy iteration and the block solver are for.
ListGame ring(std::size_t size, double discount) {
  testing::Numbers numbers(5);
  ListGame list;
  list.discount = {discount, discount};
  for (std::size_t n = 0; n < size; ++n) {
    ListGame::Node node;
    node.seats = {{0, {0.5, 0.5}}, {1, {0.5, 0.5}}};
    for (std::size_t j = 0; j < 4; ++j) {
      const std::size_t far = numbers.below(size);
      node.joints.push_back({{numbers.next(), numbers.next()}, {{(n + 1) % size, 0.7}, {far, 0.3}}});
    }
    list.nodes.push_back(std::move(node));
  }
  list.start.assign(size, 0.0);
  list.start[0] = 1;
  return list;
}

TEST(CertifyProperty, FindsTheGainOfValueIterationOnALongCycle) {
  const ListGame list = ring(60, 0.99);
  const Certificate certificate = certificate_of(list);
  const Position position = testing::built(list);
  // 0.99^2500 is 1e-11, of values of 100.
  for (const ActorGain& gain : certificate.actors)
    EXPECT_NEAR(gain.gain_worst, testing::plain_worst_gain(position, gain.actor, 2500), 1e-8);
}

TEST(CertifyProperty, StaysTightOnALargePatientCycle) {
  const Certificate certificate = certificate_of(ring(2000, 0.999));
  EXPECT_TRUE(certificate.complete);
  for (const ActorGain& gain : certificate.actors) EXPECT_LE(gain.value_error, 1e-12);
}

}  // namespace
}  // namespace parley::certify
