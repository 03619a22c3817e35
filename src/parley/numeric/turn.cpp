// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/turn.h"

#include <cmath>

namespace parley::numeric {

Turn nearest_turn(double now, double low, double high, const std::function<std::optional<bool>(double)>& answer,
                  const TurnOptions& options) {
  Turn found;
  const std::optional<bool> here = answer(now);
  if (!here) return found;
  found.status = TurnStatus::kSame;
  for (const double end : {low, high}) {
    double before = now;
    for (std::size_t k = 1; k <= options.tries && end != now; ++k) {
      double value = now + (end - now) * static_cast<double>(k) / static_cast<double>(options.tries);
      std::optional<bool> there = answer(value);
      if (!there) {
        if (found.status == TurnStatus::kSame) found.status = TurnStatus::kUnknown;
        break;
      }
      if (*there == *here) {
        before = value;
        continue;
      }
      while (std::abs(value - before) > options.precision * (high - low)) {
        const double middle = before + (value - before) / 2;
        there = answer(middle);
        if (!there) break;
        (*there == *here ? before : value) = middle;
      }
      const double share = std::abs(value - now) / (high - low);
      if (found.status != TurnStatus::kTurns || share < found.share) found = {TurnStatus::kTurns, before, value, share};
      break;
    }
  }
  return found;
}

}  // namespace parley::numeric
