// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/payoff_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/base/check.h"
#include "parley/deals/detail/iterate.h"
#include "parley/deals/detail/mistakes.h"
#include "parley/game/components.h"

namespace parley::deals {

using game::ActorId;
using game::Components;
using game::Game;
using game::JointId;
using game::NodeId;

std::string_view describe(SetStatus status) {
  switch (status) {
    case SetStatus::kConverged:
      return "converged";
    case SetStatus::kPassLimit:
      return "pass limit";
    case SetStatus::kInterrupted:
      return "interrupted";
    case SetStatus::kOutOfTime:
      return "out of time";
  }
  return "unknown";
}

base::Diagnostics PayoffSetOptions::check() const {
  base::Diagnostics mistakes;
  if (!(tolerance > 0) || !std::isfinite(tolerance))
    mistakes.add(mistake("E1011", fmt::format("a tolerance of {} is no share", tolerance), "give a small share, 1e-9"));
  if (most_passes == 0) mistakes.add(mistake("E1011", "the sets are allowed no pass", "allow at least one"));
  return mistakes;
}

namespace {

base::Diagnostics check(const Game& game, const PayoffSetOptions& options) {
  base::Diagnostics mistakes = options.check();
  if (game.actors() != 2)
    mistakes.add(mistake("E1012", fmt::format("sets of payoffs are of two actors, and this game has {}", game.actors()),
                         "leave the others out of the scenario, or make their moves part of chance"));
  if (game.has_types())
    mistakes.add(mistake("E1013", "sets of payoffs are for complete information, and this game has private types",
                         "give each actor one type, for instance by setting a prior to 1"));
  for (std::size_t k = 0; k < game.seats(); ++k)
    if (game.is_hidden(game::SeatId(k))) {
      mistakes.add(mistake("E1014", "sets of payoffs need moves that everybody sees, and this game has hidden ones",
                           "make the moves public"));
      break;
    }
  mistakes.append(game::check_discounts(game));
  return mistakes;
}

/// Iterates the game's components and puts together what comes of them.
class PayoffSetBuilder {
 public:
  PayoffSetBuilder(const Game& game, const PayoffSetOptions& options, const base::RunContext& context)
      : game_(game),
        options_(options),
        context_(context),
        arena_(game),
        sets_(arena_),
        most_(game.nodes()),
        least_(game.nodes()),
        corners_(game.nodes()),
        strayed_(game.nodes()) {
    result_.nodes.resize(game.nodes());
  }

  base::Result<PayoffSets> build() {
    const Components components(game_);
    for (std::size_t k = 0; k < components.size(); ++k) {
      if (const base::Stop stop = context_.stop(); stop != base::Stop::kNo) {
        result_.status = status_of(stop);
        break;
      }
      const auto nodes = components.nodes(k);
      if (leads_nowhere(nodes)) {
        for (const NodeId node : nodes) result_.nodes[node.value()].computed = true;
        continue;
      }
      const ComponentEnd end =
          solve_component(sets_, {nodes, components.is_cyclic(k), &most_, &least_, &corners_}, options_, context_);
      if (end.too_large || sets_.bytes() + result_.corners * sizeof(Corner) > options_.most_bytes)
        return base::failure(mistake("E1015", fmt::format("the sets take more than {} MiB", options_.most_bytes >> 20U),
                                     "allow more memory, or make the game smaller"));
      note(end, nodes, components.is_cyclic(k));
      if (result_.status != SetStatus::kConverged) break;
      context_.report("payoff sets", k + 1, components.size());
    }
    return std::move(result_);
  }

 private:
  /// Whether some joint move can lead from these nodes to one where nothing can be sustained.
  [[nodiscard]] bool leads_nowhere(std::span<const NodeId> nodes) const {
    for (const NodeId node : nodes)
      for (const JointId joint : game_.joints_of(node))
        for (std::size_t k = 0; k < game_.successors(joint).size(); ++k) {
          const NodeSet& next = result_.nodes[game_.successors(joint)[k].value()];
          if (game_.probabilities(joint)[k] > 0 && next.computed && next.corners.empty()) return true;
        }
    return false;
  }

  void note(const ComponentEnd& end, std::span<const NodeId> nodes, bool cyclic) {
    result_.status = end.status;
    result_.passes = std::max(result_.passes, end.passes);
    result_.change = std::max(result_.change, end.change);
    result_.error = std::max(result_.error, end.error);
    if (end.unsustainable && !result_.unsustainable) result_.unsustainable = end.unsustainable;
    for (const NodeId node : nodes) {
      result_.nodes[node.value()].computed = true;
      if (!end.unsustainable) write_set(node);
    }
    if (!end.unsustainable) bound_gain(end, nodes, cyclic);
  }

  void write_set(NodeId node) {
    NodeSet& set = result_.nodes[node.value()];
    for (const MadeCorner& corner : corners_[node.value()])
      set.corners.push_back({{corner.point.x * arena_.unit(0), corner.point.y * arena_.unit(1)}, corner.joint});
    for (std::size_t i = 0; i < 2; ++i) {
      const auto before = [i](const Corner& a, const Corner& b) {
        return a.payoffs[i] != b.payoffs[i] ? a.payoffs[i] < b.payoffs[i] : a.payoffs[1 - i] > b.payoffs[1 - i];
      };
      set.punishing[i] = static_cast<std::size_t>(std::ranges::min_element(set.corners, before) - set.corners.begin());
      set.worst[i] = set.corners[set.punishing[i]].payoffs[i];
    }
    result_.corners += set.corners.size();
    corners_[node.value()] = {};
  }

  /// Promises that are kept but for the residual at each node add up to no more than this along any play, and so do the
  /// gains of deviating: docs/method/payoff-set.md.
  void bound_gain(const ComponentEnd& end, std::span<const NodeId> nodes, bool cyclic) {
    Point most;
    for (const NodeId node : nodes)
      for (const JointId joint : game_.joints_of(node))
        for (const NodeId next : game_.successors(joint))
          most = {std::max(most.x, strayed_[next.value()].x), std::max(most.y, strayed_[next.value()].y)};
    const double each = end.residual + sets_.slack();
    for (std::size_t i = 0; i < 2; ++i) {
      const double turns = cyclic ? static_cast<double>(game_.stages()) / (1 - game_.discount(ActorId(i))) : 1;
      const double whole = most[i] + each * turns;
      for (const NodeId node : nodes) (i == 0 ? strayed_[node.value()].x : strayed_[node.value()].y) = whole;
      result_.gain[i] = std::max(result_.gain[i], 2 * whole * arena_.unit(i));
    }
  }

  const Game& game_;
  const PayoffSetOptions& options_;
  const base::RunContext& context_;
  Arena arena_;
  SetOperator sets_;
  std::vector<Point> most_;
  std::vector<Point> least_;
  std::vector<std::vector<MadeCorner>> corners_;
  std::vector<Point> strayed_;  ///< by node, how far promises may be off
  PayoffSets result_;
};

}  // namespace

base::Result<PayoffSets> payoff_sets(const Game& game, const PayoffSetOptions& options,
                                     const base::RunContext& context) {
  base::Diagnostics mistakes = check(game, options);
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  // The arrays of the iteration itself, with no more than a corner a node.
  const std::size_t needed =
      game.nodes() * (sizeof(NodeSet) + 8 * sizeof(Point)) + game.joints() * (sizeof(Point) + 4 * sizeof(JointId));
  if (needed > options.most_bytes)
    return base::failure(mistake("E1015", fmt::format("the sets take more than {} MiB", options.most_bytes >> 20U),
                                 "allow more memory, or make the game smaller"));
  return PayoffSetBuilder(game, options, context).build();
}

}  // namespace parley::deals
