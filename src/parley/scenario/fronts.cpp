// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/fronts.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>

#include "parley/base/check.h"

namespace parley::scenario {

namespace {

/// Which actors, variables and actions hang together. Things are numbered: actors, then variables, then actions.
class Ties {
 public:
  Ties(const Scenario& scenario, ActorId shared)
      : s_(scenario),
        shared_(shared),
        parent_(scenario.actors.size() + scenario.variables.size() + scenario.actions.size()) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    for (std::size_t a = 0; a < s_.actions.size(); ++a)
      if (s_.actions[a].actor != shared_) tie({actor(s_.actions[a].actor), action(a)}, s_.actions[a].where);
    for (const Action& each : s_.actions)
      if (each.actor != shared_) tie(needs(each), each.where);
    for (const Rule& rule : s_.rules) tie(needs(rule), rule.where);
    for (const PayoffTerm& term : s_.payoffs) tie(needs(term.actor, term.value), term.where);
    for (const Pay& pay : s_.horizon.pays) tie(needs(pay.actor, pay.value), s_.horizon.where);
    for (const Outcome& outcome : s_.outcomes)
      if (outcome.ends) tie_all(outcome.where);
    for (std::size_t a = 0; a < s_.actions.size(); ++a) {
      if (s_.actions[a].actor != shared_ || acts_on_several(s_.actions[a])) continue;
      std::vector<std::size_t> all = needs(s_.actions[a]);
      all.push_back(action(a));
      tie(all, s_.actions[a].where);
    }
  }

  [[nodiscard]] std::size_t actor(ActorId id) const { return id.value(); }
  [[nodiscard]] std::size_t variable(VariableId id) const { return s_.actors.size() + id.value(); }
  [[nodiscard]] std::size_t action(std::size_t a) const { return s_.actors.size() + s_.variables.size() + a; }
  [[nodiscard]] std::size_t root(std::size_t thing) const {
    while (parent_[thing] != thing) thing = parent_[thing];
    return thing;
  }
  /// What first tied two others to each other.
  [[nodiscard]] const std::optional<Where>& first_tie() const { return first_tie_; }

  /// The roots of what an action changes, each once.
  [[nodiscard]] std::vector<std::size_t> acts_on(const Action& each) const {
    std::vector<std::size_t> roots;
    for (const auto* effects : {&each.then, &each.otherwise})
      for (const Effect& effect : *effects) roots.push_back(root(variable(effect.variable)));
    std::sort(roots.begin(), roots.end());
    roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
    return roots;
  }
  [[nodiscard]] bool acts_on_several(const Action& each) const { return acts_on(each).size() > 1; }

  /// What a formula paid to an actor, or one that is paid to nobody, needs.
  [[nodiscard]] std::vector<std::size_t> needs(std::optional<ActorId> paid, const expr::Expression& formula) const {
    std::vector<std::size_t> all;
    if (paid && *paid != shared_) all.push_back(actor(*paid));
    const Slots slots = s_.slots();
    for (const expr::Slot slot : formula.reads()) {
      if (slot < slots.variables) all.push_back(s_.actors.size() + slot);
      if (slot >= slots.variables && slot < slots.variables + slots.actions)
        all.push_back(action(slot - slots.variables));
    }
    return all;
  }
  [[nodiscard]] std::vector<std::size_t> needs(const Rule& rule) const {
    std::vector<std::size_t> all = needs(rule.when, rule.chance, rule.then, rule.otherwise);
    if (rule.after && *rule.after != shared_) all.push_back(actor(*rule.after));
    return all;
  }

 private:
  template <class Effects>
  [[nodiscard]] std::vector<std::size_t> needs(const std::optional<expr::Expression>& when,
                                               const std::optional<expr::Expression>& chance, const Effects& then,
                                               const Effects& otherwise) const {
    std::vector<std::size_t> all;
    const auto add = [&](const expr::Expression& formula) {
      for (const std::size_t thing : needs(std::nullopt, formula)) all.push_back(thing);
    };
    if (when) add(*when);
    if (chance) add(*chance);
    for (const auto* effects : {&then, &otherwise})
      for (const Effect& effect : *effects) {
        all.push_back(variable(effect.variable));
        add(effect.value);
      }
    return all;
  }
  [[nodiscard]] std::vector<std::size_t> needs(const Action& each) const {
    std::vector<std::size_t> all = needs(each.when, each.chance, each.then, each.otherwise);
    if (each.actor != shared_) all.push_back(actor(each.actor));
    for (const Pay& pay : each.pays)
      for (const std::size_t thing : needs(pay.actor, pay.value)) all.push_back(thing);
    return all;
  }

  void tie_all(const Where& where) {
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < s_.actors.size(); ++i)
      if (ActorId(i) != shared_) others.push_back(i);
    tie(others, where);
  }

  void tie(const std::vector<std::size_t>& things, const Where& where) {
    for (std::size_t k = 1; k < things.size(); ++k) {
      const std::size_t a = root(things[0]);
      const std::size_t b = root(things[k]);
      if (a == b) continue;
      if (!first_tie_ && has_other(a) && has_other(b)) first_tie_ = where;
      parent_[b] = a;
    }
  }

  [[nodiscard]] bool has_other(std::size_t of) const {
    for (std::size_t i = 0; i < s_.actors.size(); ++i)
      if (ActorId(i) != shared_ && root(i) == of) return true;
    return false;
  }

  const Scenario& s_;
  ActorId shared_;
  std::vector<std::size_t> parent_;
  std::optional<Where> first_tie_;
};

}  // namespace

Fronts fronts_of(const Scenario& scenario, ActorId shared) {
  const Ties ties(scenario, shared);
  std::vector<std::size_t> roots;
  Fronts found{shared, {}, ties.first_tie()};
  for (std::size_t i = 0; i < scenario.actors.size(); ++i) {
    if (ActorId(i) == shared) continue;
    const std::size_t root = ties.root(i);
    const auto at = std::find(roots.begin(), roots.end(), root);
    if (at == roots.end()) {
      roots.push_back(root);
      found.fronts.emplace_back();
    }
    found.fronts[static_cast<std::size_t>(std::find(roots.begin(), roots.end(), root) - roots.begin())]
        .others.emplace_back(i);
  }
  for (std::size_t f = 0; f < roots.size(); ++f) {
    for (std::size_t v = 0; v < scenario.variables.size(); ++v)
      if (ties.root(ties.variable(VariableId(v))) == roots[f]) found.fronts[f].variables.emplace_back(v);
    for (std::size_t a = 0; a < scenario.actions.size(); ++a) {
      const std::vector<std::size_t> on = ties.acts_on(scenario.actions[a]);
      if (ties.root(ties.action(a)) == roots[f] || std::find(on.begin(), on.end(), roots[f]) != on.end())
        found.fronts[f].actions.emplace_back(a);
    }
  }
  return found;
}

namespace {

class NoNames final : public expr::Names {
 public:
  [[nodiscard]] std::optional<expr::Symbol> find(std::string_view /*name*/) const override { return std::nullopt; }
  [[nodiscard]] std::vector<std::string> all() const override { return {}; }
};

expr::Expression never() {
  auto formula = expr::parse({"false", nullptr, 0}, NoNames(), {expr::Type::kBoolean, {}});
  PARLEY_CHECK(formula);
  return *formula;
}

/// Whether a formula, or an effect, needs a variable or a move of another front.
class Belongs {
 public:
  Belongs(const Scenario& scenario, const Front& front)
      : variable_(scenario.variables.size(), false), action_(scenario.actions.size(), false) {
    for (const VariableId id : front.variables) variable_[id.value()] = true;
    for (const ActionId id : front.actions) action_[id.value()] = true;
  }
  [[nodiscard]] bool formula(const expr::Expression& formula) const {
    return std::all_of(formula.reads().begin(), formula.reads().end(), [&](expr::Slot slot) {
      if (slot < variable_.size()) return static_cast<bool>(variable_[slot]);
      if (slot < variable_.size() + action_.size()) return static_cast<bool>(action_[slot - variable_.size()]);
      return true;
    });
  }
  [[nodiscard]] bool effects(const std::vector<Effect>& effects) const {
    return std::all_of(effects.begin(), effects.end(),
                       [&](const Effect& effect) { return static_cast<bool>(variable_[effect.variable.value()]); });
  }
  [[nodiscard]] bool action(std::size_t a) const { return action_[a]; }

 private:
  std::vector<bool> variable_;
  std::vector<bool> action_;
};

}  // namespace

Scenario front_alone(const Scenario& scenario, const Fronts& fronts, std::size_t front) {
  Scenario alone = scenario;
  const Front& kept = fronts.fronts[front];
  const Belongs belongs(scenario, kept);
  std::vector<bool> here(scenario.actors.size(), false);
  here[fronts.shared.value()] = true;
  for (const ActorId actor : kept.others) here[actor.value()] = true;

  for (std::size_t i = 0; i < alone.actors.size(); ++i) {
    if (here[i]) continue;
    alone.actors[i].types.clear();
    alone.actors[i].may_wait = true;
  }
  for (std::size_t a = 0; a < alone.actions.size(); ++a)
    if (!belongs.action(a) || !belongs.effects(alone.actions[a].then) || !belongs.effects(alone.actions[a].otherwise))
      alone.actions[a].when = never();
  std::erase_if(alone.rules, [&](const Rule& rule) {
    return !belongs.effects(rule.then) || !belongs.effects(rule.otherwise) ||
           (rule.after && !here[rule.after->value()]);
  });
  std::erase_if(alone.payoffs,
                [&](const PayoffTerm& term) { return !here[term.actor.value()] || !belongs.formula(term.value); });
  const auto elsewhere = [&](const Pay& pay) { return !here[pay.actor.value()] || !belongs.formula(pay.value); };
  std::erase_if(alone.horizon.pays, elsewhere);
  for (Action& action : alone.actions)
    std::erase_if(action.pays, [&](const Pay& pay) { return !here[pay.actor.value()]; });
  alone.policies.clear();
  alone.sweeps.clear();
  return alone;
}

}  // namespace parley::scenario
