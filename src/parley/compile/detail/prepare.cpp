// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "parley/compile/detail/enumeration.h"
#include "parley/compile/detail/formulas.h"

namespace parley::compile {

using scenario::ActorId;

void Enumeration::name_terms() {
  const auto add = [&](ActorId actor, std::string key) { legend_.terms_.push_back({actor, std::move(key)}); };
  for (const scenario::PayoffTerm& term : scenario_.payoffs) add(term.actor, term.key);
  for (const scenario::Action& action : scenario_.actions) {
    payment_term_.push_back(legend_.terms_.size());
    for (const scenario::Pay& pay : action.pays) add(pay.actor, "move " + action.key);
  }
  for (const scenario::Outcome& outcome : scenario_.outcomes) {
    outcome_pay_term_.push_back(legend_.terms_.size());
    for (const scenario::Pay& pay : outcome.pays) add(pay.actor, "outcome " + outcome.key);
    for (const scenario::Pay& pay : outcome.flow) add(pay.actor, "after " + outcome.key);
  }
  horizon_term_ = legend_.terms_.size();
  for (const scenario::Pay& pay : scenario_.horizon.pays) add(pay.actor, "horizon");
  for (std::size_t i = 0; options_.is_signed && i < scenario_.actors.size(); ++i)
    add(ActorId(i), std::string(kAfterDeal));
  if (!options_.is_signed) return;
  for (const scenario::Breach& breach : scenario_.deal->breaches) {
    breach_term_.push_back(legend_.terms_.size());
    for (const scenario::Pay& pay : breach.pays) add(pay.actor, "breach");
  }
}

void Enumeration::name_types() {
  for (std::size_t i = 0; i < scenario_.actors.size(); ++i) {
    std::vector<double> prior;
    for (const scenario::ActorType& type : scenario_.actors[i].types) prior.push_back(type.prior.value);
    if (prior.size() > 1) builder_.set_types(game::ActorId(i), prior);
    for (std::size_t t = 0; t < scenario::type_count(scenario_.actors[i]); ++t)
      legend_.types_.push_back({ActorId(i), scenario::TypeId(t)});
  }
  std::size_t slots = 0;
  for (const TermName& term : legend_.terms_) {
    first_slot_.push_back(slots);
    slots += scenario::type_count(scenario_.actors[term.actor.value()]);
  }
  terms_.assign(slots, 0.0);
}

void Enumeration::find_reads() {
  hides_ = std::any_of(scenario_.actions.begin(), scenario_.actions.end(), [](const auto& a) { return a.hidden; });
  actor_reads_.assign(scenario_.actors.size(), 0);
  for (const scenario::Action& action : scenario_.actions)
    detail::for_each_formula(
        action, [&](const expr::Expression& f) { actor_reads_[action.actor.value()] |= layout_.made_read(f); });
  for (const scenario::Rule& rule : scenario_.rules)
    detail::for_each_formula(rule, [&](const expr::Expression& f) {
      (rule.after ? actor_reads_[rule.after->value()] : settle_reads_) |= layout_.made_read(f);
    });
  for (const scenario::PayoffTerm& term : scenario_.payoffs) settle_reads_ |= layout_.made_read(term.value);
  settle_reads_ |= layout_.breach_bits();
  for (const scenario::Policy& policy : scenario_.policies)
    for (const auto& [action, condition] : policy.only_when)
      actor_reads_[policy.actor.value()] |= layout_.made_read(condition);

  const expr::Slot step = scenario_.slots().step();
  const auto reads_step = [&](const expr::Expression& f) {
    return std::find(f.reads().begin(), f.reads().end(), step) != f.reads().end();
  };
  for (const scenario::Outcome& outcome : scenario_.outcomes) {
    for (const scenario::Pay& pay : outcome.pays) end_reads_step_ = end_reads_step_ || reads_step(pay.value);
    for (const scenario::Pay& pay : outcome.flow) end_reads_step_ = end_reads_step_ || reads_step(pay.value);
    if (outcome.payoffs_continue)
      for (const scenario::PayoffTerm& term : scenario_.payoffs)
        end_reads_step_ = end_reads_step_ || reads_step(term.value);
  }
}

bool Enumeration::is_step_read() const {
  const expr::Slot step = scenario_.slots().step();
  bool read = end_reads_step_;
  const auto look = [&](const expr::Expression& f) {
    read = read || std::find(f.reads().begin(), f.reads().end(), step) != f.reads().end();
  };
  detail::for_each_formula(scenario_, look);
  for (const scenario::Outcome& outcome : scenario_.outcomes) look(outcome.when);
  return read;
}

}  // namespace parley::compile
