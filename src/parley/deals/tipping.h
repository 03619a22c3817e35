// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "parley/deals/deals.h"
#include "parley/numeric/turn.h"

namespace parley::deals {

using numeric::TurnStatus;

/// One input moved over its range, all others as they are: where a deal that holds stops to, or one that does not
/// begins to.
struct DealTip {
  scenario::Input input;
  double low = 0;  ///< of its range
  double high = 0;
  numeric::Turn turn;
  Verdict verdict = Verdict::kUnsettled;  ///< beyond the turn
  std::size_t judged = 0;                 ///< values tried
};

/// For the deal with these terms, each input's nearest tipping value: at a few values on each side up to the ends of
/// the range, and then by halves between the nearest that tips and the one before; one that tips and tips back between
/// two values tried is missed. The nearest by share of the range first. Each value solves play without the deal anew.
/// Side by side on context.threads threads; the result does not depend on how many.
[[nodiscard]] std::vector<DealTip> find_deal_tips(const scenario::Scenario& scenario,
                                                  const std::vector<std::size_t>& choices,
                                                  const std::vector<scenario::Input>& inputs,
                                                  const DealOptions& options, const base::RunContext& context);

}  // namespace parley::deals
