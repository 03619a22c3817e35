// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "parley/game/builder.h"
#include "parley/solve/solve.h"

namespace parley::solve::testing {

/// Where a joint move may lead, with what chance.
struct Edge {
  std::size_t to = 0;
  double probability = 1;
};

/// One node of a game in which every node is a whole step and has a seat for each actor with a number of moves above 0.
struct PlainNode {
  std::vector<std::size_t> moves;           ///< by actor; 0: no seat
  std::vector<std::vector<double>> payoff;  ///< [joint][actor]
  std::vector<std::vector<Edge>> edges;     ///< [joint]
};

[[nodiscard]] game::Game plain_game(const std::vector<double>& discount, const std::vector<PlainNode>& nodes);
/// One shot: `payoff` of the joint move (a move for each actor) to each actor.
[[nodiscard]] game::Game matrix_game(const std::vector<std::size_t>& moves,
                                     const std::function<std::vector<double>(std::span<const std::size_t>)>& payoff);
/// The nodes of game::random_game, for tests that change some: the recipe of sgamesolver's SGame.random_game.
[[nodiscard]] std::vector<PlainNode> random_nodes(std::uint64_t seed, std::size_t nodes, std::size_t actors,
                                                  std::size_t moves);

[[nodiscard]] Solution must_solve(const game::Game& game, const SolveOptions& options = {});

/// What a solution is worth by separate arithmetic: values by Gauss-Seidel sweeps under its profile, then the most that
/// one deviation at one node gains by them, and the largest error of the values stated.
struct Verdict {
  double gain = 0;
  double value_error = 0;
  double probability_error = 0;  ///< of sums and signs
};
[[nodiscard]] Verdict judge(const game::Game& game, const Solution& solution);

/// Expects convergence and a verdict of at most `tolerance`.
void expect_equilibrium(const game::Game& game, const Solution& solution, double tolerance = 1e-9);

/// The probability of a move of the seat of an actor at a node.
[[nodiscard]] double chance(const game::Game& game, const Solution& solution, std::size_t node, std::size_t actor,
                            std::size_t move);
[[nodiscard]] double value(const Solution& solution, std::size_t node, std::size_t actor);

}  // namespace parley::solve::testing
