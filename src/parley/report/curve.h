// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/game/labels.h"
#include "parley/report/report.h"
#include "parley/solve/trace.h"

namespace parley::report {

/// A logit curve and what separate code found of its points. Everything outlives the report.
struct TracedGame {
  const game::Game* game = nullptr;
  const game::Labels* labels = nullptr;
  const solve::LogitCurve* curve = nullptr;
  std::vector<double> residual;  ///< [point]: largest |probability - logit choice probability|, by certify
  double bound = 0;              ///< of the residuals
};

/// Answered if the curve came to its end and every residual is within the bound.
[[nodiscard]] Status status_of(const TracedGame& traced);

[[nodiscard]] std::string curve_text(const TracedGame& traced, const Provenance& provenance, const Status& status,
                                     std::size_t width);
/// A document of kind "curve".
[[nodiscard]] std::string curve_json(const TracedGame& traced, const Provenance& provenance, const Status& status);

}  // namespace parley::report
