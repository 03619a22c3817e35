// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/diagnostics.h"
#include "parley/run/answer.h"
#include "parley/run/simulation.h"

namespace parley::report {

/// The version of every JSON document's shape; a change that breaks a reader raises it.
inline constexpr int kSchemaVersion = 1;

/// How a command ended, as in docs/guide/command-line.md.
enum class Exit : int {
  kAnswered = 0,
  kAssertionFailed = 1,
  kUsage = 2,
  kInvalidScenario = 3,
  kNotGuaranteed = 4,
  kBudget = 5,
  kFile = 6,
  kBug = 70,
  kInterrupted = 130,
};

struct Status {
  Exit exit = Exit::kAnswered;
  std::string message;
};

/// "answered", "usage", "invalid scenario", ...
[[nodiscard]] std::string_view name(Exit exit);

/// What a report says about itself.
struct Provenance {
  std::string command;  ///< that reproduces it
  std::string file;     ///< the scenario's, as it was named
  std::string version;
};

/// How a run ends: answered, or not certified, or stopped.
[[nodiscard]] Status status_of(const run::Answer& answer);

/// One document, as schema/answer.schema.json describes it; numbers that are not finite are null.
[[nodiscard]] std::string answer_json(const run::Answer& answer, const Provenance& provenance, const Status& status);

/// For a person, on a terminal: at most `width` columns.
[[nodiscard]] std::string answer_text(const run::Answer& answer, const Provenance& provenance, const Status& status,
                                      std::size_t width);

/// One offline page around the JSON document.
[[nodiscard]] std::string answer_page(const std::string& json);

/// The answer in words: a few sentences a paragraph, from the numbers alone.
[[nodiscard]] std::vector<std::string> answer_paragraphs(const run::Answer& answer);

/// A document of kind "diagnostics".
[[nodiscard]] std::string diagnostics_json(const base::Diagnostics& diagnostics, const Status& status);

/// Policies side by side: the chances and expected stocks at the forecast's end, and differences.
[[nodiscard]] std::string comparison_text(const run::Answer& answer, std::size_t width);

/// What was computed beside what was sampled.
[[nodiscard]] std::string simulation_text(const run::Simulation& simulation, const scenario::Scenario& scenario,
                                          const std::optional<std::size_t>& policy, const Provenance& provenance,
                                          const Status& status, std::size_t width);
/// A document of kind "simulation".
[[nodiscard]] std::string simulation_json(const run::Simulation& simulation, const scenario::Scenario& scenario,
                                          const std::optional<std::size_t>& policy, const Provenance& provenance,
                                          const Status& status);

/// A document of kind "model": the scenario part of an answer.
[[nodiscard]] std::string model_json(const scenario::Scenario& scenario, const Provenance& provenance);

/// The model in plain English: who moves when, what each move does, every number with its source.
[[nodiscard]] std::string model_text(const scenario::Scenario& scenario, std::size_t width);

}  // namespace parley::report
