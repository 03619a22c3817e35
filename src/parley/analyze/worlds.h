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

enum class DesignKind : std::uint8_t {
  kMonteCarlo,
  kLatinHypercube,
  kSobol,
  kFactorial,
  kTable,
  kSaltelli,
  kMorris,
  kOneAtATime
};

/// "monte-carlo", "latin-hypercube", "sobol", "factorial", "table", "saltelli", "morris", "one-at-a-time".
/// The last three are for the influence of each input; their worlds come in groups, and are no sample of what may be.
[[nodiscard]] std::string_view name(DesignKind kind);

/// Which worlds to look at.
struct Design {
  DesignKind kind = DesignKind::kLatinHypercube;
  std::vector<scenario::Input> inputs;  ///< that are moved; the others stay as they are
  /// How many worlds were asked for, and how many more each time after. A Latin hypercube depends on it, and has one
  /// cube a time; the others give the same first worlds however many are asked for. kSaltelli and kMorris are
  /// rounded up to whole groups. Unused by kFactorial, kTable and kOneAtATime.
  std::vector<std::size_t> batches = {200};
  std::size_t levels = 5;     ///< kFactorial: values of each input, but of discrete ones all
  std::vector<double> table;  ///< kTable: row-major, a column an input
};

/// Every design there is.
[[nodiscard]] std::span<const DesignKind> all_designs();
/// Whether its worlds are as many as are asked for, and drawn as the author thinks: their shares are estimates.
[[nodiscard]] bool is_sample(DesignKind kind);
/// Worlds of a group: 1 but for kSaltelli (inputs + 2) and kMorris (inputs + 1), which are made in whole groups.
[[nodiscard]] std::size_t group_size(DesignKind kind, std::size_t inputs);

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
/// E0905 (next to no world meets the constraints; too many worlds; nothing to draw; a design for the influence of each
/// input where they are not independent).
[[nodiscard]] base::Result<Worlds> draw_worlds(const scenario::Scenario& scenario, const Design& design,
                                               std::uint64_t seed);

/// The value below which a share p of what the author thinks of an input lies, p in [0, 1).
[[nodiscard]] double value_at(const scenario::Quantity& input, double p);

/// The lowest and highest value that is drawn of it: its ends, or where these are infinite its 1% and 99% points.
[[nodiscard]] std::pair<double, double> ends_of(const scenario::Quantity& input);

}  // namespace parley::analyze
