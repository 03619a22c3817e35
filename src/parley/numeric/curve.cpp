// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "parley/base/check.h"
#include "parley/numeric/detail/tangent.h"

namespace parley::numeric {

namespace {

// The chord corrector gains a digit in one to three rounds where steps are as long as they should be.
constexpr int kMostCorrections = 10;
// A corrector that shrinks by less than this a round is left: a shorter step is cheaper.
constexpr double kLeastContraction = 0.5;
// Two tangents that are this nearly opposite lie on one straight line.
constexpr double kStraight = 0.9;
// Steps between two questions whether to stop.
constexpr std::size_t kStepsBetweenStops = 16;
// A step over which the tangent turned by more than this is not followed by a longer one.
constexpr double kBadCosine = 0.85;

// A point on the way is at least this much closer to the curve than its step is long: near a sharp fold a point that is
// only within the tolerance makes every short step after it look bad.
constexpr double kShareOfStep = 0.02;
// After so many rejections in a row the point itself is brought closer, once.
constexpr int kRejectionsBeforeSettling = 3;
constexpr double kSettled = 1e-10;
// A target nearer than this is reached by Newton's method at once.
constexpr double kDoorstep = 1e-5;

/// What the corrector made of a predicted point.
struct Correction {
  bool converged = false;
  double first = 0;        ///< the first correction's length
  double contraction = 0;  ///< the worst ratio of one correction to the last
};

class Tracer {
 public:
  Tracer(Curve& curve, std::vector<double>& x, double& t, const TraceOptions& options)
      : curve_(curve), x_(x), t_(t), options_(options), here_(curve.size()), next_(curve.size()) {}

  TraceReport run();

 private:
  enum class Turn : std::uint8_t { kAccepted, kRejected };

  void predict(double length);
  Correction correct(bool free_t, double tolerance);
  void settle();
  bool land();
  Turn turn();
  void accept();
  void adapt(const Correction& correction);
  bool give_up(TraceStatus status) {
    report_.status = status;
    return false;
  }
  bool step();

  Curve& curve_;
  std::vector<double>& x_;
  double& t_;
  const TraceOptions& options_;
  Tangent here_;
  Tangent next_;
  std::vector<double> next_x_;
  std::vector<double> residual_;
  double next_t_ = 0;
  double length_ = 0;
  double cosine_ = 1;  // of the last turn
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
  for (std::size_t k = 0; k < x_.size(); ++k) next_x_[k] = x_[k] + length * here_.x[k];
  next_t_ = t_ + length * here_.t;
}

/// Chord iterations with the factorisation at the step's start, on the hyperplane through the predicted point
/// (`free_t`) or at fixed t.
Correction Tracer::correct(bool free_t, double tolerance) {
  Correction result;
  double last = 0;
  residual_.resize(x_.size());
  for (int round = 0; round < kMostCorrections; ++round) {
    curve_.evaluate(next_x_, next_t_, residual_);
    curve_.solve(residual_);
    const double dt = free_t ? here_.bordered_step(residual_) : 0.0;
    double largest = 0;
    double squares = 0;
    for (std::size_t k = 0; k < x_.size(); ++k) {
      const double dx = -residual_[k] - here_.slope[k] * dt;
      next_x_[k] += dx;
      const double scaled = dx * here_.weight[k];
      squares += scaled * scaled;
      largest = std::max(largest, std::abs(dx) / (1 + std::abs(next_x_[k])));
    }
    next_t_ += dt;
    squares += dt * dt * here_.weight_t * here_.weight_t;
    const double size = std::sqrt(squares);
    if (!std::isfinite(size)) return result;
    if (round == 0) {
      result.first = size;
      if (size > options_.most_correction * length_) return result;
    } else {
      result.contraction = std::max(result.contraction, size / last);
    }
    if (largest <= tolerance) {
      result.converged = true;
      return result;
    }
    if (round > 0 && size > kLeastContraction * last) return result;
    last = size;
  }
  return result;
}

/// Brings the present point closer to the curve by Newton's method across its tangent, where that works.
void Tracer::settle() {
  const std::vector<double> x = x_;
  const double t = t_;
  const double slope = here_.t;
  const double length = length_;
  length_ = options_.largest_step;
  for (int round = 0; round < kMostCorrections; ++round) {
    predict(0);
    const Correction once = correct(true, std::numeric_limits<double>::infinity());
    x_.swap(next_x_);
    t_ = next_t_;
    if (!once.converged || !here_.find(curve_, x_, t_, orientation_)) break;
    if (once.first > kSettled) continue;
    length_ = length;
    if (slope * here_.t < 0) ++report_.folds;
    return;
  }
  x_ = x;
  t_ = t;
  length_ = length;
  factorized_here_ = false;
}

/// From a point near the target to it at fixed t, into next_x_; false if that fails.
bool Tracer::land() {
  factorized_here_ = false;
  next_t_ = options_.target;
  return newton(curve_, next_x_, next_t_, {.tolerance = options_.end_tolerance});
}

/// Whether the corrected point continues the curve, by the tangent there.
Tracer::Turn Tracer::turn() {
  factorized_here_ = false;
  if (!next_.find(curve_, next_x_, next_t_, orientation_)) return Turn::kRejected;
  cosine_ = here_.cosine(next_);
  if (cosine_ >= options_.least_cosine) return Turn::kAccepted;
  if (next_.sign == here_.sign || -cosine_ < kStraight) return Turn::kRejected;
  if (length_ > options_.crossing_step) {
    if (crossing_from_ == 0) crossing_from_ = length_;
    crossing_left_ = 2 * length_;
    return Turn::kRejected;
  }
  orientation_ = -orientation_;
  next_.reverse();
  ++report_.crossings;
  length_ = std::max(crossing_from_, length_);
  crossing_from_ = 0;
  return Turn::kAccepted;
}

void Tracer::accept() {
  x_.swap(next_x_);
  t_ = next_t_;
  if (here_.t * next_.t < 0) ++report_.folds;
  std::swap(here_, next_);
  factorized_here_ = true;
  ++report_.steps;
  report_.highest = std::max(report_.highest, t_);
}

void Tracer::adapt(const Correction& correction) {
  const double share = std::max(correction.first / length_, correction.contraction);
  const double growth = share > 0 ? options_.aimed_correction / share : options_.most_growth;
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
    const double tolerance = std::clamp(kShareOfStep * length_, kSettled, options_.tolerance);
    const bool lands = here_.t > 0 && t_ + length_ * here_.t >= options_.target;
    if (lands) {
      const double full = length_;
      length_ = (options_.target - t_) / here_.t;
      predict(length_);
      next_t_ = options_.target;
      if ((length_ < kDoorstep || correct(false, tolerance).converged) && land() && turn() == Turn::kAccepted) {
        accept();
        return false;
      }
      length_ = std::min(full, length_) / 2;
      ++report_.rejected;
      continue;
    }
    predict(length_);
    const Correction correction = correct(true, tolerance);
    const double tried = length_;
    if (correction.converged && turn() == Turn::kAccepted) {
      const bool narrowing = crossing_from_ > 0;
      if (narrowing) {
        length_ = tried;
        crossing_left_ -= tried;
        if (crossing_left_ <= 0) crossing_from_ = 0;
      } else {
        adapt(correction);
      }
      accept();
      return true;
    }
    length_ = tried / 2;
    ++report_.rejected;
  }
}

TraceReport Tracer::run() {
  length_ = options_.first_step;
  report_.highest = t_;
  // The start decides the orientation: towards rising t.
  if (!here_.find(curve_, x_, t_, 1)) {
    report_.status = TraceStatus::kStepTooSmall;
    return report_;
  }
  if (here_.sign < 0) {
    orientation_ = -1;
    here_.reverse();
  }
  factorized_here_ = true;
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
