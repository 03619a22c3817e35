// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/detail/iterate.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace parley::deals {

using game::NodeId;

SetStatus status_of(base::Stop stop) {
  return stop == base::Stop::kInterrupted ? SetStatus::kInterrupted : SetStatus::kOutOfTime;
}

namespace {

/// What is left to go after a pass, from how fast the passes before it shrank: if each is at most `ratio` of the last,
/// all that follow move the sets by at most change x ratio / (1 - ratio) together.
class Remaining {
 public:
  /// The estimate with this pass's change; infinite while there are too few.
  double after(double change) {
    ratio_[passes_ % kKept] = last_ > 0 ? change / last_ : 0;
    last_ = change;
    ++passes_;
    if (change <= 0) return 0;
    if (passes_ <= kKept) return HUGE_VAL;
    // Of two changes that are rounding the ratio may be anything: so no estimate is more than ten thousand changes.
    const double ratio = std::min(*std::ranges::max_element(ratio_), kLargestRatio);
    return change * ratio / (1 - ratio);
  }

 private:
  static constexpr std::size_t kKept = 6;
  static constexpr double kLargestRatio = 0.9999;
  std::array<double, kKept> ratio_{};
  std::size_t passes_ = 0;
  double last_ = 0;
};

/// Changes this small, in the arena's units, are rounding: sums of hundreds of edges differ by as much.
constexpr double kStill = 2e-14;

/// Bounds come from passes of their own, whose rounding is let go outwards.
Polygon box(Point least, Point most, double slack) {
  const Point low = least - Point{slack, slack};
  const Point high = most + Point{slack, slack};
  std::vector<Point> corners{low, {high.x, low.y}, high, {low.x, high.y}};
  return hull_of(corners);
}

/// One pass over a component's nodes, later turns first, each at the sets of this pass where there are any.
double pass(SetOperator& sets, std::span<const NodeId> nodes, double tolerance, ComponentEnd& end) {
  double change = 0;
  for (std::size_t k = nodes.size(); k-- > 0;) {
    Polygon next = sets.sustained(nodes[k]);
    if (next.empty()) {
      end.unsustainable = nodes[k];
      return change;
    }
    const Polygon& last = sets.set(nodes[k]);
    change = std::max(change, reach_beyond(last, next));
    // Only where little is left is it worth to know it exactly.
    if (change <= tolerance) change = std::max(change, distance_beyond(last, next));
    sets.replace(nodes[k], std::move(next));
  }
  return change;
}

void iterate(SetOperator& sets, const ComponentWork& work, const PayoffSetOptions& options,
             const base::RunContext& context, ComponentEnd& end) {
  Remaining remaining;
  for (;;) {
    if (const base::Stop stop = context.stop(); stop != base::Stop::kNo) {
      end.status = status_of(stop);
      return;
    }
    end.change = pass(sets, work.nodes, options.tolerance, end);
    ++end.passes;
    end.error = remaining.after(end.change);
    end.too_large = sets.bytes() > options.most_bytes;
    if (end.unsustainable || end.too_large || end.change <= kStill || end.error <= options.tolerance) return;
    if (end.passes >= options.most_passes) {
      end.status = SetStatus::kPassLimit;
      return;
    }
    context.report("payoff sets", end.passes, 0);
  }
}

/// Leaves out corners that stand out from the line of their neighbours by no more than what is not known anyway.
void drop_blunt(std::vector<MadeCorner>& corners, double most) {
  for (std::size_t k = 0; k < corners.size() && corners.size() > 1;) {
    const Point before = corners[k > 0 ? k - 1 : corners.size() - 1].point;
    const Point after = corners[k + 1 < corners.size() ? k + 1 : 0].point;
    const Polygon chord = before == after ? Polygon{before} : Polygon{before, after};
    if (distance_to(chord, corners[k].point) > most)
      ++k;
    else
      corners.erase(corners.begin() + static_cast<std::ptrdiff_t>(k));
  }
  std::rotate(corners.begin(), std::ranges::min_element(corners), corners.end());
}

/// The corners with their moves, all made from the same sets, which they then replace.
void make_corners(SetOperator& sets, const ComponentWork& work, const PayoffSetOptions& options, ComponentEnd& end) {
  for (const NodeId node : work.nodes) {
    std::vector<MadeCorner>& corners = (*work.corners)[node.value()];
    corners = sets.sustained_corners(node);
    if (corners.empty()) {
      end.unsustainable = node;
      return;
    }
  }
  for (const NodeId node : work.nodes) {
    Polygon made;
    for (const MadeCorner& corner : (*work.corners)[node.value()]) made.push_back(corner.point);
    if (work.cyclic) end.residual = std::max(end.residual, distance_beyond(sets.set(node), made));
    sets.replace(node, std::move(made));
    // Corners of the limit that coincide come out a few errors apart.
    constexpr double kBlunt = 4;
    drop_blunt((*work.corners)[node.value()],
               kBlunt * std::max(std::min(end.error, options.tolerance), sets.whole_slack()));
  }
}

}  // namespace

ComponentEnd solve_component(SetOperator& sets, const ComponentWork& work, const PayoffSetOptions& options,
                             const base::RunContext& context) {
  ComponentEnd end;
  if (work.cyclic) {
    bound_values(sets.arena(), work.nodes, true, *work.most, *work.least);
    for (const NodeId node : work.nodes)
      sets.replace(node, box((*work.least)[node.value()], (*work.most)[node.value()], sets.slack()));
    sets.prepare(work.nodes);
    iterate(sets, work, options, context, end);
  }
  if (!end.unsustainable && !end.too_large) make_corners(sets, work, options, end);
  sets.forget_sums();
  if (end.unsustainable) return end;
  // The bounds that earlier nodes begin with: the set itself says more than any bound.
  for (const NodeId node : work.nodes) {
    (*work.least)[node.value()] = sets.worst(node);
    (*work.most)[node.value()] = {greatest_coordinate(sets.set(node), 0), greatest_coordinate(sets.set(node), 1)};
  }
  return end;
}

}  // namespace parley::deals
