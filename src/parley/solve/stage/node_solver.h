// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "parley/solve/detail/component.h"
#include "parley/solve/stage/node_game.h"
#include "parley/solve/stage/stage_curve.h"
#include "parley/solve/stage/support.h"

namespace parley::solve::stage {

/// Whether one node's equations are few enough for dense systems of a few numbers a side; all its seats with a choice
/// have to be in the limit.
[[nodiscard]] bool is_small(const Component& component, game::NodeId node);

/// Solves one node after another at given values of the nodes they lead to; its arrays are reused.
class NodeSolver {
 public:
  void read(const game::Game& game, const game::Values& values, game::NodeId node,
            const game::Profile* played = nullptr) {
    node_.read(game, values, node, played);
  }
  [[nodiscard]] const NodeGame& node() const { return node_; }

  /// The end of the node's principal branch into strategy(); `report` gets steps and precision. False if
  /// it was not reached or passed a bifurcation: the general method has more to try, and looks at what lies beside.
  bool follow(const SolveOptions& options, const base::RunContext& context, PathReport& report);
  /// The equilibrium that plays the moves which `profile` plays, into strategy(), if there is one.
  bool keep(const game::Profile& profile, const game::Game& game);
  /// By move of the seats with a choice.
  [[nodiscard]] std::span<const double> strategy() const { return strategy_; }
  /// Writes strategy() into the profile, and every actor's value at the node into `value`, [actor].
  void publish(const game::Game& game, game::NodeId node, const game::Values& values, game::Profile& profile,
               std::span<double> value);

 private:
  bool trace(double target, int attempt, const SolveOptions& options, const base::RunContext& context,
             PathReport& report);
  bool try_played();
  bool finish();
  [[nodiscard]] double tolerance() const;

  NodeGame node_;
  StageCurve curve_{node_};
  Support support_;
  std::vector<double> x_;
  double t_ = 0;
  std::vector<double> strategy_;
  std::vector<double> chance_;
  std::vector<double> weight_;
};

}  // namespace parley::solve::stage
