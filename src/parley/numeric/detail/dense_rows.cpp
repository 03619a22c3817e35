// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/dense_rows.h"

#include <algorithm>
#include <array>

#include "parley/numeric/detail/products.h"
#include "parley/numeric/lanes.h"

namespace parley::numeric {

namespace {

// The matrices are a few numbers high or wide, where a call of Eigen's own products costs more than the product. These
// keep up to eight sums in registers, so that additions need not wait for each other, and each number is read once.
double total_of(Lanes lanes) {
  double total = 0;
  for (std::size_t lane = 0; lane < kLanes; ++lane) total += lanes[lane];
  return total;
}

/// The products of `kRows` rows with `kVectors` vectors.
template <std::size_t kRows, std::size_t kVectors>
void multiply_some(const RowBlock& rows, std::size_t first, const Vectors<const double>& x,
                   const Vectors<double>& product) {
  const std::size_t columns = rows.columns;
  const double* const row = rows.first + first * rows.stride;
  double* const to = product.first + first;
  std::array<std::array<Lanes, kRows>, kVectors> sum;
  for (auto& own : sum) own.fill(0.0);
  std::size_t c = 0;
  for (; c + kLanes <= columns; c += kLanes) {
    std::array<Lanes, kRows> entries;
    for (std::size_t r = 0; r < kRows; ++r) entries[r] = load(row + r * rows.stride + c);
    for (std::size_t v = 0; v < kVectors; ++v) {
      const Lanes part = load(x.first + v * x.stride + c);
      for (std::size_t r = 0; r < kRows; ++r) sum[v][r] = multiply_add(entries[r], part, sum[v][r]);
    }
  }
  for (std::size_t v = 0; v < kVectors; ++v)
    for (std::size_t r = 0; r < kRows; ++r) to[v * product.stride + r] = total_of(sum[v][r]);
  for (; c < columns; ++c)
    for (std::size_t v = 0; v < kVectors; ++v)
      for (std::size_t r = 0; r < kRows; ++r)
        to[v * product.stride + r] += row[r * rows.stride + c] * x.first[v * x.stride + c];
}

template <std::size_t kVectors>
void multiply_vectors(const RowBlock& rows, const Vectors<const double>& x, const Vectors<double>& product) {
  constexpr std::size_t kRows = kVectors <= 2 ? 4 : 2;
  std::size_t r = 0;
  for (; r + kRows <= rows.count; r += kRows) multiply_some<kRows, kVectors>(rows, r, x, product);
  if (rows.count - r >= 2) {
    multiply_some<2, kVectors>(rows, r, x, product);
    r += 2;
  }
  if (r < rows.count) multiply_some<1, kVectors>(rows, r, x, product);
}

/// The products of rows of `kColumns` numbers.
template <std::size_t kColumns>
void multiply_narrow(const RowBlock& rows, const Vectors<const double>& x, const Vectors<double>& product) {
  for (std::size_t v = 0; v < x.count; ++v) {
    const double* const own = x.first + v * x.stride;
    double* const to = product.first + v * product.stride;
    for (std::size_t r = 0; r < rows.count; ++r) {
      double sum = 0;
      for (std::size_t c = 0; c < kColumns; ++c) sum += rows.first[r * rows.stride + c] * own[c];
      to[r] = sum;
    }
  }
}

template <std::size_t kColumns>
void add_outer_narrow(const DenseRows& rows, const double* factor, double* sum) {
  std::array<double, kColumns> own;
  std::copy_n(sum, kColumns, own.begin());
  for (std::size_t r = 0; r < rows.rows(); ++r)
    for (std::size_t c = 0; c < kColumns; ++c) own[c] += factor[r] * rows.value[r * kColumns + c];
  std::copy_n(own.begin(), kColumns, sum);
}

/// Adds to the columns [c, c + kWidth * kLanes) of `kSums` sums.
template <std::size_t kSums, std::size_t kWidth>
void add_outer_some(const DenseRows& rows, const double* factor, double* const* sums, std::size_t c) {
  const std::size_t count = rows.rows();
  std::array<std::array<Lanes, kWidth>, kSums> sum;
  for (std::size_t k = 0; k < kSums; ++k)
    for (std::size_t w = 0; w < kWidth; ++w) sum[k][w] = load(sums[k] + c + w * kLanes);
  const double* entry = rows.value.data() + c;
  for (std::size_t r = 0; r < count; ++r, entry += rows.columns) {
    std::array<Lanes, kWidth> entries;
    for (std::size_t w = 0; w < kWidth; ++w) entries[w] = load(entry + w * kLanes);
    for (std::size_t k = 0; k < kSums; ++k) {
      const Lanes own = factor[k * count + r];
      for (std::size_t w = 0; w < kWidth; ++w) sum[k][w] = multiply_add(own, entries[w], sum[k][w]);
    }
  }
  for (std::size_t k = 0; k < kSums; ++k)
    for (std::size_t w = 0; w < kWidth; ++w) store(sums[k] + c + w * kLanes, sum[k][w]);
}

template <std::size_t kSums>
void add_outer_sums(const DenseRows& rows, const double* factor, double* const* sums) {
  std::size_t c = 0;
  for (; c + 2 * kLanes <= rows.columns; c += 2 * kLanes) add_outer_some<kSums, 2>(rows, factor, sums, c);
  for (; c + kLanes <= rows.columns; c += kLanes) add_outer_some<kSums, 1>(rows, factor, sums, c);
  const std::size_t count = rows.rows();
  for (; c < rows.columns; ++c)
    for (std::size_t k = 0; k < kSums; ++k) {
      double sum = sums[k][c];
      for (std::size_t r = 0; r < count; ++r) sum += factor[k * count + r] * rows.value[r * rows.columns + c];
      sums[k][c] = sum;
    }
}

/// The columns [c, c + kWidth * kLanes) of one group's sum.
template <std::size_t kWidth>
void mix_some(const DenseRows& rows, std::span<const double> factor, const Runs& runs, std::size_t first, double* to) {
  std::array<Lanes, kWidth> sum;
  sum.fill(0.0);
  for (std::size_t begin = first; begin < factor.size(); begin += runs.groups * runs.length)
    for (std::size_t r = begin; r < begin + runs.length; ++r) {
      const double* const entry = rows.value.data() + r * rows.columns;
      const Lanes own = factor[r];
      for (std::size_t w = 0; w < kWidth; ++w) sum[w] = multiply_add(own, load(entry + w * kLanes), sum[w]);
    }
  for (std::size_t w = 0; w < kWidth; ++w) store(to + w * kLanes, sum[w]);
}

}  // namespace

void multiply(const RowBlock& rows, const Vectors<const double>& x, const Vectors<double>& product) {
  // By columns from 1; wider rows are taken four numbers at a time.
  constexpr std::array kNarrow = {multiply_narrow<1>, multiply_narrow<2>, multiply_narrow<3>};
  constexpr std::array kKernels = {multiply_vectors<1>, multiply_vectors<2>, multiply_vectors<3>, multiply_vectors<4>};
  if (rows.columns - 1 < kNarrow.size()) return kNarrow[rows.columns - 1](rows, x, product);
  for (std::size_t v = 0; v < x.count;) {
    const std::size_t some = std::min(x.count - v, kKernels.size());
    kKernels[some - 1](rows, {x.first + v * x.stride, some, x.stride},
                       {product.first + v * product.stride, some, product.stride});
    v += some;
  }
}

void multiply(const DenseRows& rows, const Vectors<const double>& x, const Vectors<double>& product) {
  multiply(RowBlock{rows.value.data(), rows.rows(), rows.columns, rows.columns}, x, product);
}

void add_outer(const DenseRows& rows, std::span<const double> factor, std::span<double* const> sums) {
  constexpr std::array kNarrow = {add_outer_narrow<1>, add_outer_narrow<2>, add_outer_narrow<3>};
  constexpr std::array kKernels = {add_outer_sums<1>, add_outer_sums<2>, add_outer_sums<3>, add_outer_sums<4>};
  if (rows.columns - 1 < kNarrow.size()) {
    for (std::size_t k = 0; k < sums.size(); ++k)
      kNarrow[rows.columns - 1](rows, factor.data() + k * rows.rows(), sums[k]);
    return;
  }
  for (std::size_t k = 0; k < sums.size();) {
    const std::size_t some = std::min(sums.size() - k, kKernels.size());
    kKernels[some - 1](rows, factor.data() + k * rows.rows(), sums.data() + k);
    k += some;
  }
}

void mix(const DenseRows& rows, std::span<const double> factor, const Runs& runs, std::span<double> sums) {
  const std::size_t columns = rows.columns;
  for (std::size_t k = 0; k < runs.groups; ++k) {
    const std::size_t first = k * runs.length;
    double* const to = sums.data() + k * columns;
    std::size_t c = 0;
    const auto from = [&] { return DenseRows{rows.value.subspan(c), columns}; };
    for (; c + 4 * kLanes <= columns; c += 4 * kLanes) mix_some<4>(from(), factor, runs, first, to + c);
    for (; c + kLanes <= columns; c += kLanes) mix_some<1>(from(), factor, runs, first, to + c);
    for (; c < columns; ++c) {
      to[c] = 0;
      for (std::size_t begin = first; begin < factor.size(); begin += runs.groups * runs.length)
        for (std::size_t r = begin; r < begin + runs.length; ++r) to[c] += factor[r] * rows.value[r * columns + c];
    }
  }
}

}  // namespace parley::numeric
