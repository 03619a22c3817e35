// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/beliefs/outcomes.h"

#include <algorithm>
#include <cmath>

namespace parley::certify::beliefs {

void Scene::set(game::BeliefPlayer& player, game::NodeId node, std::span<const double> beliefs) {
  if (!is_set_ || node != node_) set_node(node);
  beliefs_.assign(beliefs.begin(), beliefs.end());
  if (!seats_.empty()) player.choose(node, beliefs_, log_probability_);
  for (std::size_t s = 0; s < seats_.size(); ++s) {
    mean_[s].assign(seats_[s].moves, 0.0);
    for (std::size_t t = 0; t < seats_[s].types; ++t)
      for (std::size_t m = 0; m < seats_[s].moves; ++m)
        mean_[s][m] += beliefs_[seats_[s].first_type + t] * chance(seats_[s], t, m);
  }
  const std::size_t types = game_.types();
  std::size_t row = 0;
  for (const Outcome& outcome : outcomes_) {
    if (outcome.after != row) continue;
    game::update_beliefs(game_, node_, seats_, outcome.joint, outcome.successor, log_probability_, beliefs_,
                         std::span(after_).subspan(types * row++, types));
  }
}

void Scene::set_node(game::NodeId node) {
  is_set_ = true;
  node_ = node;
  seats_ = game::typed_seats(game_, node);
  log_probability_.resize(game::typed_moves(seats_));
  mean_.resize(seats_.size());
  outcomes_.clear();
  const bool hides = std::any_of(seats_.begin(), seats_.end(), [](const game::TypedSeat& seat) { return seat.hidden; });
  rows_ = 0;
  for (std::size_t j = 0; j < joints(); ++j) {
    const auto successors = game_.successors(joint(j));
    const auto probabilities = game_.probabilities(joint(j));
    // What is seen of a hidden move is where it led, of any other the move itself.
    for (std::size_t e = 0; e < successors.size(); ++e)
      outcomes_.push_back({j, successors[e], probabilities[e], hides || e == 0 ? rows_++ : rows_ - 1});
  }
  after_.resize(rows_ * game_.types());
}

std::size_t Scene::seat_of(game::ActorId actor) const {
  std::size_t s = 0;
  while (s < seats_.size() && seats_[s].actor != actor) ++s;
  return s;
}

double Scene::chance(const game::TypedSeat& seat, std::size_t type, std::size_t move) const {
  return std::exp(log_probability_[seat.slot(type, move)]);
}

double Scene::others(std::size_t joint, std::size_t seat) const {
  double chance = 1;
  for (std::size_t s = 0; s < seats_.size(); ++s)
    if (s != seat) chance *= mean_[s][seats_[s].move_in(joint)];
  return chance;
}

}  // namespace parley::certify::beliefs
