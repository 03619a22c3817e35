// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/scenario/detail/scope.h"
#include "parley/scenario/rates.h"

namespace parley::scenario {

namespace {

/// A text or number of the tree as a formula. Keeps what `Written` points at.
class WrittenNode {
 public:
  explicit WrittenNode(const Node& node) : WrittenNode(node, node.number) {}
  /// The node's place with another number.
  WrittenNode(const Node& node, double number) : node_(node) {
    if (node.kind == Kind::kText) return;
    text_ = fmt::format("{}", number);
    offsets_.assign(text_.size() + 1, node.where.span.begin);
    offsets_.back() = node.where.span.end;
  }

  [[nodiscard]] expr::Written written() const {
    const Where& where = node_.where;
    if (node_.kind == Kind::kText) return {node_.text, where.source, node_.text_begin, node_.offsets};
    return {text_, where.source, where.span.begin, offsets_};
  }

 private:
  const Node& node_;
  std::string text_;
  std::vector<std::size_t> offsets_;
};

std::optional<expr::Expression> parsed(Draft& draft, const WrittenNode& node, const Place& place, expr::Type type) {
  const Scope scope(draft, place);
  base::Result<expr::Expression> made = expr::parse(node.written(), scope, {type, {}});
  if (made) return std::move(*made);
  if (!scope.met_broken()) draft.found.append(made.error());
  return std::nullopt;
}

bool check_finite(Draft& draft, const Node& node) {
  if (node.kind != Kind::kNumber || std::isfinite(node.number)) return true;
  draft.add({"E0303", node.where, "a formula must be a finite number", "not finite", "write a number"});
  return false;
}

void check_constant_chance(Draft& draft, const expr::Expression& chance, const Where& where) {
  const std::optional<double> value = chance.constant();
  if (!value || (*value >= 0 && *value <= 1)) return;
  draft.add({"E0319", where, "a chance must be from 0 to 1", fmt::format("this is {}", *value),
             "write a probability; a percentage is divided by 100"});
}

/// Rates in a chance are compounded, which only probabilities can be.
void check_rates(Draft& draft, const expr::Expression& chance) {
  const Slots slots = draft.made.slots();
  for (std::size_t i = 0; i < draft.made.parameters.size(); ++i) {
    const Parameter& parameter = draft.made.parameters[i];
    const auto reads = chance.reads();
    if (!std::binary_search(reads.begin(), reads.end(), slots.chance(ParameterId(i)))) continue;
    const double value = parameter.quantity.value;
    if (!rate_period(parameter.quantity.unit) || (value >= 0 && value <= 1)) continue;
    draft.add({"E0320",
               {chance.source(), chance.span()},
               fmt::format("`{}` is a rate of {} and cannot be a chance", parameter.key, value),
               "used as a chance",
               fmt::format("a rate in a chance is a probability per {}: write it as a number from 0 to 1",
                           name(*rate_period(parameter.quantity.unit))),
               "",
               {{parameter.quantity.where.source, parameter.quantity.where.span, "given here"}}});
  }
}

}  // namespace

std::optional<expr::Expression> read_formula(Draft& draft, const Node* node, const Place& place, expr::Type type) {
  if (node == nullptr || (node->kind != Kind::kText && node->kind != Kind::kNumber)) return std::nullopt;
  if (!check_finite(draft, *node)) return std::nullopt;
  return parsed(draft, WrittenNode(*node), place, type);
}

std::optional<expr::Expression> read_chance(Draft& draft, const Node* node, Place place) {
  if (node == nullptr) return std::nullopt;
  place.is_chance = true;
  std::optional<expr::Expression> made;
  if (node->kind == Kind::kTable) {
    const std::optional<Quantity> number = quantity(draft, *node, "chance");
    if (!number) return std::nullopt;
    const double value = compounded_to_step(number->value, number->unit, draft.made.step);
    made = parsed(draft, WrittenNode(*number_at(*node, "value"), value), place, expr::Type::kNumber);
  } else {
    made = read_formula(draft, node, place, expr::Type::kNumber);
  }
  if (!made) return std::nullopt;
  check_constant_chance(draft, *made, node->where);
  check_rates(draft, *made);
  return made;
}

std::vector<Effect> read_effects(Draft& draft, const Node* list, const Place& place) {
  std::vector<Effect> effects;
  if (list == nullptr) return effects;
  std::vector<std::string> targets;
  for (const Variable& variable : draft.made.variables) targets.push_back(variable.key);
  for (const Node& item : list->items) {
    if (item.kind != Kind::kText) continue;
    const Scope scope(draft, place);
    const WrittenNode node(item);
    base::Result<expr::Assignment> made = expr::parse_assignment(node.written(), scope, targets);
    if (!made) {
      if (!scope.met_broken()) draft.found.append(made.error());
      continue;
    }
    const auto variable = std::find(targets.begin(), targets.end(), made->target);
    effects.push_back(
        {VariableId(static_cast<std::size_t>(variable - targets.begin())), made->assign, std::move(made->value)});
  }
  return effects;
}

std::vector<Pay> read_pays(Draft& draft, const Node* table, Place place) {
  std::vector<Pay> pays;
  if (table == nullptr) return pays;
  for (const Entry& entry : table->entries) {
    const auto actor = find_actor(draft, entry.key, entry.where);
    place.payee = actor;
    auto value = read_formula(draft, &entry.value, place, expr::Type::kNumber);
    if (actor && value) pays.push_back({*actor, std::move(*value)});
  }
  return pays;
}

}  // namespace parley::scenario
