// SPDX-License-Identifier: Apache-2.0
#include "parley/game/textbook_types.h"

#include <utility>
#include <vector>

#include "parley/game/builder.h"

namespace parley::game {

namespace {

void set_types(GameBuilder& builder, const Attrition& a) {
  for (std::size_t i = 0; i < 2; ++i) builder.set_types(ActorId(i), std::vector{a.obstinate[i], 1 - a.obstinate[i]});
}

/// A node where actor i alone may concede, and else play goes on to `next`.
void add_turn(GameBuilder& builder, const Attrition& a, std::size_t i, unsigned stage, bool ends_step, NodeId next) {
  builder.add_node(stage, ends_step);
  const SeatId seat = builder.add_seat(ActorId(i), 2);
  builder.close(seat, 0, 0);
  const double gets[] = {i == 0 ? a.lose[0] : a.win[0], i == 0 ? a.win[1] : a.lose[1]};
  // A term for each actor, by type: obstinate, other.
  builder.add_joint(std::vector{gets[0], gets[0], gets[1], gets[1]}, {}, {});
  builder.add_joint(std::vector{0.0, 0.0, 0.0, 0.0}, std::vector{next}, std::vector{1.0});
}

}  // namespace

Game simultaneous_attrition(const Attrition& a) {
  GameBuilder builder({a.discount[0], a.discount[1]}, {ActorId(0), ActorId(1)});
  set_types(builder, a);
  builder.add_node(0, true);
  for (std::size_t i = 0; i < 2; ++i) builder.close(builder.add_seat(ActorId(i), 2), 0, 0);
  const double tie[] = {(a.win[0] + a.lose[0]) / 2, (a.win[1] + a.lose[1]) / 2};
  builder.add_joint(std::vector{tie[0], tie[0], tie[1], tie[1]}, {}, {});
  builder.add_joint(std::vector{a.lose[0], a.lose[0], a.win[1], a.win[1]}, {}, {});
  builder.add_joint(std::vector{a.win[0], a.win[0], a.lose[1], a.lose[1]}, {}, {});
  builder.add_joint(std::vector{0.0, 0.0, 0.0, 0.0}, std::vector{NodeId(0)}, std::vector{1.0});
  builder.add_start(NodeId(0), 1);
  return std::move(builder).build().value();
}

Game alternating_attrition(const Attrition& a) {
  GameBuilder builder({a.discount[0], a.discount[1]}, {ActorId(0), ActorId(1)});
  set_types(builder, a);
  for (std::size_t i = 0; i < 2; ++i) add_turn(builder, a, i, 0, true, NodeId(1 - i));
  builder.add_start(NodeId(0), 1);
  return std::move(builder).build().value();
}

Game random_order_attrition(const Attrition& a) {
  GameBuilder builder({a.discount[0], a.discount[1]}, {ActorId(0), ActorId(1)});
  set_types(builder, a);
  builder.add_node(0, false);
  builder.add_joint(std::vector{0.0, 0.0, 0.0, 0.0}, std::vector{NodeId(1), NodeId(3)}, std::vector{0.5, 0.5});
  add_turn(builder, a, 0, 1, false, NodeId(2));
  add_turn(builder, a, 1, 2, true, NodeId(0));
  add_turn(builder, a, 1, 1, false, NodeId(4));
  add_turn(builder, a, 0, 2, true, NodeId(0));
  builder.add_start(NodeId(0), 1);
  return std::move(builder).build().value();
}

Game bluff(const Bluff& b) {
  GameBuilder builder({1, 1}, {ActorId(0), ActorId(1)});
  builder.set_types(ActorId(0), std::vector{b.resolved, 1 - b.resolved});
  const auto ends = [&](double first, double second, double other) {
    builder.add_joint(std::vector{first, second, other}, {}, {});
  };
  const auto leads = [&](std::size_t node) {
    builder.add_joint(std::vector{0.0, 0.0, 0.0}, std::vector{NodeId(node)}, std::vector{1.0});
  };
  builder.add_node(0, false);
  builder.add_seat(ActorId(0), 2);
  ends(0, 0, b.kept);
  leads(1);
  builder.add_node(1, false);
  builder.add_seat(ActorId(1), 2);
  ends(b.prize, b.prize, 0);
  leads(2);
  builder.add_node(2, true);
  builder.add_seat(ActorId(0), 2);
  ends(b.war[0], b.war[1], -b.loss);
  ends(-b.audience_cost, -b.audience_cost, b.kept);
  builder.add_start(NodeId(0), 1);
  return std::move(builder).build().value();
}

Game chain_store(const ChainStore& c) {
  GameBuilder builder({c.discount, 0.0}, {ActorId(0), ActorId(1)});
  builder.set_types(ActorId(0), std::vector{c.strong, 1 - c.strong});
  for (std::size_t k = 0; k < c.markets; ++k) {
    const auto joint = [&](double weak, double entrant, std::vector<NodeId> next) {
      builder.add_joint(std::vector{weak, weak, entrant}, next, std::vector<double>(next.size(), 1.0));
    };
    const bool last = k + 1 == c.markets;
    const std::vector<NodeId> later = last ? std::vector<NodeId>{} : std::vector{NodeId(3 * k + 3)};
    builder.add_node(0, false);
    builder.add_seat(ActorId(1), 2);
    joint(0, 0, {NodeId(3 * k + 1)});
    joint(c.monopoly, 0, {NodeId(3 * k + 2)});
    builder.add_node(1, true);
    builder.close(builder.add_seat(ActorId(0), 2), 1, 0);
    joint(-1, c.entrant_gain - 1, later);
    joint(0, c.entrant_gain, later);
    builder.add_node(1, true);
    joint(0, 0, later);
  }
  builder.add_start(NodeId(0), 1);
  return std::move(builder).build().value();
}

}  // namespace parley::game
