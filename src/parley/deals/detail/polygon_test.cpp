// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/detail/polygon.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace parley::deals {
namespace {

/// Points drawn in a disk; the same for the same seed.
std::vector<Point> draw(unsigned seed, std::size_t count) {
  std::mt19937 bits(seed);
  const auto unit = [&] { return static_cast<double>(bits()) / 4294967296.0; };
  std::vector<Point> points;
  while (points.size() < count) {
    const Point point{2 * unit() - 1, 2 * unit() - 1};
    if (dot(point, point) <= 1) points.push_back(point);
  }
  return points;
}

Polygon draw_polygon(unsigned seed, std::size_t count) {
  std::vector<Point> points = draw(seed, count);
  return hull_of(points);
}

TEST(Polygon, HullHoldsAllPointsAndTurnsLeft) {
  const std::vector<Point> points = draw(1, 500);
  std::vector<Point> used = points;
  const Polygon hull = hull_of(used);
  for (const Point point : points) EXPECT_LE(distance_to(hull, point), 1e-12);
  for (std::size_t k = 0; k < hull.size(); ++k)
    EXPECT_GT(cross(hull[(k + 1) % hull.size()] - hull[k], hull[(k + 2) % hull.size()] - hull[k]), 0);
}

TEST(Polygon, HullOfPointsOnALineIsASegment) {
  std::vector<Point> points{{0.5, 0.5}, {0, 0}, {1, 1}, {0.25, 0.25}, {0, 0}};
  EXPECT_EQ(hull_of(points), (Polygon{{0, 0}, {1, 1}}));
  std::vector<Point> one{{2, 3}, {2, 3}};
  EXPECT_EQ(hull_of(one), (Polygon{{2, 3}}));
}

TEST(Polygon, SumsByMergingAndByTheRingAreTheHullOfAllSums) {
  const std::vector<Polygon> sets{draw_polygon(2, 40), draw_polygon(3, 40), {{0.5, 0.5}}, {{0, -1}, {0, 1}}};
  const std::vector<double> weights{0.5, 0.2, 0.2, 0.1};
  std::vector<Point> all{{0, 0}};
  std::vector<WeightedPolygon> terms;
  std::vector<const Polygon*> places;
  for (std::size_t k = 0; k < sets.size(); ++k) {
    std::vector<Point> longer;
    for (const Point sum : all)
      for (const Point corner : sets[k]) longer.push_back(sum + weights[k] * corner);
    all = longer;
    terms.push_back({weights[k], &sets[k]});
    places.push_back(&sets[k]);
  }
  const Polygon expected = hull_of(all);
  EdgeRing ring;
  ring.set_up(places);
  for (const Polygon& sum : {minkowski_sum(terms).corners, ring.sum(weights).corners}) {
    EXPECT_LE(distance_beyond(sum, expected), 1e-12);
    EXPECT_LE(distance_beyond(expected, sum), 1e-12);
  }
}

TEST(Polygon, RingFollowsASetThatChanged) {
  std::vector<Polygon> sets{draw_polygon(4, 30), draw_polygon(5, 30)};
  EdgeRing ring;
  ring.set_up({&sets[0], &sets[1]});
  sets[0] = draw_polygon(6, 30);
  ring.renew(0);
  const std::vector<WeightedPolygon> terms{{0.5, &sets[0]}, {0.5, &sets[1]}};
  const std::vector<double> weights{0.5, 0.5};
  EXPECT_LE(distance_beyond(ring.sum(weights).corners, minkowski_sum(terms).corners), 1e-12);
  EXPECT_LE(distance_beyond(minkowski_sum(terms).corners, ring.sum(weights).corners), 1e-12);
}

TEST(Polygon, PiecesOfASumBeginAtTheFarthestCornersAndLieInTheirTriangles) {
  const Polygon segment{{0, -1}, {1e-15, 1}};
  const Polygon point{{0.5, 0.5}};
  for (unsigned seed = 7; seed < 12; ++seed) {
    const Polygon drawn = draw_polygon(seed, 60);
    std::vector<WeightedPolygon> terms{{0.5, &point}};
    if (seed > 7) terms.push_back({0.25, &segment});
    if (seed > 8) terms.push_back({0.25, &drawn});
    const MinkowskiSum sum = minkowski_sum(terms);
    const std::size_t count = sum.corners.size();
    for (std::size_t k = 0; k < Sectors::kCount; ++k) {
      const std::size_t begin = sum.sectors.begin[k];
      const std::size_t end = sum.sectors.begin[k + 1];
      for (const Point corner : sum.corners)
        EXPECT_LE(dot(direction(k), corner), dot(direction(k), sum.corners[begin % count]) + 1e-12);
      std::vector<Point> triangle{sum.corners[begin % count], sum.sectors.apex[k], sum.corners[end % count]};
      const Polygon hull = hull_of(triangle);
      ASSERT_LE(begin, end);
      for (std::size_t c = begin; c <= end; ++c) EXPECT_LE(distance_to(hull, sum.corners[c % count]), 1e-12);
    }
  }
}

TEST(Polygon, InsideIsWhatLiesAtNoDistance) {
  const Polygon polygon = draw_polygon(13, 50);
  const InsideTest inside(polygon);
  for (const Point point : draw(14, 2000))
    EXPECT_EQ(inside.holds(polygon, point), distance_to(polygon, point) <= 0) << point.x << ' ' << point.y;
}

TEST(Polygon, EdgesTooShortToHaveADirectionMisleadNobody) {
  const Polygon polygon{{0, 0}, {1e-16, -1e-13}, {1, -1e-3}, {1, 1}, {0, 1}};
  EXPECT_FALSE(InsideTest(polygon).holds(polygon, {0.5, -0.01}));
  EXPECT_TRUE(InsideTest(polygon).holds(polygon, {0.5, 0.01}));
}

}  // namespace
}  // namespace parley::deals
