// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace parley::numeric {

/// A system H(x, t) = 0 of as many equations as unknowns x, with one parameter t: a curve in (x, t).
/// It solves its own linear systems, so that it can eliminate blocks in the way that suits it.
class Curve {
 public:
  virtual ~Curve() = default;

  /// The number of equations, and of unknowns without t.
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// Writes H(x, t). Leaves the last factorisation as it is.
  virtual void evaluate(std::span<const double> x, double t, std::span<double> residual) = 0;
  /// Factorises dH/dx at (x, t), and writes H and dH/dt there. Gives the sign of the determinant of dH/dx; 0 if it is
  /// singular or not a number.
  virtual int factorize(std::span<const double> x, double t, std::span<double> residual, std::span<double> slope) = 0;
  /// Replaces `rhs` by the last factorised dH/dx's inverse times it.
  virtual void solve(std::span<double> rhs) = 0;
  /// The same for two right-hand sides: worth overriding where it is cheaper together.
  virtual void solve_both(std::span<double> first, std::span<double> second) {
    solve(first);
    solve(second);
  }
  /// By unknown, the size that is ordinary for it; empty where that is 1.
  [[nodiscard]] virtual std::span<const double> units() const { return {}; }
};

/// How a curve is followed. Lengths are measured in the norm that divides each unknown by its unit + its size at the
/// step's start, so that the straight ends of a curve that runs to infinity take steps that grow with it.
struct TraceOptions {
  double target = 1;  ///< the t to land on; above the start
  double lowest = 0;  ///< a curve that falls below this t is given up
  double first_step = 0.05;
  double smallest_step = 1e-8;  ///< relative rounding of residuals hides anything shorter
  double largest_step = 1e6;
  double least_cosine = 0.6;  ///< between tangents one step apart
  // Of the first correction (with the factorisation at the step's start) and the second (with that of the point it led
  // to), as shares of the step's length: what steps are steered to, and where they are rejected.
  double aimed_first = 0.1;
  double most_first = 0.5;
  double aimed_second = 0.02;
  double most_second = 0.1;
  double most_growth = 3;        ///< of one step over the last
  double crossing_step = 1e-4;   ///< a determinant that changes sign along a straight line is believed at this length
  double end_tolerance = 1e-11;  ///< of the last point
  /// What points on the way are corrected to, in the step's norm; infinity leaves them at the second correction.
  double point_tolerance = std::numeric_limits<double>::infinity();
  std::size_t most_steps = 20000;
  /// Where to set out to, a direction in (x, t) with t last; empty: towards rising t.
  std::vector<double> heading = {};
  /// Asked at each point of the curve; true ends the trace there. May be empty.
  std::function<bool(std::span<const double> x, double t)> done = {};
  /// Told the first point beyond each bifurcation passed, from where branches_beside() finds the others; it must leave
  /// the curve alone. May be empty.
  std::function<void(std::span<const double> x, double t)> crossed = {};
  /// Asked now and then; true gives the trace up. May be empty.
  std::function<bool()> stop = {};
};

enum class TraceStatus : std::uint8_t { kReached, kDone, kStepTooSmall, kTooManySteps, kFellBelow, kStopped };

struct TraceReport {
  TraceStatus status = TraceStatus::kReached;
  std::size_t steps = 0;
  std::size_t rejected = 0;
  std::size_t folds = 0;      ///< times t turned
  std::size_t crossings = 0;  ///< simple bifurcations passed straight on
  double highest = 0;         ///< the largest t seen on the curve
};

/// Follows the curve from (x, t), a solution or near one, in the direction of rising t unless told another, and leaves
/// the last good point in x and t. Pseudo-arclength with a predictor of second order; oriented by the sign of the
/// determinant of dH/dx [AllgowerGeorg1990, ch. 2 and 9], so that it neither turns back after a fold nor jumps to a
/// branch of the other orientation. A step is one evaluation and one factorisation.
[[nodiscard]] TraceReport trace(Curve& curve, std::vector<double>& x, double& t, const TraceOptions& options);

struct NewtonOptions {
  double tolerance = 1e-12;   ///< of the last correction's largest entry over 1 + size
  double good_enough = 1e-9;  ///< accepted where rounding keeps corrections from falling further
  std::size_t most_iterations = 30;
};

/// Solves H(x, t) = 0 at fixed t by Newton's method, which factorises anew only where corrections shrink slowly; false,
/// and x is not to be used, if it does not converge.
[[nodiscard]] bool newton(Curve& curve, std::vector<double>& x, double t, const NewtonOptions& options = {});

}  // namespace parley::numeric
