// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/lone_mover.h"

namespace parley::solve::beliefs {

/// x - (t / target) precision (Q - Q of the reference) = 0; see Ladder.
class LoneMover::Path final : public numeric::Curve {
 public:
  Path(LoneMover& mover, double target) : mover_(mover), target_(target) {}

  [[nodiscard]] std::size_t size() const override { return mover_.layout_->unknowns.size(); }
  void evaluate(std::span<const double> x, double t, std::span<double> residual) override {
    std::size_t unknown = 0;
    for_each([&](Choice& choice, std::size_t m, std::size_t) { choice.x[m] = x[unknown++]; });
    mover_.evaluate(t / target_);
    unknown = 0;
    for_each([&](const Choice& choice, std::size_t m, std::size_t reference) {
      residual[unknown++] = choice.residual[reference] - choice.residual[m];
    });
  }
  int factorize(std::span<const double> x, double t, std::span<double> residual, std::span<double> slope) override {
    evaluate(x, t, residual);
    std::size_t unknown = 0;
    for_each([&](const Choice& choice, std::size_t m, std::size_t reference) {
      slope[unknown++] = mover_.precision_ / target_ * (choice.action[reference] - choice.action[m]);
    });
    return mover_.factorize();
  }
  void solve(std::span<double> rhs) override {
    std::size_t unknown = 0;
    for_each([&](Choice& choice, std::size_t m, std::size_t reference) {
      choice.residual[reference] = 0;
      choice.residual[m] = rhs[unknown++];
    });
    mover_.turn_moves();
    unknown = 0;
    for (const Choice& choice : mover_.choice_)
      for (std::size_t k = 1; k < choice.open.size(); ++k) rhs[unknown++] = mover_.change(choice, k);
  }

 private:
  template <typename Body>
  void for_each(const Body& body) {
    for (Choice& choice : mover_.choice_)
      for (std::size_t k = 1; k < choice.open.size(); ++k) body(choice, choice.open[k], choice.open[0]);
  }

  LoneMover& mover_;
  double target_;
};

bool LoneMover::follow_path(double scale, bool patient, Climb& climb) {
  const numeric::TraceOptions control = path_options(precision_ * scale, patient);
  Path path(*this, control.target);
  std::vector<double> x(path.size(), 0.0);
  double t = 0;
  const numeric::TraceReport report = numeric::trace(path, x, t, control);
  climb.rung = BeliefRung::kPath;
  climb.folded = report.folds > 0;
  if (report.status != numeric::TraceStatus::kReached) return false;
  std::size_t unknown = 0;
  for (Choice& choice : choice_)
    for (std::size_t k = 1; k < choice.open.size(); ++k) choice.x[choice.open[k]] = x[unknown++];
  return newton();
}

}  // namespace parley::solve::beliefs
