// SPDX-License-Identifier: Apache-2.0
#include "parley/game/beliefs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace parley::game {

namespace {

// Stands for the logarithm of a prior of 0. Errors of logit choice have logarithms down to minus the precision times a
// payoff, a million at most in use; a thousand times that leaves them nine digits.
constexpr double kNeverLog = -1e9;

double log_sum(double a, double b) {
  if (a < b) std::swap(a, b);
  return std::isinf(b) ? a : a + std::log1p(std::exp(b - a));
}

double chance_of(const Game& game, JointId joint, NodeId successor) {
  double sum = 0;
  const auto successors = game.successors(joint);
  const auto probabilities = game.probabilities(joint);
  for (std::size_t e = 0; e < successors.size(); ++e)
    if (successors[e] == successor) sum += probabilities[e];
  return sum;
}

}  // namespace

std::vector<TypedSeat> typed_seats(const Game& game, NodeId node) {
  std::vector<TypedSeat> seats;
  std::size_t first = 0;
  for (const SeatId id : game.seats_of(node)) {
    TypedSeat seat;
    seat.seat = id;
    seat.actor = game.actor(id);
    seat.first_type = game.types_of(seat.actor).front().value();
    seat.types = game.types_of(seat.actor).size();
    seat.moves = game.moves_of(id).size();
    seat.first = first;
    seat.hidden = game.is_hidden(id);
    first += seat.types * seat.moves;
    seats.push_back(seat);
  }
  std::size_t stride = 1;
  for (std::size_t k = seats.size(); k-- > 0;) {
    seats[k].stride = stride;
    stride *= seats[k].moves;
  }
  return seats;
}

std::size_t typed_moves(std::span<const TypedSeat> seats) {
  return seats.empty() ? 0 : seats.back().first + seats.back().types * seats.back().moves;
}

std::vector<double> prior_beliefs(const Game& game) {
  std::vector<double> beliefs;
  for (const ActorId actor : game.all_actors()) {
    const auto prior = game.prior(actor);
    beliefs.insert(beliefs.end(), prior.begin(), prior.end());
  }
  return beliefs;
}

void posterior(std::span<const double> prior, std::span<const double> log_likelihood, std::span<double> after) {
  double most = -std::numeric_limits<double>::infinity();
  for (std::size_t t = 0; t < prior.size(); ++t) {
    after[t] = (prior[t] > 0 ? std::log(prior[t]) : kNeverLog) + log_likelihood[t];
    most = std::max(most, after[t]);
  }
  if (std::isinf(most)) {
    std::copy(prior.begin(), prior.end(), after.begin());
    return;
  }
  double sum = 0;
  for (double& weight : after) sum += weight = std::exp(weight - most);
  for (double& weight : after) weight /= sum;
}

void update_beliefs(const Game& game, NodeId node, std::size_t joint, NodeId successor,
                    std::span<const double> log_probability, std::span<const double> beliefs, std::span<double> after) {
  update_beliefs(game, node, typed_seats(game, node), joint, successor, log_probability, beliefs, after);
}

void update_beliefs(const Game& game, NodeId node, std::span<const TypedSeat> seats, std::size_t joint,
                    NodeId successor, std::span<const double> log_probability, std::span<const double> beliefs,
                    std::span<double> after) {
  std::copy(beliefs.begin(), beliefs.end(), after.begin());
  std::vector<double> likelihood;
  for (const TypedSeat& seat : seats) {
    if (seat.types == 1) continue;
    const std::size_t played = seat.move_in(joint);
    likelihood.assign(seat.types, -std::numeric_limits<double>::infinity());
    for (std::size_t t = 0; t < seat.types; ++t) {
      if (!seat.hidden) {
        likelihood[t] = log_probability[seat.slot(t, played)];
        continue;
      }
      for (std::size_t m = 0; m < seat.moves; ++m) {
        const JointId other = game.joints_of(node)[joint - played * seat.stride + m * seat.stride];
        const double chance = chance_of(game, other, successor);
        if (chance > 0) likelihood[t] = log_sum(likelihood[t], log_probability[seat.slot(t, m)] + std::log(chance));
      }
    }
    posterior(beliefs.subspan(seat.first_type, seat.types), likelihood, after.subspan(seat.first_type, seat.types));
  }
}

void joint_chances(std::span<const TypedSeat> seats, std::span<const double> log_probability,
                   std::span<const double> beliefs, std::span<double> out) {
  std::fill(out.begin(), out.end(), 1.0);
  for (const TypedSeat& seat : seats)
    for (std::size_t j = 0; j < out.size(); ++j) {
      double chance = 0;
      for (std::size_t t = 0; t < seat.types; ++t)
        chance += beliefs[seat.first_type + t] * std::exp(log_probability[seat.slot(t, seat.move_in(j))]);
      out[j] *= chance;
    }
}

}  // namespace parley::game
