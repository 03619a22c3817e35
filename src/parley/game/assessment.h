// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/game/beliefs.h"

namespace parley::game {

/// Everybody's strategy by type, and what is believed, at finitely many *histories*: each is one thing that may have
/// been seen so far, or several after which play goes on alike. The assessment of a perfect Bayesian equilibrium
/// [FudenbergTirole1991]. Where play can return a history follows itself, possibly by way of others.
struct Assessment {
  std::vector<NodeId> node;                  ///< by history: where play is then
  std::vector<double> belief;                ///< by history and TypeId; each actor's sum to 1
  std::vector<std::size_t> first_chance{0};  ///< by history, and one more
  std::vector<double> chance;                ///< by TypedSeat::slot of the history's node, history after history
  std::vector<std::size_t> first_next{0};    ///< by history, and one more
  /// Which history follows, one for each joint move of the node and successor of that, in the game's order.
  std::vector<std::uint32_t> next;
  std::vector<std::uint32_t> start;  ///< by start node of the game

  [[nodiscard]] std::size_t histories() const { return node.size(); }
  [[nodiscard]] std::span<const double> beliefs_at(std::size_t history) const {
    const std::size_t types = belief.size() / node.size();
    return {belief.data() + history * types, types};
  }
  [[nodiscard]] std::span<const double> chances_at(std::size_t history) const {
    return {chance.data() + first_chance[history], first_chance[history + 1] - first_chance[history]};
  }
  [[nodiscard]] std::span<const std::uint32_t> next_at(std::size_t history) const {
    return {next.data() + first_next[history], first_next[history + 1] - first_next[history]};
  }
  /// Adds a history whose chances and successors are still to come; its number.
  std::uint32_t add(const Game& game, NodeId at, std::span<const double> beliefs);
};

/// How many histories can follow each of the node's joint moves, over all of them.
[[nodiscard]] std::size_t outcomes_of(const Game& game, NodeId node);

/// What a strategy comes to, from the prior at the start on, whoever deviates: a history for each node and beliefs
/// that play may lead to. Nothing if there are more than `most`, or if it was stopped.
[[nodiscard]] std::optional<Assessment> assessment_of(const Game& game, BeliefPlayer& player, std::size_t most,
                                                      const base::RunContext& context);

}  // namespace parley::game
