// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "parley/base/result.h"
#include "parley/scenario/scenario.h"

namespace parley::analyze {

enum class DesignKind : std::uint8_t { kMonteCarlo, kLatinHypercube, kSobol, kFactorial, kTable };

/// "monte-carlo", "latin-hypercube", "sobol", "factorial", "table".
[[nodiscard]] std::string_view name(DesignKind kind);

/// Which worlds to look at.
struct Design {
  DesignKind kind = DesignKind::kLatinHypercube;
  std::vector<scenario::Input> inputs;  ///< that are moved; the others stay as they are
  /// How many worlds were asked for, and how many more each time after. A Latin hypercube depends on it, and has one
  /// cube a time; the others give the same first worlds however many are asked for. Unused by kFactorial and kTable.
  std::vector<std::size_t> batches = {200};
  std::size_t levels = 5;     ///< kFactorial: values of each input, but of discrete ones all
  std::vector<double> table;  ///< kTable: row-major, a column an input
};

/// Values of the inputs, world by world.
struct Worlds {
  std::size_t inputs = 0;
  std::vector<double> values;  ///< row-major
  std::size_t rejected = 0;    ///< drawn, and against the constraints
  [[nodiscard]] std::size_t count() const { return inputs == 0 ? 0 : values.size() / inputs; }
  [[nodiscard]] std::span<const double> world(std::size_t k) const {
    return std::span(values).subspan(k * inputs, inputs);
  }
};

/// The most worlds of one design: what fits in memory and in a life.
inline constexpr std::size_t kMostWorlds = 10'000'000;

/// Draws the worlds of a design; the same for the same seed. Errors: E0335 (correlations that are impossible together),
/// E0905 (next to no world meets the constraints; too many worlds; nothing to draw).
[[nodiscard]] base::Result<Worlds> draw_worlds(const scenario::Scenario& scenario, const Design& design,
                                               std::uint64_t seed);

/// The value below which a share p of what the author thinks of an input lies, p in [0, 1).
[[nodiscard]] double value_at(const scenario::Quantity& input, double p);

/// The lowest and highest value that is drawn of it: its ends, or where these are infinite its 1% and 99% points.
[[nodiscard]] std::pair<double, double> ends_of(const scenario::Quantity& input);

}  // namespace parley::analyze
