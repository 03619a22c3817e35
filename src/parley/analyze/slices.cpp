// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/slices.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "parley/numeric/quantile.h"

namespace parley::analyze {

namespace {

constexpr std::size_t kSlices = 10;
constexpr std::size_t kFewest = 10;

}  // namespace

std::optional<SliceShare> share_between_slices(std::span<const double> x, std::span<const double> y) {
  const auto all = static_cast<double>(x.size());
  const std::size_t slices = std::min(kSlices, x.size() / kFewest);
  if (slices < 2) return std::nullopt;
  const double mean = std::accumulate(y.begin(), y.end(), 0.0) / all;
  double variance = 0;
  for (const double value : y) variance += (value - mean) * (value - mean) / all;
  if (!(variance > 0)) return std::nullopt;
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  double between = 0;
  std::size_t used = 0;
  for (std::size_t first = 0; first < order.size();) {
    // Worlds that are equal in it stay together.
    std::size_t last = std::max(first + 1, (used + 1) * order.size() / slices);
    while (last < order.size() && x[order[last]] == x[order[last - 1]]) ++last;
    double sum = 0;
    for (std::size_t k = first; k < last; ++k) sum += y[order[k]];
    const auto count = static_cast<double>(last - first);
    between += count * (sum / count - mean) * (sum / count - mean);
    ++used;
    first = last;
  }
  // What slices would differ by, did the input tell nothing.
  const double by_chance = static_cast<double>(used - 1) * variance * all / (all - 1);
  const double told = (between - by_chance) / (variance * all);
  if (used < 2 || told <= 0) return std::nullopt;
  return SliceShare{std::min(told, 1.0),
                    numeric::chi_squared_chance(static_cast<double>(used - 1), between / variance)};
}

}  // namespace parley::analyze
