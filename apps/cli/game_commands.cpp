// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/files.h"
#include "apps/cli/session.h"
#include "parley/certify/certify.h"
#include "parley/compile/compile.h"
#include "parley/deals/payoff_set.h"
#include "parley/game/json.h"
#include "parley/game/nfg.h"
#include "parley/report/assessment.h"
#include "parley/report/beliefs.h"
#include "parley/report/curve.h"
#include "parley/report/equilibria.h"
#include "parley/report/payoffs.h"
#include "parley/report/solution.h"
#include "parley/run/run.h"
#include "parley/solve/enumerate.h"
#include "parley/solve/solve.h"
#include "parley/solve/trace.h"

namespace parley::cli {

namespace {

// Other equilibria that are certified and printed.
constexpr std::size_t kMostOthers = 16;
// More histories than this are not written to a file.
constexpr std::size_t kMostHistories = 100000;

/// A profile of the game, from a file.
base::Result<game::Profile> load_profile(const std::string& path, const game::Game& game) {
  const auto source = read_file(path);
  if (!source) return base::failure(source.error());
  return game::read_profile_json(*source, game);
}

/// A game from any file that holds one, with the precision its actors are said to have.
struct Loaded {
  game::LabelledGame game;
  std::vector<double> precision;
};

game::Labels labels_of(const compile::CompiledGame& compiled) {
  const scenario::Scenario& scenario = compiled.legend.scenario();
  game::Labels labels;
  labels.title = scenario.title;
  for (const scenario::Actor& actor : scenario.actors) labels.actors.push_back(actor.key);
  for (const compile::TermName& term : compiled.legend.terms())
    labels.terms.push_back(scenario.actors[term.actor.value()].key + "." + term.key);
  for (const game::NodeId node : compiled.game.all_nodes())
    labels.nodes.push_back(compiled.legend.node_text(compiled.game, node));
  for (std::size_t m = 0; m < compiled.game.moves(); ++m)
    labels.moves.push_back(compiled.legend.move_text(game::MoveId(m)));
  for (std::size_t t = 0; compiled.game.has_types() && t < compiled.game.types(); ++t)
    labels.types.push_back(compiled.legend.type_text(game::TypeId(t)));
  return labels;
}

base::Result<Loaded> load_scenario(const Session& session, const scenario::Scenario& scenario) {
  const auto policy = session.policy(scenario);
  if (!policy) return base::failure(policy.error());
  compile::CompileOptions options;
  options.policy = *policy;
  options.most_bytes = session.most_bytes();
  auto compiled = compile::compile(scenario, options, session.context());
  if (!compiled) return base::failure(compiled.error());
  base::Diagnostics warnings = scenario.warnings;
  warnings.append(compiled->warnings);
  session.terminal().tell(warnings);
  Loaded loaded{{game::Game(), labels_of(*compiled)}, {}};
  loaded.game.game = std::move(compiled->game);
  for (const scenario::Actor& actor : scenario.actors) loaded.precision.push_back(actor.precision);
  return loaded;
}

base::Result<Loaded> load(const Session& session) {
  const Arguments& arguments = session.arguments();
  const std::string kind = std::filesystem::path(arguments.file).extension().string();
  if (kind == ".toml") {
    const auto scenario = session.scenario();
    if (!scenario) return base::failure(scenario.error());
    auto loaded = load_scenario(session, *scenario);
    if (loaded && arguments.precision) loaded->precision.assign(loaded->game.game.actors(), *arguments.precision);
    return loaded;
  }
  if (kind != ".json" && kind != ".nfg")
    return base::failure(usage_mistake(fmt::format("{} is no scenario and no game", arguments.file),
                                       "name a scenario (.toml), a game (.json) or a Gambit game (.nfg)"));
  if (!arguments.set.empty() || !arguments.policies.empty())
    return base::failure(usage_mistake("--set and --policy change a scenario, and this is a game",
                                       "leave them out, or name a scenario (.toml)"));
  const auto source = read_file(arguments.file);
  if (!source) return base::failure(source.error());
  auto game = kind == ".json" ? game::read_game_json(*source) : game::read_nfg(*source);
  if (!game) return base::failure(game.error());
  Loaded loaded{std::move(*game), {}};
  if (arguments.precision) loaded.precision.assign(loaded.game.game.actors(), *arguments.precision);
  return loaded;
}

base::Result<certify::Certificate> certificate_of(const Session& session, const Loaded& loaded,
                                                  const game::Profile& profile) {
  certify::CertifyOptions options;
  options.bound = session.bound();
  options.precision = loaded.precision;
  return certify::certify(loaded.game.game, profile, options, session.context());
}

int print(const Session& session, const report::SolvedGame& solved, std::string_view command) {
  const report::Status status = report::status_of(solved);
  const report::Provenance provenance = session.provenance(command);
  return session.answer(
      status, [&] { return report::solved_json(solved, provenance, status); },
      [&] { return report::solved_text(solved, provenance, status, session.terminal().width()); });
}

/// The precision that all actors share, or the limit; where they differ there is no curve of one precision.
base::Result<double> common_precision(const Loaded& loaded) {
  double common = solve::kLimit;
  for (const double precision : loaded.precision) {
    if (precision != loaded.precision.front())
      return base::failure(
          usage_mistake("the actors of this scenario differ in precision, and --trace raises one for all",
                        "name the precision to trace to: --precision"));
    common = precision;
  }
  return common;
}

int trace_command(const Session& session, const Loaded& loaded) {
  const auto precision = common_precision(loaded);
  if (!precision) return session.fail(precision.error());
  const game::Game& game = loaded.game.game;
  const auto curve = solve::trace_logit(game, {.precision = *precision}, session.context());
  if (!curve) return session.fail(curve.error());
  report::TracedGame traced{&game, &loaded.game.labels, &*curve, {}, session.bound()};
  for (const solve::CurvePoint& point : curve->points) {
    if (point.precision <= 0) {
      traced.residual.push_back(0);  // equal chances, by construction
      continue;
    }
    certify::CertifyOptions options;
    options.bound = traced.bound;
    options.precision.assign(game.actors(), point.precision);
    const auto certificate = certify::certify(game, point.profile, options, session.context());
    if (!certificate) return session.fail(certificate.error());
    traced.residual.push_back(certificate->largest_residual);
  }
  const report::Status status = report::status_of(traced);
  const report::Provenance provenance = session.provenance("solve");
  return session.answer(
      status, [&] { return report::curve_json(traced, provenance, status); },
      [&] { return report::curve_text(traced, provenance, status, session.terminal().width()); });
}

}  // namespace

int compile_command(const Session& session) {
  const auto scenario = session.scenario();
  if (!scenario) return session.fail(scenario.error());
  const auto loaded = load_scenario(session, *scenario);
  if (!loaded) return session.fail(loaded.error());
  session.terminal().print(game::write_game_json(loaded->game.game, loaded->game.labels));
  return 0;
}

namespace {

/// Prints every equilibrium as it is found, each with its certificate.
int list_equilibria(const Session& session, const Loaded& loaded) {
  const bool json = session.arguments().json;
  const report::Provenance provenance = session.provenance("solve");
  report::ListedGame listed{&loaded.game.game, &loaded.game.labels, session.bound()};
  report::EquilibriaPrinter printer(listed, provenance, json, session.terminal().width());
  base::Diagnostics mistakes;
  bool stopped = false;
  const auto visit = [&](const solve::FoundEquilibrium& found) {
    const auto certificate = certificate_of(session, loaded, found.profile);
    if (!certificate) mistakes = certificate.error();
    stopped = certificate && !certificate->complete && session.context().stop() != base::Stop::kNo;
    if (!certificate || stopped) return false;
    session.terminal().print(printer.equilibrium(found, *certificate));
    return true;
  };
  solve::EnumerateOptions options;
  options.most = session.arguments().most;
  options.precision = loaded.precision;
  auto enumeration = solve::enumerate(loaded.game.game, options, session.context(), visit);
  if (!enumeration) return session.fail(enumeration.error());
  if (mistakes.has_errors()) return session.fail(mistakes);
  if (stopped) enumeration->completeness = solve::completeness_of(session.context().stop());
  const report::Status status = printer.status(*enumeration);
  session.terminal().print(printer.end(*enumeration, status));
  return static_cast<int>(status.exit);
}

/// What the solution comes to, into the file of --profile; an exit code if that failed.
std::optional<int> write_assessment(const Session& session, const Loaded& loaded,
                                    const solve::BeliefSolution& solution) {
  const game::Game& game = loaded.game.game;
  if (!solution.solved_at_start(game)) return std::nullopt;
  const auto assessment =
      game::assessment_of(game, *solve::make_player(game, solution)(), kMostHistories, session.context());
  if (!assessment && session.context().stop() != base::Stop::kNo) return std::nullopt;
  if (!assessment)
    return session.fail(base::Diagnostics(usage_mistake(
        fmt::format("{} is not written: play comes to more than {} histories, nodes with what is believed there",
                    session.arguments().profile, kMostHistories),
        "leave --profile out, or solve it with a shorter horizon")));
  return session.write(session.arguments().profile, game::write_assessment_json(game, *assessment, loaded.game.labels));
}

int solve_typed(const Session& session, const Loaded& loaded) {
  if (session.arguments().verify)
    return session.fail(
        base::Diagnostics(usage_mistake("--verify follows paths of games without private types, and this has some",
                                        "leave it out: the certificate follows play off the grid of beliefs")));
  if (!session.arguments().start.empty())
    return session.fail(base::Diagnostics(
        usage_mistake("--start takes strategies of games without private types, and this has some", "leave it out")));
  run::BeliefRunOptions options = session.belief_options();
  options.precision = loaded.precision;
  options.most_others = kMostOthers;
  const auto solved = run::solve_with_beliefs(loaded.game.game, options, session.context());
  if (!solved) return session.fail(solved.error());
  const report::TypedGame typed{&loaded.game.game, &loaded.game.labels, &*solved};
  const report::Status status = report::status_of(*solved);
  const report::Provenance provenance = session.provenance("solve");
  const int exit = session.answer(
      status, [&] { return report::typed_json(typed, provenance, status); },
      [&] { return report::typed_text(typed, provenance, status, session.terminal().width()); });
  if (session.arguments().profile.empty()) return exit;
  return write_assessment(session, loaded, solved->solution).value_or(exit);
}

}  // namespace

int solve_command(const Session& session) {
  const auto loaded = load(session);
  if (!loaded) return session.fail(loaded.error());
  const Arguments& asked = session.arguments();
  if (loaded->game.game.has_types() && !asked.trace && !asked.all) return solve_typed(session, *loaded);
  if (session.arguments().trace) return trace_command(session, *loaded);
  if (session.arguments().all) return list_equilibria(session, *loaded);
  solve::SolveOptions options;
  options.precision = loaded->precision;
  options.verify = session.arguments().verify;
  game::Profile start;
  if (!session.arguments().start.empty()) {
    auto profile = load_profile(session.arguments().start, loaded->game.game);
    if (!profile) return session.fail(profile.error());
    start = std::move(*profile);
    options.start = &start;
  }
  const auto solution = solve::solve(loaded->game.game, options, session.context());
  if (!solution) return session.fail(solution.error());
  const auto certificate = certificate_of(session, *loaded, solution->profile);
  if (!certificate) return session.fail(certificate.error());
  if (!session.arguments().profile.empty()) {
    const std::string text = game::write_profile_json(loaded->game.game, solution->profile, loaded->game.labels);
    if (const auto failed = session.write(session.arguments().profile, text)) return *failed;
  }
  report::SolvedGame solved{&loaded->game.game, &loaded->game.labels, &solution->profile, &*solution, &*certificate};
  for (const solve::OtherEquilibrium& other : solution->others) {
    auto own = certificate_of(session, *loaded, other.profile);
    if (!own) return session.fail(own.error());
    if (own->holds) solved.others.push_back({&other, std::move(*own)});
  }
  return print(session, solved, "solve");
}

namespace {

int certify_assessment(const Session& session, const Loaded& loaded, const base::SourcePtr& source) {
  const game::Game& game = loaded.game.game;
  const auto assessment = game::read_assessment_json(source, game);
  if (!assessment) return session.fail(assessment.error());
  const auto certificate =
      certify::certify_assessment(game, *assessment, {session.bound(), loaded.precision}, session.context());
  if (!certificate) return session.fail(certificate.error());
  const report::CertifiedAssessment certified{&game, &loaded.game.labels, &*assessment, &*certificate};
  const report::Status status = report::status_of(certified);
  const report::Provenance provenance = session.provenance("certify");
  return session.answer(
      status, [&] { return report::assessment_json(certified, provenance, status); },
      [&] { return report::assessment_text(certified, provenance, status, session.terminal().width()); });
}

}  // namespace

int certify_command(const Session& session) {
  const auto loaded = load(session);
  if (!loaded) return session.fail(loaded.error());
  const auto source = read_file(session.arguments().profile);
  if (!source) return session.fail(source.error());
  const game::Game& game = loaded->game.game;
  if (game.has_types() || game::kind_of_json(*source) == "assessment")
    return certify_assessment(session, *loaded, *source);
  const auto profile = game::read_profile_json(*source, game);
  if (!profile) return session.fail(profile.error());
  const auto certificate = certificate_of(session, *loaded, *profile);
  if (!certificate) return session.fail(certificate.error());
  return print(session, {&game, &loaded->game.labels, &*profile, nullptr, &*certificate}, "certify");
}

namespace {

// Larger games are not solved beside their sets.
constexpr std::size_t kMostNodesCompared = 2000;

/// The nodes asked for: named, all, or those where play may start.
base::Result<std::vector<game::NodeId>> chosen_nodes(const Session& session, const game::LabelledGame& labelled) {
  const game::Game& game = labelled.game;
  std::vector<game::NodeId> chosen;
  const std::string& word = session.arguments().state;
  for (const game::NodeId node : game.all_nodes()) {
    const bool is_named = word == std::to_string(node.value()) ||
                          (!labelled.labels.nodes.empty() && labelled.labels.nodes[node.value()] == word);
    const bool starts = std::ranges::find(game.start_nodes(), node) != game.start_nodes().end();
    if (session.arguments().all_states || (word.empty() ? starts : is_named)) chosen.push_back(node);
  }
  if (!chosen.empty()) return chosen;
  base::Diagnostic mistake = usage_mistake(fmt::format("there is no node {}", word),
                                           fmt::format("nodes are named, or numbered from 0 to {}", game.nodes() - 1));
  mistake.suggestion = base::nearest_name(word, labelled.labels.nodes);
  return base::failure(std::move(mistake));
}

}  // namespace

int payoffs_command(const Session& session) {
  const auto loaded = load(session);
  if (!loaded) return session.fail(loaded.error());
  const game::Game& game = loaded->game.game;
  const auto shown = chosen_nodes(session, loaded->game);
  if (!shown) return session.fail(shown.error());
  deals::PayoffSetOptions options;
  if (session.arguments().tolerance) options.tolerance = *session.arguments().tolerance;
  options.most_bytes = session.most_bytes();
  const auto sets = deals::payoff_sets(game, options, session.context());
  if (!sets) return session.fail(sets.error());
  report::SustainedGame sustained{&game, &loaded->game.labels, &*sets, *shown, nullptr, session.bound()};
  game::Values values;
  if (sets->is_usable() && game.nodes() <= kMostNodesCompared)
    if (const auto solution = solve::solve(game, {}, session.context()); solution && solution->is_usable())
      if (const auto certificate = certificate_of(session, {loaded->game, {}}, solution->profile);
          certificate && certificate->holds) {
        values = solution->values;
        sustained.equilibrium = &values;
      }
  const report::Status status = report::status_of(sustained);
  const report::Provenance provenance = session.provenance("payoffs");
  return session.answer(
      status, [&] { return report::payoffs_json(sustained, provenance, status); },
      [&] { return report::payoffs_text(sustained, provenance, status, session.terminal().width()); });
}

}  // namespace parley::cli
