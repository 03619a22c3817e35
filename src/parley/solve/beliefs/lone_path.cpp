// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "parley/numeric/curve.h"
#include "parley/solve/beliefs/lone_mover.h"

namespace parley::solve::beliefs {

/// x - (t / target) precision (Q - Q of the reference) = 0; see Ladder. In the first lane.
class LoneMover::Path final : public numeric::Curve {
 public:
  Path(LoneMover& mover, double target) : mover_(mover), target_(target) {}

  [[nodiscard]] std::size_t size() const override { return mover_.layout_->unknowns.size(); }
  void evaluate(std::span<const double> x, double t, std::span<double> residual) override {
    for_each([&](std::size_t unknown, std::size_t type, Move& move, Move&) { move.x[type].set(0, x[unknown]); });
    mover_.evaluate(t / target_);
    for_each([&](std::size_t unknown, std::size_t type, Move& move, Move& reference) {
      residual[unknown] = reference.residual[type][0] - move.residual[type][0];
    });
  }
  int factorize(std::span<const double> x, double t, std::span<double> residual, std::span<double> slope) override {
    evaluate(x, t, residual);
    for_each([&](std::size_t unknown, std::size_t type, Move& move, Move& reference) {
      slope[unknown] = mover_.precision_ / target_ * (reference.action[type][0] - move.action[type][0]);
    });
    const double determinant = mover_.factorize()[0];
    if (!std::isfinite(determinant) || determinant == 0) return 0;
    return determinant > 0 ? 1 : -1;
  }
  void solve(std::span<double> rhs) override {
    for_each([&](std::size_t unknown, std::size_t type, Move& move, Move& reference) {
      reference.residual[type].set(0, 0);
      move.residual[type].set(0, rhs[unknown]);
    });
    mover_.turn_moves();
    const double sharpness = mover_.sharpness_[0];
    for_each([&](std::size_t unknown, std::size_t type, Move& move, Move& reference) {
      rhs[unknown] += sharpness * (move.turn[type][0] * move.turned[0] - reference.turn[type][0] * reference.turned[0]);
    });
  }

 private:
  template <typename Body>
  void for_each(const Body& body) {
    std::size_t unknown = 0;
    for (std::size_t t = 0; t < 2; ++t) {
      Move& reference = mover_.moves_[mover_.reference_[t]];
      for (std::size_t m = mover_.reference_[t] + 1; m < mover_.moves_.size(); ++m)
        if (mover_.moves_[m].open[t]) body(unknown++, t, mover_.moves_[m], reference);
    }
  }

  LoneMover& mover_;
  double target_;
};

void LoneMover::follow_path(LonePoint& point, double scale, bool patient, Climb& climb) {
  std::vector<float> start(layout_->unknowns.size());
  point.start = start.data();
  for (std::size_t lane = 0; lane < numeric::kLanes; ++lane) load(lane, point);
  const numeric::TraceOptions control = path_options(precision_ * scale, patient);
  Path path(*this, control.target);
  std::vector<double> x(path.size(), 0.0);
  double t = 0;
  const numeric::TraceReport report = numeric::trace(path, x, t, control);
  climb.rung = BeliefRung::kPath;
  climb.folded = report.folds > 0;
  if (report.status != numeric::TraceStatus::kReached) return;
  for (std::size_t k = 0; k < x.size(); ++k) start[k] = static_cast<float>(x[k]);
  solve({&point, 1});
}

}  // namespace parley::solve::beliefs
