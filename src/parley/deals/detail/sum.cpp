// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>

#include "parley/base/check.h"
#include "parley/deals/detail/polygon.h"

namespace parley::deals {

namespace {

using Directions = std::array<Point, Sectors::kCount + 1>;

/// Unit vectors around the circle, counterclockwise from the first axis and back to it.
Directions make_directions() {
  Directions made;
  for (std::size_t k = 0; k <= Sectors::kCount; ++k) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(k) / Sectors::kCount;
    made[k] = {std::cos(angle), std::sin(angle)};
  }
  // The axes exactly, or a coordinate might turn within a piece.
  constexpr std::size_t kQuarter = Sectors::kCount / 4;
  made[0] = made[4 * kQuarter] = {1, 0};
  made[kQuarter] = {0, 1};
  made[2 * kQuarter] = {-1, 0};
  made[3 * kQuarter] = {0, -1};
  return made;
}

const Directions& around() {
  static const Directions kAround = make_directions();
  return kAround;
}

/// The direction's place on a square around the origin, from straight down (excluded) on counterclockwise.
double turn_of(Point along) {
  const double sideways = along.y / (std::abs(along.x) + std::abs(along.y));
  return goes_left(along) ? 2 - sideways : sideways;
}

/// The outward directions in the order in which edges from the least corner on come to be their tangents.
std::size_t in_order(std::size_t k) { return (k + Sectors::kCount / 2 + 1) % Sectors::kCount; }

/// Where in that order the tangents lie among edges.
std::array<double, Sectors::kCount> make_tangent_turns() {
  std::array<double, Sectors::kCount> turns;
  for (std::size_t k = 0; k < Sectors::kCount; ++k) {
    const Point outward = around()[in_order(k)];
    turns[k] = turn_of({-outward.y, outward.x});
  }
  return turns;
}

/// Adds up edges that come in the order of their angles.
class SumWalk {
 public:
  SumWalk(Point least, std::size_t edges) : corner_(least) {
    sum_.corners.reserve(edges + 1);
    sum_.corners.push_back(least);
  }
  void pass(double turn, Point along) {
    reach(turn);
    corner_ = corner_ + along;
    sum_.corners.push_back(corner_);
  }
  MinkowskiSum end() {
    reach(HUGE_VAL);
    // The last edge comes back to the first corner.
    if (sum_.corners.size() > 1) sum_.corners.pop_back();
    const auto count = static_cast<std::uint32_t>(sum_.corners.size());
    Sectors& sectors = sum_.sectors;
    for (std::size_t k = Sectors::kCount / 2 + 1; k < Sectors::kCount; ++k) sectors.begin[k] += count;
    sectors.begin[Sectors::kCount] = sectors.begin[0] + count;
    const auto far = [&](std::size_t k) { return dot(around()[k], sum_.corners[sectors.begin[k] % count]); };
    for (std::size_t k = 0; k < Sectors::kCount; ++k) {
      const Point here = around()[k];
      const Point there = around()[k + 1];
      sectors.apex[k] = (1 / cross(here, there)) *
                        Point{far(k) * there.y - far(k + 1) * here.y, far(k + 1) * here.x - far(k) * there.x};
    }
    return std::move(sum_);
  }

 private:
  /// A corner is the farthest in all directions whose tangents come before the edge that leaves it.
  void reach(double turn) {
    static const std::array<double, Sectors::kCount> kTurns = make_tangent_turns();
    for (; next_ < Sectors::kCount && kTurns[next_] <= turn; ++next_)
      sum_.sectors.begin[in_order(next_)] = static_cast<std::uint32_t>(sum_.corners.size() - 1);
  }

  MinkowskiSum sum_;
  Point corner_;
  std::size_t next_ = 0;
};

void append_edges(const Polygon& set, double weight, std::size_t place, std::vector<SetEdge>& edges) {
  for (std::size_t k = 0; set.size() > 1 && k < set.size(); ++k) {
    const Point along = weight * (set[k + 1 < set.size() ? k + 1 : 0] - set[k]);
    edges.push_back({turn_of(along), along, static_cast<std::uint32_t>(place)});
  }
}

bool turns_less(const SetEdge& a, const SetEdge& b) { return a.turn < b.turn; }

}  // namespace

Point direction(std::size_t piece) { return around()[piece]; }

MinkowskiSum minkowski_sum(std::span<const WeightedPolygon> terms) {
  std::vector<SetEdge> edges;
  std::vector<std::size_t> ends{0};
  Point least;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    PARLEY_CHECK(!terms[t].polygon->empty());
    least = least + terms[t].weight * terms[t].polygon->front();
    append_edges(*terms[t].polygon, terms[t].weight, t, edges);
    ends.push_back(edges.size());
  }
  // Runs are merged two by two, so that the work grows with the logarithm of their number.
  while (ends.size() > 2) {
    std::vector<std::size_t> merged{0};
    for (std::size_t k = 0; k + 1 < ends.size(); k += 2) {
      const std::size_t last = std::min(k + 2, ends.size() - 1);
      const auto at = [&](std::size_t end) { return edges.begin() + static_cast<std::ptrdiff_t>(ends[end]); };
      std::inplace_merge(at(k), at(k + 1), at(last), turns_less);
      merged.push_back(ends[last]);
    }
    ends = std::move(merged);
  }
  SumWalk walk(least, edges.size());
  for (const SetEdge& edge : edges) walk.pass(edge.turn, edge.along);
  return walk.end();
}

void EdgeRing::set_up(std::vector<const Polygon*> sets) {
  sets_ = std::move(sets);
  edges_.clear();
  for (std::size_t place = 0; place < sets_.size(); ++place) append_edges(*sets_[place], 1, place, edges_);
  std::ranges::stable_sort(edges_, turns_less);
}

void EdgeRing::renew(std::size_t place) {
  std::erase_if(edges_, [&](const SetEdge& edge) { return edge.place == place; });
  std::vector<SetEdge> own;
  append_edges(*sets_[place], 1, place, own);
  merged_.clear();
  std::ranges::merge(edges_, own, std::back_inserter(merged_), turns_less);
  std::swap(edges_, merged_);
}

MinkowskiSum EdgeRing::sum(std::span<const double> weights) const {
  Point least;
  for (std::size_t place = 0; place < sets_.size(); ++place)
    if (weights[place] > 0) least = least + weights[place] * sets_[place]->front();
  SumWalk walk(least, edges_.size());
  for (const SetEdge& edge : edges_)
    if (weights[edge.place] > 0) walk.pass(edge.turn, weights[edge.place] * edge.along);
  return walk.end();
}

double reach_beyond(const Polygon& outer, const Polygon& inner) {
  double most = 0;
  for (std::size_t k = 0; k < Sectors::kCount; ++k) {
    const auto far = [k](const Polygon& set) {
      double best = -HUGE_VAL;
      for (const Point corner : set) best = std::max(best, dot(around()[k], corner));
      return best;
    };
    most = std::max(most, far(outer) - far(inner));
  }
  return most;
}

}  // namespace parley::deals
