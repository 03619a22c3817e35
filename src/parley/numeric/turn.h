// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace parley::numeric {

enum class TurnStatus : std::uint8_t {
  kTurns,
  kSame,     ///< at every value tried, up to both ends
  kUnknown,  ///< some value tried has no answer, and none before it turns
};

/// Where a yes-or-no answer turns as one number moves.
struct Turn {
  TurnStatus status = TurnStatus::kUnknown;
  double before = 0;  ///< the last value tried at which the answer is as now
  double after = 0;   ///< the first at which it is the other; they differ by `precision` of the range at most
  double share = 0;   ///< of the range, from the value now to `after`
};

struct TurnOptions {
  std::size_t tries = 3;    ///< values on each side, evenly up to the end, before halving
  double precision = 0.01;  ///< of the range
};

/// The nearest turn on either side of `now`, which lies in [low, high]: a few values on each side, then by halves
/// between the nearest that turns and the one before. An answer that turns and turns back between two values tried is
/// missed. `answer` is asked more than once for a value; none: it has no answer there.
[[nodiscard]] Turn nearest_turn(double now, double low, double high,
                                const std::function<std::optional<bool>(double)>& answer,
                                const TurnOptions& options = {});

}  // namespace parley::numeric
