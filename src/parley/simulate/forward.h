// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/game/game.h"
#include "parley/game/profile.h"

namespace parley::simulate {

/// Where play is at the start of one step: stage-0 nodes and the nodes where it ended, each with its probability.
/// Sorted by node; probabilities sum to 1.
struct Distribution {
  std::vector<game::NodeId> nodes;
  std::vector<double> probability;
};

/// The exact distribution at the start of steps 0..steps (steps + 1 of them): play that has ended stays where it ended.
/// Each is handed to `visit` in turn; nothing is kept. O(steps * edges in use).
/// False if stopped before the last step.
bool forward(const game::Game& game, const game::Profile& profile, std::size_t steps, const base::RunContext& context,
             const std::function<void(std::size_t step, const Distribution&)>& visit);

/// What is watched for: the first time any marked move is made, or any marked node is where a step starts or play ends.
/// Marks are bit sets, so that who did it can be told; 0 is unmarked.
struct Marks {
  std::vector<std::uint32_t> move;  ///< by MoveId; empty: none is marked
  std::vector<std::uint32_t> node;  ///< by NodeId; empty: none is marked
};

/// `by_marks[m][t]`: the probability that the first marked event happens in step t (a move of step t; for nodes, the
/// start of step t, t = 0 being the start of play; play that ends in step t counts as the start of step t + 1) with
/// exactly the marks m, the union over what is marked at that moment. Moves of different nodes of one step are
/// different moments; the first counts.
struct FirstPassage {
  std::map<std::uint32_t, std::vector<double>> by_marks;  ///< each steps + 1 long
  std::vector<game::NodeId> at;                           ///< the marked nodes that were first, by index
  std::vector<double> at_probability;                     ///< the chance that each was; moves are not among them
  double never = 0;                                       ///< not within the steps
  bool complete = true;                                   ///< false if stopped early
};

[[nodiscard]] FirstPassage first_passage(const game::Game& game, const game::Profile& profile, const Marks& marks,
                                         std::size_t steps, const base::RunContext& context);

}  // namespace parley::simulate
