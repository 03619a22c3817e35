// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "parley/solve/detail/component.h"
#include "parley/solve/stage/node_solver.h"
#include "parley/solve/stagewise/linear_node.h"
#include "parley/solve/stagewise/reduced.h"

namespace parley::solve::stagewise {

/// What came of visiting nodes.
struct Visit {
  std::size_t changed = 0;  ///< nodes that left the moves they played
  double moved = 0;         ///< the largest change of a value, as a share of its actor's unit
  std::size_t steps = 0;    ///< of paths
  std::size_t folds = 0;
  std::size_t lost = 0;  ///< nodes whose path could not be followed
};

/// Nothing but how quickly and stubbornly nodes move.
struct Temper {
  double pace = 1;  ///< the share of the way that values move in a sweep, at the most; in (0, 1]
  std::uint8_t most_releases =
      0;  ///< how often a node that was held is let go once it plays an equilibrium of its stage
};

/// A large component on its way to an equilibrium: every node keeps the moves it plays while they are an equilibrium of
/// its own stage at the values of the others, and else takes the end of its stage's principal branch.
class Field {
 public:
  Field(const Component& component, const SolveOptions& options, const base::RunContext& context, Draft& draft);

  /// Values of play in which all moves are equally likely, by sweeps until they settle to a hundredth.
  /// Forgets everything else.
  void start(const Temper& temper);
  /// Sets out from the draft's values and strategies.
  void resume(const Temper& temper);
  /// Every node once, a fourth of them at a time; values move by less where a node keeps changing its mind.
  Visit sweep();
  /// One correction of all values at once, at the moves played: Newton's method. False if the linear system fails.
  bool correct(Visit& visit);
  /// Keeps the present values and strategies, or goes back to those kept last.
  void save();
  void restore();
  /// Lets values move all the way again.
  void forgive();
  /// Begins to count who changes its mind, for hold().
  void watch() { std::fill(recent_.begin(), recent_.end(), 0); }
  /// Solves the nodes that keep changing their minds together, where that succeeds, and holds them there.
  void hold(PathReport& report);
  [[nodiscard]] std::size_t held() const { return held_.size(); }
  /// The most any node gains by one deviation, in its actor's unit.
  [[nodiscard]] double gain();

 private:
  enum class Kind : std::uint8_t {
    kNew,      ///< not visited yet
    kKept,     ///< plays an equilibrium of its stage
    kSliding,  ///< indifferent through the values: what it plays is a matter of all nodes together
  };
  // Enough for the threads of any machine to share; each has arrays of its own.
  static constexpr std::size_t kChunkCount = 64;
  static constexpr std::uint32_t kOutside = std::numeric_limits<std::uint32_t>::max();

  struct Worker {
    stage::NodeSolver solver;
    Visit visit;
    std::vector<std::size_t> lost;
  };

  void each_chunk(const std::function<void(std::size_t chunk, std::size_t first, std::size_t last)>& body);
  void visit_node(std::size_t k, Worker& worker);
  void rescue(std::size_t k, Visit& visit);
  Visit gather();
  void slide(std::size_t k, Visit& visit);
  void mark_played(std::size_t k);
  void release();
  struct Rows;
  void add_worth(game::NodeId node, game::JointId joint, std::size_t actor, double factor, Rows& rows) const;
  void add_rows(std::size_t k, const LinearNode& linear, std::size_t first_open, Rows& rows, Rows& open) const;
  bool solve_linear(std::vector<double>& change, std::vector<LinearNode::Place>& open);
  [[nodiscard]] double share(std::size_t actor, double value) const { return value / unit_[actor]; }

  const Component& component_;
  const SolveOptions& options_;
  const base::RunContext& context_;
  Draft& draft_;
  std::size_t actors_;
  Temper temper_;
  std::vector<double> unit_;          // [actor]: the range of its payoffs, or their size
  std::vector<std::uint32_t> place_;  // by NodeId: among the component's nodes
  std::vector<Kind> kind_;
  std::vector<std::uint16_t> changes_;
  std::vector<std::uint8_t> played_;    // by MoveId
  std::vector<double> next_;            // [node * actors + actor]
  std::vector<std::size_t> held_;       // rising
  std::vector<std::uint16_t> recent_;   // changes since the last watch()
  std::vector<std::uint8_t> rounds_;    // in how many rounds each node changed its mind
  std::vector<std::uint8_t> released_;  // how often each node was let go
  Reach reach_;
  std::vector<std::uint8_t> saved_played_;
  std::vector<double> saved_values_;
  std::vector<double> saved_chances_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace parley::solve::stagewise
