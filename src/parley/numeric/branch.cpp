// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/branch.h"

#include <cmath>
#include <optional>

#include "parley/numeric/detail/tangent.h"

namespace parley::numeric {

namespace {

// Each round divides what is not of the null direction by the ratio of the two smallest eigenvalues. A point that is
// 1e-4 away from the bifurcation makes that ratio about 1e-3; where more branches are near it is less, hence the rest.
constexpr int kInverseIterations = 12;
// How far to step off, in the norm where 1 is an unknown's own size: far enough that the system is regular there (its
// smallest eigenvalue falls with the square of the distance), near enough that the branch is still almost straight.
// What fails is tried nearer, then further off.
constexpr double kDistances[] = {0.05, 0.01, 0.2};
constexpr int kMostCorrections = 20;
constexpr double kSettled = 1e-10;
// A correction that leads further than this, in steps off, has gone to some other curve.
constexpr double kMostAway = 10;

double product(const Tangent& at, std::span<const double> a, std::span<const double> b) {
  double sum = a.back() * b.back() * at.weight_t * at.weight_t;
  for (std::size_t k = 0; k < at.weight.size(); ++k) sum += a[k] * b[k] * at.weight[k] * at.weight[k];
  return sum;
}

double scale_to_one(const Tangent& at, std::span<double> direction) {
  const double length = std::sqrt(product(at, direction, direction));
  for (double& part : direction) part /= length;
  return length;
}

/// The null direction of dH/dx as last factorised, with 0 for t; of length 1 in the norm at the tangent's point.
std::optional<std::vector<double>> null_direction(Curve& curve, const Tangent& at) {
  std::vector<double> direction(curve.size() + 1, 0.0);
  // Any start will do that no symmetry of the system keeps away from its null vector.
  for (std::size_t k = 0; k < curve.size(); ++k)
    direction[k] = (1.5 + std::cos(static_cast<double>(k * k + 1))) / at.weight[k];
  for (int round = 0; round < kInverseIterations; ++round) {
    curve.solve(std::span(direction).first(curve.size()));
    if (!std::isfinite(scale_to_one(at, direction))) return std::nullopt;
  }
  return direction;
}

/// The plane of all points a distance off the curve: across `normal`, in the norm at the tangent's point.
class Plane {
 public:
  Plane(Curve& curve, const Tangent& at, std::span<const double> normal) : curve_(curve), at_(at), normal_(normal) {}

  /// Newton's method from (x, t) within the plane; false if it does not come to rest within `reach`.
  bool correct(std::vector<double>& x, double& t, double reach) {
    double gone = 0;
    for (int round = 0; round < kMostCorrections && gone <= reach; ++round) {
      const double moved = correct_once(x, t);
      if (!std::isfinite(moved)) return false;
      if (moved <= kSettled) return true;
      gone += moved;
    }
    return false;
  }

 private:
  /// One correction; its length, or NaN where the system is singular.
  double correct_once(std::vector<double>& x, double& t) {
    std::vector<double> step(x.size());
    std::vector<double> slope(x.size());
    if (curve_.factorize(x, t, step, slope) == 0) return std::nan("");
    curve_.solve(step);
    curve_.solve(slope);
    step.push_back(0);
    slope.push_back(-1);
    const double dt = -product(at_, normal_, step) / product(at_, normal_, slope);
    for (std::size_t k = 0; k < step.size(); ++k) step[k] = -step[k] - slope[k] * dt;
    for (std::size_t k = 0; k < x.size(); ++k) x[k] += step[k];
    t += step.back();
    return std::sqrt(product(at_, step, step));
  }

  Curve& curve_;
  const Tangent& at_;
  std::span<const double> normal_;
};

}  // namespace

std::vector<BranchPoint> branches_beside(Curve& curve, std::span<const double> x, double t) {
  std::vector<BranchPoint> points;
  Tangent at(curve.size());
  if (!at.find(curve, x, t, 1)) return points;
  const auto direction = null_direction(curve, at);
  if (!direction) return points;
  std::vector<double> normal = *direction;
  const double along = at.along(normal);
  for (std::size_t k = 0; k < x.size(); ++k) normal[k] -= along * at.x[k];
  normal.back() -= along * at.t;
  if (!std::isfinite(scale_to_one(at, normal))) return points;
  const double across = product(at, normal, *direction);
  Plane plane(curve, at, normal);
  for (const double side : {1.0, -1.0}) {
    for (const double distance : kDistances) {
      BranchPoint point{{x.begin(), x.end()}, t, *direction};
      for (double& part : point.heading) part *= side * distance / across;
      for (std::size_t k = 0; k < x.size(); ++k) point.x[k] += point.heading[k];
      if (!plane.correct(point.x, point.t, kMostAway * distance)) continue;
      for (std::size_t k = 0; k < x.size(); ++k) point.heading[k] = point.x[k] - x[k];
      point.heading.back() = point.t - t;
      points.push_back(std::move(point));
      break;
    }
  }
  return points;
}

}  // namespace parley::numeric
