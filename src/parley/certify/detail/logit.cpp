// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/detail/logit.h"

#include <algorithm>
#include <cmath>

namespace parley::certify {

namespace {

// exp(-x) of a relative error of u in x is off by u x exp(-x) <= u / e; with the sum and the quotient, under 8 u a
// move.
constexpr double kRoundingPerMove = 1e-15;

/// The logit probability of move k where each difference of two values may be off by `slack`, against it or for it.
double choice(const Offers& offers, std::size_t k, double precision, double slack) {
  double sum = 1;
  for (std::size_t j = 0; j < offers.moves(); ++j)
    if (j != k) sum += std::exp(precision * ((offers.offer(kProfile, j) - offers.offer(kProfile, k)).high + slack));
  return 1 / sum;
}

double node_residual(const Offers& offers, double precision, double offer_error) {
  double largest = 0;
  for (std::size_t k = 0; k < offers.moves(); ++k) {
    const double mix = offers.mix(k).high;
    const double least = choice(offers, k, precision, 2 * offer_error);
    const double most = choice(offers, k, precision, -2 * offer_error);
    const double off = std::max(std::abs(mix - least), std::abs(mix - most));
    if (!(off <= largest)) largest = off;
  }
  return largest + kRoundingPerMove * static_cast<double>(offers.moves());
}

}  // namespace

double logit_residual(const game::Game& game, const game::Profile& profile, game::ActorId actor,
                      const Enclosure& enclosure, const std::vector<bool>& reachable, double precision) {
  Offers offers(game, profile, actor);
  double largest = 0;
  for (const game::NodeId node : game.all_nodes()) {
    if (!reachable[node.value()]) continue;
    offers.visit(node);
    if (!offers.has_choice()) continue;
    offers.weigh(kProfile, enclosure.bounds);
    const double error = offers.outer_radius(kProfile) * (1 + 1e-9) + offers.rounding();
    const double residual = node_residual(offers, precision, error);
    if (!(residual <= largest)) largest = residual;
  }
  return largest;
}

}  // namespace parley::certify
