// SPDX-License-Identifier: Apache-2.0
#include "parley/game/textbook_pairs.h"

#include <algorithm>
#include <cmath>

#include "parley/base/check.h"
#include "parley/game/builder.h"

namespace parley::game {

Game pair_game(std::span<const PairState> states, double discount) {
  GameBuilder builder({discount, discount}, {ActorId(0), ActorId(1)});
  std::vector<NodeId> nodes;
  for (std::size_t s = 0; s < states.size(); ++s) nodes.emplace_back(s);
  for (const PairState& state : states) {
    builder.add_node(0, true);
    builder.add_seat(ActorId(0), state.rows);
    builder.add_seat(ActorId(1), state.columns);
    for (std::size_t j = 0; j < state.payoffs.size(); ++j) {
      const std::array<double, 2> payoffs{(1 - discount) * state.payoffs[j][0], (1 - discount) * state.payoffs[j][1]};
      const std::vector<double> alike(states.size(), 1.0 / static_cast<double>(states.size()));
      builder.add_joint(payoffs, nodes, state.next.empty() ? alike : state.next[j]);
    }
  }
  builder.add_start(NodeId(0), 1);
  auto game = std::move(builder).build();
  PARLEY_CHECK(game.has_value());
  return std::move(*game);
}

Game prisoners_dilemma(const Dilemma& parameters) {
  const double temptation = 1 + parameters.gain;
  const PairState state{2, 2, {{1, 1}, {-parameters.loss, temptation}, {temptation, -parameters.loss}, {0, 0}}, {}};
  return pair_game({&state, 1}, parameters.discount);
}

Game abreu_sannikov() {
  // Row after row, as in the paper's matrix.
  const PairState state{3, 3, {{18, 11}, {5, 15}, {2, 5}, {23, 3}, {12, 6}, {1, 2}, {11, 2}, {7, -2}, {-3, -13}}, {}};
  return pair_game({&state, 1}, 0.3);
}

Game two_states() {
  const std::vector<std::array<double, 2>> payoffs{{16, 9}, {3, 13}, {1, 3},  {21, 1},  {10, 4},
                                                   {-1, 0}, {9, 0},  {5, -4}, {-5, -10}};
  std::vector<PairState> states(2, PairState{3, 3, payoffs, {}});
  for (std::size_t j = 0; j < payoffs.size(); ++j)
    for (std::size_t s = 0; s < 2; ++s) {
      states[s].payoffs[j][s] += 5;
      states[s].payoffs[j][1 - s] -= 5;
      states[s].next.push_back(s == 0 ? std::vector<double>{0.3, 0.7} : std::vector<double>{0.7, 0.3});
    }
  return pair_game(states, 0.7);
}

namespace {

/// Chances of the next state when the first actor has consumed this much: those of a distance from it that is
/// exponential, rounded to the grid of states.
std::vector<double> chances_near(double consumption, const RiskSharing& parameters) {
  const double cell = 1.0 / static_cast<double>(parameters.endowments - 1);
  const auto below = [&](double distance) { return 1 - std::exp(-parameters.persistence * std::max(0.0, distance)); };
  std::vector<double> chances;
  double sum = 0;
  for (std::size_t e = 0; e < parameters.endowments; ++e) {
    const double offset = static_cast<double>(e) * cell - consumption;
    const double mass = parameters.persistence > 0 ? below(offset + cell / 2) - below(offset - cell / 2) +
                                                         below(cell / 2 - offset) - below(-offset - cell / 2)
                                                   : 1;
    chances.push_back(mass);
    sum += mass;
  }
  for (double& chance : chances) chance /= sum;
  return chances;
}

}  // namespace

Game risk_sharing(const RiskSharing& parameters) {
  const std::size_t all = (parameters.endowments - 1) * parameters.steps;
  // By what the first actor consumes, in units of the smallest gift.
  std::vector<std::vector<double>> next;
  for (std::size_t held = 0; held <= all; ++held)
    next.push_back(chances_near(static_cast<double>(held) / static_cast<double>(all), parameters));
  std::vector<PairState> states;
  for (std::size_t e = 0; e < parameters.endowments; ++e) {
    const std::size_t own = e * parameters.steps;
    PairState state{own + 1, all - own + 1, {}, {}};
    for (std::size_t given = 0; given <= own; ++given)
      for (std::size_t received = 0; received <= all - own; ++received) {
        const std::size_t held = own - given + received;
        const double consumption = static_cast<double>(held) / static_cast<double>(all);
        state.payoffs.push_back({std::sqrt(consumption), std::sqrt(1 - consumption)});
        state.next.push_back(next[held]);
      }
    states.push_back(std::move(state));
  }
  return pair_game(states, parameters.discount);
}

}  // namespace parley::game
