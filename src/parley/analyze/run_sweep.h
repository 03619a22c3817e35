// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/analyze/sweep_file.h"
#include "parley/analyze/worlds.h"
#include "parley/run/run.h"

namespace parley::analyze {

/// How far a sweep came.
struct SweepProgress {
  std::size_t worlds = 0;  ///< of this file's shard
  std::size_t before = 0;  ///< that stood in the file already
  std::size_t done = 0;    ///< all that stand there now
  std::size_t rejected = 0;
  base::Stop stopped = base::Stop::kNo;
};

/// Solves every world of the file's design that is not in it yet, worlds side by side on context.threads threads, and
/// writes each as soon as it is done; at the end the file is finished. Errors: those of draw_worlds and of the file.
[[nodiscard]] base::Result<SweepProgress> run_sweep(const scenario::Scenario& scenario, const Design& design,
                                                    const std::vector<scenario::Measure>& measures, SweepFile& file,
                                                    const run::RunOptions& options, const base::RunContext& context);

/// Joins the files of several shards of one sweep into a new file, which holds every world that one of them holds.
/// Errors: E0805 (files of different sweeps, or two that differ about a world), and those of the files.
[[nodiscard]] base::Result<SweepProgress> merge_sweeps(const std::vector<std::string>& paths, const std::string& out);

}  // namespace parley::analyze
