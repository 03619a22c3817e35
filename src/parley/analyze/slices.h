// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

namespace parley::analyze {

/// What knowing one number tells of another, from pairs.
struct SliceShare {
  double share = 0;  ///< of the variance of y, between slices of x of about equal size; less what chance would give
  bool is_clear = false;  ///< chance would give as much to the best of `inputs` in fewer than one case of a hundred
};

/// Cuts the pairs into ten slices by x, equal ones together, of ten pairs at least. None: y does not vary, x makes one
/// slice, or it tells no more than chance.
[[nodiscard]] std::optional<SliceShare> share_between_slices(std::span<const double> x, std::span<const double> y,
                                                             std::size_t inputs);

}  // namespace parley::analyze
