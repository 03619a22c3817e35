// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/returning.h"

#include <algorithm>
#include <cmath>

namespace parley::solve::beliefs {

namespace {

// Rounds at one point before the sweep moves on. Where beliefs move by a small part of a cell, a point depends mostly
// on itself, and a sweep that came back to it later would have to cross the grid for each of these rounds.
constexpr std::size_t kMostRounds = 60;
// Rounds between two extrapolations, the ratio of changes up to which one is made, and the share of what the ratio
// lacks to 1 by which it may have differed in the round before. Without the last, values of mixing types cycle.
constexpr std::size_t kRoundsBetweenLeaps = 6;
constexpr double kLargestRatio = 0.99999;
constexpr double kSteady = 0.02;
// No more are made after so many that did not bring a point nearer to rest.
constexpr std::size_t kMostFailedLeaps = 100;
// A point stands still at this part of the tolerance.
constexpr double kStill = 0.1;
// A few milliseconds where stage games are small.
constexpr std::size_t kPointsBetweenStops = 16;
// Axes beyond this many are always swept in one direction.
constexpr std::size_t kMostTurningAxes = 6;

class Sweeps {
 public:
  Sweeps(std::span<const game::NodeId> nodes, const PointStore& store, const BeliefOptions& options, double scale)
      : store_(store),
        tolerance_(options.tolerance * scale),
        solver_(store, scale),
        change_(nodes.size() * store.game.types(), 0.0),
        ratio_(change_),
        last_ratio_(change_),
        before_(change_) {
    for (std::size_t k = nodes.size(); k-- > 0;) layouts_.emplace_back(store.game, nodes[k], store.solution.precision);
  }

  /// Every point once, in the order of the k-th sweep, unless it is stopped on the way.
  Tally run(std::size_t sweep, const base::RunContext& context) {
    Tally tally;
    const Grid& grid = *store_.table.grid;
    first_ = sweep == 0;
    last_point_ = 0;
    for (std::size_t step = 0; step < grid.points(); ++step) {
      if (step % kPointsBetweenStops == 0 && context.stop() != base::Stop::kNo) break;
      const std::size_t point = point_at(step, sweep);
      settle(point, tally);
      last_point_ = point;
      any_ = true;
    }
    return tally;
  }

 private:
  std::size_t point_at(std::size_t step, std::size_t sweep) const {
    const Grid& grid = *store_.table.grid;
    std::size_t point = 0;
    std::size_t turning = 0;
    for (std::size_t i = 0; i < grid.axes().size(); ++i) {
      const std::size_t size = grid.axes()[i].size();
      std::size_t k = grid.coordinate(step, i);
      if (size > 1 && turning < kMostTurningAxes && (sweep >> turning++ & 1U) == 0) k = size - 1 - k;
      point += k * grid.stride(i);
    }
    return point;
  }

  double round(std::size_t point, bool first, Tally& tally) {
    double largest = 0;
    const std::size_t types = store_.game.types();
    std::size_t at = 0;
    for (const StageLayout& layout : layouts_) {
      const std::span<double> value = store_.value(layout.node, point);
      std::copy(value.begin(), value.end(), before_.begin() + static_cast<std::ptrdiff_t>(at));
      const std::span<const float> starts[] = {store_.start(layout, point), store_.start(layout, last_point_)};
      // At the first visit there is no solution of its own yet.
      const std::span<const std::span<const float>> all = starts;
      const bool fresh = first_ && first;
      largest = std::max(largest, solver_.solve(layout, point, fresh ? all.subspan(1, any_ ? 1 : 0) : all, tally));
      for (std::size_t t = 0; t < types; ++t, ++at) {
        const double change = value[t] - before_[at];
        last_ratio_[at] = ratio_[at];
        ratio_[at] = change_[at] == 0 ? 0 : change / change_[at];
        change_[at] = change;
      }
    }
    return largest;
  }

  /// Adds what a geometric series of changes would still add.
  void leap(std::size_t point) {
    std::size_t at = 0;
    for (const StageLayout& layout : layouts_)
      for (double& value : store_.value(layout.node, point)) {
        const double ratio = ratio_[at];
        if (ratio > 0 && ratio < kLargestRatio && std::abs(ratio - last_ratio_[at]) < kSteady * (1 - ratio))
          value += change_[at] * ratio / (1 - ratio);
        ++at;
      }
  }

  void settle(std::size_t point, Tally& tally) {
    double leapt_from = 0;
    for (std::size_t k = 1; k <= kMostRounds; ++k) {
      Tally took;
      const double change = round(point, k == 1, took);
      if (k == 1) {
        tally.add(took);
        tally.change = std::max(tally.change, change);
      }
      if (change <= kStill * tolerance_) return;
      if (leapt_from > 0 && change >= leapt_from) ++failed_leaps_;
      leapt_from = 0;
      if (k % kRoundsBetweenLeaps != 0 || k == kMostRounds || failed_leaps_ > kMostFailedLeaps) continue;
      leap(point);
      leapt_from = change;
    }
  }

  const PointStore& store_;
  double tolerance_;
  PointSolver solver_;
  std::vector<StageLayout> layouts_;  // the last of a step first
  // By layout and type: the last round's change, its ratio to the one before and the ratio before, and the values
  // before.
  std::vector<double> change_;
  std::vector<double> ratio_;
  std::vector<double> last_ratio_;
  std::vector<double> before_;
  std::size_t last_point_ = 0;
  std::size_t failed_leaps_ = 0;
  bool any_ = false;
  bool first_ = true;
};

/// How far changes have fallen from the first towards the tolerance, in orders of magnitude.
void report_sweep(double first, double change, double tolerance, const base::RunContext& context) {
  constexpr double kParts = 1000;
  if (!(first > tolerance) || !(change > 0)) return;
  const double share = std::clamp(std::log(first / change) / std::log(first / tolerance), 0.0, 1.0);
  context.report("sweeps", static_cast<std::uint64_t>(kParts * share), static_cast<std::uint64_t>(kParts));
}

}  // namespace

Tally solve_returning(std::span<const game::NodeId> nodes, const PointStore& store, const BeliefOptions& options,
                      double scale, const base::RunContext& context, bool tells) {
  Sweeps sweeps(nodes, store, options, scale);
  Tally tally;
  double first = 0;
  for (std::size_t k = 0; k < options.most_sweeps; ++k) {
    tally = sweeps.run(k, context);
    tally.sweeps = k + 1;
    const bool stopped = context.stop() != base::Stop::kNo;
    tally.converged = !stopped && tally.change <= options.tolerance * scale;
    if (tally.converged || stopped) break;
    if (k == 0) first = tally.change;
    if (tells) report_sweep(first, tally.change, options.tolerance * scale, context);
  }
  return tally;
}

}  // namespace parley::solve::beliefs
