// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "parley/base/random.h"
#include "parley/game/builder.h"

namespace parley::solve::beliefs {

/// A war of attrition with an obstinate type a side [AbreuGul2000]: type 0 never concedes. Who concedes alone gets
/// `lose`, the other `win`, both at once the means. Move 0 concedes and move 1 holds; type 0 has move 1 only.
struct Attrition {
  std::array<double, 2> win = {0.6, 0.6};
  std::array<double, 2> lose = {0.4, 0.4};
  std::array<double, 2> discount = {0.99, 0.99};  ///< a step
  std::array<double, 2> obstinate = {0.05, 0.05};
};

namespace detail {

inline void set_types(game::GameBuilder& builder, const Attrition& a) {
  for (std::size_t i = 0; i < 2; ++i)
    builder.set_types(game::ActorId(i), std::vector{a.obstinate[i], 1 - a.obstinate[i]});
}

/// A node where actor i alone may concede, and else play goes on to `next`.
inline void add_turn(game::GameBuilder& builder, const Attrition& a, std::size_t i, unsigned stage, bool ends_step,
                     game::NodeId next) {
  builder.add_node(stage, ends_step);
  const game::SeatId seat = builder.add_seat(game::ActorId(i), 2);
  builder.close(seat, 0, 0);
  const double gets[] = {i == 0 ? a.lose[0] : a.win[0], i == 0 ? a.win[1] : a.lose[1]};
  // A term for each actor, by type: obstinate, other.
  builder.add_joint(std::vector{gets[0], gets[0], gets[1], gets[1]}, {}, {});
  builder.add_joint(std::vector{0.0, 0.0, 0.0, 0.0}, std::vector{next}, std::vector{1.0});
}

}  // namespace detail

/// Both move at once in every step; one node.
inline game::Game simultaneous_attrition(const Attrition& a) {
  game::GameBuilder builder({a.discount[0], a.discount[1]}, {game::ActorId(0), game::ActorId(1)});
  detail::set_types(builder, a);
  builder.add_node(0, true);
  for (std::size_t i = 0; i < 2; ++i) builder.close(builder.add_seat(game::ActorId(i), 2), 0, 0);
  const double tie[] = {(a.win[0] + a.lose[0]) / 2, (a.win[1] + a.lose[1]) / 2};
  builder.add_joint(std::vector{tie[0], tie[0], tie[1], tie[1]}, {}, {});
  builder.add_joint(std::vector{a.lose[0], a.lose[0], a.win[1], a.win[1]}, {}, {});
  builder.add_joint(std::vector{a.win[0], a.win[0], a.lose[1], a.lose[1]}, {}, {});
  builder.add_joint(std::vector{0.0, 0.0, 0.0, 0.0}, std::vector{game::NodeId(0)}, std::vector{1.0});
  builder.add_start(game::NodeId(0), 1);
  return std::move(builder).build().value();
}

/// Actor 0 moves in even steps and actor 1 in odd ones: node i is actor i's turn.
inline game::Game alternating_attrition(const Attrition& a) {
  game::GameBuilder builder({a.discount[0], a.discount[1]}, {game::ActorId(0), game::ActorId(1)});
  detail::set_types(builder, a);
  for (std::size_t i = 0; i < 2; ++i) detail::add_turn(builder, a, i, 0, true, game::NodeId(1 - i));
  builder.add_start(game::NodeId(0), 1);
  return std::move(builder).build().value();
}

/// In each step both move one after the other, in an order drawn by a fair coin: node 0 draws, nodes 1 and 2 are actor
/// 0 and then 1, nodes 3 and 4 actor 1 and then 0.
inline game::Game random_order_attrition(const Attrition& a) {
  game::GameBuilder builder({a.discount[0], a.discount[1]}, {game::ActorId(0), game::ActorId(1)});
  detail::set_types(builder, a);
  builder.add_node(0, false);
  builder.add_joint(std::vector{0.0, 0.0, 0.0, 0.0}, std::vector{game::NodeId(1), game::NodeId(3)},
                    std::vector{0.5, 0.5});
  detail::add_turn(builder, a, 0, 1, false, game::NodeId(2));
  detail::add_turn(builder, a, 1, 2, true, game::NodeId(0));
  detail::add_turn(builder, a, 1, 1, false, game::NodeId(4));
  detail::add_turn(builder, a, 0, 2, true, game::NodeId(0));
  builder.add_start(game::NodeId(0), 1);
  return std::move(builder).build().value();
}

/// A threat, a bluff and its audience cost [Fearon1994; Schultz1999]. Actor 0, resolved (type 0) with chance
/// `resolved` or not, is quiet or threatens (node 0); actor 1 concedes or resists (node 1); actor 0 fights or backs
/// down (node 2).
struct Bluff {
  double resolved = 0.2;
  double audience_cost = 0.5;
  double prize = 1;
  double kept = 1;             ///< what actor 1 has if it does not concede
  double loss = 1;             ///< actor 1's of a war
  double war[2] = {-0.3, -1};  ///< actor 0's of a war, by type
};

inline game::Game bluff(const Bluff& b) {
  game::GameBuilder builder({1, 1}, {game::ActorId(0), game::ActorId(1)});
  builder.set_types(game::ActorId(0), std::vector{b.resolved, 1 - b.resolved});
  const auto ends = [&](double first, double second, double other) {
    builder.add_joint(std::vector{first, second, other}, {}, {});
  };
  const auto leads = [&](std::size_t node) {
    builder.add_joint(std::vector{0.0, 0.0, 0.0}, std::vector{game::NodeId(node)}, std::vector{1.0});
  };
  builder.add_node(0, false);
  builder.add_seat(game::ActorId(0), 2);
  ends(0, 0, b.kept);
  leads(1);
  builder.add_node(1, false);
  builder.add_seat(game::ActorId(1), 2);
  ends(b.prize, b.prize, 0);
  leads(2);
  builder.add_node(2, true);
  builder.add_seat(game::ActorId(0), 2);
  ends(b.war[0], b.war[1], -b.loss);
  ends(-b.audience_cost, -b.audience_cost, b.kept);
  builder.add_start(game::NodeId(0), 1);
  return std::move(builder).build().value();
}

/// The chain store with short-lived entrants [KrepsWilson1982]. Actor 0 is strong (type 0, always fights) with chance
/// `strong`; actor 1 stands for all entrants and has a discount of 0. Of the k-th market to come, k = 0 first: node 3k
/// the entrant (in, out), 3k + 1 the incumbent (fight, acquiesce), 3k + 2 nothing.
struct ChainStore {
  double entrant_gain = 0.5;  ///< b
  double monopoly = 2;        ///< a
  double discount = 1;        ///< d
  std::size_t markets = 10;
  double strong = 0.1;
};

inline game::Game chain_store(const ChainStore& c) {
  game::GameBuilder builder({c.discount, 0.0}, {game::ActorId(0), game::ActorId(1)});
  builder.set_types(game::ActorId(0), std::vector{c.strong, 1 - c.strong});
  for (std::size_t k = 0; k < c.markets; ++k) {
    const auto joint = [&](double weak, double entrant, std::vector<game::NodeId> next) {
      builder.add_joint(std::vector{weak, weak, entrant}, next, std::vector<double>(next.size(), 1.0));
    };
    const bool last = k + 1 == c.markets;
    const std::vector<game::NodeId> later = last ? std::vector<game::NodeId>{} : std::vector{game::NodeId(3 * k + 3)};
    builder.add_node(0, false);
    builder.add_seat(game::ActorId(1), 2);
    joint(0, 0, {game::NodeId(3 * k + 1)});
    joint(c.monopoly, 0, {game::NodeId(3 * k + 2)});
    builder.add_node(1, true);
    builder.close(builder.add_seat(game::ActorId(0), 2), 1, 0);
    joint(-1, c.entrant_gain - 1, later);
    joint(0, c.entrant_gain, later);
    builder.add_node(1, true);
    joint(0, 0, later);
  }
  builder.add_start(game::NodeId(0), 1);
  return std::move(builder).build().value();
}

/// Numbers in [0, 1) in a row, the same for the same seed.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : seed_(seed) {}
  double next() { return base::random_block(seed_, 0, count_++).uniform(0); }

 private:
  std::uint64_t seed_;
  std::uint32_t count_ = 0;
};

struct Staircase {
  std::uint64_t seed = 1;
  std::size_t steps = 3;
  bool together = false;  ///< both move at once, else in turn
  bool hidden = false;    ///< moves of actor 0
  std::size_t types = 2;  ///< of actor 0; actor 1 has two
  bool swapped = false;   ///< types of actor 0 in reverse order
  std::vector<double> prior = {0.3, 0.7};
  bool merge = false;  ///< both moves of a hidden seat lead to the same node now and then
};

/// Actors with two moves each at every node, payoffs by type at random; play goes on to the next node, or with a hidden
/// mover to one of the two next that tells its move.
inline game::Game staircase(const Staircase& s) {
  Draws draws(s.seed);
  game::GameBuilder builder({0.9, 0.8}, {game::ActorId(0), game::ActorId(1)});
  std::vector<double> prior = s.prior;
  if (s.swapped) std::reverse(prior.begin(), prior.end());
  if (s.types > 1) builder.set_types(game::ActorId(0), prior);
  builder.set_types(game::ActorId(1), std::vector{0.4, 0.6});
  const std::size_t width = s.hidden ? 2 : 1;
  for (std::size_t k = 0; k < s.steps * width; ++k) {
    const std::size_t step = k / width;
    builder.add_node(0, true);
    const bool both = s.together;
    const bool first = both || step % 2 == 0;
    if (first) {
      const game::SeatId seat = builder.add_seat(game::ActorId(0), 2);
      if (s.hidden) builder.hide(seat);
    }
    if (both || !first) builder.add_seat(game::ActorId(1), 2);
    for (std::size_t joint = 0; joint < (both ? 4U : 2U); ++joint) {
      std::vector<double> terms(s.types + 2);
      for (double& term : terms) term = draws.next();
      if (s.swapped) std::reverse(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(s.types));
      const std::size_t move = both ? joint / 2 : joint;
      const bool tells = s.hidden && first;
      if (step + 1 == s.steps) {
        builder.add_joint(terms, {}, {});
      } else if (s.merge) {
        const double chance = move == 0 ? 0.7 : 0.2;
        builder.add_joint(terms, std::vector{game::NodeId((step + 1) * width), game::NodeId((step + 1) * width + 1)},
                          std::vector{chance, 1 - chance});
      } else {
        builder.add_joint(terms, std::vector{game::NodeId((step + 1) * width + (tells ? move : 0))}, std::vector{1.0});
      }
    }
  }
  builder.add_start(game::NodeId(0), 1);
  return std::move(builder).build().value();
}

}  // namespace parley::solve::beliefs
