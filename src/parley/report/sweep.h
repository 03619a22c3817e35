// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/analyze/study.h"
#include "parley/report/report.h"

namespace parley::report {

/// Answered, not certified everywhere, or not whole.
[[nodiscard]] Status status_of(const analyze::Study& study, base::Stop stopped);

/// What was drawn, how many worlds are certified, and how each measure is spread over them.
[[nodiscard]] std::string sweep_text(const analyze::Study& study, const Provenance& provenance, const Status& status,
                                     std::size_t width);

/// A document of kind "sweep", as schema/sweep.schema.json describes it.
[[nodiscard]] std::string sweep_json(const analyze::Study& study, const Provenance& provenance, const Status& status);

/// What a sweep would take, from one world that was solved.
struct SweepEstimate {
  std::size_t worlds = 0;
  unsigned threads = 1;
  double seconds_a_world = 0;  ///< under all policies, on one thread
  std::size_t game_bytes = 0;  ///< of the largest part of it
  std::size_t row_bytes = 0;   ///< on disk
  std::string status;          ///< of that world
  std::string reason;
};
[[nodiscard]] std::string estimate_text(const SweepEstimate& estimate, const Status& status);
/// A document of kind "sweep estimate".
[[nodiscard]] std::string estimate_json(const SweepEstimate& estimate, const Provenance& provenance,
                                        const Status& status);

/// A world that is not certified, and how many share its reason.
struct Shortfall {
  std::string reason;
  std::size_t worlds = 0;
  std::size_t example = 0;  ///< the first of them
};
/// By how many there are, most first.
[[nodiscard]] std::vector<Shortfall> shortfalls_of(const analyze::Study& study);

/// All rows with their inputs and measures, as CSV [Shafranovich2005] with a line of names; what is not finite is
/// empty.
[[nodiscard]] std::string rows_csv(const analyze::Study& study);

}  // namespace parley::report
