// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include "parley/base/random.h"
#include "parley/game/builder.h"
#include "parley/game/profile.h"

// For tests alone: small games as lists, and plain ways to find what a certificate bounds.
namespace parley::certify::testing {

/// A game of one stage as lists, so that a test can reorder, scale and merge it.
struct ListGame {
  struct Joint {
    std::vector<double> payoff;                        ///< [actor]
    std::vector<std::pair<std::size_t, double>> next;  ///< (node, probability)
  };
  struct Node {
    std::vector<std::pair<std::size_t, std::vector<double>>> seats;  ///< (actor, the profile's probabilities)
    std::vector<Joint> joints;
  };
  std::vector<double> discount;
  std::vector<Node> nodes;
  std::vector<double> start;  ///< [node]
};

struct Position {
  game::Game game;
  game::Profile profile;
};

inline Position built(const ListGame& list) {
  std::vector<game::ActorId> terms;
  for (std::size_t i = 0; i < list.discount.size(); ++i) terms.emplace_back(i);
  game::GameBuilder builder(list.discount, terms);
  game::Profile profile;
  for (const ListGame::Node& node : list.nodes) {
    builder.add_node(0, true);
    for (const auto& [actor, mix] : node.seats) {
      builder.add_seat(game::ActorId(actor), mix.size());
      profile.probability.insert(profile.probability.end(), mix.begin(), mix.end());
    }
    for (const ListGame::Joint& joint : node.joints) {
      std::vector<game::NodeId> successors;
      std::vector<double> probabilities;
      for (const auto& [next, p] : joint.next) {
        successors.emplace_back(next);
        probabilities.push_back(p);
      }
      builder.add_joint(joint.payoff, successors, probabilities);
    }
  }
  for (std::size_t n = 0; n < list.start.size(); ++n)
    if (list.start[n] > 0) builder.add_start(game::NodeId(n), list.start[n]);
  auto game = std::move(builder).build();
  if (!game) throw std::logic_error(game.error().all()[0].message);
  return {*std::move(game), std::move(profile)};
}

/// Numbers in [0, 1) in their order.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : seed_(seed) {}
  double next() { return base::random_block(seed_, 0, count_++).uniform(0); }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() * static_cast<double>(bound)); }
  std::vector<double> lottery(std::size_t size) {
    std::vector<double> lottery(size);
    double sum = 0;
    for (double& p : lottery) sum += p = 0.05 + next();
    for (double& p : lottery) p /= sum;
    return lottery;
  }

 private:
  std::uint64_t seed_;
  std::uint32_t count_ = 0;
};

/// Two or three actors, up to two seats a node, up to three moves; play ends with some probability at some joint moves.
inline ListGame random_game(std::uint64_t seed) {
  Numbers numbers(seed);
  ListGame list;
  const std::size_t actors = 2 + numbers.below(2);
  const std::size_t nodes = 2 + numbers.below(3);
  for (std::size_t i = 0; i < actors; ++i) list.discount.push_back(0.3 + 0.6 * numbers.next());
  for (std::size_t n = 0; n < nodes; ++n) {
    ListGame::Node node;
    std::size_t joints = 1;
    for (std::size_t i = 0; i < actors; ++i) {
      if (node.seats.size() == 2 || numbers.next() < 0.3) continue;
      node.seats.emplace_back(i, numbers.lottery(1 + numbers.below(3)));
      joints *= node.seats.back().second.size();
    }
    for (std::size_t j = 0; j < joints; ++j) {
      ListGame::Joint joint;
      for (std::size_t i = 0; i < actors; ++i) joint.payoff.push_back(10 * numbers.next() - 5);
      if (numbers.next() < 0.8) {
        const std::size_t count = 1 + numbers.below(3);
        const std::vector<double> lottery = numbers.lottery(count);
        for (const double p : lottery) joint.next.emplace_back(numbers.below(nodes), p);
      }
      node.joints.push_back(std::move(joint));
    }
    list.nodes.push_back(std::move(node));
  }
  list.start = numbers.lottery(nodes);
  return list;
}

/// One actor's values by plain value iteration in extended precision: under the profile, or of its best response.
inline std::vector<long double> plain_values(const Position& position, game::ActorId actor, bool best,
                                             std::size_t sweeps) {
  const game::Game& game = position.game;
  std::vector<long double> value(game.nodes(), 0);
  for (std::size_t sweep = 0; sweep < sweeps; ++sweep)
    for (const game::NodeId node : game.all_nodes()) {
      std::size_t own = 1;
      std::size_t stride = 1;
      for (const game::SeatId seat : game.seats_of(node)) {
        stride *= game.moves_of(seat).size();
        if (game.actor(seat) != actor) continue;
        own = game.moves_of(seat).size();
        stride = 1;
      }
      std::vector<long double> offer(own, 0);
      std::vector<long double> mix(own, 1);
      for (std::size_t j = 0; j < game.joints_of(node).size(); ++j) {
        long double weight = 1;
        std::size_t rest = j;
        const auto seats = game.seats_of(node);
        for (std::size_t s = seats.size(); s-- > 0;) {
          const auto moves = game.moves_of(seats[s]);
          const game::MoveId move = moves[rest % moves.size()];
          rest /= moves.size();
          if (game.actor(seats[s]) == actor)
            mix[j / stride % own] = position.profile[move];
          else
            weight *= position.profile[move];
        }
        const game::JointId joint = game.joints_of(node)[j];
        long double sum = 0;
        for (std::size_t e = 0; e < game.successors(joint).size(); ++e)
          sum += game.probabilities(joint)[e] * value[game.successors(joint)[e].value()];
        offer[j / stride % own] += weight * (game.payoff(joint, actor) + game.discount_after(node, actor) * sum);
      }
      long double mixed = 0;
      for (std::size_t a = 0; a < own; ++a) mixed += mix[a] * offer[a];
      value[node.value()] = best ? *std::max_element(offer.begin(), offer.end()) : mixed;
    }
  return value;
}

/// The largest gain over all nodes, by value iteration.
inline double plain_worst_gain(const Position& position, game::ActorId actor, std::size_t sweeps = 3000) {
  const auto own = plain_values(position, actor, false, sweeps);
  const auto best = plain_values(position, actor, true, sweeps);
  long double worst = 0;
  for (std::size_t n = 0; n < own.size(); ++n) worst = std::max(worst, best[n] - own[n]);
  return static_cast<double>(worst);
}

}  // namespace parley::certify::testing
