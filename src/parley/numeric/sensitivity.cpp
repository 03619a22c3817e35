// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "parley/base/random.h"
#include "parley/numeric/design.h"

namespace parley::numeric {

namespace {

// Streams of their own: "morris" and "again".
constexpr std::uint64_t kMorris = 0x6d6f72726973;
constexpr std::uint64_t kAgain = 0x616761696e;
constexpr double kTail = 0.025;
constexpr double kMove = 2.0 / 3;

/// Sums over some groups, from which both indices of every coordinate follow.
class Sums {
 public:
  Sums(std::span<const double> values, std::size_t dims) : values_(values), dims_(dims), first_(dims), total_(dims) {}

  void add(std::size_t group) {
    const double* const f = values_.data() + group * (dims_ + 2);
    const double a = f[0];
    const double b = f[1];
    ++count_;
    sum_ += a + b;
    squares_ += a * a + b * b;
    for (std::size_t d = 0; d < dims_; ++d) {
      first_[d] += b * (f[2 + d] - a);
      total_[d] += (a - f[2 + d]) * (a - f[2 + d]);
    }
  }

  [[nodiscard]] double first(std::size_t d) const { return variance() > 0 ? first_[d] / count_ / variance() : 0; }
  [[nodiscard]] double total(std::size_t d) const { return variance() > 0 ? total_[d] / (2 * count_) / variance() : 0; }

 private:
  [[nodiscard]] double variance() const {
    const double mean = sum_ / (2 * count_);
    return squares_ / (2 * count_) - mean * mean;
  }

  std::span<const double> values_;
  std::size_t dims_;
  double count_ = 0;
  double sum_ = 0;
  double squares_ = 0;
  std::vector<double> first_;
  std::vector<double> total_;
};

Interval95 middle(std::vector<double>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  const auto at = [&](double p) {
    return numbers[static_cast<std::size_t>(std::lround(p * static_cast<double>(numbers.size() - 1)))];
  };
  return {at(kTail), at(1 - kTail)};
}

std::vector<double> ranks(std::span<const double> x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  std::vector<double> rank(x.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last < order.size() && x[order[last]] == x[order[first]]) ++last;
    for (std::size_t k = first; k < last; ++k) rank[order[k]] = static_cast<double>(first + last - 1) / 2;
    first = last;
  }
  return rank;
}

}  // namespace

std::vector<double> saltelli_group(std::uint64_t seed, std::uint64_t group, std::size_t dims) {
  const std::vector<double> point = sobol_points(seed, group, 1, 2 * dims);
  std::vector<double> points((dims + 2) * dims);
  for (std::size_t row = 0; row < dims + 2; ++row)
    for (std::size_t d = 0; d < dims; ++d) points[row * dims + d] = point[(row == 1 || row == d + 2 ? dims : 0) + d];
  return points;
}

std::vector<double> morris_group(std::uint64_t seed, std::uint64_t group, std::size_t dims) {
  std::vector<double> at(dims);
  std::vector<std::size_t> order(dims);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t d = 0; d < dims; ++d) {
    const auto lane = static_cast<std::uint32_t>(d);
    const base::RandomBlock drawn = base::random_block(seed, kMorris, static_cast<std::uint32_t>(group), lane);
    at[d] = static_cast<double>(drawn.words[2] & 3U) / 3;
    const auto other = static_cast<std::size_t>(drawn.uniform(0) * static_cast<double>(dims - d));
    std::swap(order[d], order[d + std::min(other, dims - d - 1)]);
  }
  std::vector<double> points(at);
  for (const std::size_t d : order) {
    // From two of the four levels only one of the two ways stays inside.
    at[d] = at[d] < 0.5 ? at[d] + kMove : at[d] - kMove;
    points.insert(points.end(), at.begin(), at.end());
  }
  return points;
}

std::vector<SobolIndex> sobol_indices(std::span<const double> values, std::size_t dims, std::uint64_t seed,
                                      std::size_t resamples) {
  const std::size_t groups = values.size() / (dims + 2);
  // About their mean the products of the estimators have the least variance.
  std::vector<double> centred(values.begin(), values.end());
  const double mean = std::accumulate(centred.begin(), centred.end(), 0.0) / static_cast<double>(centred.size());
  for (double& value : centred) value -= mean;
  Sums all(centred, dims);
  for (std::size_t k = 0; k < groups; ++k) all.add(k);
  std::vector<std::vector<double>> firsts(dims);
  std::vector<std::vector<double>> totals(dims);
  for (std::size_t r = 0; r < resamples; ++r) {
    Sums some(centred, dims);
    for (std::size_t k = 0; k < groups; ++k) {
      const base::RandomBlock drawn =
          base::random_block(seed, kAgain, static_cast<std::uint32_t>(k), static_cast<std::uint32_t>(r));
      some.add(std::min(static_cast<std::size_t>(drawn.uniform(0) * static_cast<double>(groups)), groups - 1));
    }
    for (std::size_t d = 0; d < dims; ++d) {
      firsts[d].push_back(some.first(d));
      totals[d].push_back(some.total(d));
    }
  }
  std::vector<SobolIndex> indices(dims);
  for (std::size_t d = 0; d < dims; ++d) {
    indices[d].first = all.first(d);
    indices[d].total = all.total(d);
    if (resamples == 0) continue;
    indices[d].first_interval = middle(firsts[d]);
    indices[d].total_interval = middle(totals[d]);
  }
  return indices;
}

std::vector<MorrisEffect> morris_effects(std::span<const double> points, std::span<const double> values,
                                         std::size_t dims) {
  const std::size_t groups = values.size() / (dims + 1);
  const auto count = static_cast<double>(groups);
  std::vector<std::vector<double>> effects(dims);
  for (std::size_t g = 0; g < groups; ++g) {
    for (std::size_t step = 0; step < dims; ++step) {
      const std::size_t here = g * (dims + 1) + step;
      for (std::size_t d = 0; d < dims; ++d) {
        const double moved = points[(here + 1) * dims + d] - points[here * dims + d];
        if (moved != 0) effects[d].push_back((values[here + 1] - values[here]) / moved);
      }
    }
  }
  std::vector<MorrisEffect> found(dims);
  for (std::size_t d = 0; d < dims; ++d) {
    for (const double effect : effects[d]) {
      found[d].mean += effect / count;
      found[d].mean_absolute += std::abs(effect) / count;
    }
    for (const double effect : effects[d]) found[d].deviation += (effect - found[d].mean) * (effect - found[d].mean);
    found[d].deviation = groups > 1 ? std::sqrt(found[d].deviation / (count - 1)) : 0;
  }
  return found;
}

double rank_correlation(std::span<const double> x, std::span<const double> y) {
  const std::vector<double> a = ranks(x);
  const std::vector<double> b = ranks(y);
  const double mean = (static_cast<double>(x.size()) - 1) / 2;
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    ab += (a[k] - mean) * (b[k] - mean);
    aa += (a[k] - mean) * (a[k] - mean);
    bb += (b[k] - mean) * (b[k] - mean);
  }
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

}  // namespace parley::numeric
