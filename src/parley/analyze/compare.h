// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "parley/run/answer.h"

namespace parley::analyze {

/// Every policy of an answer against its first run, which has no commitment: both are forecasts of the same scenario
/// from the same starts, so differences are exact where the forecasts are.
[[nodiscard]] std::vector<run::PolicyDifference> compare(const run::Answer& answer);

}  // namespace parley::analyze
