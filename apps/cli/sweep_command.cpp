// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <numeric>
#include <optional>
#include <set>

#include "apps/cli/files.h"
#include "apps/cli/session.h"
#include "parley/analyze/run_sweep.h"
#include "parley/analyze/study.h"
#include "parley/compile/compile.h"
#include "parley/report/ema.h"
#include "parley/report/sweep.h"
#include "parley/scenario/columns.h"
#include "parley/scenario/inputs.h"
#include "parley/scenario/measures.h"
#include "parley/scenario/read.h"

namespace parley::cli {

namespace {

/// A sweep as it was asked for.
struct Asked {
  scenario::Scenario scenario;
  analyze::SweepPlan plan;
  std::vector<scenario::Measure> measures;
};

base::Diagnostic file_mistake(std::string_view code, std::string message, std::string help) {
  return base::mistake(code, std::move(message), std::move(help), base::Fault::kFile);
}

/// The scenario, with a copy of every file that it names.
base::Result<scenario::Scenario> read_with_files(const Session& session, analyze::SweepPlan& plan) {
  const std::string& path = session.arguments().file;
  const auto source = read_file(path);
  if (!source) return base::failure(source.error());
  plan.scenario_name = std::filesystem::path(path).filename().string();
  plan.scenario_text = (*source)->text();
  plan.overrides = session.arguments().set;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  const auto open = [&](const std::string& named) {
    auto read = read_file(folder / named);
    if (read) plan.files.emplace_back(named, (*read)->text());
    return read;
  };
  auto made = scenario::read(*source, {session.arguments().set, open});
  std::sort(plan.files.begin(), plan.files.end());
  plan.files.erase(std::unique(plan.files.begin(), plan.files.end()), plan.files.end());
  return made;
}

base::Result<std::vector<scenario::Input>> inputs_of(const Session& session, const scenario::Scenario& scenario,
                                                     const std::vector<std::string>& paths) {
  const std::vector<scenario::Input> uncertain = scenario::uncertain_inputs(scenario);
  if (paths.empty()) return uncertain;
  const bool has_table = !session.arguments().table.empty();
  std::vector<std::string> known;
  for (const auto& [path, input] : analyze::all_inputs(scenario))
    if (has_table || std::find(uncertain.begin(), uncertain.end(), input) != uncertain.end()) known.push_back(path);
  base::Diagnostics mistakes;
  for (const std::string& path : paths) {
    if (std::find(known.begin(), known.end(), path) != known.end()) continue;
    base::Diagnostic mistake =
        usage_mistake(has_table ? fmt::format("the scenario has no number {}", path)
                                : fmt::format("there is no number {} with a range or a distribution", path),
                      known.empty() ? "give a number a range, as in range = [0.1, 1.0]"
                                    : fmt::format("there are {}", fmt::join(known, ", ")));
    mistake.suggestion = base::nearest_name(path, known);
    mistakes.add(std::move(mistake));
  }
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  return *analyze::inputs_at(scenario, paths);
}

/// The design, its inputs and, of a table, its rows.
std::optional<base::Diagnostics> read_design(const Session& session, Asked& asked) {
  const Arguments& arguments = session.arguments();
  analyze::Design& design = asked.plan.design;
  for (const analyze::DesignKind kind : analyze::all_designs())
    if (analyze::name(kind) == arguments.design) design.kind = kind;
  design.batches = {arguments.worlds.value_or(200)};
  design.levels = arguments.levels;
  std::vector<std::string> paths = arguments.inputs;
  std::optional<scenario::Columns> columns;
  if (!arguments.table.empty()) {
    const auto source = read_file(arguments.table);
    if (!source) return source.error();
    auto read = scenario::read_columns(**source);
    if (!read) return read.error();
    columns = std::move(*read);
    asked.plan.table_text = (*source)->text();
    design.kind = analyze::DesignKind::kTable;
    paths = columns->names;
  }
  auto inputs = inputs_of(session, asked.scenario, paths);
  if (!inputs) return inputs.error();
  design.inputs = std::move(*inputs);
  if (columns) design.table = std::move(columns->numbers);
  return std::nullopt;
}

/// What is reported: the usual measures, those of the claims, and those asked for.
std::optional<base::Diagnostics> read_measures(const Session& session, Asked& asked) {
  const auto policies = session.policies(asked.scenario);
  if (!policies) return policies.error();
  std::vector<std::optional<std::size_t>> cases{std::nullopt};
  for (const std::size_t policy : *policies) {
    cases.emplace_back(policy);
    asked.plan.policies.push_back(asked.scenario.policies[policy].key);
  }
  asked.measures = scenario::usual_measures(asked.scenario, cases);
  for (const scenario::Claim& claim : asked.scenario.claims)
    asked.measures.insert(asked.measures.end(), claim.measures.begin(), claim.measures.end());
  base::Diagnostics mistakes;
  for (const std::string& words : session.arguments().measures) {
    auto measure = scenario::read_measure(asked.scenario, words);
    if (measure) {
      asked.measures.push_back(std::move(*measure));
    } else {
      mistakes.append(measure.error());
    }
  }
  if (mistakes.has_errors()) return mistakes;
  std::set<std::string> taken;
  const auto again = [&](const scenario::Measure& measure) { return !taken.insert(measure.text).second; };
  asked.measures.erase(std::remove_if(asked.measures.begin(), asked.measures.end(), again), asked.measures.end());
  for (const scenario::Measure& measure : asked.measures) asked.plan.measures.push_back(measure.text);
  return std::nullopt;
}

std::optional<base::Diagnostic> read_shard(const Session& session, analyze::SweepPlan& plan) {
  const std::string& word = session.arguments().shard;
  if (word.empty()) return std::nullopt;
  std::size_t shard = 0;
  std::size_t shards = 0;
  char rest = 0;
  const int read = std::sscanf(word.c_str(), "%zu/%zu%c", &shard, &shards, &rest);
  constexpr std::size_t kMost = 100000;
  if (read != 2 || shard < 1 || shard > shards || shards > kMost)
    return usage_mistake(fmt::format("{} is no part of a sweep", word),
                         "write --shard 2/3 for the second third of the worlds");
  plan.shard = shard;
  plan.shards = shards;
  return std::nullopt;
}

base::Result<Asked> read_asked(const Session& session) {
  Asked asked;
  asked.plan.version = PARLEY_VERSION;
  asked.plan.seed = session.arguments().seed;
  asked.plan.settings = session.solver_settings();
  auto scenario = read_with_files(session, asked.plan);
  if (!scenario) return base::failure(scenario.error());
  asked.scenario = std::move(*scenario);
  if (auto failed = read_design(session, asked)) return base::failure(std::move(*failed));
  if (auto failed = read_measures(session, asked)) return base::failure(std::move(*failed));
  if (auto failed = read_shard(session, asked.plan)) return base::failure(std::move(*failed));
  return asked;
}

std::string file_of(const Session& session) {
  const Arguments& arguments = session.arguments();
  return arguments.out.empty() ? std::filesystem::path(arguments.file).stem().string() + ".sweep" : arguments.out;
}

/// A new file, or the one that is there if it is of the same sweep; with as many worlds as are asked for.
base::Result<analyze::SweepFile> open_file(const Session& session, Asked& asked) {
  const std::string path = file_of(session);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return analyze::SweepFile::create(path, asked.plan, asked.scenario);
  if (!session.arguments().resume)
    return base::failure(file_mistake("E0803", fmt::format("{} exists already", path),
                                      "go on with it by --resume, name another with --out, or remove it first"));
  // Nothing of it is touched before it is known to be the right one.
  auto file = analyze::SweepFile::open(path, false);
  if (!file) return file;
  std::string differs = analyze::difference(file->plan(), asked.plan);
  std::vector<std::string> paths;
  for (const scenario::Input& input : asked.plan.design.inputs) paths.push_back(path_of(asked.scenario, input));
  if (differs.empty() && paths != file->input_paths()) differs = "of other inputs";
  if (differs.empty() && (file->plan().shard != asked.plan.shard || file->plan().shards != asked.plan.shards))
    differs = "of another shard";
  if (!differs.empty())
    return base::failure(file_mistake("E0805", fmt::format("{} is a sweep {}", path, differs),
                                      "give the options it was made with, or name another file with --out"));
  file = analyze::SweepFile::open(path, true);
  if (!file) return file;
  const std::vector<std::size_t>& batches = file->plan().design.batches;
  const std::size_t there = std::accumulate(batches.begin(), batches.end(), std::size_t{0});
  const bool counts = analyze::is_sample(asked.plan.design.kind) ||
                      analyze::group_size(asked.plan.design.kind, asked.plan.design.inputs.size()) > 1;
  if (counts && session.arguments().worlds.value_or(there) > there)
    if (auto failed = file->add_batch(*session.arguments().worlds - there)) return base::failure(std::move(*failed));
  asked.plan.design.batches = file->plan().design.batches;
  return file;
}

/// Solves the scenario as it stands, once, and says what the sweep would take.
int tell_estimate(const Session& session, const Asked& asked) {
  const auto worlds = analyze::draw_worlds(asked.scenario, asked.plan.design, asked.plan.seed);
  if (!worlds) return session.fail(worlds.error());
  std::size_t count = 0;
  for (std::size_t k = 0; k < worlds->count(); ++k) count += asked.plan.has(k) ? 1 : 0;
  base::RunContext single = session.context();
  single.threads = 1;
  const auto began = std::chrono::steady_clock::now();
  const analyze::WorldRun world = analyze::run_world(asked.scenario, asked.measures, session.run_options(), single);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - began;
  if (session.context().stop() != base::Stop::kNo) return session.fail({});
  compile::CompileOptions options;
  options.most_bytes = session.most_bytes();
  const auto compiled = compile::compile(asked.scenario, options, session.context());
  if (!compiled) return session.fail(compiled.error());
  const report::SweepEstimate estimate{
      .worlds = count,
      .threads = session.context().threads,
      .seconds_a_world = taken.count(),
      .game_bytes = compiled->game.bytes(),
      .row_bytes = sizeof(double) * (asked.plan.design.inputs.size() + asked.measures.size() + 2),
      .status = std::string(analyze::name(world.status)),
      .reason = world.reason};
  const report::Status status{report::Exit::kAnswered, "nothing was swept: this is what it would take"};
  return session.answer(
      status, [&] { return report::estimate_json(estimate, session.provenance("sweep"), status); },
      [&] { return report::estimate_text(estimate, status); });
}

}  // namespace

int sweep_command(const Session& session) {
  auto asked = read_asked(session);
  if (!asked) return session.fail(asked.error());
  session.terminal().tell(asked->scenario.warnings);
  if (session.arguments().dry_run) return tell_estimate(session, *asked);
  // What cannot be drawn makes no file.
  if (const auto worlds = analyze::draw_worlds(asked->scenario, asked->plan.design, asked->plan.seed); !worlds)
    return session.fail(worlds.error());
  auto file = open_file(session, *asked);
  if (!file) return session.fail(file.error());
  const auto done = analyze::run_sweep(asked->scenario, asked->plan.design, asked->measures, *file,
                                       session.run_options(), session.context());
  if (!done) return session.fail(done.error());
  const auto study = analyze::read_study(file->path());
  if (!study) return session.fail(study.error());
  const report::Provenance provenance = session.provenance("sweep");
  const report::Status status = report::status_of(**study, done->stopped);
  return session.answer(
      status, [&] { return report::sweep_json(**study, provenance, status); },
      [&] { return report::sweep_text(**study, provenance, status, session.terminal().width()); });
}

int merge_command(const Session& session) {
  const std::vector<std::string>& paths = session.arguments().files;
  const std::string& out = session.arguments().out;
  std::error_code ignored;
  if (std::filesystem::exists(out, ignored))
    return session.fail(base::Diagnostics(
        file_mistake("E0803", fmt::format("{} exists already", out), "name another with --out, or remove it first")));
  const auto merged = analyze::merge_sweeps(paths, out);
  if (!merged) return session.fail(merged.error());
  const auto study = analyze::read_study(out);
  if (!study) return session.fail(study.error());
  const report::Status status = report::status_of(**study, base::Stop::kNo);
  const report::Provenance provenance = session.provenance("merge");
  return session.answer(
      status, [&] { return report::sweep_json(**study, provenance, status); },
      [&] { return report::sweep_text(**study, provenance, status, session.terminal().width()); });
}

int export_command(const Session& session) {
  const auto study = analyze::read_study(session.arguments().file);
  if (!study) return session.fail(study.error());
  const bool is_archive = session.arguments().format == "ema";
  if (is_archive && session.arguments().out.empty())
    return session.fail(base::Diagnostics(
        usage_mistake("an archive is not for a terminal", "write it to a file, as in --out worlds.tar.gz")));
  const std::string exported = is_archive ? report::ema_archive(**study) : report::rows_csv(**study);
  if (session.arguments().out.empty()) {
    session.terminal().print(exported);
    return 0;
  }
  if (const auto failed = session.write(session.arguments().out, exported)) return *failed;
  return 0;
}

}  // namespace parley::cli
