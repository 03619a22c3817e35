// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/closed/closed_form.h"

#include <algorithm>
#include <cmath>

#include "parley/solve/detail/scratch.h"

namespace parley::solve::closed {

using game::ActorId;
using game::Game;
using game::JointId;
using game::MoveId;
using game::NodeId;
using game::SeatId;

bool takes(const Component& component) {
  return !component.cyclic && choosing_seats(component.game, component.nodes.front()) <= 1;
}

namespace {

/// What a joint move is worth to each actor, at the successors' values.
void joint_worth(const Game& game, const game::Values& values, NodeId node, JointId joint, std::span<double> worth) {
  const auto successors = game.successors(joint);
  const auto probabilities = game.probabilities(joint);
  std::fill(worth.begin(), worth.end(), 0.0);
  for (std::size_t e = 0; e < successors.size(); ++e)
    for (std::size_t i = 0; i < worth.size(); ++i) worth[i] += probabilities[e] * values(successors[e], ActorId(i));
  for (std::size_t i = 0; i < worth.size(); ++i)
    worth[i] = game.payoff(joint, ActorId(i)) + game.discount_after(node, ActorId(i)) * worth[i];
}

/// The best moves in equal parts.
void choose_best(std::span<double> choice, double range) {
  const double best = *std::max_element(choice.begin(), choice.end());
  const double least = best - kTieOfRange * range - kTieOfValue * std::abs(best);
  double count = 0;
  for (double& move : choice) {
    move = move >= least ? 1 : 0;
    count += move;
  }
  if (count > 1)
    for (double& move : choice) move /= count;
}

void choose_logit(std::span<double> choice, double precision) {
  const double best = *std::max_element(choice.begin(), choice.end());
  double sum = 0;
  for (double& move : choice) sum += move = std::exp(precision * (move - best));
  for (double& move : choice) move /= sum;
}

}  // namespace

Outcome solve(const Component& component, const SolveOptions&, const base::RunContext&, Scratch& scratch,
              Draft& draft) {
  const Game& game = component.game;
  const NodeId node = component.nodes.front();
  const std::size_t actors = game.actors();
  const auto joints = game.joints_of(node);
  Outcome outcome;
  // The only choosing seat's moves are the joint moves, one to one.
  for (const SeatId seat : game.seats_of(node))
    if (game.moves_of(seat).size() == 1) draft.profile[game.moves_of(seat).front()] = 1;
  scratch.numbers.resize(std::max(scratch.numbers.size(), joints.size() * (actors + 1)));
  const std::span<double> worth(scratch.numbers.data(), joints.size() * actors);
  const std::span<double> choice(scratch.numbers.data() + worth.size(), joints.size());
  for (std::size_t j = 0; j < joints.size(); ++j)
    joint_worth(game, draft.values, node, joints[j], worth.subspan(j * actors, actors));
  choice[0] = 1;
  for (const SeatId seat : game.seats_of(node)) {
    const auto moves = game.moves_of(seat);
    if (moves.size() == 1) continue;
    const ActorId actor = game.actor(seat);
    for (std::size_t j = 0; j < joints.size(); ++j) choice[j] = worth[j * actors + actor.value()];
    const double precision = component.precision[actor.value()];
    if (precision == kLimit) {
      choose_best(choice, game.payoff_range(actor));
    } else {
      choose_logit(choice, precision);
      outcome.precision_reached = kLimit;
    }
    for (std::size_t j = 0; j < joints.size(); ++j) draft.profile[moves[j]] = choice[j];
  }
  for (std::size_t i = 0; i < actors; ++i) {
    double value = 0;
    for (std::size_t j = 0; j < joints.size(); ++j)
      if (choice[j] > 0) value += choice[j] * worth[j * actors + i];
    draft.values(node, ActorId(i)) = value;
  }
  return outcome;
}

}  // namespace parley::solve::closed
