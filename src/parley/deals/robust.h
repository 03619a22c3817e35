// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "parley/deals/deals.h"

namespace parley::deals {

/// In how many worlds a deal holds.
struct Robustness {
  std::vector<std::size_t> choices;  ///< of each term
  std::size_t holds = 0;
  std::size_t counted = 0;  ///< worlds in which it has a verdict
  double low = 0;           ///< of the share, of all that might be drawn: Wilson's 95%
  double high = 1;
};

struct RobustDeals {
  std::vector<Robustness> deals;  ///< the most robust first
  std::size_t worlds = 0;         ///< that were looked at
  std::size_t wanted = 0;
  std::size_t none_holds = 0;  ///< worlds in which no deal does
  base::Stop stopped = base::Stop::kNo;
};

/// Judges every deal in worlds drawn from what the author does not know, as a Latin hypercube; each world is a game of
/// its own. Errors: those of analyze::draw_worlds() and find_deals().
[[nodiscard]] base::Result<RobustDeals> find_robust_deals(const scenario::Scenario& scenario, std::size_t worlds,
                                                          const DealOptions& options, const base::RunContext& context);

}  // namespace parley::deals
