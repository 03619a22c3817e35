// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "parley/compile/compile.h"
#include "parley/deals/deals.h"
#include "parley/game/revise.h"

namespace parley::deals {

/// What play without the deal is worth, from the start and from wherever a deal can end.
struct Without {
  std::vector<std::vector<double>> start;                  ///< [start][actor]
  std::vector<double> start_probability;                   ///< [start]
  std::map<compile::Beginning, std::vector<double>> from;  ///< [actor]
  std::vector<double> range;                               ///< [actor]: of payoffs
  double share = 0;                                        ///< its certificate
  bool holds = false;
  std::string reason;  ///< why it has no certificate
};

/// Where play goes on when a deal is over: every state and step in which that can be, in order.
[[nodiscard]] std::vector<compile::Beginning> exits_of(const compile::CompiledGame& compiled);

/// The game in which the deal with the terms that are set is signed.
[[nodiscard]] base::Result<compile::CompiledGame> signed_game(const scenario::Scenario& scenario,
                                                              const DealOptions& options,
                                                              const base::RunContext& context);

/// Solves play without the deal. Errors: those of compile() and solve().
[[nodiscard]] base::Result<Without> solve_without(const scenario::Scenario& scenario,
                                                  const std::vector<compile::Beginning>& exits,
                                                  const DealOptions& options, const base::RunContext& context);

/// What becomes of the deal with the terms that are set. `in_full`: with its sheet.
[[nodiscard]] Finding judge(const scenario::Scenario& scenario, const Without& without, bool in_full,
                            const DealOptions& options, const base::RunContext& context);

}  // namespace parley::deals
