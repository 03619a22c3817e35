// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/deals/deals.h"

namespace parley::deals {

enum class TipStatus : std::uint8_t {
  kTips,
  kSame,     ///< at every value tried, up to the ends of the range
  kUnknown,  ///< some value tried is inconclusive, and none before it tips
  kStopped,
};

/// One input moved over its range, all others as they are: where a deal that holds stops to, or one that does not
/// begins to.
struct DealTip {
  scenario::Input input;
  double low = 0;  ///< of its range
  double high = 0;
  TipStatus status = TipStatus::kStopped;
  double before = 0;  ///< the last value tried at which it is as now, in the input's unit
  double tipped = 0;  ///< the first at which it is not; they differ by kTipPrecision of the range at most
  double share = 0;   ///< of the range, from the value now to `tipped`
  Verdict verdict = Verdict::kUnsettled;  ///< there
  std::size_t judged = 0;                 ///< values tried
};
inline constexpr double kTipPrecision = 0.01;

/// For the deal with these terms, each input's nearest tipping value: at a few values on each side up to the ends of
/// the range, and then by halves between the nearest that tips and the one before; one that tips and tips back between
/// two values tried is missed. The nearest by share of the range first. Each value solves play without the deal anew.
/// Side by side on context.threads threads; the result does not depend on how many.
[[nodiscard]] std::vector<DealTip> find_deal_tips(const scenario::Scenario& scenario,
                                                  const std::vector<std::size_t>& choices,
                                                  const std::vector<scenario::Input>& inputs,
                                                  const DealOptions& options, const base::RunContext& context);

}  // namespace parley::deals
