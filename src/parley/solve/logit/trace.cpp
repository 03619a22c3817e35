// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/game/components.h"
#include "parley/solve/detail/mistakes.h"
#include "parley/solve/detail/policy.h"
#include "parley/solve/logit/control.h"
#include "parley/solve/logit/equations.h"

namespace parley::solve {

namespace {

using game::Game;
using game::NodeId;

// Of a point's last correction: its probabilities are then good to about ten digits.
constexpr double kPointTolerance = 1e-11;

std::vector<NodeId> nodes_by_stage(const Game& game) {
  std::vector<NodeId> nodes;
  for (const NodeId node : game.all_nodes()) nodes.push_back(node);
  std::stable_sort(nodes.begin(), nodes.end(), [&](NodeId a, NodeId b) { return game.stage(a) < game.stage(b); });
  return nodes;
}

/// The whole game as one component on its way along the curve.
class CurveWalk {
 public:
  CurveWalk(const Component& component, const base::RunContext& context)
      : component_(component),
        context_(context),
        draft_{game::uniform_profile(component.game), game::Values(component.game.nodes(), component.game.actors())},
        local_(component, draft_.values),
        equations_(local_) {}

  LogitCurve run(const CurveOptions& options);

 private:
  void follow(const CurveOptions& options, int attempt);
  void add_point(std::span<const double> x, double t);

  const Component& component_;
  const base::RunContext& context_;
  Draft draft_;
  logit::LocalGame local_;
  logit::LogitEquations equations_;
  LogitCurve curve_;
};

void CurveWalk::add_point(std::span<const double> x, double t) {
  const Game& game = component_.game;
  for (const logit::LocalSeat& seat : local_.seats) {
    double sum = 0;
    for (std::size_t k = 0; k < seat.moves; ++k) sum += std::exp(x[seat.first + k]);
    const auto moves = game.moves_of(seat.seat);
    for (std::size_t k = 0; k < seat.moves; ++k) draft_.profile[moves[k]] = std::exp(x[seat.first + k]) / sum;
  }
  CurvePoint point{t / local_.scale, draft_.profile, {}, false};
  const bool valued = evaluate_policy(component_, draft_);
  for (const game::ActorId actor : game.all_actors())
    point.start_value.push_back(valued ? game::start_value(game, draft_.values, actor)
                                       : std::numeric_limits<double>::quiet_NaN());
  curve_.points.push_back(std::move(point));
}

void CurveWalk::follow(const CurveOptions& options, int attempt) {
  curve_ = {};
  numeric::TraceOptions control = logit::control(attempt);
  control.target = options.precision == kLimit ? SolveOptions().path_precision : options.precision * local_.scale;
  control.most_steps = options.most_points;
  control.point_tolerance = kPointTolerance;
  control.stop = [this] { return context_.stop() != base::Stop::kNo; };
  control.done = [this](std::span<const double> x, double t) {
    add_point(x, t);
    return false;
  };
  std::vector<double> x = equations_.start();
  double t = 0;
  if (!numeric::newton(equations_, x, 0)) {
    curve_.status = Status::kStepTooSmall;
    return;
  }
  const numeric::TraceReport report = numeric::trace(equations_, x, t, control);
  curve_.crossings = report.crossings;
  curve_.status = logit::status_of(report.status, context_);
  curve_.reached = report.status == numeric::TraceStatus::kReached;
  if (curve_.reached) add_point(x, t);
}

LogitCurve CurveWalk::run(const CurveOptions& options) {
  if (local_.seats.empty()) {
    add_point({}, 0);
    curve_.reached = true;
    return std::move(curve_);
  }
  int attempt = 0;
  follow(options, attempt);
  while (curve_.status == Status::kStepTooSmall && ++attempt < logit::kAttempts) follow(options, attempt);
  auto& points = curve_.points;
  for (std::size_t k = 1; k + 1 < points.size(); ++k) {
    const double before = points[k].precision - points[k - 1].precision;
    const double after = points[k + 1].precision - points[k].precision;
    points[k].turns = before * after < 0;
    curve_.turning_points += points[k].turns ? 1 : 0;
  }
  return std::move(curve_);
}

}  // namespace

base::Result<LogitCurve> trace_logit(const Game& game, const CurveOptions& options, const base::RunContext& context) {
  SolveOptions checked;
  checked.most_steps = options.most_points;
  checked.precision.assign(game.actors(), options.precision);
  base::Diagnostics mistakes = checked.check(game);
  mistakes.append(game::check_discounts(game));
  check_no_types(game, mistakes);
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  const std::vector<NodeId> nodes = nodes_by_stage(game);
  const std::vector<double> precision(game.actors(), kLimit);
  return CurveWalk({game, 0, nodes, true, precision}, context).run(options);
}

}  // namespace parley::solve
