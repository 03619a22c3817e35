// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parley/analyze/measure.h"
#include "parley/analyze/worlds.h"

namespace parley::analyze {

/// Everything that decides what a sweep finds, and so what stands in its file beside the rows.
struct SweepPlan {
  std::string version;  ///< of the program
  std::string scenario_name;
  std::string scenario_text;
  std::vector<std::string> overrides;
  std::vector<std::pair<std::string, std::string>> files;  ///< that the scenario names: path and text
  std::uint64_t seed = 1;
  Design design;
  std::string table_text;  ///< of DesignKind::kTable, as it was given
  std::vector<std::string> policies;
  std::vector<std::string> measures;
  std::string settings;  ///< of the solver, where they are not the defaults
  std::size_t shard = 1;
  std::size_t shards = 1;

  [[nodiscard]] bool has(std::size_t world) const { return world % shards == shard - 1; }
};

/// One row of a file.
struct SweepRow {
  std::size_t world = 0;
  std::vector<double> values;  ///< of the inputs
  WorldRun run;
};

/// A sweep's file: one SQLite database that anybody can read. Tables: `about` (key, value), `inputs`, `measures`,
/// `files`, `overrides`, `batches`, and `worlds` with a column an input and a column a measure, named as they are
/// written. While rows are added its journal is a write-ahead log: what was added stays, however the program ends.
class SweepFile {
 public:
  /// Errors of all: E0802 (cannot be made), E0804 (cannot be read, is damaged or no sweep file, or was made by another
  /// version of the format).
  [[nodiscard]] static base::Result<SweepFile> create(const std::string& path, const SweepPlan& plan,
                                                      const scenario::Scenario& scenario);
  [[nodiscard]] static base::Result<SweepFile> open(const std::string& path, bool to_write);

  SweepFile(SweepFile&&) noexcept;
  SweepFile& operator=(SweepFile&&) noexcept;
  SweepFile(const SweepFile&) = delete;
  SweepFile& operator=(const SweepFile&) = delete;
  ~SweepFile();

  /// As it was stored: the inputs of the design as paths, for the scenario must be read first.
  [[nodiscard]] const SweepPlan& plan() const;
  [[nodiscard]] const std::vector<std::string>& input_paths() const;
  [[nodiscard]] const std::string& path() const;

  /// In the order of the worlds.
  [[nodiscard]] base::Result<std::vector<SweepRow>> rows();
  [[nodiscard]] base::Result<std::vector<bool>> done(std::size_t worlds);
  /// One world, for good. Not to be called from two threads at once.
  [[nodiscard]] std::optional<base::Diagnostic> add(const SweepRow& row);
  /// More worlds are asked for.
  [[nodiscard]] std::optional<base::Diagnostic> add_batch(std::size_t worlds);
  /// Writes the whole file anew, in order, and puts it in place of the old one: its bytes then depend on what stands in
  /// it and not on how it came about.
  [[nodiscard]] std::optional<base::Diagnostic> finish();

 private:
  struct Inside;
  explicit SweepFile(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

/// What keeps two files from being of one sweep, in words; empty: nothing. Shards and batches may differ.
[[nodiscard]] std::string difference(const SweepPlan& a, const SweepPlan& b);

}  // namespace parley::analyze
