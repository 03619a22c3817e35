// SPDX-License-Identifier: Apache-2.0
#include "tests/property/rebuilt.h"

#include <cmath>
#include <functional>
#include <stdexcept>

#include "parley/game/builder.h"

namespace parley::testing {

namespace {

void each_payoff(Draft& draft, const std::function<double(double)>& change) {
  for (Draft::Node& node : draft.nodes)
    for (Draft::Joint& joint : node.joints)
      for (double& payoff : joint.payoff) payoff = change(payoff);
}

/// The joint in which each seat plays its last-but-k-th move instead of its k-th.
std::size_t mirrored(const Draft::Node& node, std::size_t joint) {
  std::size_t place = 0;
  std::size_t factor = 1;
  for (std::size_t s = node.seats.size(); s-- > 0;) {
    const std::size_t moves = node.seats[s].moves;
    place += (moves - 1 - joint % moves) * factor;
    joint /= moves;
    factor *= moves;
  }
  return place;
}

}  // namespace

Draft draft_of(const game::Game& game) {
  Draft draft;
  for (const game::ActorId actor : game.all_actors()) draft.discount.push_back(game.discount(actor));
  for (const game::NodeId node : game.all_nodes()) {
    Draft::Node& own = draft.nodes.emplace_back();
    own.stage = game.stage(node);
    own.ends_step = game.ends_step(node);
    for (const game::SeatId seat : game.seats_of(node))
      own.seats.push_back({game.actor(seat).value(), game.moves_of(seat).size()});
    for (const game::JointId joint : game.joints_of(node)) {
      Draft::Joint& one = own.joints.emplace_back();
      for (const game::ActorId actor : game.all_actors()) one.payoff.push_back(game.payoff(joint, actor));
      for (const game::NodeId to : game.successors(joint)) one.to.push_back(to.value());
      for (const double p : game.probabilities(joint)) one.probability.push_back(p);
    }
  }
  for (const game::NodeId node : game.start_nodes()) draft.start.push_back(node.value());
  for (const double p : game.start_probabilities()) draft.start_probability.push_back(p);
  return draft;
}

game::Game built(const Draft& draft) {
  std::vector<game::ActorId> terms;
  for (std::size_t i = 0; i < draft.discount.size(); ++i) terms.emplace_back(i);
  game::GameBuilder builder(draft.discount, terms);
  for (const Draft::Node& node : draft.nodes) {
    builder.add_node(node.stage, node.ends_step);
    for (const Draft::Seat& seat : node.seats) builder.add_seat(game::ActorId(seat.actor), seat.moves);
    for (const Draft::Joint& joint : node.joints) {
      std::vector<game::NodeId> to;
      for (const std::size_t k : joint.to) to.emplace_back(k);
      builder.add_joint(joint.payoff, to, joint.probability);
    }
  }
  for (std::size_t k = 0; k < draft.start.size(); ++k)
    builder.add_start(game::NodeId(draft.start[k]), draft.start_probability[k]);
  auto game = std::move(builder).build();
  if (!game) throw std::runtime_error(game.error().all().front().message);
  return *std::move(game);
}

Draft rescaled(Draft draft, double factor, double shift) {
  each_payoff(draft, [&](double payoff) { return payoff * factor + shift; });
  return draft;
}

Draft with_discount(Draft draft, double discount) {
  for (double& one : draft.discount) one = discount;
  return draft;
}

Draft relabelled(const Draft& draft) {
  Draft turned = draft;
  const std::size_t actors = draft.discount.size();
  const std::size_t nodes = draft.nodes.size();
  for (std::size_t i = 0; i < actors; ++i) turned.discount[i] = draft.discount[actors - 1 - i];
  for (std::size_t n = 0; n < nodes; ++n) {
    const Draft::Node& from = draft.nodes[n];
    Draft::Node& node = turned.nodes[nodes - 1 - n];
    node = from;
    for (Draft::Seat& seat : node.seats) seat.actor = actors - 1 - seat.actor;
    for (std::size_t j = 0; j < from.joints.size(); ++j) {
      Draft::Joint& joint = node.joints[mirrored(from, j)];
      joint = from.joints[j];
      for (std::size_t i = 0; i < actors; ++i) joint.payoff[i] = from.joints[j].payoff[actors - 1 - i];
      for (std::size_t& to : joint.to) to = nodes - 1 - to;
    }
  }
  for (std::size_t& start : turned.start) start = nodes - 1 - start;
  return turned;
}

Draft with_copied_move(const Draft& draft, double less) {
  Draft more = draft;
  for (Draft::Node& node : more.nodes) {
    if (node.seats.empty()) continue;
    const std::size_t others = node.joints.size() / node.seats.front().moves;
    ++node.seats.front().moves;
    for (std::size_t j = 0; j < others; ++j) {
      Draft::Joint copy = node.joints[j];
      copy.payoff[node.seats.front().actor] -= less;
      node.joints.push_back(std::move(copy));
    }
  }
  return more;
}

Draft with_twin(const Draft& draft, std::size_t node) {
  Draft twinned = draft;
  const std::size_t twin = draft.nodes.size();
  twinned.nodes.push_back(draft.nodes[node]);
  for (Draft::Node& from : twinned.nodes)
    for (Draft::Joint& joint : from.joints)
      for (std::size_t e = joint.to.size(); e-- > 0;) {
        if (joint.to[e] != node) continue;
        joint.probability[e] /= 2;
        joint.to.push_back(twin);
        joint.probability.push_back(joint.probability[e]);
      }
  return twinned;
}

Draft beside(const Draft& draft, const Draft& other) {
  Draft both = draft;
  for (Draft::Node node : other.nodes) {
    for (Draft::Joint& joint : node.joints)
      for (std::size_t& to : joint.to) to += draft.nodes.size();
    both.nodes.push_back(std::move(node));
  }
  return both;
}

Draft with_ties(Draft draft, double unit) {
  each_payoff(draft, [&](double payoff) { return std::round(payoff / unit) * unit; });
  return draft;
}

Draft with_absorbing_node(const Draft& draft, double chance, double flow) {
  Draft absorbed = draft;
  const std::size_t end = draft.nodes.size();
  for (Draft::Node& node : absorbed.nodes) {
    if (!node.ends_step) continue;
    for (Draft::Joint& joint : node.joints) {
      if (joint.to.empty()) continue;
      for (double& p : joint.probability) p *= 1 - chance;
      joint.to.push_back(end);
      joint.probability.push_back(chance);
    }
  }
  const std::vector<double> payoff(draft.discount.size(), flow);
  absorbed.nodes.push_back({0, true, {}, {{payoff, {end}, {1.0}}}});
  return absorbed;
}

}  // namespace parley::testing
