// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/run/answer.h"
#include "parley/run/run.h"
#include "parley/scenario/fronts.h"

namespace parley::analyze {

/// A chance with the fronts linked and with the link cut, on the same paths: everybody is of the same types in both,
/// and the same order of moves and the same chances are drawn as long as play goes the same way.
struct PairedChance {
  double linked = 0;
  double cut = 0;
  double difference = 0;  ///< linked less cut
  double error = 0;       ///< standard error of the difference
};

/// What is seen of the shared actor elsewhere does to one front. Concessions count for every front they act on.
struct FrontSpillover {
  std::vector<scenario::ActorId> others;
  std::vector<PairedChance> moved;  ///< by date: some concession was made on this front by then
  struct By {
    scenario::ActorId actor;
    PairedChance first;  ///< it made the first on this front within the forecast
  };
  std::vector<By> by;
  struct OfType {
    std::string type;  ///< of the shared actor
    std::size_t paths = 0;
    PairedChance moved;  ///< by the forecast's end, where the shared actor is of this type
  };
  std::vector<OfType> types;
  struct Outcome {
    std::size_t outcome = 0;  ///< index into Scenario::outcomes
    PairedChance chance;      ///< that it has come by the forecast's end
  };
  std::vector<Outcome> outcomes;  ///< those about this front alone
  bool certified = false;         ///< the front alone
};

struct Spillover {
  const scenario::Scenario* scenario = nullptr;
  scenario::ActorId shared;
  std::vector<std::string> left_out;  ///< moves that act on several fronts, which no front alone has
  std::vector<std::string> dates;
  std::vector<FrontSpillover> fronts;
  std::size_t paths = 0;
  std::uint64_t seed = 0;
  bool certified = false;  ///< the linked game
  base::Diagnostics warnings;
  base::Stop stopped = base::Stop::kNo;  ///< then there are no fronts

  [[nodiscard]] bool all_certified() const;
};

/// Solves the standoff as written and each front of the actor alone, where its type is drawn for itself and nobody sees
/// what it does elsewhere; samples both. Fronts that share nothing but the actor's type and its turn differ by what the
/// others learn about it, and by nothing else. Errors: E0901 (no types, or one front: says what ties the others), and
/// those of run::solve_scenario.
[[nodiscard]] base::Result<Spillover> spillover(const scenario::Scenario& scenario, scenario::ActorId shared,
                                                const run::RunOptions& options, const base::RunContext& context);

}  // namespace parley::analyze
