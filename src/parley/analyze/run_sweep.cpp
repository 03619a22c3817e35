// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/run_sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <map>
#include <memory>
#include <mutex>

#include "parley/analyze/study.h"
#include "parley/base/parallel.h"
#include "parley/scenario/inputs.h"

namespace parley::analyze {

base::Result<SweepProgress> run_sweep(const scenario::Scenario& scenario, const Design& design,
                                      const std::vector<scenario::Measure>& measures, SweepFile& file,
                                      const run::RunOptions& options, const base::RunContext& context) {
  const auto worlds = draw_worlds(scenario, design, file.plan().seed);
  if (!worlds) return base::failure(worlds.error());
  const auto is_done = file.done(worlds->count());
  if (!is_done) return base::failure(is_done.error());
  SweepProgress progress;
  progress.rejected = worlds->rejected;
  std::vector<std::size_t> left;
  for (std::size_t k = 0; k < worlds->count(); ++k) {
    if (!file.plan().has(k)) continue;
    ++progress.worlds;
    if (!(*is_done)[k]) left.push_back(k);
  }
  progress.before = progress.done = progress.worlds - left.size();

  base::RunContext single = context;
  single.threads = 1;
  single.progress = nullptr;
  std::mutex writing;
  std::atomic<bool> is_broken = false;
  std::optional<base::Diagnostic> broken;
  base::parallel_for(left.size(), context.threads, [&](std::size_t k) {
    if (context.stop() != base::Stop::kNo || is_broken) return;
    const std::span<const double> values = worlds->world(left[k]);
    scenario::Scenario changed = scenario;
    WorldRun run;
    run.measures.assign(measures.size(), std::numeric_limits<double>::quiet_NaN());
    if (scenario::set_inputs(changed, design.inputs, values)) {
      run = run_world(changed, measures, options, single);
    } else {
      run.reason = "the priors of an actor sum to more than 1";
    }
    // What was stopped on the way is done again.
    if (context.stop() != base::Stop::kNo) return;
    const std::scoped_lock lock(writing);
    if (broken) return;
    broken = file.add({left[k], {values.begin(), values.end()}, std::move(run)});
    if (broken) {
      is_broken = true;
      return;
    }
    context.report("solving worlds", ++progress.done - progress.before, left.size());
  });
  if (broken) return base::failure(std::move(*broken));
  if (progress.done < progress.worlds) {
    progress.stopped = context.stop();
    return progress;
  }
  if (auto failed = file.finish()) return base::failure(std::move(*failed));
  return progress;
}

namespace {

base::Diagnostic not_the_same(const std::string& first, const std::string& other, const std::string& why) {
  return base::mistake("E0805", fmt::format("{} and {} are not of one sweep: the second is {}", first, other, why),
                       "merge files that were made with the same scenario and options, but for --shard",
                       base::Fault::kFile);
}

/// The same bits, or both missing.
bool is_same(double a, double b) { return a == b || (a != a && b != b); }

bool is_same(const SweepRow& a, const SweepRow& b) {
  const auto same = [](const std::vector<double>& x, const std::vector<double>& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](double p, double q) { return is_same(p, q); });
  };
  return a.run.status == b.run.status && same(a.values, b.values) && same(a.run.measures, b.run.measures);
}

}  // namespace

base::Result<SweepProgress> merge_sweeps(const std::vector<std::string>& paths, const std::string& out) {
  std::map<std::size_t, SweepRow> rows;
  std::unique_ptr<const Study> first;
  for (const std::string& path : paths) {
    auto study = read_study(path);
    if (!study) return base::failure(study.error());
    std::string differs = first ? difference((*study)->plan, first->plan) : std::string();
    if (first && differs.empty() && (*study)->input_paths != first->input_paths) differs = "of other inputs";
    if (first && differs.empty() && (*study)->plan.design.batches != first->plan.design.batches)
      differs = "of another number of worlds";
    if (!differs.empty()) return base::failure(not_the_same(paths.front(), path, differs));
    for (const SweepRow& row : (*study)->rows) {
      const auto [known, is_new] = rows.emplace(row.world, row);
      if (!is_new && !is_same(known->second, row))
        return base::failure(not_the_same(paths.front(), path, fmt::format("another in world {}", row.world)));
    }
    if (!first) first = std::move(*study);
  }
  SweepPlan plan = first->plan;
  plan.shard = plan.shards = 1;
  auto file = SweepFile::create(out, plan, first->scenario);
  if (!file) return base::failure(file.error());
  for (const auto& [world, row] : rows)
    if (auto failed = file->add(row)) return base::failure(std::move(*failed));
  if (auto failed = file->finish()) return base::failure(std::move(*failed));
  SweepProgress progress;
  progress.done = rows.size();
  return progress;
}

}  // namespace parley::analyze
