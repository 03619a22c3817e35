// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parley/analyze/sweep_file.h"

namespace parley::analyze {

/// A sweep read back: its scenario, its inputs and measures, and its worlds.
struct Study {
  std::string path;
  SweepPlan plan;  ///< with the inputs of its design
  scenario::Scenario scenario;
  std::vector<std::string> input_paths;     ///< of plan.design.inputs, as --set names them
  std::vector<scenario::Measure> measures;  ///< in the order of plan.measures
  std::vector<SweepRow> rows;               ///< by world
  std::size_t worlds = 0;                   ///< that were asked for, of this file's shard
  std::size_t rejected = 0;                 ///< drawn against the constraints

  /// Rows whose numbers count.
  [[nodiscard]] std::vector<const SweepRow*> certified() const;
  [[nodiscard]] bool is_whole() const { return rows.size() == worlds; }
};

/// Errors: E0804 (not a sweep file), those of the scenario it holds.
[[nodiscard]] base::Result<std::unique_ptr<const Study>> read_study(const std::string& path);

/// A file that reads what the sweep file holds of the files its scenario names.
[[nodiscard]] base::Result<scenario::Scenario> read_scenario(const SweepPlan& plan);

/// The inputs that these paths name, of all numbers that can be set. None: one of them does not exist.
[[nodiscard]] std::optional<std::vector<scenario::Input>> inputs_at(const scenario::Scenario& scenario,
                                                                    const std::vector<std::string>& paths);
/// Every number that can be set, by path.
[[nodiscard]] std::vector<std::pair<std::string, scenario::Input>> all_inputs(const scenario::Scenario& scenario);

/// One world of a study as overrides of its scenario, "parameters.pain=0.8" each, those of the sweep first. None: it is
/// not in the file.
[[nodiscard]] std::optional<std::vector<std::string>> overrides_of(const Study& study, std::size_t world);

/// How a number is spread over worlds: each end of the middle nine tenths, and the median.
struct Spread {
  std::size_t count = 0;
  double lowest = 0;
  double low = 0;  ///< 5% of the worlds lie below
  double median = 0;
  double high = 0;  ///< 5% above
  double highest = 0;
};

/// Of the numbers that are finite; a count of 0 if none is.
[[nodiscard]] Spread spread_of(std::vector<double> numbers);
/// By measure, over the certified worlds.
[[nodiscard]] std::vector<Spread> spreads_of(const Study& study);

}  // namespace parley::analyze
