// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace parley::numeric {

/// The share of the standard normal distribution below z, accurate in the lower tail.
[[nodiscard]] double normal_cdf(double z);
/// Its inverse; -infinity at 0 and infinity at 1.
[[nodiscard]] double normal_quantile(double p);

}  // namespace parley::numeric
