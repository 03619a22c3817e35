// SPDX-License-Identifier: Apache-2.0
#include "parley/run/beliefs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace parley::run {

namespace {

// Axes about actors whose residuals are below this share of the largest are left as they are.
constexpr double kResidualShare = 0.25;

// Points of a simplex of many types grow faster than this many doublings by one cell of its edges at no size in use.
constexpr std::size_t kMostDoublings = 16;

std::vector<double> precision_of(const game::Game& game, const std::vector<double>& asked) {
  const double scale = game.largest_payoff_size() > 0 ? game.largest_payoff_size() : 1.0;
  std::vector<double> precision(game.actors(), solve::kHighPrecision / scale);
  for (std::size_t i = 0; i < std::min(precision.size(), asked.size()); ++i)
    if (std::isfinite(asked[i])) precision[i] = asked[i];
  return precision;
}

base::Diagnostics too_long(double seconds, double allowed) {
  base::Diagnostic diagnostic;
  diagnostic.code = "E0607";
  diagnostic.fault = base::Fault::kUsage;
  diagnostic.message =
      fmt::format("the grid of beliefs would take about {:.0f} s to solve, and {:.0f} s are allowed", seconds, allowed);
  diagnostic.help =
      "give fewer points to the belief axes, fewer types, fewer states or a shorter horizon, or more time";
  return base::Diagnostics(std::move(diagnostic));
}

class Refinement {
 public:
  Refinement(const game::Game& game, const BeliefRunOptions& options, const base::RunContext& context)
      : game_(game), options_(options), context_(context) {
    beliefs_.precision = precision_of(game, options.precision);
    beliefs_.tolerance = options.tolerance;
    beliefs_.most_bytes = options.most_bytes;
  }

  base::Result<SolvedBeliefs> run() {
    SolvedBeliefs best;
    beliefs_.points = options_.points > 0 ? options_.points : *std::begin(kFirstPoints);
    if (base::Diagnostics mistakes = beliefs_.check(game_); mistakes.has_errors())
      return base::failure(std::move(mistakes));
    set_first_grid();
    const solve::BeliefCost cost = solve::belief_cost(game_, beliefs_);
    const bool fits = cost.bytes <= options_.most_bytes;
    if (const double seconds = guess(cost); fits && seconds > options_.most_seconds)
      return base::failure(too_long(seconds, options_.most_seconds));
    for (std::size_t round = 0;; ++round) {
      auto solution = solve::solve_beliefs(game_, beliefs_, context_);
      if (!solution) return base::failure(solution.error());
      best.stopped = context_.stop();
      if (best.stopped != base::Stop::kNo && round > 0) break;
      auto certificate = certified(solve::make_player(game_, *solution), solution->axes);
      if (!certificate) return base::failure(certificate.error());
      best.stopped = context_.stop();
      if (!certificate->complete && round > 0) break;
      keep(std::move(*solution), std::move(*certificate), best);
      if (best.stopped != base::Stop::kNo || best.holds() || !can_refine(round, best)) break;
    }
    if (best.stopped != base::Stop::kNo) best.refined = "it was stopped";
    if (best.holds()) best.refined = "the certificate holds";
    if (auto found = add_others(best); !found) return base::failure(found.error());
    return best;
  }

 private:
  double guess(const solve::BeliefCost& cost) const { return cost.seconds / std::max(1U, context_.threads); }

  void set_first_grid() {
    std::size_t axes = 0;
    for (const game::ActorId actor : game_.all_actors()) axes += game_.types_of(actor).size() > 1 ? 1 : 0;
    for (const std::size_t points : kFirstPoints) {
      points_.assign(game_.actors(), options_.points > 0 ? options_.points : points);
      beliefs_.points = points_.front();
      beliefs_.axes = solve::axes_with(game_, points_, options_.kind);
      if (options_.points > 0) return;
      if (axes > 2 && points != *std::rbegin(kFirstPoints)) continue;
      const solve::BeliefCost cost = solve::belief_cost(game_, beliefs_);
      if (cost.bytes <= options_.most_bytes && cost.seconds <= kFirstSeconds) return;
    }
  }

  /// False if it was stopped.
  base::Result<bool> add_others(SolvedBeliefs& best) const {
    if (options_.most_others == 0 || best.stopped != base::Stop::kNo || !best.solution.is_usable()) return true;
    for (solve::OtherBeginning& other : solve::other_beginnings(game_, best.solution, context_)) {
      if (best.others.size() + best.others_missed >= options_.most_others) {
        ++best.others_left;
        continue;
      }
      auto certificate = certified(solve::make_player(game_, best.solution, other), {});
      if (!certificate) return base::failure(certificate.error());
      if (!certificate->complete) return false;
      if (certificate->holds)
        best.others.push_back({std::move(other), std::move(*certificate)});
      else
        ++best.others_missed;
    }
    return true;
  }

  /// On-grid gaps are told with the axes of a grid alone.
  base::Result<certify::BeliefCertificate> certified(const game::MakePlayer& make_player,
                                                     std::vector<numeric::BeliefAxis> axes) const {
    certify::BeliefCertifyOptions certify_options;
    certify_options.bound = options_.bound;
    certify_options.paths = options_.paths;
    certify_options.axes = std::move(axes);
    for (const double precision : options_.precision) certify_options.noisy.push_back(std::isfinite(precision) ? 1 : 0);
    return certify::certify_beliefs(game_, make_player, certify_options, context_);
  }

  void keep(solve::BeliefSolution solution, certify::BeliefCertificate certificate, SolvedBeliefs& best) const {
    BeliefRound round{{},
                      certificate.largest_share,
                      certificate.largest_claim_error,
                      certificate.largest_residual,
                      certificate.on_grid_gap};
    for (const numeric::BeliefAxis& axis : solution.axes) round.points.push_back(axis.size());
    best.rounds.push_back(std::move(round));
    best.solution = std::move(solution);
    best.certificate = std::move(certificate);
  }

  /// Sets the next grid; false, with the reason, where there is none.
  bool can_refine(std::size_t round, SolvedBeliefs& best) {
    if (round >= options_.most_refinements) {
      best.refined = "no more refinements were asked for";
      return false;
    }
    const std::vector<double>& residual = best.certificate.residual_about;
    const double largest = *std::max_element(residual.begin(), residual.end());
    bool any = false;
    for (const game::ActorId actor : game_.all_actors()) {
      const std::size_t i = actor.value();
      if (game_.types_of(actor).size() == 1 || residual[i] < kResidualShare * largest) continue;
      any = refine(i) || any;
    }
    best.refined = "a finer grid would not change it";
    if (!any) return false;
    beliefs_.axes = solve::axes_with(game_, points_, options_.kind);
    const solve::BeliefCost cost = solve::belief_cost(game_, beliefs_);
    best.refined = "the next grid would need more memory than allowed";
    if (cost.bytes > options_.most_bytes) return false;
    best.refined = "the next grid would take longer than allowed";
    return cost.seconds <= options_.most_refine_seconds;
  }

  /// Halves the cells of a line; of a simplex, cuts its edges once more. False if that would be of no use.
  bool refine(std::size_t actor) {
    const std::size_t before = beliefs_.axes[actor].size();
    for (std::size_t tries = 0; tries < kMostDoublings; ++tries) {
      points_[actor] = 2 * points_[actor] - 1;
      if (solve::axes_with(game_, points_, options_.kind)[actor].size() > before) return true;
    }
    return false;
  }

  const game::Game& game_;
  const BeliefRunOptions& options_;
  const base::RunContext& context_;
  std::vector<std::size_t> points_;
  solve::BeliefOptions beliefs_;
};

}  // namespace

base::Result<SolvedBeliefs> solve_with_beliefs(const game::Game& game, const BeliefRunOptions& options,
                                               const base::RunContext& context) {
  return Refinement(game, options, context).run();
}

}  // namespace parley::run
