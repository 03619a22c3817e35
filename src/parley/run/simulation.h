// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/run/run.h"

namespace parley::run {

/// One number known twice: computed, and as a mean over sampled paths.
struct SampledNumber {
  std::string what;      ///< "outcome war", "first concession us", "stock warheads"
  std::size_t step = 0;  ///< 0..forecast_steps
  double computed = 0;
  double sampled = 0;
  double standard_error = 0;               ///< of `sampled`
  [[nodiscard]] double deviation() const;  ///< in standard errors
};

struct Simulation {
  std::size_t paths = 0;
  std::uint64_t seed = 0;
  std::vector<SampledNumber> numbers;
  double largest_deviation = 0;  ///< over all numbers, in standard errors
  bool complete = true;          ///< false if stopped before all paths were drawn
};

/// Draws paths and holds every outcome, first concession and expected stock of the computed run against them.
[[nodiscard]] Simulation hold_against_paths(const SolvedGame& solved, const PolicyRun& computed, std::size_t paths,
                                            const base::RunContext& context);

/// The moves that count as concessions, each marked with its actor's bit; none marked if there is none.
[[nodiscard]] std::vector<std::uint32_t> concession_marks(const compile::CompiledGame& compiled);

}  // namespace parley::run
