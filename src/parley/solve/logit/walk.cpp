// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/logit/walk.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/solve/detail/policy.h"
#include "parley/solve/logit/control.h"
#include "parley/solve/logit/polish.h"

namespace parley::solve::logit {

namespace {

// Where the limit is asked for and a polish fails, the path goes on by this factor ...
constexpr double kHigher = 10;
// ... to here, in 1 / scale: beyond, rounding of action values is as large as a logit.
constexpr double kHighest = 1e8;
// Probabilities of actors in the limit below this are of moves given up: a polish leaves 1e-20 and less of them, and
// leaving out as much as this changes values by no more than their rounding.
constexpr double kNegligible = 1e-13;
// The largest error of a logit probability that passes for converged.
constexpr double kLogitTolerance = 1e-9;

}  // namespace

Walk::Walk(const Component& component, const SolveOptions& options, const base::RunContext& context, Draft& draft)
    : component_(component),
      options_(options),
      context_(context),
      draft_(draft),
      local_(component, draft.values),
      equations_(local_),
      most_steps_(options.most_steps) {
  for (const game::ActorId actor : local_.actors) {
    const double precision = component.precision[actor.value()];
    in_limit_.push_back(precision == kLimit ? 1 : 0);
    if (precision != kLimit) top_ = std::max(top_, precision * local_.scale);
  }
}

bool Walk::any_in_limit() const { return std::find(in_limit_.begin(), in_limit_.end(), 1) != in_limit_.end(); }

/// Where the polish begins.
double Walk::end_of_path() const { return std::max(options_.path_precision, kHigher * top_); }

/// Every finite precision in proportion, those in the limit along with the largest of them.
void Walk::aim_at_finite() {
  std::vector<double> rate;
  for (std::size_t a = 0; a < local_.actors.size(); ++a)
    rate.push_back(in_limit_[a] != 0 ? 1.0 : component_.precision[local_.actors[a].value()] * local_.scale / top_);
  equations_.set_precision(std::vector<double>(rate.size(), 0.0), rate);
  finite_ = true;
}

/// The finite precisions held, the others on and up.
void Walk::aim_at_limit() {
  std::vector<double> base;
  std::vector<double> rate;
  for (std::size_t a = 0; a < local_.actors.size(); ++a) {
    base.push_back(in_limit_[a] != 0 ? 0.0 : component_.precision[local_.actors[a].value()] * local_.scale);
    rate.push_back(in_limit_[a] != 0 ? 1.0 : 0.0);
  }
  equations_.set_precision(base, rate);
  finite_ = false;
}

/// Along the present path to `target`, setting out to `heading` or to rising precision; false with outcome_'s status
/// set if it ends before.
bool Walk::follow_to(double target, int attempt, std::vector<double> heading) {
  numeric::TraceOptions options = control(attempt);
  options.target = target;
  options.heading = std::move(heading);
  if (outcome_.path.steps >= most_steps_) {
    outcome_.path.status = Status::kTooManySteps;
    return false;
  }
  options.most_steps = most_steps_ - outcome_.path.steps;
  options.crossed = [this](std::span<const double> x, double t) {
    crossings_.push_back({{x.begin(), x.end()}, t, finite_});
  };
  options.stop = [this] { return context_.stop() != base::Stop::kNo; };
  options.done = [this](std::span<const double> x, double t) {
    if (t > highest_t_ || highest_x_.empty()) {
      highest_x_.assign(x.begin(), x.end());
      highest_t_ = t;
    }
    return false;
  };
  const numeric::TraceReport report = numeric::trace(equations_, x_, t_, options);
  outcome_.path.steps += report.steps;
  outcome_.path.rejected += report.rejected;
  outcome_.path.folds += report.folds;
  outcome_.path.crossings += report.crossings;
  outcome_.path.status = status_of(report.status, context_);
  if (report.status != numeric::TraceStatus::kReached) return false;
  highest_x_ = x_;
  highest_t_ = t_;
  return true;
}

/// From precision 0 to the end of the path.
bool Walk::follow(int attempt) {
  x_ = equations_.start();
  t_ = 0;
  outcome_.path.folds = 0;
  outcome_.path.crossings = 0;
  crossings_.clear();
  aim_at_limit();
  if (top_ > 0) aim_at_finite();
  if (!numeric::newton(equations_, x_, 0)) {
    outcome_.path.status = Status::kStepTooSmall;
    return false;
  }
  if (highest_x_.empty()) highest_x_ = x_;
  if (top_ > 0 && !follow_to(top_, attempt)) return false;
  if (!any_in_limit()) return true;
  aim_at_limit();
  return follow_to(end_of_path(), attempt);
}

/// Polishes at the path's end, and further along it where that fails; false if that fails too. Solving each step of the
/// polish to its end is dearer than some more of the path, and comes last.
bool Walk::reach_limit(int attempt) {
  const std::vector<double> end = x_;
  const double end_t = t_;
  for (const bool exact : {false, true}) {
    if (exact) {
      outcome_.path.rung = Rung::kExactPolish;
      x_ = end;
      t_ = end_t;
    }
    for (;;) {
      std::vector<double> polished = x_;
      if (polish(equations_, local_.seats, in_limit_, t_, exact, polished) && publish(polished)) return true;
      if (t_ * kHigher > kHighest) break;
      outcome_.path.rung = std::max(outcome_.path.rung, Rung::kHigherPrecision);
      if (!follow_to(t_ * kHigher, attempt)) break;
    }
  }
  return false;
}

/// Publishes what was asked for from the end of a path; false with outcome_'s status set if it cannot.
bool Walk::arrive(bool reached, int attempt) {
  outcome_.status = outcome_.path.status;
  if (!reached) return false;
  const bool solved = any_in_limit() ? reach_limit(attempt) : publish(x_);
  outcome_.status = solved ? Status::kConverged : Status::kNotPolished;
  return solved;
}

/// Writes a point's strategies into the draft, with the values they have; true if they are what was asked for.
bool Walk::publish(const std::vector<double>& x) {
  const game::Game& game = component_.game;
  for (const game::NodeId node : component_.nodes)
    for (const game::SeatId seat : game.seats_of(node))
      if (game.moves_of(seat).size() == 1) draft_.profile[game.moves_of(seat).front()] = 1;
  for (const LocalSeat& seat : local_.seats) {
    const auto moves = game.moves_of(seat.seat);
    double sum = 0;
    for (std::size_t k = 0; k < moves.size(); ++k) {
      double p = std::exp(x[seat.first + k]);
      if (in_limit_[seat.actor] != 0 && p < kNegligible) p = 0;
      draft_.profile[moves[k]] = p;
      sum += p;
    }
    for (const game::MoveId move : moves) draft_.profile[move] /= sum;
  }
  if (!evaluate_policy(component_, draft_)) return false;
  const Shortfall shortfall = measure_shortfall(component_, draft_);
  const double size = local_.scale + shortfall.size;
  return shortfall.gain <= kGainOfScale * size && shortfall.residual <= kGainOfScale * size &&
         shortfall.logit_error <= kLogitTolerance;
}

Outcome Walk::run() {
  outcome_.has_path = true;
  outcome_.path.component = component_.number;
  outcome_.path.node = component_.nodes.front();
  outcome_.path.nodes = component_.nodes.size();
  int attempt = 0;
  bool reached = follow(attempt);
  while (!reached && outcome_.path.status == Status::kStepTooSmall && ++attempt < kAttempts) {
    outcome_.path.rung = Rung::kShorterSteps;
    reached = follow(attempt);
  }
  const std::vector<double> end = x_;
  const bool solved = arrive(reached, attempt);
  outcome_.path.precision = highest_t_ / local_.scale;
  if (!solved) {
    static_cast<void>(publish(highest_x_));
    outcome_.precision_reached = outcome_.path.precision;
  }
  outcome_.path.status = outcome_.status;
  if (solved) look_beside(end, attempt);
  return std::move(outcome_);
}

}  // namespace parley::solve::logit
