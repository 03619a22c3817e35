// SPDX-License-Identifier: Apache-2.0
#include "parley/compile/detail/dynamics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/compile/detail/move_code.h"

namespace parley::compile::detail {

namespace {

// Nearer than this to a grid point, in spacings, a value is that point: decimal rates do not add up exactly.
constexpr double kGridTolerance = 1e-9;
// A chance this little outside [0, 1] is rounding.
constexpr double kChanceTolerance = 1e-12;

}  // namespace

Dynamics::Dynamics(const scenario::Scenario& scenario, std::optional<std::size_t> policy, const Layout& layout,
                   Mistakes& mistakes)
    : scenario_(scenario),
      policy_(policy ? &scenario.policies[*policy] : nullptr),
      layout_(layout),
      mistakes_(mistakes),
      actions_of_(scenario.actors.size()),
      parameters_by_(scenario.actors.size()),
      slots_(scenario.slots().size(), 0.0),
      acted_(scenario.rules.size(), false) {
  for (std::size_t a = 0; a < scenario.actions.size(); ++a)
    actions_of_[scenario.actions[a].actor.value()].emplace_back(a);
  const scenario::Slots slots = scenario.slots();
  for (std::size_t p = 0; p < scenario.parameters.size(); ++p) {
    if (const auto by = scenario.parameters[p].by) parameters_by_[by->value()].emplace_back(p);
    slots_[slots.parameter(scenario::ParameterId(p))] = scenario.parameters[p].per_step;
    slots_[slots.chance(scenario::ParameterId(p))] = scenario.parameters[p].chance_per_step;
  }
}

void Dynamics::set_step(std::size_t step) { slots_[scenario_.slots().step()] = static_cast<double>(step); }

void Dynamics::set_argument(const OpenMove& move) { slots_[scenario_.slots().argument(move.id)] = move.argument; }

void Dynamics::set_type(scenario::ActorId actor, scenario::TypeId type) {
  const scenario::Slots slots = scenario_.slots();
  slots_[slots.type(actor)] = static_cast<double>(type.value());
  for (const scenario::ParameterId id : parameters_by_[actor.value()])
    slots_[slots.parameter(id)] = scenario_.parameters[id.value()].by_type[type.value()].per_step;
}

double Dynamics::number(const expr::Expression& formula, const State& state) {
  if (!is_written_ || !(written_ == state)) {
    layout_.write(state, slots_);
    written_ = state;
    is_written_ = true;
  }
  const double value = formula(slots_);
  if (std::isfinite(value)) return value;
  mistakes_.not_finite(formula, state, types_behind(formula), value);
  return 0;
}

std::string Dynamics::types_behind(const expr::Expression& formula) const {
  const scenario::Slots slots = scenario_.slots();
  const auto reads = [&](expr::Slot slot) {
    return std::find(formula.reads().begin(), formula.reads().end(), slot) != formula.reads().end();
  };
  std::string text;
  for (std::size_t i = 0; i < scenario_.actors.size(); ++i) {
    const scenario::Actor& actor = scenario_.actors[i];
    const expr::Slot own = slots.type(scenario::ActorId(i));
    const bool matters =
        reads(own) || std::any_of(parameters_by_[i].begin(), parameters_by_[i].end(),
                                  [&](scenario::ParameterId id) { return reads(slots.parameter(id)); });
    if (matters)
      text += fmt::format(", where {} is {}", actor.key, actor.types[static_cast<std::size_t>(slots_[own])].key);
  }
  return text;
}

bool Dynamics::holds(const std::optional<expr::Expression>& condition, const State& state) {
  return !condition || number(*condition, state) != 0;
}

bool Dynamics::permitted(scenario::ActionId action, const State& state) {
  if (policy_ == nullptr || scenario_.actions[action.value()].actor != policy_->actor) return true;
  if (std::find(policy_->never.begin(), policy_->never.end(), action) != policy_->never.end()) return false;
  return std::all_of(policy_->only_when.begin(), policy_->only_when.end(), [&](const auto& condition) {
    return condition.first != action || number(condition.second, state) != 0;
  });
}

void Dynamics::open_moves(scenario::ActorId actor, const State& state, std::vector<OpenMove>& moves) {
  moves.clear();
  const expr::Slot arguments = scenario_.slots().argument(scenario::ActionId(0));
  for (const scenario::ActionId id : actions_of_[actor.value()]) {
    const scenario::Action& action = scenario_.actions[id.value()];
    if (!permitted(id, state)) continue;
    const std::size_t count = action.argument.empty() ? 1 : action.argument_values.size();
    for (std::size_t k = 0; k < count; ++k) {
      const double argument = action.argument.empty() ? 0.0 : action.argument_values[k];
      slots_[arguments + id.value()] = argument;
      if (!holds(action.when, state)) continue;
      moves.push_back({encode_move(id.value(), static_cast<std::uint32_t>(k)), &action, id, argument, {}});
      for (std::size_t t = 0; !action.types.empty() && t < scenario_.actors[actor.value()].types.size(); ++t)
        moves.back().closed.set(t, !scenario::is_open_to(action, scenario::TypeId(t)));
    }
  }
  settle_types(actor, moves);
  find_breaches(actor, state, moves);
}

/// The action that the policy has this type of its actor make, if it is open to the type.
std::optional<scenario::ActionId> Dynamics::committed(scenario::ActorId actor, scenario::TypeId type,
                                                      const std::vector<OpenMove>& moves) const {
  if (policy_ == nullptr || policy_->actor != actor) return std::nullopt;
  for (const scenario::ActionId id : policy_->always) {
    const auto is_open = [&](const OpenMove& move) { return move.id == id && !move.closed[type.value()]; };
    if (std::any_of(moves.begin(), moves.end(), is_open)) return id;
  }
  return std::nullopt;
}

/// Closes to each type what the policy takes from it, and lets it wait where it may or has nothing else.
void Dynamics::settle_types(scenario::ActorId actor, std::vector<OpenMove>& moves) {
  const scenario::Actor& who = scenario_.actors[actor.value()];
  const std::size_t types = scenario::type_count(who);
  OpenMove wait{encode_move(kWait, 0), nullptr, scenario::ActionId(0), 0, {}};
  for (std::size_t t = 0; t < types; ++t) {
    const auto only = committed(actor, scenario::TypeId(t), moves);
    bool has_any = false;
    for (OpenMove& move : moves) {
      if (only && move.id != *only) move.closed.set(t);
      has_any = has_any || !move.closed[t];
    }
    wait.closed.set(t, only || (has_any && !who.may_wait));
  }
  std::erase_if(moves, [&](const OpenMove& move) { return move.closed.count() == types; });
  if (wait.closed.count() < types) moves.push_back(wait);
}

double Dynamics::chance_of(const std::optional<expr::Expression>& chance, const State& state) {
  if (!chance) return 1;
  const double value = number(*chance, state);
  if (value < -kChanceTolerance || value > 1 + kChanceTolerance) mistakes_.bad_chance(*chance, state, value);
  return std::clamp(value, 0.0, 1.0);
}

void Dynamics::apply_effect(const scenario::Effect& effect, const Branch& branch, Lottery& out) {
  const scenario::Variable& variable = scenario_.variables[effect.variable.value()];
  const double before = variable.value(layout_.get(branch.state, effect.variable));
  const double operand = number(effect.value, branch.state);
  double after = operand;
  switch (effect.assign) {
    case expr::Assign::kSet:
      break;
    case expr::Assign::kAdd:
      after = before + operand;
      break;
    case expr::Assign::kSubtract:
      after = before - operand;
      break;
    case expr::Assign::kMultiply:
      after = before * operand;
      break;
  }
  const double top = static_cast<double>(variable.size - 1);
  double place = variable.is_numeric() ? (after - variable.low) / variable.by : after;
  if (place < -kGridTolerance || place > top + kGridTolerance) {
    if (!variable.clamps) mistakes_.leaves_range(effect, branch.state, after);
  }
  place = std::clamp(place, 0.0, top);
  const double nearest = std::round(place);
  const auto emit = [&](double index, double probability) {
    Branch next = branch;
    layout_.set(next.state, effect.variable, static_cast<std::size_t>(index));
    next.probability *= probability;
    out.push_back(next);
  };
  if (std::abs(place - nearest) <= kGridTolerance) {
    emit(nearest, 1);
    return;
  }
  const double below = std::floor(place);
  emit(below, below + 1 - place);
  emit(below + 1, place - below);
}

void Dynamics::apply_effects(const std::vector<scenario::Effect>& effects, Lottery& lottery, std::size_t first) {
  for (const scenario::Effect& effect : effects) {
    scratch_effects_.assign(lottery.begin() + static_cast<std::ptrdiff_t>(first), lottery.end());
    lottery.resize(first);
    for (const Branch& branch : scratch_effects_) apply_effect(effect, branch, lottery);
  }
}

void Dynamics::apply_chance(const std::optional<expr::Expression>& chance, const std::vector<scenario::Effect>& then,
                            const std::vector<scenario::Effect>& otherwise, const Branch& branch, Lottery& out) {
  const double probability = chance_of(chance, branch.state);
  const auto put = [&](const std::vector<scenario::Effect>& effects, double share) {
    if (share <= 0) return;
    const std::size_t first = out.size();
    out.push_back({branch.state, branch.probability * share});
    apply_effects(effects, out, first);
  };
  put(then, probability);
  put(otherwise, 1 - probability);
}

void Dynamics::apply(const OpenMove& move, Lottery& lottery) {
  if (move.action == nullptr) return;
  set_argument(move);
  scratch_.clear();
  for (const Branch& branch : lottery)
    apply_chance(move.action->chance, move.action->then, move.action->otherwise, branch, scratch_);
  merge(scratch_);
  lottery.swap(scratch_);
}

void Dynamics::apply_rules(std::optional<scenario::ActorId> after, Lottery& lottery) {
  for (std::size_t r = 0; r < scenario_.rules.size(); ++r) {
    const scenario::Rule& rule = scenario_.rules[r];
    if (rule.after != after) continue;
    scratch_.clear();
    for (const Branch& branch : lottery) {
      if ((!rule.of_deal || is_deal(scenario::DealStatus::kInForce, branch.state)) && holds(rule.when, branch.state)) {
        acted_[r] = true;
        apply_chance(rule.chance, rule.then, rule.otherwise, branch, scratch_);
      } else {
        scratch_.push_back(branch);
      }
    }
    merge(scratch_);
    lottery.swap(scratch_);
  }
}

}  // namespace parley::compile::detail
