// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "parley/analyze/study.h"
#include "parley/numeric/sensitivity.h"

namespace parley::analyze {

enum class SensitivityMethod : std::uint8_t {
  kSobolIndices,  ///< of a design `saltelli`
  kMorris,        ///< of a design `morris`
  kOneAtATime,    ///< of a design `one-at-a-time`
  kRanks,         ///< of any other: rank correlations, and what slices of an input differ by
};
/// "Sobol' indices", "Morris screening", "one at a time", "rank correlation".
[[nodiscard]] std::string_view name(SensitivityMethod method);

/// What one input does to a measure; the fields of the method.
struct Influence {
  std::size_t input = 0;
  numeric::SobolIndex sobol;
  numeric::MorrisEffect morris;
  double low = 0;   ///< the measure with the input at its low end, all others as written
  double high = 0;  ///< at its high end
  double rank = 0;  ///< Spearman's correlation of input and measure
  double told = 0;  ///< the share of the measure's variance between slices of the input, less what chance would give
  bool is_clear = false;  ///< chance would give as much to the best of all inputs in fewer than one case of a hundred
};

struct Sensitivity {
  std::size_t measure = 0;  ///< index into Study::measures
  SensitivityMethod method = SensitivityMethod::kRanks;
  std::size_t groups = 0;         ///< that count: worlds of a sample
  std::size_t lost = 0;           ///< in which a world has no certificate or no number
  double written = 0;             ///< kOneAtATime: the measure as written
  std::vector<Influence> inputs;  ///< the most influential first
};

/// The influence of every input of a study on some of its measures, by the method its design allows.
[[nodiscard]] std::vector<Sensitivity> find_influences(const Study& study, const std::vector<std::size_t>& measures);

}  // namespace parley::analyze
