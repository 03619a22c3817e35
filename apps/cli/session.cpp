// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <thread>

#include "apps/cli/commands.h"
#include "apps/cli/files.h"
#include "parley/analyze/study.h"
#include "parley/scenario/read.h"

namespace parley::cli {

Session::Session(const Arguments& arguments, const std::atomic<bool>& interrupted, Terminal& terminal)
    : arguments_(arguments), terminal_(terminal) {
  context_.seed = arguments.seed;
  context_.threads = arguments.threads > 0 ? arguments.threads : std::max(1U, std::thread::hardware_concurrency());
  context_.interrupted = &interrupted;
  if (arguments.time_limit)
    context_.deadline =
        std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                               std::chrono::duration<double>(std::min(*arguments.time_limit, 1e9)));
  context_.progress = [&terminal](const base::Progress& progress) { terminal.show(progress); };
}

std::size_t Session::most_bytes() const { return static_cast<std::size_t>(arguments_.memory_gib * 0x1p30); }

run::RunOptions Session::run_options() const {
  run::RunOptions options;
  options.bound = bound();
  options.paths = arguments_.paths;
  options.most_bytes = most_bytes();
  options.beliefs = belief_options();
  return options;
}

run::BeliefRunOptions Session::belief_options() const {
  run::BeliefRunOptions options;
  options.points = arguments_.belief_points;
  if (arguments_.belief_axis == "linear") options.kind = numeric::AxisKind::kLinear;
  if (arguments_.belief_axis == "log") options.kind = numeric::AxisKind::kLog;
  options.most_refinements = arguments_.refine;
  if (arguments_.bound) options.bound = *arguments_.bound;
  options.most_bytes = most_bytes();
  // The guess may be wrong several times over: what the time limit stops is better than what was never tried.
  constexpr double kDoubt = 10;
  if (arguments_.time_limit) {
    options.most_seconds = kDoubt * *arguments_.time_limit;
    options.most_refine_seconds = options.most_seconds;
  }
  return options;
}

double Session::bound() const { return arguments_.bound.value_or(run::RunOptions{}.bound); }

namespace {

/// What "FILE:N" sets; nothing if it is empty.
base::Result<std::vector<std::string>> world_overrides(const std::string& words) {
  if (words.empty()) return std::vector<std::string>{};
  const std::size_t colon = words.rfind(':');
  std::size_t world = 0;
  const char* const last = words.data() + words.size();
  const char* const first = words.data() + (colon == std::string::npos ? words.size() : colon + 1);
  const auto [end, error] = std::from_chars(first, last, world);
  if (first == last || error != std::errc() || end != last)
    return base::failure(usage_mistake(fmt::format("{} names no world", words), "write --world FILE.sweep:12"));
  const std::string path = words.substr(0, colon);
  const auto study = analyze::read_study(path);
  if (!study) return base::failure(study.error());
  auto sets = analyze::overrides_of(**study, world);
  if (!sets)
    return base::failure(
        usage_mistake(fmt::format("{} has no world {}", path, world), "`parley export` lists those it has"));
  return std::move(*sets);
}

}  // namespace

base::Result<scenario::Scenario> Session::scenario() const {
  const auto source = read_file(arguments_.file);
  if (!source) return base::failure(source.error());
  auto sets = world_overrides(arguments_.world);
  if (!sets) return base::failure(sets.error());
  sets->insert(sets->end(), arguments_.set.begin(), arguments_.set.end());
  const std::filesystem::path folder = std::filesystem::path(arguments_.file).parent_path();
  return scenario::read(*source, {*sets, [&](const std::string& path) { return read_file(folder / path); }});
}

base::Diagnostic usage_mistake(std::string message, std::string help) {
  return base::mistake("E0901", std::move(message), std::move(help), base::Fault::kUsage);
}

base::Result<std::vector<std::size_t>> Session::policies(const scenario::Scenario& scenario) const {
  std::vector<std::size_t> chosen;
  std::vector<std::string> keys;
  for (std::size_t k = 0; k < scenario.policies.size(); ++k) {
    keys.push_back(scenario.policies[k].key);
    if (arguments_.all_policies) chosen.push_back(k);
  }
  base::Diagnostics mistakes;
  for (const std::string& word : arguments_.policies) {
    const auto found = std::find(keys.begin(), keys.end(), word);
    if (found != keys.end()) {
      const auto index = static_cast<std::size_t>(found - keys.begin());
      if (std::find(chosen.begin(), chosen.end(), index) == chosen.end()) chosen.push_back(index);
      continue;
    }
    std::string known;
    for (const std::string& key : keys) known += (known.empty() ? "" : ", ") + key;
    base::Diagnostic mistake = usage_mistake(fmt::format("the scenario has no policy {}", word),
                                             known.empty() ? "it has no policies" : "its policies are " + known);
    mistake.suggestion = base::nearest_name(word, keys);
    mistakes.add(std::move(mistake));
  }
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  return chosen;
}

base::Result<std::optional<std::size_t>> Session::policy(const scenario::Scenario& scenario) const {
  if (arguments_.policies.empty()) return std::nullopt;
  if (arguments_.policies.size() > 1)
    return base::failure(usage_mistake("this command takes one policy", "give --policy once"));
  auto chosen = policies(scenario);
  if (!chosen) return base::failure(chosen.error());
  return std::optional<std::size_t>(chosen->front());
}

base::Result<std::optional<scenario::ActorId>> Session::actor(const scenario::Scenario& scenario) const {
  const std::string& word = arguments_.actor;
  if (word.empty()) return std::nullopt;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < scenario.actors.size(); ++i) {
    if (scenario.actors[i].key == word) return scenario::ActorId(i);
    known.push_back(scenario.actors[i].key);
  }
  base::Diagnostic mistake = usage_mistake(fmt::format("there is no actor {}", word),
                                           fmt::format("the actors are {}", fmt::join(known, ", ")));
  mistake.suggestion = base::nearest_name(word, known);
  return base::failure(std::move(mistake));
}

namespace {

std::string quoted(const std::string& word) {
  const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_-./=:+,@%").find(c) != std::string_view::npos;
  });
  if (plain) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

std::string Session::solver_settings() const {
  std::string line;
  if (arguments_.bound) line += fmt::format(" --bound {}", *arguments_.bound);
  if (arguments_.belief_points != Arguments{}.belief_points)
    line += fmt::format(" --belief-points {}", arguments_.belief_points);
  if (arguments_.belief_axis != Arguments{}.belief_axis) line += " --belief-axis " + arguments_.belief_axis;
  if (arguments_.refine != Arguments{}.refine) line += fmt::format(" --refine {}", arguments_.refine);
  if (arguments_.paths != Arguments{}.paths) line += fmt::format(" --paths {}", arguments_.paths);
  return line;
}

report::Provenance Session::provenance(std::string_view command) const {
  std::string line = fmt::format("parley {}", command);
  if (!arguments_.file.empty()) line += " " + quoted(arguments_.file);
  for (const std::string& file : arguments_.files) line += " " + quoted(file);
  if (command == "certify") line += " " + quoted(arguments_.profile);
  line += fmt::format(" --seed {}", arguments_.seed);
  if (!arguments_.world.empty()) line += " --world " + quoted(arguments_.world);
  for (const std::string& set : arguments_.set) line += " --set " + quoted(set);
  for (const std::string& policy : arguments_.policies) line += " --policy " + quoted(policy);
  for (const std::string& at : arguments_.at) line += " --at " + quoted(at);
  if (!arguments_.actor.empty()) line += " --actor " + quoted(arguments_.actor);
  if (arguments_.tipping) line += " --tipping";
  for (const std::string& term : arguments_.terms) line += " --term " + quoted(term);
  if (arguments_.most_deals != Arguments{}.most_deals) line += fmt::format(" --most {}", arguments_.most_deals);
  for (const std::string& input : arguments_.inputs) line += " --input " + quoted(input);
  if (arguments_.design != Arguments{}.design) line += " --design " + arguments_.design;
  if (arguments_.worlds) line += fmt::format(" --worlds {}", *arguments_.worlds);
  if (arguments_.levels != Arguments{}.levels) line += fmt::format(" --levels {}", arguments_.levels);
  if (!arguments_.table.empty()) line += " --table " + quoted(arguments_.table);
  for (const std::string& measure : arguments_.measures) line += " --measure " + quoted(measure);
  if (!arguments_.shard.empty()) line += " --shard " + arguments_.shard;
  if (!arguments_.out.empty()) line += " --out " + quoted(arguments_.out);
  line += solver_settings();
  if (arguments_.precision) line += fmt::format(" --precision {}", *arguments_.precision);
  if (arguments_.tolerance) line += fmt::format(" --tolerance {}", *arguments_.tolerance);
  if (!arguments_.state.empty()) line += " --state " + quoted(arguments_.state);
  if (arguments_.all_states) line += " --all-states";
  if (arguments_.trace) line += " --trace";
  if (arguments_.verify) line += " --verify";
  if (!arguments_.start.empty()) line += " --start " + quoted(arguments_.start);
  if (arguments_.all) line += " --all";
  if (arguments_.most != Arguments{}.most) line += fmt::format(" --most {}", arguments_.most);
  return {line, arguments_.file, PARLEY_VERSION};
}

int Session::answer(const report::Status& status, const std::function<std::string()>& json,
                    const std::function<std::string()>& text) const {
  terminal_.print(arguments_.json ? json() : text());
  return static_cast<int>(status.exit);
}

int Session::fail(base::Diagnostics diagnostics) const {
  report::Exit exit = report::Exit::kInvalidScenario;
  for (const base::Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity != base::Severity::kError) continue;
    if (diagnostic.fault == base::Fault::kUsage) exit = report::Exit::kUsage;
    if (diagnostic.fault == base::Fault::kFile) exit = report::Exit::kFile;
    break;
  }
  if (context_.stop() == base::Stop::kInterrupted) exit = report::Exit::kInterrupted;
  if (context_.stop() == base::Stop::kBudget) exit = report::Exit::kBudget;
  diagnostics.sort();
  terminal_.tell(diagnostics);
  if (arguments_.json)
    terminal_.print(
        report::diagnostics_json(diagnostics, {exit, diagnostics.empty() ? "" : diagnostics.all()[0].message}));
  return static_cast<int>(exit);
}

std::optional<int> Session::write(const std::string& path, const std::string& text) const {
  if (auto mistake = write_file(path, text)) return fail(base::Diagnostics(std::move(*mistake)));
  return std::nullopt;
}

int give_up(report::Exit exit, const std::string& message, const std::string& help, bool json, Terminal& terminal) {
  terminal.say("error: " + message);
  if (!help.empty()) terminal.say("  = help: " + help);
  if (json) terminal.print(report::diagnostics_json({}, {exit, message}));
  return static_cast<int>(exit);
}

int refuse(const Refusal& refusal, bool json, Terminal& terminal) {
  if (!refusal.out.empty()) terminal.print(refusal.out);
  if (refusal.exit == 0) return 0;
  return give_up(report::Exit::kUsage, refusal.message, refusal.help, json, terminal);
}

int execute(const Arguments& arguments, const std::atomic<bool>& interrupted, Terminal& terminal) {
  const Session session(arguments, interrupted, terminal);
  switch (arguments.command) {
    case Command::kRun:
      return run_command(session);
    case Command::kCheck:
      return check_command(session);
    case Command::kShow:
      return show_command(session);
    case Command::kCompare:
      return compare_command(session);
    case Command::kSpillover:
      return spillover_command(session);
    case Command::kSweep:
      return sweep_command(session);
    case Command::kMerge:
      return merge_command(session);
    case Command::kClaims:
      return claims_command(session);
    case Command::kSensitivity:
      return sensitivity_command(session);
    case Command::kDeals:
      return deals_command(session);
    case Command::kDiff:
      return diff_command(session);
    case Command::kExport:
      return export_command(session);
    case Command::kSimulate:
      return simulate_command(session);
    case Command::kCompile:
      return compile_command(session);
    case Command::kSolve:
      return solve_command(session);
    case Command::kCertify:
      return certify_command(session);
    case Command::kPayoffs:
      return payoffs_command(session);
    case Command::kSchema:
      return schema_command(session);
    case Command::kExplain:
      return explain_command(session);
    case Command::kNew:
      return new_command(session);
    case Command::kNone:
      break;
  }
  return static_cast<int>(report::Exit::kUsage);
}

}  // namespace parley::cli
