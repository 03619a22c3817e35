// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "parley/deals/detail/polygon.h"

namespace parley::deals {

InsideTest::InsideTest(const Polygon& polygon)
    : right_(static_cast<std::size_t>(std::ranges::max_element(polygon) - polygon.begin())) {}

bool InsideTest::holds(const Polygon& polygon, Point point) const {
  if (polygon.size() < 3 || point.x <= polygon[0].x || point.x >= polygon[right_].x) return false;
  // One edge below and one above spans the point's place from left to right: nothing is extrapolated.
  const auto right = polygon.begin() + static_cast<std::ptrdiff_t>(right_);
  const auto lower = std::partition_point(polygon.begin(), right, [&](Point corner) { return corner.x < point.x; });
  if (cross(*lower - *(lower - 1), point - *(lower - 1)) < 0) return false;
  const auto upper = std::partition_point(right, polygon.end(), [&](Point corner) { return corner.x > point.x; });
  const Point next = upper == polygon.end() ? polygon[0] : *upper;
  return cross(next - *(upper - 1), point - *(upper - 1)) >= 0;
}

}  // namespace parley::deals
