// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/analyze/tipping.h"
#include "parley/run/run.h"
#include "parley/scenario/situation.h"

namespace parley::analyze {

struct ExplainOptions {
  std::optional<std::size_t> policy;       ///< index into Scenario::policies
  std::optional<scenario::ActorId> actor;  ///< none: everybody who chooses there
  std::vector<scenario::Input> inputs;     ///< those moved in search of what tips the choice
  run::RunOptions run;
};

/// What somebody believes of an actor at the place.
struct BeliefThere {
  scenario::ActorId actor;
  std::string type;
  double chance = 0;
};

/// Why somebody does what it does at one place.
struct Explanation {
  const scenario::Scenario* scenario = nullptr;  ///< outlives it
  std::optional<std::size_t> policy;
  std::uint64_t seed = 1;
  std::string at;                                 ///< the words that were asked
  std::vector<BeliefThere> beliefs;               ///< of actors with several types
  std::vector<run::StartChoice> choices;          ///< one a type; `where` tells the place, `probability` means nothing
  std::vector<std::optional<std::size_t>> steps;  ///< of each choice; none where there is no horizon
  run::Worth worth;                               ///< to the types of those who choose
  std::vector<ChoiceTips> tips;                   ///< one for each of the choices
  std::size_t without_range = 0;                  ///< inputs that say no range, and were left alone
  bool dateless = false;                          ///< a date was given, and makes no difference
  run::PolicyRun solved;                          ///< its certificate and private types, without forecasts
  base::Diagnostics warnings;
  base::Stop stopped = base::Stop::kNo;
};

/// Errors: those of solving, and of places that play cannot get to or that are several.
[[nodiscard]] base::Result<Explanation> explain(const scenario::Scenario& scenario,
                                                const scenario::Situation& situation, const ExplainOptions& options,
                                                const base::RunContext& context);

}  // namespace parley::analyze
