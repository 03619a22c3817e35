// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace parley::numeric {

/// The share of the standard normal distribution below z, accurate in the lower tail.
[[nodiscard]] double normal_cdf(double z);
/// Its inverse; -infinity at 0 and infinity at 1.
[[nodiscard]] double normal_quantile(double p);

/// The number beyond which a share p of the gamma distribution of this shape lies.
[[nodiscard]] double gamma_beyond(double shape, double p);

}  // namespace parley::numeric
