// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace parley::numeric {

/// Designs of experiments: points of the unit cube [0, 1)^dims, each a function of the seed and its number alone.

/// Point `index` of independent, uniformly distributed ones.
void random_point(std::uint64_t seed, std::uint64_t index, std::span<double> point);

/// `count` points of a Latin hypercube [McKay1979]: each of the count equal slices of every axis holds one point.
/// Row-major, count x dims. `block` tells one hypercube of a seed from the next.
[[nodiscard]] std::vector<double> latin_hypercube(std::uint64_t seed, std::uint64_t block, std::size_t count,
                                                  std::size_t dims);

/// The most axes of a Sobol' sequence.
inline constexpr std::size_t kMostSobolDims = 3667;

/// Points first .. first + count - 1 of the Sobol' sequence with the direction numbers of [JoeKuo2008], all shifted
/// digit by digit by one number of the seed an axis. Row-major, count x dims; dims from 1 to kMostSobolDims.
[[nodiscard]] std::vector<double> sobol_points(std::uint64_t seed, std::uint64_t first, std::size_t count,
                                               std::size_t dims);

/// Normal scores of `dims` numbers that go together: z = L e, with L the Cholesky factor of a correlation matrix,
/// row-major dims x dims. Empty: the matrix is not positive definite.
[[nodiscard]] std::vector<double> correlation_factor(std::span<const double> correlation, std::size_t dims);

/// Makes the coordinates of a point go together by the normal copula of that factor, each still uniform. Pearson's
/// correlation of the scores for Spearman's r of the coordinates is 2 sin(pi r / 6).
void correlate(std::span<const double> factor, std::span<double> point);

}  // namespace parley::numeric
