// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/scenario/scenario.h"

namespace parley::compile::detail {

/// The formulas that decide and carry out one action: guard, chance, payments, effects.
template <class Visit>
void for_each_formula(const scenario::Action& action, const Visit& visit) {
  if (action.when) visit(*action.when);
  if (action.chance) visit(*action.chance);
  for (const scenario::Pay& pay : action.pays) visit(pay.value);
  for (const scenario::Effect& effect : action.then) visit(effect.value);
  for (const scenario::Effect& effect : action.otherwise) visit(effect.value);
}

template <class Visit>
void for_each_formula(const scenario::Rule& rule, const Visit& visit) {
  if (rule.when) visit(*rule.when);
  if (rule.chance) visit(*rule.chance);
  for (const scenario::Effect& effect : rule.then) visit(effect.value);
  for (const scenario::Effect& effect : rule.otherwise) visit(effect.value);
}

/// Every formula that is evaluated while a step goes on: those whose reading of made moves must be remembered.
template <class Visit>
void for_each_formula(const scenario::Scenario& scenario, const Visit& visit) {
  for (const scenario::Action& action : scenario.actions) for_each_formula(action, visit);
  for (const scenario::Rule& rule : scenario.rules) for_each_formula(rule, visit);
  for (const scenario::PayoffTerm& term : scenario.payoffs) visit(term.value);
  for (const scenario::Policy& policy : scenario.policies)
    for (const auto& [action, condition] : policy.only_when) visit(condition);
  if (!scenario.deal) return;
  const scenario::Deal& deal = *scenario.deal;
  for (const auto* const formula : {&deal.noticed, &deal.false_alarm, &deal.ends_when})
    if (*formula) visit(**formula);
  for (const auto* const effects : {&deal.on_signing, &deal.on_alarm, &deal.on_resuming})
    for (const scenario::Effect& effect : *effects) visit(effect.value);
  for (const scenario::Breach& breach : deal.breaches) {
    if (breach.when) visit(*breach.when);
    if (breach.noticed) visit(*breach.noticed);
    for (const scenario::Pay& pay : breach.pays) visit(pay.value);
  }
}

}  // namespace parley::compile::detail
