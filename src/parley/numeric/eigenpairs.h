// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace parley::numeric {

/// The real eigenvalues of a dense square matrix, with a vector each.
struct Eigenpairs {
  std::vector<double> value;
  std::vector<std::vector<double>> vector;
};

/// `matrix` is size x size, column after column. An eigenvalue counts as real if its imaginary part is at most
/// `imaginary_share` of its size: two real ones that nearly coincide come out as such a pair. In the order of the
/// decomposition; nothing if that does not converge.
[[nodiscard]] Eigenpairs real_eigenpairs(std::span<const double> matrix, std::size_t size, double imaginary_share);

}  // namespace parley::numeric
