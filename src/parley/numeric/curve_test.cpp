// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/curve.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "parley/numeric/branch.h"

namespace parley::numeric {
namespace {

/// One equation in one unknown, by its value and its two derivatives.
class Scalar final : public Curve {
 public:
  using Function = std::function<double(double x, double t)>;
  Scalar(Function h, Function hx, Function ht) : h_(std::move(h)), hx_(std::move(hx)), ht_(std::move(ht)) {}

  [[nodiscard]] std::size_t size() const override { return 1; }
  void evaluate(std::span<const double> x, double t, std::span<double> residual) override { residual[0] = h_(x[0], t); }
  int factorize(std::span<const double> x, double t, std::span<double> residual, std::span<double> slope) override {
    evaluate(x, t, residual);
    slope[0] = ht_(x[0], t);
    factor_ = hx_(x[0], t);
    return factor_ > 0 ? 1 : factor_ < 0 ? -1 : 0;
  }
  void solve(std::span<double> rhs) override { rhs[0] /= factor_; }

 private:
  Function h_;
  Function hx_;
  Function ht_;
  double factor_ = 1;
};

Scalar parabola() {
  return {[](double x, double t) { return x * x + t - 1; }, [](double x, double) { return 2 * x; },
          [](double, double) { return 1.0; }};
}

TEST(Curve, GoesRoundAFoldAndSaysSoWhenItFallsBelow) {
  Scalar curve = parabola();
  std::vector<double> x{1};
  double t = 0;
  const TraceReport report = trace(curve, x, t, {.target = 2, .lowest = -0.5});
  EXPECT_EQ(report.status, TraceStatus::kFellBelow);
  EXPECT_EQ(report.folds, 1u);
  EXPECT_EQ(report.crossings, 0u);
  EXPECT_LT(x[0], -1.1);
  EXPECT_NEAR(x[0] * x[0] + t - 1, 0, 1e-4);
  EXPECT_GT(report.highest, 0.9);
}

TEST(Curve, FollowsAnSCurveThroughBothFoldsAndLandsExactly) {
  // t = x^3 - 3 x + 3 from x = -2.1038: t rises to 5 at x = -1, falls to 1 at x = 1, rises again.
  Scalar curve([](double x, double t) { return x * x * x - 3 * x + 3 - t; },
               [](double x, double) { return 3 * x * x - 3; }, [](double, double) { return -1.0; });
  std::vector<double> x{-2.103803402735536};
  double t = 0;
  const TraceReport report = trace(curve, x, t, {.target = 10});
  EXPECT_EQ(report.status, TraceStatus::kReached);
  EXPECT_EQ(report.folds, 2u);
  EXPECT_EQ(report.crossings, 0u);
  EXPECT_EQ(t, 10.0);
  EXPECT_NEAR(x[0] * x[0] * x[0] - 3 * x[0] + 3, 10, 1e-10);
  EXPECT_LT(report.steps, 100u);
}

Scalar pitchfork(double imperfection) {
  // x^3 - (t - 1) x = imperfection; at zero three branches meet at t = 1.
  return {[=](double x, double t) { return x * x * x - (t - 1) * x - imperfection; },
          [](double x, double t) { return 3 * x * x - (t - 1); }, [](double x, double) { return -x; }};
}

TEST(Curve, PassesAPitchforkStraightOnAndCountsIt) {
  Scalar curve = pitchfork(0);
  std::vector<double> x{0};
  double t = 0;
  const TraceReport report = trace(curve, x, t, {.target = 3});
  EXPECT_EQ(report.status, TraceStatus::kReached);
  EXPECT_EQ(report.crossings, 1u);
  EXPECT_EQ(report.folds, 0u);
  EXPECT_EQ(x[0], 0.0);
  EXPECT_EQ(t, 3.0);
}

TEST(Curve, StaysOnItsBranchOfAPitchforkThatIsNotPerfect) {
  for (const double imperfection : {1e-1, 1e-3, 1e-5, -1e-5}) {
    Scalar curve = pitchfork(imperfection);
    std::vector<double> x{imperfection};
    double t = 0;
    ASSERT_TRUE(newton(curve, x, t));
    const TraceReport report = trace(curve, x, t, {.target = 3});
    EXPECT_EQ(report.status, TraceStatus::kReached) << imperfection;
    EXPECT_EQ(report.crossings, 0u) << imperfection;
    EXPECT_EQ(report.folds, 0u) << imperfection;
    EXPECT_NEAR(x[0], imperfection > 0 ? std::sqrt(2) : -std::sqrt(2), 0.05) << imperfection;
  }
}

/// The ends at `target` of what branches off the curve that starts at x = 0, t = 0, in the order found.
std::vector<double> branch_ends(Curve& curve, double target, std::size_t* folds = nullptr) {
  std::vector<double> x(curve.size(), 0.0);
  std::vector<double> crossing;
  double t = 0;
  double crossing_t = 0;
  const auto crossed = [&](std::span<const double> at, double at_t) {
    crossing.assign(at.begin(), at.end());
    crossing_t = at_t;
  };
  EXPECT_EQ(trace(curve, x, t, {.target = target, .crossed = crossed}).status, TraceStatus::kReached);
  EXPECT_NEAR(crossing_t, 1, 1e-3);
  std::vector<double> ends;
  for (BranchPoint& point : branches_beside(curve, crossing, crossing_t)) {
    const TraceReport report =
        trace(curve, point.x, point.t, {.target = target, .lowest = 0, .heading = point.heading});
    ends.push_back(report.status == TraceStatus::kReached ? point.x.front() : std::numeric_limits<double>::quiet_NaN());
    if (folds != nullptr) *folds += report.folds;
  }
  return ends;
}

TEST(Branches, OfAPitchforkAreFollowedToBothItsSides) {
  Scalar curve = pitchfork(0);
  const std::vector<double> ends = branch_ends(curve, 3);
  ASSERT_EQ(ends.size(), 2u);
  EXPECT_NEAR(ends[0], std::sqrt(2), 1e-10);
  EXPECT_NEAR(ends[1], -std::sqrt(2), 1e-10);
}

TEST(Branches, ThatSetOutBackwardsAreFollowedRoundTheirFolds) {
  // t = 1 + x^4 - x^2 falls from 1 to .75 at x^2 = .5 on both sides, and is 3 at x^2 = 2.
  Scalar curve([](double x, double t) { return x * (x * x * x * x - x * x - (t - 1)); },
               [](double x, double t) { return 5 * x * x * x * x - 3 * x * x - (t - 1); },
               [](double x, double) { return -x; });
  std::size_t folds = 0;
  const std::vector<double> ends = branch_ends(curve, 3, &folds);
  ASSERT_EQ(ends.size(), 2u);
  EXPECT_NEAR(ends[0], std::sqrt(2), 1e-10);
  EXPECT_NEAR(ends[1], -std::sqrt(2), 1e-10);
  EXPECT_EQ(folds, 2u);
}

TEST(Branches, OfATranscriticalCrossingLeadOnAndBack) {
  // x = 0 and x = t - 1 cross at t = 1; below, the other line comes to t = 0 and is given up.
  Scalar curve([](double x, double t) { return x * (x - (t - 1)); }, [](double x, double t) { return 2 * x - (t - 1); },
               [](double x, double) { return -x; });
  const std::vector<double> ends = branch_ends(curve, 3);
  ASSERT_EQ(ends.size(), 2u);
  EXPECT_NEAR(ends[0], 2, 1e-10);
  EXPECT_TRUE(std::isnan(ends[1]));
}

/// A pitchfork in y = x0 + x1 beside z = x0 - x1, which drifts: y^3 - (t - 1) y = 0, z - t/2 - y^2 = 0.
class SkewPitchfork final : public Curve {
 public:
  [[nodiscard]] std::size_t size() const override { return 2; }
  void evaluate(std::span<const double> x, double t, std::span<double> residual) override {
    const double y = x[0] + x[1];
    residual[0] = y * y * y - (t - 1) * y;
    residual[1] = x[0] - x[1] - t / 2 - y * y;
  }
  int factorize(std::span<const double> x, double t, std::span<double> residual, std::span<double> slope) override {
    evaluate(x, t, residual);
    const double y = x[0] + x[1];
    slope[0] = -y;
    slope[1] = -0.5;
    top_ = 3 * y * y - (t - 1);
    left_ = 1 - 2 * y;
    right_ = -1 - 2 * y;
    return top_ < 0 ? 1 : top_ > 0 ? -1 : 0;  // the determinant is -2 top
  }
  void solve(std::span<double> rhs) override {
    const double sum = rhs[0] / top_;
    const double first = (rhs[1] - right_ * sum) / (left_ - right_);
    rhs[0] = first;
    rhs[1] = sum - first;
  }

 private:
  double top_ = 1;
  double left_ = 1;
  double right_ = -1;
};

TEST(Branches, OfSeveralUnknownsLeaveInTheDirectionThatCannotBeSolvedFor) {
  SkewPitchfork curve;
  const std::vector<double> ends = branch_ends(curve, 3);
  ASSERT_EQ(ends.size(), 2u);
  // y = +-sqrt(2), z = 3.5.
  EXPECT_NEAR(std::max(ends[0], ends[1]), (3.5 + std::sqrt(2)) / 2, 1e-10);
  EXPECT_NEAR(std::min(ends[0], ends[1]), (3.5 - std::sqrt(2)) / 2, 1e-10);
}

TEST(Curve, TakesExponentiallyGrowingStepsAlongAStraightLine) {
  Scalar curve([](double x, double t) { return x - 2 * t; }, [](double, double) { return 1.0; },
               [](double, double) { return -2.0; });
  std::vector<double> x{0};
  double t = 0;
  const TraceReport report = trace(curve, x, t, {.target = 1e9});
  EXPECT_EQ(report.status, TraceStatus::kReached);
  EXPECT_LT(report.steps, 60u);
  EXPECT_NEAR(x[0], 2e9, 1e-3);
}

TEST(Curve, ClosedCircleComesBackBelowItsStart) {
  // Around (0, 1) with radius 1.5, from its lower right quarter.
  Scalar curve([](double x, double t) { return x * x + (t - 1) * (t - 1) - 2.25; },
               [](double x, double) { return 2 * x; }, [](double, double t) { return 2 * (t - 1); });
  std::vector<double> x{std::sqrt(1.25)};
  double t = 0;
  const TraceReport report = trace(curve, x, t, {.target = 5, .lowest = 0});
  EXPECT_EQ(report.status, TraceStatus::kFellBelow);
  EXPECT_EQ(report.folds, 1u);
  EXPECT_NEAR(report.highest, 2.5, 0.1);
}

TEST(Curve, StopsWhereItIsToldTo) {
  Scalar curve = parabola();
  std::vector<double> x{1};
  double t = 0;
  const auto done = [](std::span<const double>, double at) { return at > 0.5; };
  EXPECT_EQ(trace(curve, x, t, {.target = 2, .done = done}).status, TraceStatus::kDone);
  EXPECT_GT(t, 0.5);
  EXPECT_EQ(trace(curve, x, t, {.target = 2, .stop = [] { return true; }}).status, TraceStatus::kStopped);
  EXPECT_EQ(trace(curve, x, t, {.target = 2, .lowest = -100, .most_steps = 3}).status, TraceStatus::kTooManySteps);
}

TEST(Curve, ReportsStepTooSmallWhereTheCurveEnds) {
  // Beyond t = 1 the equation is not a number.
  Scalar curve([](double x, double t) { return t > 1 ? std::numeric_limits<double>::quiet_NaN() : x - t; },
               [](double, double) { return 1.0; }, [](double, double) { return -1.0; });
  std::vector<double> x{0};
  double t = 0;
  EXPECT_EQ(trace(curve, x, t, {.target = 2}).status, TraceStatus::kStepTooSmall);
  EXPECT_NEAR(t, 1, 1e-5);
}

TEST(Newton, SolvesAtFixedParameterOrSaysNo) {
  Scalar curve = parabola();
  std::vector<double> x{1};
  EXPECT_TRUE(newton(curve, x, -3));
  EXPECT_NEAR(x[0], 2, 1e-14);
  EXPECT_FALSE(newton(curve, x, 2));
}

}  // namespace
}  // namespace parley::numeric
