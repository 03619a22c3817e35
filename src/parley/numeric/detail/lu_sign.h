// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>

namespace parley::numeric {

/// The sign of the product of the pivots and of the row exchanges; 0 if a pivot is 0 or not finite.
template <typename Lu>
[[nodiscard]] int sign_of(const Lu& lu) {
  int sign = lu.permutationP().determinant() > 0 ? 1 : -1;
  for (std::ptrdiff_t k = 0; k < lu.matrixLU().rows(); ++k) {
    const double pivot = lu.matrixLU()(k, k);
    if (!std::isfinite(pivot) || pivot == 0) return 0;
    if (pivot < 0) sign = -sign;
  }
  return sign;
}

}  // namespace parley::numeric
