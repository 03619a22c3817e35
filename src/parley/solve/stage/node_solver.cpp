// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stage/node_solver.h"

#include <algorithm>
#include <cmath>

#include "parley/numeric/curve.h"
#include "parley/solve/logit/control.h"
#include "parley/solve/logit/polish.h"

namespace parley::solve::stage {

namespace {

// Beyond, eliminating seat by seat as the general method does is faster than one dense system.
constexpr std::size_t kMostUnknowns = 16;
// Beyond, the products over joint moves cost more than what the general method adds.
constexpr std::size_t kMostJoints = 256;
// Moves of a probability above this at the path's end are tried as those played: at precision 1e4 a move that is worse
// by 2e-3 of the scale has less.
constexpr double kPlayed = 1e-8;

}  // namespace

bool is_small(const Component& component, game::NodeId node) {
  const game::Game& game = component.game;
  std::size_t unknowns = 0;
  for (const game::SeatId seat : game.seats_of(node)) {
    const std::size_t moves = game.moves_of(seat).size();
    if (moves == 1) continue;
    if (component.precision[game.actor(seat).value()] != kLimit) return false;
    unknowns += moves + (component.cyclic ? 1 : 0);
  }
  return unknowns <= kMostUnknowns && game.joints_of(node).size() <= kMostJoints;
}

double NodeSolver::tolerance() const { return logit::kGainOfScale * (1 + node_.size() / node_.scale()); }

/// Along the path to `target`.
bool NodeSolver::trace(double target, int attempt, const SolveOptions& options, const base::RunContext& context,
                       PathReport& report) {
  numeric::TraceOptions control = logit::control(attempt);
  control.target = target;
  control.most_steps = options.most_steps - std::min(options.most_steps, report.steps);
  const numeric::TraceReport traced = numeric::trace(curve_, x_, t_, control);
  report.steps += traced.steps;
  report.rejected += traced.rejected;
  report.folds += traced.folds;
  report.crossings += traced.crossings;
  report.status = logit::status_of(traced.status, context);
  return traced.status == numeric::TraceStatus::kReached && traced.crossings == 0;
}

/// Tries the moves of the path's end that have some probability as those played; then without the least likely of them,
/// and so on, while every seat has one left.
bool NodeSolver::try_played() {
  chance_.resize(node_.moves());
  for (std::size_t k = 0; k < chance_.size(); ++k) {
    const double chance = std::exp(x_[k]);
    chance_[k] = chance > kPlayed ? chance : 0.0;
  }
  for (;;) {
    strategy_ = chance_;
    if (support_.solve(node_, strategy_, tolerance())) return true;
    double* least = nullptr;
    for (const Seat& seat : node_.seats()) {
      const auto own = std::span(chance_).subspan(seat.first, seat.moves);
      if (std::count(own.begin(), own.end(), 0.0) + 1 == static_cast<std::ptrdiff_t>(own.size())) continue;
      for (double& chance : own)
        if (chance > 0 && (least == nullptr || chance < *least)) least = &chance;
    }
    if (least == nullptr) return false;
    *least = 0;
  }
}

/// From the path's end to the equilibrium next to it: the moves played are guessed, else found by proximal steps.
bool NodeSolver::finish() {
  if (try_played()) return true;
  std::vector<logit::LocalSeat> seats;
  std::vector<std::uint8_t> in_limit;
  for (const Seat& seat : node_.seats()) {
    seats.push_back({static_cast<std::uint32_t>(in_limit.size()), seat.first, seat.moves, seat.seat});
    in_limit.push_back(1);
  }
  return logit::polish(curve_, seats, in_limit, t_, false, x_) && try_played();
}

bool NodeSolver::follow(const SolveOptions& options, const base::RunContext& context, PathReport& report) {
  for (int attempt = 0; attempt < logit::kAttempts; ++attempt) {
    curve_.reset();
    curve_.start(x_);
    t_ = 0;
    report.folds = 0;
    if (!numeric::newton(curve_, x_, 0)) return false;
    if (attempt > 0) report.rung = Rung::kShorterSteps;
    if (trace(options.path_precision, attempt, options, context, report)) {
      report.precision = t_ / node_.scale();
      return finish();
    }
    if (report.status != Status::kStepTooSmall) return false;
  }
  return false;
}

bool NodeSolver::keep(const game::Profile& profile, const game::Game& game) {
  strategy_.resize(node_.moves());
  for (const Seat& seat : node_.seats()) {
    const auto moves = game.moves_of(seat.seat);
    for (std::size_t k = 0; k < seat.moves; ++k) strategy_[seat.first + k] = profile[moves[k]];
  }
  return support_.solve(node_, strategy_, tolerance());
}

void NodeSolver::publish(const game::Game& game, game::NodeId node, const game::Values& values, game::Profile& profile,
                         std::span<double> value) {
  for (const game::SeatId seat : game.seats_of(node))
    if (game.moves_of(seat).size() == 1) profile[game.moves_of(seat).front()] = 1;
  for (const Seat& seat : node_.seats()) {
    const auto moves = game.moves_of(seat.seat);
    double sum = 0;
    for (std::size_t k = 0; k < seat.moves; ++k) sum += strategy_[seat.first + k];
    for (std::size_t k = 0; k < seat.moves; ++k) profile[moves[k]] = strategy_[seat.first + k] / sum;
  }
  game::joint_probabilities(game, profile, node, weight_);
  const auto joints = game.joints_of(node);
  for (const game::ActorId actor : game.all_actors()) {
    const double discount = game.discount_after(node, actor);
    double sum = 0;
    double stay = 0;
    for (std::size_t j = 0; j < joints.size(); ++j) {
      if (weight_[j] == 0) continue;
      const auto successors = game.successors(joints[j]);
      const auto probabilities = game.probabilities(joints[j]);
      double next = 0;
      for (std::size_t e = 0; e < successors.size(); ++e) {
        if (successors[e] == node) {
          stay += weight_[j] * probabilities[e];
        } else {
          next += probabilities[e] * values(successors[e], actor);
        }
      }
      sum += weight_[j] * (game.payoff(joints[j], actor) + discount * next);
    }
    value[actor.value()] = sum / (1 - discount * stay);
  }
}

}  // namespace parley::solve::stage
