// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/ladder.h"

#include <algorithm>
#include <cmath>

namespace parley::solve::beliefs {

namespace {

constexpr std::size_t kMostOnSteps = 30;
// A path through a mixture takes some fifty steps, one through many kinks a thousand.
constexpr std::size_t kMostPathSteps = 1500;
// Points left further from the path than this make a rounded kink look like a corner: of 6,534 stage games of a random
// game 79 paths were lost with no limit, 14 with this one, and 5 at once with the short steps of a second attempt.
constexpr double kPointTolerance = 1e-8;
constexpr std::size_t kMostShortSteps = 6000;
constexpr double kShortAim = 0.03;
constexpr double kShortStep = 0.2;
// Plain continuation: the first share of the precision, and the smallest growth before it gives up.
constexpr double kFirstShare = 1e-4;
constexpr double kLeastGrowth = 1.0005;
// Damped replies: the share of the way, in turn, and how many.
constexpr double kDamping[] = {0.3, 0.03};
constexpr std::size_t kMostReplies = 5000;

/// x - (t / target) pull(x) = 0, a curve from all moves equally likely at t = 0 to the equilibrium at the target.
class StageCurve final : public numeric::Curve {
 public:
  StageCurve(Stage& stage, double target) : stage_(stage), target_(target) {}

  [[nodiscard]] std::size_t size() const override { return stage_.unknowns(); }
  void evaluate(std::span<const double> x, double t, std::span<double> residual) override {
    stage_.evaluate(x, false);
    stage_.pull(residual);
    for (std::size_t k = 0; k < x.size(); ++k) residual[k] = x[k] - t / target_ * residual[k];
  }
  int factorize(std::span<const double> x, double t, std::span<double> residual, std::span<double> slope) override {
    const std::size_t n = x.size();
    stage_.evaluate(x, true);
    stage_.pull(slope);
    matrix_.resize(n * n);
    stage_.pull_derivative(matrix_);
    for (double& entry : matrix_) entry *= -t / target_;
    for (std::size_t k = 0; k < n; ++k) {
      matrix_[k * n + k] += 1;
      residual[k] = x[k] - t / target_ * slope[k];
      slope[k] /= -target_;
    }
    return lu_.factorize(matrix_, n);
  }
  void solve(std::span<double> rhs) override { lu_.solve(rhs); }

 private:
  Stage& stage_;
  double target_;
  std::vector<double> matrix_;
  numeric::DenseLu lu_;
};

bool is_finite(std::span<const double> numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](double v) { return std::isfinite(v); });
}

}  // namespace

numeric::TraceOptions path_options(double target, bool patient) {
  numeric::TraceOptions control;
  control.target = target;
  control.end_tolerance = kCorrection;
  control.point_tolerance = kPointTolerance;
  control.most_steps = patient ? kMostShortSteps : kMostPathSteps;
  if (patient) {
    control.aimed_first = kShortAim;
    control.largest_step = kShortStep;
  }
  return control;
}

/// Newton's method at a share of the precision; leaves the stage evaluated at x_ where it converges.
bool Ladder::newton(Stage& stage, double share, std::size_t most, Climb& climb) {
  const std::size_t n = x_.size();
  residual_.resize(n);
  matrix_.resize(n * n);
  for (std::size_t round = 0; round < most; ++round) {
    ++climb.iterations;
    stage.evaluate(x_, true);
    stage.pull(residual_);
    stage.pull_derivative(matrix_);
    for (double& entry : matrix_) entry *= -share;
    for (std::size_t k = 0; k < n; ++k) {
      matrix_[k * n + k] += 1;
      residual_[k] = x_[k] - share * residual_[k];
    }
    if (lu_.factorize(matrix_, n) == 0) return false;
    lu_.solve(residual_);
    double largest = 0;
    for (std::size_t k = 0; k < n; ++k) {
      x_[k] -= residual_[k];
      largest = std::max(largest, std::abs(residual_[k]) / (1 + std::abs(x_[k])));
    }
    if (!std::isfinite(largest)) return false;
    if (largest < kCorrection) {
      stage.evaluate(x_, false);
      return true;
    }
  }
  return false;
}

bool Ladder::climb_by_steps(Stage& stage, Climb& climb) {
  std::fill(x_.begin(), x_.end(), 0.0);
  double share = 0;
  double growth = 2;
  while (share < 1) {
    const double next = share == 0 ? kFirstShare : std::min(1.0, share * growth);
    kept_ = x_;
    if (newton(stage, next, kMostOnSteps, climb)) {
      share = next;
      growth = std::min(2.0, growth * growth);
      continue;
    }
    x_ = kept_;
    growth = std::sqrt(growth);
    if (share == 0 || growth < kLeastGrowth) return false;
  }
  return true;
}

bool Ladder::follow_path(Stage& stage, bool patient, Climb& climb) {
  std::fill(x_.begin(), x_.end(), 0.0);
  const numeric::TraceOptions control = path_options(stage.largest_precision() * scale_, patient);
  StageCurve curve(stage, control.target);
  double t = 0;
  const numeric::TraceReport report = numeric::trace(curve, x_, t, control);
  climb.folded = report.folds > 0;
  return report.status == numeric::TraceStatus::kReached && is_finite(x_) && newton(stage, 1, kMostFromStart, climb);
}

/// Steps by a share of the way to the logit reply, from equal chances: slow, but kinks, between which Newton's method
/// goes back and forth and where the path bends too sharply, do not trouble it.
bool Ladder::reply_damped(Stage& stage, Climb& climb) {
  for (const double damping : kDamping) {
    std::fill(x_.begin(), x_.end(), 0.0);
    for (std::size_t round = 0; round < kMostReplies; ++round) {
      ++climb.iterations;
      stage.evaluate(x_, false);
      stage.pull(residual_);
      double largest = 0;
      for (std::size_t k = 0; k < x_.size(); ++k) {
        const double off = residual_[k] - x_[k];
        largest = std::max(largest, std::abs(off) / (1 + std::abs(x_[k])));
        x_[k] += damping * off;
      }
      if (!std::isfinite(largest)) break;
      if (largest >= kCorrection) continue;
      stage.evaluate(x_, false);
      return true;
    }
  }
  return false;
}

bool Ladder::settle(Stage& stage, std::span<const float> start) {
  Climb climb;
  x_.assign(start.begin(), start.end());
  return !x_.empty() && newton(stage, 1, kMostOnSteps, climb);
}

Climb Ladder::solve(Stage& stage, std::span<const std::span<const float>> starts) {
  Climb climb;
  x_.assign(stage.unknowns(), 0.0);
  if (x_.empty()) {
    stage.evaluate(x_, false);
    return climb;
  }
  for (const std::span<const float> start : starts) {
    std::copy(start.begin(), start.end(), x_.begin());
    if (newton(stage, 1, kMostFromStart, climb)) return climb;
  }
  climb.rung = BeliefRung::kPath;
  for (const bool patient : {false, true})
    if (follow_path(stage, patient, climb)) return climb;
  climb.rung = BeliefRung::kSteps;
  if (climb_by_steps(stage, climb)) return climb;
  climb.rung = BeliefRung::kReplies;
  if (reply_damped(stage, climb)) return climb;
  climb.rung = BeliefRung::kUnsolved;
  if (!is_finite(x_)) std::fill(x_.begin(), x_.end(), 0.0);
  stage.evaluate(x_, false);
  residual_.resize(x_.size());
  stage.pull(residual_);
  for (std::size_t k = 0; k < x_.size(); ++k)
    climb.residual = std::max(climb.residual, std::abs(x_[k] - residual_[k]) / stage.largest_precision());
  return climb;
}

}  // namespace parley::solve::beliefs
