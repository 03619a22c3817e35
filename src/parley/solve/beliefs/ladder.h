// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "parley/numeric/curve.h"
#include "parley/numeric/linear.h"
#include "parley/solve/beliefs.h"
#include "parley/solve/beliefs/stage.h"

namespace parley::solve::beliefs {

/// Of the last correction over 1 + size: what is left of the error is its square.
inline constexpr double kCorrection = 1e-7;
/// From a good start Newton's method takes two or three steps; one that takes more than this has lost its way.
inline constexpr std::size_t kMostFromStart = 12;

/// How the path of a stage game is followed to a target, a second time with short steps.
[[nodiscard]] numeric::TraceOptions path_options(double target, bool patient);

/// What one stage game took.
struct Climb {
  BeliefRung rung = BeliefRung::kStart;
  bool folded = false;
  std::size_t iterations = 0;
  double residual = 0;  ///< of the logit equations, in payoff units
};

/// Solves stage games, each by the first of a few ways that works: Newton's method from what is near, the path of logit
/// equilibria from precision zero by its arclength, steps of growing precision, and damped replies. Keeps
/// its memory; one a thread.
class Ladder {
 public:
  /// `scale` is the size of payoffs, > 0.
  explicit Ladder(double scale) : scale_(scale) {}

  /// Solves the stage set on `stage`, from the given starts in turn (each as long as the unknowns); leaves the stage
  /// evaluated there.
  Climb solve(Stage& stage, std::span<const std::span<const float>> starts);
  /// By Newton's method from this start alone; false where it fails.
  bool settle(Stage& stage, std::span<const float> start);
  /// The solution of the last one.
  [[nodiscard]] std::span<const double> x() const { return x_; }

 private:
  bool newton(Stage& stage, double share, std::size_t most, Climb& climb);
  bool follow_path(Stage& stage, bool patient, Climb& climb);
  bool climb_by_steps(Stage& stage, Climb& climb);
  bool reply_damped(Stage& stage, Climb& climb);

  double scale_;
  std::vector<double> x_;
  std::vector<double> kept_;
  std::vector<double> residual_;
  std::vector<double> matrix_;
  numeric::DenseLu lu_;
};

}  // namespace parley::solve::beliefs
