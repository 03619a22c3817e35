// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/deals/deals.h"

namespace parley::report {

[[nodiscard]] const scenario::Actor& actor(const deals::DealsFound& found, scenario::ActorId id);
/// "+1.2".
[[nodiscard]] std::string signed_figure(double value);
/// The date at which a step begins.
[[nodiscard]] std::string date_of(const scenario::Scenario& scenario, std::size_t step);
/// "+1.2 for United States and +0.4 for North Korea".
[[nodiscard]] std::string gains_text(const deals::DealsFound& found, const deals::Finding& one);

}  // namespace parley::report
