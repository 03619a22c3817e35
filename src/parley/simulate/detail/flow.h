// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "parley/base/context.h"
#include "parley/game/game.h"
#include "parley/game/profile.h"
#include "parley/simulate/forward.h"

namespace parley::simulate {

/// Probability at one node.
struct Mass {
  game::NodeId node;
  double probability = 0;
};

/// The probability of being somewhere, pushed through the game a step at a time and a stage at a time; only nodes that
/// hold some are touched.
class Flow {
 public:
  /// Starts with the start lottery.
  Flow(const game::Game& game, const game::Profile& profile);

  /// Where the next step starts, sorted by node.
  [[nodiscard]] std::vector<Mass> at_step_start() const;
  /// Takes away what is at the node where the step starts.
  void remove(game::NodeId node) { mass_[node.value()] = 0; }

  /// What one step did besides leading on.
  struct Step {
    std::vector<Mass> ended;                               ///< sorted by node
    std::vector<std::pair<std::uint32_t, double>> marked;  ///< (marks, probability) in the order of play
  };
  /// Plays one step. Probability of joint moves with marks is taken out and told. False if stopped in between.
  bool advance(const Marks& marks, const base::RunContext& context, Step& step);

 private:
  void add(game::NodeId node, double probability);
  void leave(const Mass& from, const Marks& marks, Step& step);

  const game::Game& game_;
  const game::Profile& profile_;
  std::vector<double> mass_;                         ///< by node
  std::vector<std::vector<game::NodeId>> at_stage_;  ///< nodes with mass, in order of arrival
  std::vector<double> joint_probability_;
  std::vector<std::uint32_t> joint_marks_;
};

}  // namespace parley::simulate
