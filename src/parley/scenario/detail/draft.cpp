// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/scenario/rates.h"

namespace parley::scenario {

namespace {

const Node* of_kind(const Node& node, std::string_view key, Kind kind) {
  const Node* const found = node.find(key);
  return found != nullptr && found->kind == kind ? found : nullptr;
}

bool check_finite(Draft& draft, const Node& number, std::string_view name) {
  if (std::isfinite(number.number)) return true;
  draft.add({"E0303", number.where, fmt::format("`{}` must be a finite number", name), "not finite",
             "write a number; leave the key out where there is no limit"});
  return false;
}

void check_unit(Draft& draft, const Node& unit) {
  const auto wrong = misspelt_period(unit.text);
  if (!wrong) return;
  draft.add({"E0306", unit.where, fmt::format("`{}` is not a period of the language", wrong->written), "unknown period",
             "the periods are day, week, month, quarter, year", wrong->meant});
}

}  // namespace

const Node* table_at(const Node& node, std::string_view key) { return of_kind(node, key, Kind::kTable); }
const Node* list_at(const Node& node, std::string_view key) { return of_kind(node, key, Kind::kList); }
const Node* number_at(const Node& node, std::string_view key) { return of_kind(node, key, Kind::kNumber); }
const Node* text_node_at(const Node& node, std::string_view key) { return of_kind(node, key, Kind::kText); }

std::string text_at(const Node& node, std::string_view key) {
  const Node* const found = text_node_at(node, key);
  return found == nullptr ? std::string() : found->text;
}

bool truth_at(const Node& node, std::string_view key, bool otherwise) {
  const Node* const found = of_kind(node, key, Kind::kTruth);
  return found == nullptr ? otherwise : found->truth;
}

void read_about(Draft& draft, const Node& table, Quantity& about) {
  about.unit = text_at(table, "unit");
  about.source = text_at(table, "source");
  about.note = text_at(table, "note");
  if (const Node* const date = table.find("date"); date != nullptr) about.date = date->text;
  if (const Node* const unit = text_node_at(table, "unit")) check_unit(draft, *unit);
}

std::optional<std::pair<double, double>> read_range(Draft& draft, const Node& list, std::string_view name) {
  const bool has_two =
      list.items.size() == 2 && list.items[0].kind == Kind::kNumber && list.items[1].kind == Kind::kNumber;
  if (has_two && list.items[0].number <= list.items[1].number && std::isfinite(list.items[0].number) &&
      std::isfinite(list.items[1].number))
    return std::pair(list.items[0].number, list.items[1].number);
  // Items of the wrong kind are reported already.
  const bool are_numbers =
      std::all_of(list.items.begin(), list.items.end(), [](const Node& n) { return n.kind == Kind::kNumber; });
  if (!are_numbers) return std::nullopt;
  draft.add({"E0302", list.where, fmt::format("the range of `{}` must be its lowest and its highest number", name),
             has_two ? "the wrong way round, or not finite" : fmt::format("{} numbers", list.items.size()),
             "write range = [lowest, highest]"});
  return std::nullopt;
}

std::optional<Quantity> quantity(Draft& draft, const Node& node, std::string_view name) {
  Quantity made;
  made.where = node.where;
  const Node* number = &node;
  if (node.kind == Kind::kTable) {
    read_about(draft, node, made);
    if (const Node* const range = list_at(node, "range")) made.range = read_range(draft, *range, name);
    number = number_at(node, "value");
  }
  if (number == nullptr || number->kind != Kind::kNumber || !check_finite(draft, *number, name)) return std::nullopt;
  made.value = number->number;
  if (node.kind == Kind::kTable) read_distribution(draft, node, made, name);
  if (made.range && (made.value < made.range->first || made.value > made.range->second)) {
    draft.add({"E0301", number->where, fmt::format("the value of `{}` lies outside its range", name),
               fmt::format("not between {} and {}", made.range->first, made.range->second),
               "correct the value, or widen the range"});
  }
  return made;
}

std::optional<double> spacing(Draft& draft, const Node& table) {
  if (table.find("by") == nullptr) return 1.0;
  const Node* const by = number_at(table, "by");
  if (by == nullptr) return std::nullopt;
  if (by->number > 0 && std::isfinite(by->number)) return by->number;
  draft.add({"E0327", by->where, "the spacing `by` must be above zero", "not above zero", "write by = 1, say"});
  return std::nullopt;
}

std::optional<std::size_t> grid_size(Draft& draft, const Node& table, std::pair<double, double> range, std::size_t most,
                                     std::string_view name) {
  const std::optional<double> by = spacing(draft, table);
  if (!by) return std::nullopt;
  // A range of 0.1 * 3 is as good as 0.3.
  constexpr double kOnGrid = 1e-9;
  const double spacings = (range.second - range.first) / *by;
  const Where& where = table.find("range")->where;
  if (!(spacings < static_cast<double>(most))) {
    draft.add({"E0322", where, fmt::format("`{}` has too many values", name),
               fmt::format("about {:.6g}, of which at most {} are allowed", spacings + 1, most),
               "widen the spacing `by`, or narrow the range"});
    return std::nullopt;
  }
  if (std::abs(spacings - std::round(spacings)) > kOnGrid) {
    draft.add({"E0308", where, fmt::format("the range of `{}` is not a whole number of spacings", name),
               fmt::format("{:.6g} times {}", spacings, *by),
               fmt::format("end it at {:.12g} or {:.12g}, or change `by`", range.first + std::floor(spacings) * *by,
                           range.first + std::ceil(spacings) * *by)});
    return std::nullopt;
  }
  return static_cast<std::size_t>(std::lround(spacings)) + 1;
}

std::optional<std::size_t> whole_number(Draft& draft, const Node& table, std::string_view key, std::size_t fewest,
                                        std::size_t most) {
  const Node* const node = number_at(table, key);
  if (node == nullptr) return std::nullopt;
  const double value = node->number;
  if (value >= static_cast<double>(fewest) && value <= static_cast<double>(most) && value == std::floor(value))
    return static_cast<std::size_t>(value);
  draft.add({"E0321", node->where, fmt::format("`{}` must be a whole number from {} to {}", key, fewest, most),
             fmt::format("this is {}", value), "correct the number"});
  return std::nullopt;
}

void check_count(Draft& draft, std::size_t count, std::size_t most, std::string_view what, const Where& where) {
  if (count <= most) return;
  draft.add({"E0322", where, fmt::format("too many {}", what),
             fmt::format("{}, of which at most {} are allowed", count, most),
             "leave some out; a model a person can follow has far fewer"});
}

std::optional<ActorId> actor_of(const Draft& draft, std::string_view key) {
  for (std::size_t i = 0; i < draft.made.actors.size(); ++i)
    if (draft.made.actors[i].key == key) return ActorId(i);
  return std::nullopt;
}

std::optional<ActorId> find_actor(Draft& draft, std::string_view key, const Where& where) {
  if (const auto id = actor_of(draft, key)) return id;
  std::vector<std::string> keys;
  for (const Actor& actor : draft.made.actors) keys.push_back(actor.key);
  draft.add({"E0313", where, fmt::format("there is no actor `{}`", key), "unknown actor",
             keys.empty() ? std::string("declare it as [actors.KEY]")
                          : fmt::format("the actors are {}", fmt::join(keys, ", ")),
             base::nearest_name(key, keys)});
  return std::nullopt;
}

std::optional<ActionId> action_of(const Draft& draft, ActorId actor, std::string_view key) {
  for (std::size_t i = 0; i < draft.made.actions.size(); ++i)
    if (draft.made.actions[i].actor == actor && draft.made.actions[i].key == key) return ActionId(i);
  return std::nullopt;
}

}  // namespace parley::scenario
