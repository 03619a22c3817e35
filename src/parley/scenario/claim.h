// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parley/expr/expression.h"
#include "parley/scenario/date.h"
#include "parley/scenario/distribution.h"
#include "parley/scenario/slots.h"

namespace parley::scenario {

enum class MeasureKind : std::uint8_t {
  kOutcome,    ///< the chance that an outcome has come by a step
  kFirst,      ///< that an actor, alone or with others at once, has made the first concession by then
  kNobody,     ///< that nobody has made one by then
  kLevel,      ///< that a variable is at one of some levels at a step
  kStock,      ///< the expected number of a variable at a step
  kStockWhen,  ///< the same when an outcome first holds, if it comes within the forecast
  kTimeTo,     ///< when that is, in periods of `per`, if it comes within the forecast
  kWorth,      ///< what the standoff is worth to an actor from the start
};

/// A number that a solved game reports.
struct Measure {
  MeasureKind kind = MeasureKind::kOutcome;
  std::optional<std::size_t> policy;  ///< index into Scenario::policies; none: no commitment
  std::size_t outcome = 0;            ///< index into Scenario::outcomes
  ActorId actor;
  VariableId variable;
  std::vector<std::size_t> levels;  ///< kLevel
  std::size_t step = 0;             ///< 0..Scenario::forecast_steps
  Step per = Step::kYear;           ///< kTimeTo
  std::string text;                 ///< the one way to write it: "P(disarmed within 5 years | firm)"
};

/// A sentence that can be tested.
struct Claim {
  std::string key;
  std::string says;
  std::string speaker;
  std::string source;
  std::string text;               ///< the test as written
  std::vector<Measure> measures;  ///< each once
  expr::Expression test;          ///< boolean; slot k is measures[k]
  Where where;
};

}  // namespace parley::scenario
