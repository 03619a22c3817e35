// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/detail/small_inverse.h"

#include <Eigen/Dense>
#include <array>
#include <utility>

#include "parley/numeric/detail/lu_sign.h"

namespace parley::numeric {

namespace {

template <int kSize>
using Square = Eigen::Matrix<double, kSize, kSize>;

template <int kSize>
int invert(const double* matrix, double* inverse) {
  const Eigen::PartialPivLU<Square<kSize>> lu{Eigen::Map<const Square<kSize>>(matrix)};
  // Column by column: solving for one vector is compiled in, for a matrix it is not.
  for (int column = 0; column < kSize; ++column)
    Eigen::Map<Square<kSize>>{inverse}.col(column) = lu.solve(Square<kSize>::Identity().col(column));
  return sign_of(lu);
}

template <int kSize>
void apply(const double* inverse, double* rhs, bool transposed) {
  const Eigen::Map<const Square<kSize>> matrix(inverse);
  Eigen::Map<Eigen::Matrix<double, kSize, 1>> vector(rhs);
  const Eigen::Matrix<double, kSize, 1> copy = vector;
  if (transposed) {
    vector.noalias() = matrix.transpose() * copy;
  } else {
    vector.noalias() = matrix * copy;
  }
}

using Invert = int (*)(const double* matrix, double* inverse);
using Apply = void (*)(const double* inverse, double* rhs, bool transposed);

/// By size, from 1 to kMostCompiledIn.
template <std::size_t... kSizes>
constexpr std::array<Invert, sizeof...(kSizes)> inverters(std::index_sequence<kSizes...>) {
  return {invert<static_cast<int>(kSizes) + 1>...};
}
template <std::size_t... kSizes>
constexpr std::array<Apply, sizeof...(kSizes)> appliers(std::index_sequence<kSizes...>) {
  return {apply<static_cast<int>(kSizes) + 1>...};
}
constexpr auto kInvert = inverters(std::make_index_sequence<kMostCompiledIn>());
constexpr auto kApply = appliers(std::make_index_sequence<kMostCompiledIn>());

}  // namespace

int invert_small(const double* matrix, std::size_t size, double* inverse) { return kInvert[size - 1](matrix, inverse); }

void apply_small(const double* inverse, std::size_t size, bool transposed, double* rhs) {
  kApply[size - 1](inverse, rhs, transposed);
}

}  // namespace parley::numeric
