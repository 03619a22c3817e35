// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/analyze/measure.h"
#include "parley/base/result.h"
#include "parley/scenario/scenario.h"

namespace parley::analyze {

/// One assumption in which two scenarios differ.
struct Assumption {
  std::string name;  ///< the path of a number, or "form": all that is no number
  std::string in_first;
  std::string in_second;
};

/// What one assumption does to one measure.
struct AssumptionEffect {
  std::size_t assumption = 0;
  double into_first = 0;     ///< the first scenario with the second's assumption, less the first
  double out_of_second = 0;  ///< the second, less the second with the first's assumption

  /// The mean of both: its weight.
  [[nodiscard]] double mean() const { return (into_first + out_of_second) / 2; }
};

struct MeasureDisagreement {
  std::string measure;
  double first = 0;
  double second = 0;
  std::vector<AssumptionEffect> effects;  ///< the weightiest first; not finite where a world has no number
  double together = 0;  ///< second less first, less the mean effects: what assumptions do only together
};

/// A claim of both files.
struct ClaimDisagreement {
  std::string claim;
  std::string says;
  std::optional<bool> first;  ///< whether it holds there; none: a number is missing
  std::optional<bool> second;
  std::vector<std::size_t> flip_first;   ///< assumptions of the second that turn it in the first, alone
  std::vector<std::size_t> flip_second;  ///< assumptions of the first that turn it in the second, alone
};

struct Disagreement {
  std::vector<Assumption> assumptions;
  std::vector<std::string> form;  ///< sections that differ in more than numbers
  std::vector<MeasureDisagreement> measures;
  std::vector<ClaimDisagreement> claims;
  std::size_t worlds = 0;       ///< solved
  std::size_t uncertified = 0;  ///< of these
  std::string reason;           ///< of the first of them
  base::Stop stopped = base::Stop::kNo;
};

/// Solves both scenarios, and each with one assumption of the other at a time, side by side on context.threads threads.
/// Measures are texts that both scenarios can read; empty: those of the claims of both, or the usual ones with no
/// commitment where there are none. Errors: E0338 (a measure that one of them cannot read), E0901 (nothing differs).
[[nodiscard]] base::Result<Disagreement> find_disagreement(const scenario::Scenario& first,
                                                           const scenario::Scenario& second,
                                                           const std::vector<std::string>& measures,
                                                           const run::RunOptions& options,
                                                           const base::RunContext& context);

}  // namespace parley::analyze
