// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/report/detail/json_values.h"
#include "parley/run/answer.h"
#include "parley/run/beliefs.h"

namespace parley::report {

/// A type as a document names it; no type where the actor has one alone.
struct TypeLabel {
  std::string actor;
  std::string type;
  double prior = 1;
};

/// The type's name, or null.
[[nodiscard]] Json type_json(const TypeLabel& label);
[[nodiscard]] Json belief_solution_json(const run::SolvedBeliefs& solved, const std::vector<std::string>& actors);
/// `types` by TypeId.
[[nodiscard]] Json belief_certificate_json(const certify::BeliefCertificate& certificate,
                                           const std::vector<TypeLabel>& types);

/// The solution and certificate of a scenario with private types, in one object.
[[nodiscard]] Json solved_beliefs_json(const scenario::Scenario& scenario, const run::SolvedBeliefs& solved);

/// The member `private_types` of a run.
[[nodiscard]] Json private_types_json(const scenario::Scenario& scenario, const run::PrivateTypes& told);

}  // namespace parley::report
