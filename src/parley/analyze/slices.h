// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

namespace parley::analyze {

/// What knowing one number tells of another, from pairs.
struct SliceShare {
  double share = 0;   ///< of the variance of y, between slices of x of about equal size; less what chance would give
  double chance = 1;  ///< that slices differ so much if x tells nothing
};

/// How seldom an input that tells nothing may seem to, the best of all inputs.
inline constexpr double kFalseAlarm = 0.01;

/// Cuts the pairs into ten slices by x, equal ones together, of ten pairs at least. None: y does not vary, x makes one
/// slice, or it tells no more than chance.
[[nodiscard]] std::optional<SliceShare> share_between_slices(std::span<const double> x, std::span<const double> y);

}  // namespace parley::analyze
