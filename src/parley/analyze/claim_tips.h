// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "parley/analyze/claims.h"
#include "parley/numeric/turn.h"

namespace parley::analyze {

/// One input moved alone, all others as the scenario has them: where a claim turns.
struct ClaimTip {
  std::size_t input = 0;  ///< of the study
  double low = 0;         ///< of what may be drawn of it
  double high = 0;
  numeric::Turn turn;
};

/// What became of the search.
struct ClaimTips {
  std::vector<std::vector<ClaimTip>> by_claim;  ///< each the nearest turns first, by the share of the range
  std::size_t solved = 0;                       ///< worlds, each for all claims at once
  base::Stop stopped = base::Stop::kNo;         ///< then turns may be missing
};

/// The tipping value of each of these inputs alone, for every claim of the study. Inputs are searched side by side on
/// context.threads threads; the result does not depend on how many. A world without a certificate has no answer.
[[nodiscard]] ClaimTips find_claim_tips(const Study& study, const std::vector<std::size_t>& inputs,
                                        const run::RunOptions& options, const base::RunContext& context);

}  // namespace parley::analyze
