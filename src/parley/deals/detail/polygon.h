// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace parley::deals {

/// One payoff an actor: x is the first actor's, y the second's.
struct Point {
  double x = 0;
  double y = 0;

  [[nodiscard]] double operator[](std::size_t actor) const { return actor == 0 ? x : y; }
  friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
  friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
  friend Point operator*(double t, Point a) { return {t * a.x, t * a.y}; }
  friend bool operator==(Point, Point) = default;
  friend auto operator<=>(Point, Point) = default;
};

[[nodiscard]] inline double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
[[nodiscard]] inline double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }

/// Edges of a convex set, counterclockwise from its least corner on, run through the angles from -90 degrees (excluded)
/// once around: first those that go right, then those that go left.
[[nodiscard]] inline bool goes_left(Point edge) { return edge.x < 0 || (edge.x == 0 && edge.y < 0); }
[[nodiscard]] inline bool turns_before(Point a, Point b) {
  if (goes_left(a) != goes_left(b)) return goes_left(b);
  return cross(a, b) > 0;
}

/// A bounded convex set in the plane by its corners, counterclockwise from the lexicographically least; no three on a
/// line, none twice. Without corners it is empty; one is a point, two are a segment.
using Polygon = std::vector<Point>;

/// Corners closer than this to the line between two others are dropped. Coordinates are of size 1: a sum of a thousand
/// edges is known to a few 1e-14.
inline constexpr double kFlat = 1e-14;

/// The convex hull of points in any order, which are used up.
[[nodiscard]] Polygon hull_of(std::vector<Point>& points);

/// Tells points inside a polygon from others in O(log corners).
class InsideTest {
 public:
  InsideTest() = default;
  explicit InsideTest(const Polygon& polygon);
  /// False for points at the far left or right of the polygon, else exact to rounding even where edges are so short
  /// that rounding turns them.
  [[nodiscard]] bool holds(const Polygon& polygon, Point point) const;

 private:
  std::size_t right_ = 0;  ///< the corner that is the last from left to right
};

/// The border of a set cut where the outward direction passes one of a few, which are the same for all sets and have
/// the axes among them: so either coordinate only rises or only falls within a piece.
struct Sectors {
  static constexpr std::size_t kCount = 32;
  /// Piece k runs from corner begin[k] to corner begin[k + 1]; these rise, and are to be taken modulo the corners.
  std::array<std::uint32_t, kCount + 1> begin{};
  /// Each piece lies in the triangle of its two ends and this point.
  std::array<Point, kCount> apex;
};
/// The direction that begins a piece, of length 1.
[[nodiscard]] Point direction(std::size_t piece);

/// A weighted sum of sets. Corners may lie on a line, or differ by rounding alone.
struct MinkowskiSum {
  Polygon corners;
  Sectors sectors;
};

/// One term of a sum of sets.
struct WeightedPolygon {
  double weight = 1;
  const Polygon* polygon = nullptr;  ///< not empty
};
/// By merging edges; O(corners x log terms).
[[nodiscard]] MinkowskiSum minkowski_sum(std::span<const WeightedPolygon> terms);

/// An edge of one of several sets.
struct SetEdge {
  double turn = 0;  ///< grows with the angle, from -90 degrees (excluded) once around
  Point along;
  std::uint32_t place = 0;  ///< the set's
};

/// The edges of many sets in the order of their angles, so that weighted sums of most of them need no merging.
class EdgeRing {
 public:
  /// `sets` are not empty, and stay where they are.
  void set_up(std::vector<const Polygon*> sets);
  [[nodiscard]] std::size_t size() const { return edges_.size(); }
  /// After the set at this place has changed.
  void renew(std::size_t place);
  /// The sum with these weights, [place], 0 for what is left out.
  [[nodiscard]] MinkowskiSum sum(std::span<const double> weights) const;

 private:
  std::vector<const Polygon*> sets_;
  std::vector<SetEdge> edges_;
  std::vector<SetEdge> merged_;
};

/// How far the first of two nonempty sets reaches beyond the second: their Hausdorff distance if that lies in it.
/// O(corners of both, multiplied); a walk around both at once would be quicker, and wrong where edges are so short that
/// rounding turns them.
[[nodiscard]] double distance_beyond(const Polygon& outer, const Polygon& inner);

/// The same in a few directions only, which is no more than it.
[[nodiscard]] double reach_beyond(const Polygon& outer, const Polygon& inner);

/// The distance of a point to a nonempty set; 0 inside.
[[nodiscard]] double distance_to(const Polygon& polygon, Point point);

[[nodiscard]] double least_coordinate(const Polygon& polygon, std::size_t axis);
[[nodiscard]] double greatest_coordinate(const Polygon& polygon, std::size_t axis);

}  // namespace parley::deals
