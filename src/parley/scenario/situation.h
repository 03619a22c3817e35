// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/expr/expression.h"
#include "parley/scenario/scenario.h"

namespace parley::scenario {

/// What the others are said to believe of one type of an actor.
struct GivenBelief {
  ActorId actor;
  TypeId type;
  double chance = 0;
};

/// A place in play, as the words of `--at` describe it: everything said must hold.
struct Situation {
  base::SourcePtr source;                    ///< the words
  std::vector<expr::Expression> conditions;  ///< boolean, over the variables and `step`
  std::optional<std::size_t> step;           ///< 0-based, by its date
  std::vector<GivenBelief> beliefs;
};

/// Reads words such as "sanctions == maximum and warheads >= 30, date 2020-02-09, P(dprk is resolute) = 0.4": parts
/// joined by `and`, `,` or `;`. A part is a condition on the public state, a date, or a belief. All mistakes are told
/// at once, as usage: E0902 and those of formulas.
[[nodiscard]] base::Result<Situation> read_situation(const Scenario& scenario, const std::string& words);

/// Beliefs about an actor, one a type: what was given, and the rest shared as in the prior.
[[nodiscard]] std::vector<double> beliefs_about(const Scenario& scenario, const Situation& situation, ActorId actor);

}  // namespace parley::scenario
