// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/detail/polygon.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "parley/base/check.h"

namespace parley::deals {

namespace {

/// Whether a corner between two others stands out to the right of their line, by more than rounding. One that lies
/// close to the line but not between the two does: on an upright edge, whose corners rounding sorts in any order.
bool stands_out(Point before, Point corner, Point after) {
  const Point whole = after - before;
  const Point offset = corner - before;
  const double turn = cross(offset, whole);
  if (turn <= 0) return false;
  if (turn > kFlat * std::max(std::abs(whole.x), std::abs(whole.y))) return true;
  const double along = dot(offset, whole);
  return along < 0 || along > dot(whole, whole);
}

/// Adds a point to a chain that turns left; what no longer stands out goes.
void push_convex(Polygon& chain, std::size_t first, Point point) {
  while (chain.size() >= first + 2 && !stands_out(chain[chain.size() - 2], chain.back(), point)) chain.pop_back();
  chain.push_back(point);
}

}  // namespace

Polygon hull_of(std::vector<Point>& points) {
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  Polygon hull;
  if (points.size() < 2) return points;
  for (const Point point : points) push_convex(hull, 0, point);
  const std::size_t lower = hull.size() - 1;
  for (std::size_t k = points.size() - 1; k-- > 0;) push_convex(hull, lower, points[k]);
  hull.pop_back();
  return hull;
}

double distance_beyond(const Polygon& outer, const Polygon& inner) {
  double most = 0;
  for (const Point corner : outer) most = std::max(most, distance_to(inner, corner));
  return most;
}

double distance_to(const Polygon& polygon, Point point) {
  const std::size_t count = polygon.size();
  double nearest = HUGE_VAL;  // squared
  bool inside = count > 2;
  for (std::size_t k = 0; k < count; ++k) {
    const Point edge = polygon[k + 1 < count ? k + 1 : 0] - polygon[k];
    const Point offset = point - polygon[k];
    inside = inside && cross(edge, offset) >= 0;
    const double square = dot(edge, edge);
    const double share = square > 0 ? std::clamp(dot(offset, edge) / square, 0.0, 1.0) : 0;
    const Point gap = offset - share * edge;
    nearest = std::min(nearest, dot(gap, gap));
  }
  return inside ? 0 : std::sqrt(nearest);
}

double least_coordinate(const Polygon& polygon, std::size_t axis) {
  double least = HUGE_VAL;
  for (const Point corner : polygon) least = std::min(least, corner[axis]);
  return least;
}

double greatest_coordinate(const Polygon& polygon, std::size_t axis) {
  double greatest = -HUGE_VAL;
  for (const Point corner : polygon) greatest = std::max(greatest, corner[axis]);
  return greatest;
}

}  // namespace parley::deals
