// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/spillover.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/run/simulation.h"
#include "parley/run/typed.h"
#include "parley/simulate/typed.h"

namespace parley::analyze {

namespace {

base::Diagnostic usage(const scenario::Where& where, std::string message, std::string label, std::string help) {
  base::Diagnostic diagnostic;
  diagnostic.code = "E0901";
  diagnostic.fault = base::Fault::kUsage;
  diagnostic.source = where.source;
  diagnostic.span = where.span;
  diagnostic.message = std::move(message);
  diagnostic.label = std::move(label);
  diagnostic.help = std::move(help);
  return diagnostic;
}

base::Diagnostics refusals(const scenario::Scenario& scenario, const scenario::Fronts& fronts) {
  const scenario::Actor& actor = scenario.actors[fronts.shared.value()];
  base::Diagnostics found;
  if (actor.types.size() < 2)
    found.add(usage(actor.where,
                    fmt::format("`{}` hides nothing, so that nothing it does tells the others anything", actor.key),
                    "an actor without types", "name an actor with private types, or give it some"));
  if (fronts.fronts.size() >= 2) return found;
  if (fronts.tie)
    found.add(usage(
        *fronts.tie, fmt::format("`{}` has one front: the others share more than what they see of it", actor.key),
        "this ties others to each other",
        "give each front variables, payoff terms and rules of its own, and let no outcome end the whole standoff"));
  else
    found.add(usage(actor.where, fmt::format("`{}` has one front, and there is no other to spill over to", actor.key),
                    "who faces nobody else", "name an actor that faces two others or more"));
  return found;
}

/// Sampled play, and by path when the first concession on a front came and whose it was.
struct Play {
  simulate::TypedPaths drawn;
  const compile::Legend* legend = nullptr;

  [[nodiscard]] bool moved_by(std::size_t path, std::size_t date) const {
    return drawn.paths.event_step[path] >= 0 && static_cast<std::size_t>(drawn.paths.event_step[path]) < date;
  }
  [[nodiscard]] bool is_first(std::size_t path, scenario::ActorId actor) const {
    return moved_by(path, drawn.paths.steps) && (drawn.paths.event_marks[path] >> actor.value() & 1) != 0;
  }
  [[nodiscard]] bool reached(std::size_t path, std::size_t outcome) const {
    for (std::size_t t = 0; t <= drawn.paths.steps; ++t)
      if ((legend->outcomes(drawn.paths.at(path, t)) >> outcome & 1) != 0) return true;
    return false;
  }
};

Play play(const run::SolvedGame& solved, const scenario::Front& front, const run::RunOptions& options,
          const base::RunContext& context) {
  const compile::Legend& legend = solved.compiled.legend;
  simulate::Marks marks{run::concession_marks(solved.compiled), {}};
  for (std::size_t m = 0; m < marks.move.size(); ++m) {
    const auto action = legend.move(game::MoveId(m)).action;
    if (!action || std::find(front.actions.begin(), front.actions.end(), *action) == front.actions.end())
      marks.move[m] = 0;
  }
  return {
      simulate::sample_typed(solved.compiled.game, solve::make_player(solved.compiled.game, solved.beliefs->solution),
                             marks, {options.paths, legend.scenario().forecast_steps}, context),
      &legend};
}

/// Of 0/1 numbers in pairs. What may come once in so many paths counts as one path that differs.
template <class Holds, class Counts>
PairedChance paired(const Play& linked, const Play& cut, const Holds& holds, const Counts& counts) {
  PairedChance chance;
  double n = 0;
  double squares = 0;
  for (std::size_t p = 0; p < std::min(linked.drawn.paths.paths, cut.drawn.paths.paths); ++p) {
    if (!counts(p)) continue;
    const double a = holds(linked, p) ? 1 : 0;
    const double b = holds(cut, p) ? 1 : 0;
    ++n;
    chance.linked += a;
    chance.cut += b;
    squares += (a - b) * (a - b);
  }
  if (!(n > 0)) return chance;
  chance.linked /= n;
  chance.cut /= n;
  chance.difference = chance.linked - chance.cut;
  chance.error = std::hypot(std::sqrt(std::max(0.0, squares / n - chance.difference * chance.difference) / n), 1 / n);
  return chance;
}

bool is_about(const scenario::Outcome& outcome, const scenario::Front& front) {
  const auto reads = outcome.when.reads();
  return !reads.empty() && std::all_of(reads.begin(), reads.end(), [&](std::uint32_t slot) {
    return std::any_of(front.variables.begin(), front.variables.end(),
                       [&](scenario::VariableId id) { return id.value() == slot; });
  });
}

FrontSpillover compare_front(const scenario::Scenario& scenario, const scenario::Fronts& fronts, std::size_t index,
                             const Play& linked, const Play& cut) {
  const scenario::Front& front = fronts.fronts[index];
  const auto all = [](std::size_t) { return true; };
  FrontSpillover told;
  told.others = front.others;
  const std::size_t last = scenario.forecast_steps;
  for (std::size_t t = 0; t <= last; ++t)
    told.moved.push_back(paired(
        linked, cut, [&](const Play& of, std::size_t p) { return of.moved_by(p, t); }, all));
  std::vector<scenario::ActorId> movers{fronts.shared};
  movers.insert(movers.end(), front.others.begin(), front.others.end());
  for (const scenario::ActorId actor : movers)
    told.by.push_back(
        {actor, paired(
                    linked, cut, [&](const Play& of, std::size_t p) { return of.is_first(p, actor); }, all)});
  const std::size_t actors = scenario.actors.size();
  const scenario::Actor& shared = scenario.actors[fronts.shared.value()];
  for (std::size_t t = 0; t < shared.types.size(); ++t) {
    const auto is_type = [&](std::size_t p) {
      const std::uint32_t drawn = linked.drawn.type[p * actors + fronts.shared.value()];
      return linked.legend->type(game::TypeId(drawn)).type == scenario::TypeId(t);
    };
    FrontSpillover::OfType of{shared.types[t].key, 0, {}};
    for (std::size_t p = 0; p < linked.drawn.paths.paths; ++p) of.paths += is_type(p) ? 1 : 0;
    of.moved = paired(
        linked, cut, [&](const Play& each, std::size_t p) { return each.moved_by(p, last); }, is_type);
    told.types.push_back(std::move(of));
  }
  for (std::size_t o = 0; o < scenario.outcomes.size(); ++o)
    if (is_about(scenario.outcomes[o], front))
      told.outcomes.push_back(
          {o, paired(
                  linked, cut, [&](const Play& of, std::size_t p) { return of.reached(p, o); }, all)});
  return told;
}

std::vector<std::string> on_several(const scenario::Scenario& scenario, const scenario::Fronts& fronts) {
  std::vector<std::string> names;
  for (std::size_t a = 0; a < scenario.actions.size(); ++a) {
    const auto has = [&](const scenario::Front& front) {
      return std::find(front.actions.begin(), front.actions.end(), scenario::ActionId(a)) != front.actions.end();
    };
    if (std::count_if(fronts.fronts.begin(), fronts.fronts.end(), has) > 1)
      names.push_back(scenario.action_name(scenario::ActionId(a)));
  }
  return names;
}

}  // namespace

bool Spillover::all_certified() const {
  return certified && std::all_of(fronts.begin(), fronts.end(), [](const FrontSpillover& f) { return f.certified; });
}

base::Result<Spillover> spillover(const scenario::Scenario& scenario, scenario::ActorId shared,
                                  const run::RunOptions& options, const base::RunContext& context) {
  const scenario::Fronts fronts = scenario::fronts_of(scenario, shared);
  if (base::Diagnostics found = refusals(scenario, fronts); found.has_errors()) return base::failure(std::move(found));
  Spillover told;
  told.scenario = &scenario;
  told.shared = shared;
  told.left_out = on_several(scenario, fronts);
  told.seed = context.seed;
  for (std::size_t t = 0; t <= scenario.forecast_steps; ++t)
    told.dates.push_back(scenario::text(scenario::after(scenario.start, scenario.step, t)));
  const auto linked = run::solve_scenario(scenario, std::nullopt, options, context);
  if (!linked) return base::failure(linked.error());
  told.warnings = scenario.warnings;
  told.warnings.append(linked->compiled.warnings);
  told.warnings.append(
      run::drift_warnings(scenario, run::private_types_of(run::sample_play(*linked, options.paths, context))));
  told.certified = linked->certificate.holds;
  for (std::size_t f = 0; f < fronts.fronts.size() && context.stop() == base::Stop::kNo; ++f) {
    const scenario::Scenario alone = scenario::front_alone(scenario, fronts, f);
    const auto cut = run::solve_scenario(alone, std::nullopt, options, context);
    if (!cut) return base::failure(cut.error());
    if (context.stop() != base::Stop::kNo) break;
    const Play together = play(*linked, fronts.fronts[f], options, context);
    const Play apart = play(*cut, fronts.fronts[f], options, context);
    told.paths = std::min(together.drawn.paths.paths, apart.drawn.paths.paths);
    told.fronts.push_back(compare_front(scenario, fronts, f, together, apart));
    told.fronts.back().certified = cut->certificate.holds;
  }
  told.stopped = context.stop();
  if (told.stopped != base::Stop::kNo) told.fronts.clear();
  return told;
}

}  // namespace parley::analyze
