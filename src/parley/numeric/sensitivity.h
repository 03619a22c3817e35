// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parley/numeric/quantile.h"

namespace parley::numeric {

/// Designs of the unit cube from which the influence of each coordinate is estimated. Row-major, in groups: one group
/// says something about every coordinate, and no group depends on another.

/// A group of dims + 2 points: A, B, and for each coordinate A with that one from B [Saltelli2010]. A and B are the
/// halves of point `group` of a Sobol' sequence of 2 dims axes, of the seed.
[[nodiscard]] std::vector<double> saltelli_group(std::uint64_t seed, std::uint64_t group, std::size_t dims);

/// A group of dims + 1 points: from a random corner of a grid of four levels on, each coordinate in random order moves
/// by two thirds once [Morris1991].
[[nodiscard]] std::vector<double> morris_group(std::uint64_t seed, std::uint64_t group, std::size_t dims);

/// How much of the variance of f one coordinate makes by itself, and with all others.
struct SobolIndex {
  double first = 0;
  double total = 0;
  Interval95 first_interval;  ///< of resampled groups
  Interval95 total_interval;
};

/// From the values of f in groups of dims + 2, at least two groups: first by Saltelli's estimator of 2010, total by
/// Jansen's. All are 0 where f does not vary. `resamples` groups drawn with replacement give the intervals.
[[nodiscard]] std::vector<SobolIndex> sobol_indices(std::span<const double> values, std::size_t dims,
                                                    std::uint64_t seed, std::size_t resamples = 1000);

/// The effects of moving one coordinate by the whole range, over groups.
struct MorrisEffect {
  double mean = 0;           ///< mu
  double mean_absolute = 0;  ///< mu*
  double deviation = 0;      ///< sigma: interaction or curvature
};

/// From the points and values of groups of dims + 1, at least one group.
[[nodiscard]] std::vector<MorrisEffect> morris_effects(std::span<const double> points, std::span<const double> values,
                                                       std::size_t dims);

/// Spearman's rank correlation, ties at their mean rank; 0 where one of the two does not vary.
[[nodiscard]] double rank_correlation(std::span<const double> x, std::span<const double> y);

}  // namespace parley::numeric
