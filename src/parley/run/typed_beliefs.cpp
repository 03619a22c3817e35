// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "parley/run/typed.h"

namespace parley::run {

namespace {

constexpr std::array<double, 5> kQuantiles = {0.05, 0.25, 0.5, 0.75, 0.95};
// Moves of a belief below this, in the measure of its axis, are the rounding of what a path keeps.
constexpr double kMoved = 1e-5;

Estimate chance_of(double hits, double n) {
  if (!(n > 0)) return {};
  const double chance = hits / n;
  return {chance, std::sqrt(std::max(chance * (1 - chance), 1 / n) / n)};
}

std::string type_key(const TypedSample& sample, game::TypeId type) {
  const game::Game& game = sample.solved->compiled.game;
  if (game.types_of(game.actor(type)).size() == 1) return "";
  return sample.solved->compiled.legend.type_text(type);
}

float belief_at(const TypedSample& sample, std::size_t path, std::size_t step, game::TypeId type) {
  const std::size_t types = sample.solved->compiled.game.types();
  return sample.drawn.belief[(path * (sample.drawn.paths.steps + 1) + step) * types + type.value()];
}

TypeConcession concession_of(const TypedSample& sample, game::TypeId type) {
  const game::Game& game = sample.solved->compiled.game;
  const simulate::Paths& paths = sample.drawn.paths;
  const game::ActorId actor = game.actor(type);
  TypeConcession expects;
  expects.actor = scenario::ActorId(actor.value());
  expects.type = type_key(sample, type);
  expects.prior = game::prior_beliefs(game)[type.value()];
  expects.in_step.assign(paths.steps, 0.0);
  double first = 0;
  double other = 0;
  for (std::size_t p = 0; p < paths.paths; ++p) {
    if (sample.drawn.type[p * game.actors() + actor.value()] != type.value()) continue;
    ++expects.paths;
    const std::int32_t step = paths.event_step[p];
    if (step < 0 || static_cast<std::size_t>(step) >= paths.steps) continue;
    if ((paths.event_marks[p] >> actor.value() & 1) != 0) {
      ++first;
      ++expects.in_step[static_cast<std::size_t>(step)];
    } else {
      ++other;
    }
  }
  const auto n = static_cast<double>(expects.paths);
  for (double& chance : expects.in_step) chance /= std::max(1.0, n);
  expects.first = chance_of(first, n);
  expects.other_first = chance_of(other, n);
  expects.none = chance_of(n - first - other, n);
  return expects;
}

/// An actor's estimate that another is first if anybody is: its types' own, by their priors, of those that expect any.
Court court_of(std::span<const TypeConcession> concessions, scenario::ActorId actor) {
  Court court{actor, {}};
  double weight = 0;
  double variance = 0;
  for (const TypeConcession& type : concessions) {
    const double any = type.first.value + type.other_first.value;
    const double n = any * static_cast<double>(type.paths);
    if (type.actor != actor || !(n > 0)) continue;
    const Estimate other = chance_of(type.other_first.value * static_cast<double>(type.paths), n);
    weight += type.prior;
    court.other_first.value += type.prior * other.value;
    variance += type.prior * type.prior * other.error * other.error;
  }
  if (!(weight > 0)) return court;
  court.other_first.value /= weight;
  court.other_first.error = std::sqrt(variance) / weight;
  return court;
}

BeliefFan fan_of(const TypedSample& sample, game::TypeId type) {
  const simulate::Paths& paths = sample.drawn.paths;
  const game::ActorId actor = sample.solved->compiled.game.actor(type);
  BeliefFan fan{scenario::ActorId(actor.value()), type_key(sample, type), {}, {}};
  for (const double p : kQuantiles) fan.quantiles.push_back({p, {}});
  std::vector<float> belief(paths.paths);
  for (std::size_t t = 0; t <= paths.steps; ++t) {
    double sum = 0;
    for (std::size_t p = 0; p < paths.paths; ++p) sum += belief[p] = belief_at(sample, p, t, type);
    std::sort(belief.begin(), belief.end());
    fan.mean.push_back(sum / static_cast<double>(paths.paths));
    for (Quantile& quantile : fan.quantiles)
      quantile.value.push_back(belief[static_cast<std::size_t>(quantile.p * static_cast<double>(paths.paths - 1))]);
  }
  return fan;
}

/// Steps in which a type reveals itself are no drift: of those that do not, the median.
AxisDrift drift_of(const TypedSample& sample, game::ActorId actor) {
  const simulate::Paths& paths = sample.drawn.paths;
  const numeric::BeliefAxis& axis = sample.solved->beliefs->solution.axes[actor.value()];
  const auto types = sample.solved->compiled.game.types_of(actor);
  AxisDrift drift{scenario::ActorId(actor.value()), axis.cell(), std::nullopt};
  const auto place = [&](std::size_t path, std::size_t step) {
    const double first = belief_at(sample, path, step, types.front());
    return axis.measure(std::array{first, 1 - first});
  };
  std::vector<double> moves;
  for (std::size_t p = 0; p < paths.paths; ++p)
    for (std::size_t t = 0; t < paths.steps; ++t) {
      const float after = belief_at(sample, p, t + 1, types.front());
      if (after <= 0 || after >= 1) break;
      const double moved = std::abs(place(p, t + 1) - place(p, t));
      if (moved > kMoved) moves.push_back(moved);
    }
  if (moves.empty()) return drift;
  const auto middle = moves.begin() + static_cast<std::ptrdiff_t>(moves.size() / 2);
  std::nth_element(moves.begin(), middle, moves.end());
  drift.drift = *middle;
  return drift;
}

}  // namespace

PrivateTypes private_types_of(const TypedSample& sample) {
  const game::Game& game = sample.solved->compiled.game;
  PrivateTypes told;
  told.paths = sample.drawn.paths.paths;
  if (told.paths == 0) return told;
  for (std::size_t t = 0; sample.concessions && t < game.types(); ++t)
    told.concessions.push_back(concession_of(sample, game::TypeId(t)));
  for (const game::ActorId actor : game.all_actors()) {
    if (sample.concessions) told.courts.push_back(court_of(told.concessions, scenario::ActorId(actor.value())));
    const auto types = game.types_of(actor);
    if (types.size() > 1)
      for (const game::TypeId type : types) told.beliefs.push_back(fan_of(sample, type));
    if (types.size() == 2) told.drifts.push_back(drift_of(sample, actor));
  }
  return told;
}

base::Diagnostics drift_warnings(const scenario::Scenario& scenario, const PrivateTypes& told) {
  base::Diagnostics warnings;
  for (const AxisDrift& axis : told.drifts) {
    if (!axis.too_coarse()) continue;
    const scenario::Actor& actor = scenario.actors[axis.actor.value()];
    base::Diagnostic warning;
    warning.severity = base::Severity::kWarning;
    warning.code = "W0601";
    warning.message = fmt::format("the grid of beliefs about `{}` is too coarse for the step", actor.key);
    warning.source = actor.types.front().where.source;
    warning.span = actor.types.front().where.span;
    warning.label =
        fmt::format("beliefs move by {:.2g} in half of the steps, and a cell is {:.2g} wide", *axis.drift, axis.cell);
    warning.help = "give more --belief-points, another --belief-axis, or a longer step; a lower precision needs less";
    warnings.add(std::move(warning));
  }
  return warnings;
}

}  // namespace parley::run
