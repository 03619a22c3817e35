// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/design.h"

#include <algorithm>
#include <numeric>

#include "parley/base/random.h"
#include "parley/numeric/detail/normal.h"

namespace parley::numeric {

namespace {

// Streams of their own: "points" and "cube".
constexpr std::uint64_t kPoints = 0x706f696e7473;
constexpr std::uint64_t kCube = 0x63756265;

}  // namespace

void random_point(std::uint64_t seed, std::uint64_t index, std::span<double> point) {
  for (std::size_t d = 0; d < point.size(); ++d) {
    const auto lane = static_cast<std::uint32_t>(d / 2);
    point[d] = base::random_block(seed ^ (index >> 32), kPoints, static_cast<std::uint32_t>(index), lane)
                   .uniform(static_cast<unsigned>(d % 2));
  }
}

std::vector<double> latin_hypercube(std::uint64_t seed, std::uint64_t block, std::size_t count, std::size_t dims) {
  std::vector<double> points(count * dims);
  std::vector<std::size_t> slices(count);
  for (std::size_t d = 0; d < dims; ++d) {
    const std::uint64_t stream = kCube + (block << 32);
    const auto lane = static_cast<std::uint32_t>(d);
    std::iota(slices.begin(), slices.end(), std::size_t{0});
    for (std::size_t k = 0; k < count; ++k) {
      const base::RandomBlock random = base::random_block(seed, stream, static_cast<std::uint32_t>(k), lane);
      const auto other = static_cast<std::size_t>(random.uniform(0) * static_cast<double>(count - k));
      std::swap(slices[k], slices[k + std::min(other, count - k - 1)]);
      const double place = static_cast<double>(slices[k]) + random.uniform(1);
      points[k * dims + d] = std::min(place / static_cast<double>(count), 1 - 0x1p-53);
    }
  }
  return points;
}

void correlate(std::span<const double> factor, std::span<double> point) {
  const std::size_t dims = point.size();
  // A coordinate of 0 has no finite score.
  constexpr double kLeast = 0x1p-60;
  std::vector<double> score(dims);
  for (std::size_t d = 0; d < dims; ++d) score[d] = normal_quantile(std::max(point[d], kLeast));
  for (std::size_t d = 0; d < dims; ++d) {
    double sum = 0;
    for (std::size_t e = 0; e <= d; ++e) sum += factor[d * dims + e] * score[e];
    point[d] = std::min(normal_cdf(sum), 1 - 0x1p-53);
  }
}

}  // namespace parley::numeric
