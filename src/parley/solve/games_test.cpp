// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "parley/game/random_game.h"
#include "parley/solve/detail/games_for_test.h"

namespace parley::solve::testing {

using game::ActorId;
using game::Game;
using game::NodeId;
using game::SeatId;

Game plain_game(const std::vector<double>& discount, const std::vector<PlainNode>& nodes) {
  std::vector<ActorId> owners;
  for (std::size_t i = 0; i < discount.size(); ++i) owners.emplace_back(i);
  game::GameBuilder builder(discount, owners);
  for (const PlainNode& node : nodes) {
    builder.add_node(0, true);
    for (std::size_t i = 0; i < node.moves.size(); ++i)
      if (node.moves[i] > 0) builder.add_seat(ActorId(i), node.moves[i]);
    for (std::size_t j = 0; j < node.payoff.size(); ++j) {
      std::vector<NodeId> to;
      std::vector<double> probability;
      for (const Edge edge : node.edges[j]) {
        to.emplace_back(edge.to);
        probability.push_back(edge.probability);
      }
      builder.add_joint(node.payoff[j], to, probability);
    }
  }
  builder.add_start(NodeId(0), 1);
  auto game = std::move(builder).build();
  if (!game) throw std::runtime_error(game.error().all().front().message);
  return std::move(*game);
}

Game matrix_game(const std::vector<std::size_t>& moves,
                 const std::function<std::vector<double>(std::span<const std::size_t>)>& payoff) {
  PlainNode node{moves, {}, {}};
  std::vector<std::size_t> at(moves.size(), 0);
  for (;;) {
    node.payoff.push_back(payoff(at));
    node.edges.emplace_back();
    std::size_t i = moves.size();
    while (i > 0 && ++at[i - 1] == moves[i - 1]) at[--i] = 0;
    if (i == 0) break;
  }
  return plain_game(std::vector<double>(moves.size(), 0.5), {node});
}

std::vector<PlainNode> random_nodes(std::uint64_t seed, std::size_t nodes, std::size_t actors, std::size_t moves) {
  const Game drawn = game::random_game({.seed = seed, .nodes = nodes, .actors = actors, .moves = moves});
  std::vector<PlainNode> all;
  for (const NodeId at : drawn.all_nodes()) {
    PlainNode& node = all.emplace_back(PlainNode{std::vector<std::size_t>(actors, moves), {}, {}});
    for (const game::JointId joint : drawn.joints_of(at)) {
      std::vector<double>& payoff = node.payoff.emplace_back();
      for (const ActorId actor : drawn.all_actors()) payoff.push_back(drawn.payoff(joint, actor));
      std::vector<Edge>& edges = node.edges.emplace_back();
      for (std::size_t e = 0; e < drawn.successors(joint).size(); ++e)
        edges.push_back({drawn.successors(joint)[e].value(), drawn.probabilities(joint)[e]});
    }
  }
  return all;
}

Solution must_solve(const Game& game, const SolveOptions& options) {
  auto solution = solve(game, options, {});
  if (!solution) throw std::runtime_error(solution.error().all().front().message);
  return std::move(*solution);
}

namespace {

/// The worth of a joint move to an actor by `values`.
double worth(const Game& game, const game::Values& values, NodeId node, game::JointId joint, ActorId actor) {
  double next = 0;
  for (std::size_t e = 0; e < game.successors(joint).size(); ++e)
    next += game.probabilities(joint)[e] * values(game.successors(joint)[e], actor);
  return game.payoff(joint, actor) + game.discount_after(node, actor) * next;
}

/// Values under a profile: from the stated ones, by sweeps until they stand still.
game::Values sweep_values(const Game& game, const Solution& solution) {
  game::Values values = solution.values;
  std::vector<double> weight;
  for (int sweep = 0; sweep < 200000; ++sweep) {
    double change = 0;
    for (std::size_t n = game.nodes(); n-- > 0;) {
      game::joint_probabilities(game, solution.profile, NodeId(n), weight);
      for (const ActorId actor : game.all_actors()) {
        double sum = 0;
        for (std::size_t j = 0; j < weight.size(); ++j)
          if (weight[j] > 0) sum += weight[j] * worth(game, values, NodeId(n), game.joints_of(NodeId(n))[j], actor);
        change = std::max(change, std::abs(sum - values(NodeId(n), actor)) / (1 + std::abs(sum)));
        values(NodeId(n), actor) = sum;
      }
    }
    if (change < 1e-15) break;
  }
  return values;
}

/// What `actor` gets at a node by playing its `move`-th move against the profile.
double deviation(const Game& game, const Solution& solution, const game::Values& values, NodeId node, SeatId seat,
                 std::size_t move) {
  game::Profile profile = solution.profile;
  const auto moves = game.moves_of(seat);
  for (std::size_t k = 0; k < moves.size(); ++k) profile[moves[k]] = k == move ? 1 : 0;
  double sum = 0;
  const auto joints = game.joints_of(node);
  for (std::size_t j = 0; j < joints.size(); ++j) {
    double weight = 1;
    std::size_t rest = j;
    const auto seats = game.seats_of(node);
    for (std::size_t s = seats.size(); s-- > 0;) {
      const auto own = game.moves_of(seats[s]);
      weight *= profile[own[rest % own.size()]];
      rest /= own.size();
    }
    if (weight > 0) sum += weight * worth(game, values, node, joints[j], game.actor(seat));
  }
  return sum;
}

}  // namespace

Verdict judge(const Game& game, const Solution& solution) {
  const game::Values values = sweep_values(game, solution);
  Verdict verdict;
  for (const NodeId node : game.all_nodes()) {
    for (const ActorId actor : game.all_actors())
      verdict.value_error = std::max(verdict.value_error, std::abs(values(node, actor) - solution.values(node, actor)));
    for (const SeatId seat : game.seats_of(node)) {
      double sum = 0;
      for (std::size_t k = 0; k < game.moves_of(seat).size(); ++k) {
        const double p = solution.profile[game.moves_of(seat)[k]];
        if (!(p >= 0)) verdict.probability_error = 1;
        sum += p;
        verdict.gain =
            std::max(verdict.gain, deviation(game, solution, values, node, seat, k) - values(node, game.actor(seat)));
      }
      verdict.probability_error = std::max(verdict.probability_error, std::abs(sum - 1));
    }
  }
  return verdict;
}

void expect_equilibrium(const Game& game, const Solution& solution, double tolerance) {
  EXPECT_EQ(solution.status, Status::kConverged) << solution.message;
  const Verdict verdict = judge(game, solution);
  EXPECT_LE(verdict.gain, tolerance);
  EXPECT_LE(verdict.value_error, tolerance);
  EXPECT_LE(verdict.probability_error, 1e-12);
}

double chance(const Game& game, const Solution& solution, std::size_t node, std::size_t actor, std::size_t move) {
  for (const SeatId seat : game.seats_of(NodeId(node)))
    if (game.actor(seat) == ActorId(actor)) return solution.profile[game.moves_of(seat)[move]];
  throw std::runtime_error("no such seat");
}

double value(const Solution& solution, std::size_t node, std::size_t actor) {
  return solution.values(NodeId(node), ActorId(actor));
}

}  // namespace parley::solve::testing
