// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/deal.h"

#include <fmt/format.h>

#include "parley/base/check.h"
#include "parley/scenario/inputs.h"
#include "parley/scenario/scenario.h"

namespace parley::scenario {

double combinations(const Deal& deal) {
  double count = 1;
  for (const Term& term : deal.terms) count *= static_cast<double>(term.values.size());
  return count;
}

std::vector<std::size_t> combination(const Deal& deal, std::size_t index) {
  std::vector<std::size_t> choices(deal.terms.size());
  for (std::size_t t = deal.terms.size(); t-- > 0;) {
    choices[t] = index % deal.terms[t].values.size();
    index /= deal.terms[t].values.size();
  }
  return choices;
}

void set_terms(Scenario& scenario, const std::vector<std::size_t>& choices) {
  PARLEY_CHECK(scenario.deal && choices.size() == scenario.deal->terms.size());
  for (std::size_t t = 0; t < choices.size(); ++t) {
    const Term& term = scenario.deal->terms[t];
    set_input(scenario, {.parameter = term.parameter}, term.values[choices[t]]);
  }
}

bool terms_go_together(const Scenario& scenario) {
  if (!scenario.deal->only_when) return true;
  const Slots slots = scenario.slots();
  std::vector<double> at(slots.size(), 0.0);
  for (std::size_t p = 0; p < scenario.parameters.size(); ++p) {
    at[slots.parameter(ParameterId(p))] = scenario.parameters[p].per_step;
    at[slots.chance(ParameterId(p))] = scenario.parameters[p].chance_per_step;
  }
  return scenario.deal->only_when->is_true(at);
}

std::string choice_text(const Term& term, std::size_t choice) {
  if (!term.words.empty()) return term.words[choice];
  return fmt::format("{:.10g}{}{}", term.values[choice], term.unit.empty() ? "" : " ", term.unit);
}

}  // namespace parley::scenario
