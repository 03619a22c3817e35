// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/detail/policy.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <vector>

#include "parley/numeric/krylov.h"
#include "parley/numeric/linear.h"

namespace parley::solve {

using game::ActorId;
using game::Game;
using game::JointId;
using game::NodeId;
using game::SeatId;

namespace {

// A factorisation of more nodes than this fills in beyond memory where each may lead anywhere.
constexpr std::size_t kMostDirect = 2000;
// Of the residual of the values of more nodes.
constexpr double kTolerance = 1e-12;

/// The component's transitions under the profile: at each node, edges inside it and what all else is worth.
struct Chain {
  std::vector<std::size_t> first_edge{0};
  std::vector<std::uint32_t> to;
  std::vector<double> probability;
  std::vector<double> flow;  ///< [node * actors + actor]: payoffs, and discounted values of what lies outside
};

Chain chain_of(const Component& component, const Draft& draft) {
  const Game& game = component.game;
  std::unordered_map<std::uint32_t, std::uint32_t> place;
  for (std::size_t n = 0; n < component.nodes.size(); ++n)
    place.emplace(component.nodes[n].value(), static_cast<std::uint32_t>(n));
  Chain chain;
  std::vector<double> weight;
  for (const NodeId node : component.nodes) {
    game::joint_probabilities(game, draft.profile, node, weight);
    const auto joints = game.joints_of(node);
    const std::size_t begin = chain.flow.size();
    chain.flow.resize(begin + game.actors(), 0.0);
    for (std::size_t j = 0; j < joints.size(); ++j) {
      if (weight[j] == 0) continue;
      for (const ActorId actor : game.all_actors())
        chain.flow[begin + actor.value()] += weight[j] * game.payoff(joints[j], actor);
      const auto successors = game.successors(joints[j]);
      for (std::size_t e = 0; e < successors.size(); ++e) {
        const double probability = weight[j] * game.probabilities(joints[j])[e];
        const auto inside = place.find(successors[e].value());
        if (inside != place.end()) {
          chain.to.push_back(inside->second);
          chain.probability.push_back(probability);
          continue;
        }
        for (const ActorId actor : game.all_actors())
          chain.flow[begin + actor.value()] +=
              probability * game.discount_after(node, actor) * draft.values(successors[e], actor);
      }
    }
    chain.first_edge.push_back(chain.to.size());
  }
  return chain;
}

/// The system (1 - discount * transitions) for one discount, written and factorised; false if singular.
bool prepare(const Component& component, const Chain& chain, ActorId actor, numeric::LinearSystem& system) {
  const auto matrix = system.values();
  std::fill(matrix.begin(), matrix.end(), 0.0);
  for (std::size_t n = 0; n < component.nodes.size(); ++n) {
    matrix[system.slots()[n]] += 1;
    const double discount = component.game.discount_after(component.nodes[n], actor);
    for (std::size_t e = chain.first_edge[n]; e < chain.first_edge[n + 1]; ++e)
      matrix[system.slots()[component.nodes.size() + e]] -= discount * chain.probability[e];
  }
  return system.factorize() != 0;
}

}  // namespace

namespace {

/// For one actor, from the draft's values on.
bool evaluate_large(const Component& component, const Chain& chain, ActorId actor, Draft& draft) {
  numeric::SparseMatrix matrix;
  std::vector<double> flow;
  std::vector<double> value;
  for (std::uint32_t n = 0; n < component.nodes.size(); ++n) {
    const double discount = component.game.discount_after(component.nodes[n], actor);
    matrix.column.push_back(n);
    matrix.value.push_back(1);
    for (std::size_t e = chain.first_edge[n]; e < chain.first_edge[n + 1]; ++e) {
      matrix.column.push_back(chain.to[e]);
      matrix.value.push_back(-discount * chain.probability[e]);
    }
    matrix.row_begin.push_back(static_cast<std::uint32_t>(matrix.column.size()));
    flow.push_back(chain.flow[n * component.game.actors() + actor.value()]);
    value.push_back(draft.values(component.nodes[n], actor));
  }
  const bool converged = numeric::solve_krylov(matrix, flow, value, {.tolerance = kTolerance}).converged;
  for (std::size_t n = 0; n < value.size(); ++n) draft.values(component.nodes[n], actor) = value[n];
  return converged;
}

}  // namespace

bool evaluate_policy(const Component& component, Draft& draft) {
  const Game& game = component.game;
  const Chain chain = chain_of(component, draft);
  if (component.nodes.size() > kMostDirect) {
    for (const ActorId actor : game.all_actors())
      if (!evaluate_large(component, chain, actor, draft)) return false;
    return true;
  }
  const std::size_t count = component.nodes.size();
  std::vector<numeric::MatrixEntry> places;
  for (std::uint32_t n = 0; n < count; ++n) places.push_back({n, n});
  for (std::uint32_t n = 0; n < count; ++n)
    for (std::size_t e = chain.first_edge[n]; e < chain.first_edge[n + 1]; ++e) places.push_back({n, chain.to[e]});
  numeric::LinearSystem system(count, places);
  std::vector<double> value(count);
  std::vector<bool> done(game.actors(), false);
  for (const ActorId first : game.all_actors()) {
    if (done[first.value()]) continue;
    if (!prepare(component, chain, first, system)) return false;
    for (const ActorId actor : game.all_actors()) {
      if (game.discount(actor) != game.discount(first)) continue;
      done[actor.value()] = true;
      for (std::size_t n = 0; n < count; ++n) value[n] = chain.flow[n * game.actors() + actor.value()];
      system.solve(value);
      for (std::size_t n = 0; n < count; ++n) draft.values(component.nodes[n], actor) = value[n];
    }
  }
  return true;
}

namespace {

/// What each joint move of a node is worth to an actor at the draft's values.
void joint_worths(const Component& component, const Draft& draft, NodeId node, ActorId actor,
                  std::vector<double>& worth) {
  const Game& game = component.game;
  worth.clear();
  for (const JointId joint : game.joints_of(node)) {
    const auto successors = game.successors(joint);
    double next = 0;
    for (std::size_t e = 0; e < successors.size(); ++e)
      next += game.probabilities(joint)[e] * draft.values(successors[e], actor);
    worth.push_back(game.payoff(joint, actor) + game.discount_after(node, actor) * next);
  }
}

/// Each move's worth to a seat's owner, given the others' probabilities.
std::vector<double> move_worths(const Game& game, const Draft& draft, NodeId node, SeatId seat,
                                const std::vector<double>& worth) {
  std::vector<double> sum(game.moves_of(seat).size(), 0.0);
  for (std::size_t j = 0; j < worth.size(); ++j) {
    std::size_t rest = j;
    std::size_t played = 0;
    double weight = 1;
    const auto seats = game.seats_of(node);
    for (std::size_t s = seats.size(); s-- > 0;) {
      const auto moves = game.moves_of(seats[s]);
      const std::size_t move = rest % moves.size();
      rest /= moves.size();
      if (seats[s] == seat) {
        played = move;
      } else {
        weight *= draft.profile[moves[move]];
      }
    }
    sum[played] += weight * worth[j];
  }
  return sum;
}

void measure_seat(const Component& component, const Draft& draft, SeatId seat, std::span<const double> worth,
                  Shortfall& shortfall) {
  const double precision = component.precision[component.game.actor(seat).value()];
  const auto moves = component.game.moves_of(seat);
  const double best = *std::max_element(worth.begin(), worth.end());
  double loss = 0;
  double sum = 0;
  for (std::size_t k = 0; k < worth.size(); ++k) {
    loss += draft.profile[moves[k]] * (best - worth[k]);
    sum += std::exp(precision * (worth[k] - best));
  }
  if (precision == kLimit) {
    shortfall.gain = std::max(shortfall.gain, loss);
    return;
  }
  for (std::size_t k = 0; k < worth.size(); ++k) {
    const double logit = std::exp(precision * (worth[k] - best)) / sum;
    shortfall.logit_error = std::max(shortfall.logit_error, std::abs(logit - draft.profile[moves[k]]));
  }
}

}  // namespace

Shortfall measure_shortfall(const Component& component, const Draft& draft) {
  const Game& game = component.game;
  Shortfall shortfall;
  std::vector<double> worth;
  std::vector<double> weight;
  for (const NodeId node : component.nodes) {
    game::joint_probabilities(game, draft.profile, node, weight);
    for (const ActorId actor : game.all_actors()) {
      joint_worths(component, draft, node, actor, worth);
      double value = 0;
      for (std::size_t j = 0; j < worth.size(); ++j) {
        value += weight[j] * worth[j];
        shortfall.size = std::max(shortfall.size, std::abs(worth[j]));
      }
      const double residual = std::abs(value - draft.values(node, actor));
      // A NaN anywhere must not pass for a small number.
      shortfall.residual = residual <= shortfall.residual ? shortfall.residual : residual;
      if (!std::isfinite(residual)) return {kLimit, kLimit, kLimit, kLimit};
      for (const SeatId seat : game.seats_of(node))
        if (game.actor(seat) == actor && game.moves_of(seat).size() > 1)
          measure_seat(component, draft, seat, move_worths(game, draft, node, seat, worth), shortfall);
    }
  }
  return shortfall;
}

}  // namespace parley::solve
