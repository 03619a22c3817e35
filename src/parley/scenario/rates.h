// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parley/scenario/date.h"

namespace parley::scenario {

/// The period of a unit that makes its number a rate: "warheads / year", "per quarter at maximum". None: no rate.
[[nodiscard]] std::optional<Step> rate_period(std::string_view unit);

/// A word after `per` or `/` that is meant as a period but is none, such as "per annum" or "per yaer": the period
/// meant.
struct MisspeltPeriod {
  std::string written;
  std::string meant;
};
[[nodiscard]] std::optional<MisspeltPeriod> misspelt_period(std::string_view unit);

/// What formulas see of a number of this unit: a rate scaled to the step, anything else as written.
[[nodiscard]] double scaled_to_step(double value, std::string_view unit, Step step);
/// What a chance sees: a rate p compounded to the step, 1 - (1 - p)^steps; a rate outside [0, 1] and anything else as
/// written.
[[nodiscard]] double compounded_to_step(double value, std::string_view unit, Step step);

}  // namespace parley::scenario
