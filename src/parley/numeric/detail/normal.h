// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace parley::numeric {

/// The share of the standard normal distribution below z, accurate in the lower tail.
[[nodiscard]] double normal_cdf(double z);
/// Its inverse; -infinity at 0 and infinity at 1.
[[nodiscard]] double normal_quantile(double p);

/// The chance of more than `value` of the gamma distribution of this shape.
[[nodiscard]] double gamma_chance(double shape, double value);

}  // namespace parley::numeric
