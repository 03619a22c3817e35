// SPDX-License-Identifier: Apache-2.0
// What lies beside the path: its verification by shorter steps, the branches that cross it, and its later passages.
#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/solve/detail/policy.h"
#include "parley/solve/logit/control.h"
#include "parley/solve/logit/walk.h"

namespace parley::solve::logit {

namespace {

// Solutions whose probabilities all differ by less are the same: a polish leaves errors of 1e-8 and less.
constexpr double kSame = 1e-6;
// A branch that takes so many times the path's own steps, and some, winds about or comes back in a circle.
constexpr std::size_t kMostTimes = 4;
constexpr std::size_t kMoreSteps = 100;
// How many times as many steps a verification may take: its steps are a tenth as long and grow more slowly.
constexpr std::size_t kVerifyingSteps = 30;
// Bifurcations are told by a point within 1e-4 of them; branches that meet again in one are as near.
constexpr double kSameCrossing = 1e-2;
// How far beyond the precision asked for the path is searched for coming back.
constexpr double kBeyond = 10;

double distance(std::span<const double> a, std::span<const double> b) {
  double largest = 0;
  for (std::size_t k = 0; k < a.size(); ++k) largest = std::max(largest, std::abs(a[k] - b[k]));
  return largest;
}

bool is_near(std::span<const double> a, double a_t, std::span<const double> b, double b_t) {
  if (std::abs(a_t - b_t) > kSameCrossing * (1 + a_t)) return false;
  for (std::size_t k = 0; k < a.size(); ++k)
    if (std::abs(a[k] - b[k]) > kSameCrossing * (1 + std::abs(a[k]))) return false;
  return true;
}

}  // namespace

Walk::Part Walk::part() const {
  Part part{probabilities_in(component_, draft_), {}};
  for (const game::NodeId node : component_.nodes)
    for (const game::ActorId actor : component_.game.all_actors()) part.value.push_back(draft_.values(node, actor));
  return part;
}

void Walk::put_back(const Part& part) {
  set_probabilities_in(component_, part.probability, draft_);
  std::size_t at = 0;
  for (const game::NodeId node : component_.nodes)
    for (const game::ActorId actor : component_.game.all_actors()) draft_.values(node, actor) = part.value[at++];
}

/// After the path's own solution: leaves the draft and what is reported of the path as they are, and adds to it.
void Walk::look_beside(const std::vector<double>& end, int attempt) {
  const bool beside = options_.most_branches > 0 && (!crossings_.empty() || !any_in_limit());
  if (!beside) outcome_.branches.left_out = 2 * crossings_.size();
  if (!options_.verify && !beside) return;
  const Part own = part();
  Outcome main = std::exchange(outcome_, {});
  std::vector<Crossing> crossings = std::exchange(crossings_, {});
  if (options_.verify) {
    most_steps_ = kVerifyingSteps * options_.most_steps;
    main.path.verification = verify(own);
  }
  most_steps_ = kMostTimes * main.path.steps + kMoreSteps;
  if (beside) {
    if (!any_in_limit()) pass_again(own, end, attempt);
    follow_branches(own, std::move(crossings), attempt);
  }
  put_back(own);
  outcome_ = std::move(main);
  if (beside) {
    outcome_.others = std::move(others_);
    outcome_.branches = branches_;
  }
  if (outcome_.path.verification == Verification::kDiffers) outcome_.status = Status::kNotVerified;
  if (outcome_.path.verification == Verification::kNotReached)
    outcome_.status =
        context_.stop() == base::Stop::kNo ? Status::kNotVerified : status_of(numeric::TraceStatus::kStopped, context_);
  outcome_.path.status = outcome_.status;
}

Verification Walk::verify(const Part& own) {
  if (!arrive(follow(kVerifying), kVerifying)) return Verification::kNotReached;
  return distance(part().probability, own.probability) <= kSame ? Verification::kAgrees : Verification::kDiffers;
}

/// Both ways from each bifurcation, those of the branches too.
void Walk::follow_branches(const Part& own, std::vector<Crossing> crossings, int attempt) {
  std::size_t left = options_.most_branches;
  for (std::size_t k = 0; k < crossings.size(); ++k) {
    if (left == 0 || context_.stop() != base::Stop::kNo) {
      branches_.left_out += 2;
      continue;
    }
    const Crossing from = crossings[k];
    from.finite ? aim_at_finite() : aim_at_limit();
    const std::vector<numeric::BranchPoint> starts = numeric::branches_beside(equations_, from.x, from.t);
    branches_.lost += 2 - starts.size();
    for (const numeric::BranchPoint& start : starts) {
      if (left == 0) {
        ++branches_.left_out;
        continue;
      }
      --left;
      crossings_.clear();
      follow_branch(own, from, start, crossings, attempt);
      for (Crossing& met : crossings_) {
        const auto same = [&](const Crossing& known) {
          return met.finite == known.finite && is_near(met.x, met.t, known.x, known.t);
        };
        if (std::none_of(crossings.begin(), crossings.end(), same)) crossings.push_back(std::move(met));
      }
    }
  }
}

/// Whether what was just followed ended at a known bifurcation, where a branch of a pitchfork turns and the tracer with
/// its orientation cannot follow, or has passed one.
bool Walk::came_back(std::span<const Crossing> known) const {
  return std::any_of(known.begin(), known.end(), [&](const Crossing& at) {
    if (at.finite == finite_ && is_near(x_, t_, at.x, at.t)) return true;
    return std::any_of(crossings_.begin(), crossings_.end(), [&](const Crossing& met) {
      return met.finite == at.finite && is_near(met.x, met.t, at.x, at.t);
    });
  });
}

void Walk::follow_branch(const Part& own, const Crossing& from, const numeric::BranchPoint& start,
                         std::span<const Crossing> known, int attempt) {
  outcome_ = {};
  x_ = start.x;
  t_ = start.t;
  from.finite ? aim_at_finite() : aim_at_limit();
  bool reached = follow_to(from.finite ? top_ : end_of_path(), attempt, start.heading);
  if (reached && from.finite && any_in_limit()) {
    aim_at_limit();
    reached = follow_to(end_of_path(), attempt);
  }
  if (arrive(reached, attempt)) {
    // One that ends where the path does has joined it again, and went on along it.
    const bool joined = distance(probabilities_in(component_, draft_), own.probability) <= kSame;
    ++(joined ? branches_.closed : branches_.followed);
    if (!joined) keep_if_new(own, Met::kBranch, from.t);
  } else if (context_.stop() != base::Stop::kNo) {
    ++branches_.left_out;
  } else {
    ++(came_back(known) ? branches_.closed : branches_.lost);
  }
}

/// Follows the path of finite precision beyond its end at `end`: where it folds and comes back to the precision asked
/// for, it passes another solution at that precision.
void Walk::pass_again(const Part& own, const std::vector<double>& end, int attempt) {
  aim_at_finite();
  std::vector<std::vector<double>> passages;
  std::vector<double> last = end;
  double last_t = top_;
  numeric::TraceOptions options = control(attempt);
  options.target = kBeyond * top_;
  options.most_steps = most_steps_;
  options.stop = [this] { return context_.stop() != base::Stop::kNo; };
  options.done = [&](std::span<const double> x, double t) {
    if ((t < top_) != (last_t < top_)) {
      std::vector<double>& passage = passages.emplace_back(x.begin(), x.end());
      const double share = (top_ - last_t) / (t - last_t);
      for (std::size_t k = 0; k < x.size(); ++k) passage[k] = last[k] + share * (x[k] - last[k]);
    }
    last.assign(x.begin(), x.end());
    last_t = t;
    return false;
  };
  std::vector<double> x = end;
  double t = top_;
  static_cast<void>(numeric::trace(equations_, x, t, options));
  for (std::vector<double>& passage : passages)
    if (numeric::newton(equations_, passage, top_) && publish(passage)) keep_if_new(own, Met::kPassage, top_);
}

/// Keeps what was just published, if it is neither the path's own solution nor known.
void Walk::keep_if_new(const Part& own, Met met, double t) {
  std::vector<double> probability = probabilities_in(component_, draft_);
  const auto same = [&](const std::vector<double>& known) { return distance(known, probability) <= kSame; };
  const auto is_known = [&](const OtherPoint& other) { return same(other.probability); };
  if (same(own.probability) || std::any_of(others_.begin(), others_.end(), is_known)) return;
  others_.push_back({std::move(probability), met, t / local_.scale});
}

}  // namespace parley::solve::logit
