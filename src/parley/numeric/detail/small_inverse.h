// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace parley::numeric {

/// Up to this size matrices are compiled in, and their inverses are kept, column after column: a product is several
/// times faster than two triangular solves, and the blocks are regular enough.
inline constexpr std::size_t kMostCompiledIn = 12;

/// Writes the inverse of a matrix of 1 to kMostCompiledIn columns, and gives the sign of its determinant; 0 if it is
/// singular or not a number.
int invert_small(const double* matrix, std::size_t size, double* inverse);
/// Replaces `rhs` by the inverse, or its transpose, times it.
void apply_small(const double* inverse, std::size_t size, bool transposed, double* rhs);

}  // namespace parley::numeric
