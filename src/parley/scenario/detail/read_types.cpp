// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/scenario/detail/draft.h"
#include "parley/scenario/detail/limits.h"
#include "parley/scenario/inputs.h"
#include "parley/scenario/rates.h"

namespace parley::scenario {

namespace {

// What a parameter by type holds besides its types: no type may be called so.
constexpr std::string_view kWordsBesideTypes[] = {"by", "unit", "source", "date", "note", "says"};

bool is_word_beside_types(std::string_view key) {
  return std::find(std::begin(kWordsBesideTypes), std::end(kWordsBesideTypes), key) != std::end(kWordsBesideTypes);
}

std::vector<std::string> type_keys(const Actor& actor) {
  std::vector<std::string> keys;
  for (const ActorType& type : actor.types) keys.push_back(type.key);
  return keys;
}

/// The number of a prior's node, wherever it stands.
const Node* prior_number(const Node& node) {
  return node.kind == Kind::kTable ? number_at(node, "value") : node.kind == Kind::kNumber ? &node : nullptr;
}

/// The type, or none and reported. `guess` becomes the key that is meant instead, if one is near.
std::optional<TypeId> find_type(Draft& draft, ActorId of, std::string_view key, const Where& where,
                                std::string* guess = nullptr) {
  const Actor& actor = draft.made.actors[of.value()];
  const std::vector<std::string> keys = type_keys(actor);
  const auto found = std::find(keys.begin(), keys.end(), key);
  if (found != keys.end()) return TypeId(static_cast<std::size_t>(found - keys.begin()));
  std::string nearest = base::nearest_name(key, keys);
  if (guess != nullptr) *guess = nearest;
  draft.add({"E0330", where, fmt::format("`{}` has no type `{}`", actor.key, key), "unknown type",
             keys.empty() ? fmt::format("declare its types: [actors.{}] types = {{ {} = 0.5, … }}", actor.key, key)
                          : fmt::format("its types are {}", fmt::join(keys, ", ")),
             std::move(nearest)});
  return std::nullopt;
}

void check_type_key(Draft& draft, const Entry& entry) {
  if (!is_word_beside_types(entry.key)) return;
  draft.add({"E0311", entry.where, fmt::format("`{}` is a word of the language", entry.key), "reserved",
             "choose another name: a parameter by type has this key already"});
}

/// Priors that `--set` gave stay, and the others share the rest; all of them together must sum to 1.
void settle_priors(Draft& draft, Actor& actor, const Node& table) {
  std::vector<bool> is_set;
  for (const Entry& entry : table.entries) is_set.push_back(prior_number(entry.value)->where.source != draft.file);
  const auto set = std::count(is_set.begin(), is_set.end(), true);
  const bool shares = set > 0 && static_cast<std::size_t>(set) < is_set.size();
  double sum = 0;
  for (std::size_t t = 0; t < actor.types.size(); ++t)
    if (!shares || is_set[t]) sum += actor.types[t].prior.value;
  const bool is_sound = shares ? sum <= 1 + kSumsToOne : std::abs(sum - 1) <= kSumsToOne;
  if (!is_sound) {
    draft.add({"E0309", table.where, fmt::format("the priors of the types of `{}` do not sum to 1", actor.key),
               fmt::format("they sum to {:.9g}", sum), "correct them so that they sum to 1"});
    return;
  }
  if (shares) {
    share_rest(actor.types, is_set);
  } else {
    for (ActorType& type : actor.types) type.prior.value /= sum;
  }
}

/// What one type's number leaves open is as the whole parameter says.
void fill_in(Quantity& own, const Quantity& shared) {
  if (own.unit.empty()) own.unit = shared.unit;
  if (own.source.empty()) own.source = shared.source;
  if (own.date.empty()) own.date = shared.date;
  if (own.note.empty()) own.note = shared.note;
}

void report_missing(Draft& draft, const Parameter& parameter, const Actor& actor, TypeId type) {
  const std::string& key = actor.types[type.value()].key;
  draft.add({"E0331", parameter.quantity.where,
             fmt::format("`{}` has no number for the type `{}` of `{}`", parameter.key, key, actor.key),
             fmt::format("`{}` is missing", key),
             fmt::format("add `{}`: a parameter by type has a number for each type", key)});
}

}  // namespace

void read_types(Draft& draft, Actor& actor, const Node& table) {
  check_count(draft, table.entries.size(), kMostTypes, "types", table.where);
  if (table.entries.empty())
    draft.add({"E0329", table.where, "`types` names no type", "empty",
               "name each type with its prior, as in { hard = 0.3, flexible = 0.7 }, or remove the key"});
  bool is_sound = !table.entries.empty();
  for (const Entry& entry : table.entries) {
    ActorType type;
    type.key = entry.key;
    type.where = entry.where;
    check_type_key(draft, entry);
    if (entry.value.kind == Kind::kTable) type.says = text_at(entry.value, "says");
    const std::optional<Quantity> prior = quantity(draft, entry.value, fmt::format("{}.{}", actor.key, entry.key));
    is_sound = is_sound && prior;
    if (prior && !(prior->value >= 0 && prior->value <= 1)) {
      draft.add({"E0309", prior_number(entry.value)->where, "a prior must be from 0 to 1",
                 fmt::format("this is {}", prior->value), "write a probability; a percentage is divided by 100"});
      is_sound = false;
    }
    type.prior = prior.value_or(Quantity{});
    check_draws(draft, type.prior, fmt::format("the prior of {}.{}", actor.key, entry.key),
                [](double low, double high) { return low >= 0 && high <= 1; });
    actor.types.push_back(std::move(type));
  }
  if (is_sound) settle_priors(draft, actor, table);
}

void read_parameter_by_type(Draft& draft, Parameter& parameter, const Node& table) {
  read_about(draft, table, parameter.quantity);
  const Node* const by = text_node_at(table, "by");
  parameter.by = by == nullptr ? std::nullopt : find_actor(draft, by->text, by->where);
  draft.broken.insert(parameter.key);  // until it is known to be sound
  if (!parameter.by) return;
  const Actor& actor = draft.made.actors[parameter.by->value()];
  if (actor.types.empty()) {
    draft.add({"E0331", by->where, fmt::format("`{}` has no private types", actor.key), "nothing to depend on",
               fmt::format("declare them: [actors.{}] types = {{ KEY = 0.5, … }}; or write one number", actor.key)});
    return;
  }
  std::vector<bool> is_given(actor.types.size());
  bool is_sound = true;
  parameter.by_type.resize(actor.types.size());
  for (const Entry& entry : table.entries) {
    if (is_word_beside_types(entry.key)) continue;
    std::string meant;
    const auto type = find_type(draft, *parameter.by, entry.key, entry.where, &meant);
    const auto guess =
        std::find_if(actor.types.begin(), actor.types.end(), [&](const auto& t) { return t.key == meant; });
    if (!type && guess != actor.types.end()) is_given[static_cast<std::size_t>(guess - actor.types.begin())] = true;
    const auto number = quantity(draft, entry.value, fmt::format("{}.{}", parameter.key, entry.key));
    is_sound = is_sound && type && number;
    if (!type) continue;
    is_given[type->value()] = true;
    TypeValue& value = parameter.by_type[type->value()];
    value.quantity = number.value_or(Quantity{});
    value.quantity.where = entry.where;
    fill_in(value.quantity, parameter.quantity);
    value.per_step = scaled_to_step(value.quantity.value, value.quantity.unit, draft.made.step);
  }
  for (std::size_t t = 0; t < is_given.size(); ++t)
    if (!is_given[t]) report_missing(draft, parameter, actor, TypeId(t));
  if (is_sound && std::find(is_given.begin(), is_given.end(), false) == is_given.end())
    draft.broken.erase(parameter.key);
}

std::vector<TypeId> read_open_types(Draft& draft, ActorId actor, const Node& list) {
  std::vector<TypeId> types;
  if (list.items.empty())
    draft.add({"E0329", list.where, "`types` opens the move to nobody", "empty",
               "name the types that may make it, or remove the key: then all may"});
  for (const Node& item : list.items) {
    if (item.kind != Kind::kText) continue;
    if (const auto type = find_type(draft, actor, item.text, item.where)) types.push_back(*type);
  }
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
  return types;
}

void check_types_can_move(Draft& draft) {
  const Scenario& made = draft.made;
  for (std::size_t i = 0; i < made.actors.size(); ++i) {
    const Actor& actor = made.actors[i];
    const auto is_his = [&](const Action& action) { return action.actor == ActorId(i); };
    if (actor.may_wait || std::none_of(made.actions.begin(), made.actions.end(), is_his)) continue;
    for (std::size_t t = 0; t < actor.types.size(); ++t) {
      const auto may = [&](const Action& action) { return is_his(action) && is_open_to(action, TypeId(t)); };
      if (std::any_of(made.actions.begin(), made.actions.end(), may)) continue;
      draft.add(
          {"E0332", actor.types[t].where,
           fmt::format("no move of `{}` is open to its type `{}`, and it may not wait", actor.key, actor.types[t].key),
           "has no move",
           fmt::format("name `{}` in the `types` of one of its moves, or let it wait: remove may_wait = false",
                       actor.types[t].key)});
    }
  }
}

}  // namespace parley::scenario
