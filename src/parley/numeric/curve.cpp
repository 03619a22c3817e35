// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/curve.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/base/check.h"
#include "parley/numeric/detail/tangent.h"

namespace parley::numeric {

namespace {

// Two tangents that are this nearly opposite lie on one straight line.
constexpr double kStraight = 0.9;
// Steps between two questions whether to stop.
constexpr std::size_t kStepsBetweenStops = 16;
// A step over which the tangent turned by more than this is not followed by a longer one.
constexpr double kBadCosine = 0.85;

// After so many rejections in a row the point itself is brought closer, once: near a sharp fold a point that is a
// little off makes every short step after it look bad.
constexpr int kRejectionsBeforeSettling = 3;
constexpr int kMostSettling = 10;
// A correction of this length, in the norm where 1 is an unknown's own size, is not small.
constexpr double kRough = 0.01;
constexpr double kSettled = 1e-10;
// The most that the predictor's second term may turn its direction, as a share of the first.
constexpr double kMostBend = 0.5;
// Keeps a quotient finite.
constexpr double kNothing = 1e-100;
// A target nearer than this is reached by Newton's method at once.
constexpr double kDoorstep = 1e-5;

class Tracer {
 public:
  Tracer(Curve& curve, std::vector<double>& x, double& t, const TraceOptions& options)
      : curve_(curve),
        x_(x),
        t_(t),
        options_(options),
        here_(curve.size()),
        next_(curve.size()),
        bend_x_(curve.size(), 0.0),
        correction_(curve.size()) {}

  TraceReport run();

 private:
  void predict(double length);
  double apply(const Tangent& tangent, std::span<const double> newton, std::vector<double>& x, double& t);
  bool correct_once();
  bool arrive();
  bool turn();
  bool land();
  void settle();
  void accept(double length);
  void adapt();
  bool give_up(TraceStatus status) {
    report_.status = status;
    return false;
  }
  bool set_out();
  bool step();

  Curve& curve_;
  std::vector<double>& x_;
  double& t_;
  const TraceOptions& options_;
  Tangent here_;
  Tangent next_;
  // How the tangent turned over the last step, by its length: the curve's second derivative.
  std::vector<double> bend_x_;
  double bend_t_ = 0;
  double bend_ = 0;  // its length, in the norm at this point
  std::vector<double> next_x_;
  double next_t_ = 0;
  std::vector<double> correction_;
  double first_ = 0;   // the first correction's length
  double second_ = 0;  // the second's, at the new point's own factorisation
  double length_ = 0;
  double cosine_ = 1;     // of the last turn
  bool crosses_ = false;  // whether the step at hand passes a bifurcation
  int orientation_ = 1;
  bool factorized_here_ = false;
  // While a change of sign along a straight line is being narrowed down: the step that first saw it, and the arc on
  // which it must be met again.
  double crossing_from_ = 0;
  double crossing_left_ = 0;
  TraceReport report_;
};

void Tracer::predict(double length) {
  next_x_.resize(x_.size());
  // Where the tangent turns fast, a parabola would come back along the curve.
  const double half = length / 2 * std::min(length, kMostBend / std::max(bend_, kNothing));
  for (std::size_t k = 0; k < x_.size(); ++k) next_x_[k] = x_[k] + length * here_.x[k] + half * bend_x_[k];
  next_t_ = t_ + length * here_.t + half * bend_t_;
}

/// Moves (x, t) by Newton's correction on the hyperplane across `tangent`, where `newton` is dH/dx's inverse times H
/// of the factorisation that `tangent` was found with. Gives its length.
double Tracer::apply(const Tangent& tangent, std::span<const double> newton, std::vector<double>& x, double& t) {
  const double dt = tangent.bordered_step(newton);
  double squares = dt * dt * tangent.weight_t * tangent.weight_t;
  for (std::size_t k = 0; k < x.size(); ++k) {
    const double dx = -newton[k] - tangent.slope[k] * dt;
    x[k] += dx;
    squares += dx * dx * tangent.weight[k] * tangent.weight[k];
  }
  t += dt;
  return std::sqrt(squares);
}

/// The first correction, with the factorisation at the step's start.
bool Tracer::correct_once() {
  curve_.evaluate(next_x_, next_t_, correction_);
  curve_.solve(correction_);
  first_ = apply(here_, correction_, next_x_, next_t_);
  return first_ <= options_.most_first * length_;
}

/// The tangent at the new point, and whether it continues the curve.
bool Tracer::turn() {
  factorized_here_ = false;
  crosses_ = false;
  if (!next_.find(curve_, next_x_, next_t_, orientation_)) return false;
  cosine_ = here_.cosine(next_);
  if (cosine_ >= options_.least_cosine) return true;
  if (next_.sign == here_.sign || -cosine_ < kStraight) return false;
  if (length_ > options_.crossing_step) {
    if (crossing_from_ == 0) crossing_from_ = length_;
    crossing_left_ = 2 * length_;
    return false;
  }
  crosses_ = true;
  next_.reverse();
  return true;
}

/// Takes the predicted point to the curve: one correction with the old factorisation, and one with that of the point it
/// led to, which gives the next tangent too. False if the step was too long.
bool Tracer::arrive() {
  if (!correct_once() || !turn()) return false;
  second_ = apply(next_, next_.newton, next_x_, next_t_);
  if (!(second_ <= options_.most_second * length_)) return false;
  // After a long step the second correction can be large and lead nowhere: what is not small must shrink.
  double size = second_;
  for (int round = 0; round < kMostSettling && size > std::min(kRough, options_.point_tolerance); ++round) {
    const double last = size;
    curve_.evaluate(next_x_, next_t_, correction_);
    curve_.solve(correction_);
    size = apply(next_, correction_, next_x_, next_t_);
    if (last > kRough && !(size <= last / 2)) return false;
  }
  return true;
}

/// From a point near the target to it at fixed t; false if that fails.
bool Tracer::land() {
  next_t_ = options_.target;
  factorized_here_ = false;
  return newton(curve_, next_x_, next_t_, {.tolerance = options_.end_tolerance});
}

/// Brings the present point closer to the curve by Newton's method across its tangent, where that works.
void Tracer::settle() {
  const std::vector<double> x = x_;
  const double t = t_;
  const double slope = here_.t;
  for (int round = 0; round < kMostSettling; ++round) {
    if (!here_.find(curve_, x_, t_, orientation_)) break;
    const double moved = apply(here_, here_.newton, x_, t_);
    if (!(moved <= options_.largest_step)) break;
    if (moved > kSettled) continue;
    if (slope * here_.t < 0) ++report_.folds;
    return;
  }
  x_ = x;
  t_ = t;
  factorized_here_ = false;
}

void Tracer::accept(double length) {
  x_.swap(next_x_);
  t_ = next_t_;
  for (std::size_t k = 0; k < x_.size(); ++k) bend_x_[k] = (next_.x[k] - here_.x[k]) / length;
  bend_t_ = (next_.t - here_.t) / length;
  bend_ = next_.length(bend_x_, bend_t_);
  if (here_.t * next_.t < 0) ++report_.folds;
  // A fold explains a change of sign that a longer step took for a crossing.
  if (here_.sign != next_.sign) crossing_from_ = 0;
  std::swap(here_, next_);
  factorized_here_ = true;
  ++report_.steps;
  report_.highest = std::max(report_.highest, t_);
  if (!crosses_) return;
  orientation_ = -orientation_;
  ++report_.crossings;
  if (options_.crossed) options_.crossed(x_, t_);
}

void Tracer::adapt() {
  // The predictor's error grows with the cube of the length, and so do the corrections.
  const double growth = std::min(std::sqrt(options_.aimed_first * length_ / std::max(first_, kNothing)),
                                 std::cbrt(options_.aimed_second * length_ / std::max(second_, kNothing)));
  length_ *= std::clamp(growth, 0.5, cosine_ < kBadCosine ? 1.0 : options_.most_growth);
  length_ = std::min(length_, options_.largest_step);
}

/// One accepted step, or the end: false.
bool Tracer::step() {
  for (int rejections = 0;; ++rejections) {
    if (length_ < options_.smallest_step) return give_up(TraceStatus::kStepTooSmall);
    if (!factorized_here_ && !here_.find(curve_, x_, t_, orientation_)) return give_up(TraceStatus::kStepTooSmall);
    factorized_here_ = true;
    if (rejections == kRejectionsBeforeSettling) {
      settle();
      continue;
    }
    const double tried = length_;
    if (here_.t > 0 && t_ + length_ * here_.t >= options_.target) {
      length_ = (options_.target - t_) / here_.t;
      predict(length_);
      if ((length_ < kDoorstep || correct_once()) && land() && turn()) {
        accept(length_);
        return false;
      }
      length_ = std::min(tried, length_) / 2;
      ++report_.rejected;
      continue;
    }
    predict(length_);
    if (arrive()) {
      if (crosses_) length_ = std::max(std::exchange(crossing_from_, 0.0), length_);
      if (crossing_from_ > 0) {
        crossing_left_ -= tried;
        if (crossing_left_ <= 0) crossing_from_ = 0;
      } else {
        adapt();
      }
      accept(tried);
      return true;
    }
    length_ = tried / 2;
    ++report_.rejected;
  }
}

/// The tangent at the start, which decides the orientation; false if the system is singular there.
bool Tracer::set_out() {
  if (!here_.find(curve_, x_, t_, 1)) return false;
  const bool backwards = options_.heading.empty() ? here_.sign < 0 : here_.along(options_.heading) < 0;
  if (backwards) {
    orientation_ = -1;
    here_.reverse();
  }
  factorized_here_ = true;
  return true;
}

TraceReport Tracer::run() {
  length_ = options_.first_step;
  report_.highest = t_;
  if (!set_out()) {
    report_.status = TraceStatus::kStepTooSmall;
    return report_;
  }
  for (;;) {
    if (t_ >= options_.target) {
      // A corrector went past the target: come back to it.
      next_x_ = x_;
      const double back = (options_.target - t_) / (here_.t == 0 ? 1.0 : here_.t);
      for (std::size_t k = 0; k < x_.size(); ++k) next_x_[k] += back * here_.x[k];
      if (land()) {
        x_.swap(next_x_);
        t_ = next_t_;
      } else {
        report_.status = TraceStatus::kStepTooSmall;
      }
      return report_;
    }
    if (t_ < options_.lowest) report_.status = TraceStatus::kFellBelow;
    if (report_.steps >= options_.most_steps) report_.status = TraceStatus::kTooManySteps;
    if (options_.stop && report_.steps % kStepsBetweenStops == 0 && options_.stop())
      report_.status = TraceStatus::kStopped;
    if (options_.done && options_.done(x_, t_)) report_.status = TraceStatus::kDone;
    if (report_.status != TraceStatus::kReached || !step()) return report_;
  }
}

}  // namespace

TraceReport trace(Curve& curve, std::vector<double>& x, double& t, const TraceOptions& options) {
  PARLEY_CHECK(x.size() == curve.size() && t <= options.target);
  return Tracer(curve, x, t, options).run();
}

}  // namespace parley::numeric
