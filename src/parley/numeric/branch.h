// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "parley/numeric/curve.h"

namespace parley::numeric {

/// A point of another branch of a curve beside a bifurcation, and the way on from there.
struct BranchPoint {
  std::vector<double> x;
  double t = 0;
  std::vector<double> heading;  ///< away from the bifurcation, in (x, t) with t last; see TraceOptions
};

/// The branch that crosses a curve at a simple bifurcation next to (x, t), a point of the curve as
/// TraceOptions::crossed tells it: a point on each side, none where Newton's method does not find it. The null vector
/// of dH/dx is found by inverse iteration; the step goes along it, plus and minus, and is corrected in the plane across
/// what of it is perpendicular to the curve, which the curve does not meet again nearby [AllgowerGeorg1990, ch. 8].
/// Where several branches cross at one point, those of one direction are found. Costs some tens of factorisations.
[[nodiscard]] std::vector<BranchPoint> branches_beside(Curve& curve, std::span<const double> x, double t);

}  // namespace parley::numeric
