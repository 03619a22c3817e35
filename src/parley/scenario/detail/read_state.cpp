// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "parley/scenario/detail/draft.h"
#include "parley/scenario/detail/limits.h"
#include "parley/scenario/inputs.h"

namespace parley::scenario {

namespace {

// Nearer than this, in spacings, is on the grid.
constexpr double kOnGrid = 1e-9;

std::vector<std::string> read_levels(Draft& draft, const Node& list) {
  std::vector<std::string> levels;
  if (list.items.empty())
    draft.add({"E0312", list.where, "a variable needs at least one level", "empty", "name its levels, lowest first"});
  check_count(draft, list.items.size(), kMostLevels, "levels", list.where);
  for (const Node& item : list.items) {
    if (item.kind != Kind::kText) continue;
    const bool is_repeated = std::find(levels.begin(), levels.end(), item.text) != levels.end();
    const bool is_writable = !item.text.empty() && item.text.find_first_of("'\"\n\r") == std::string::npos;
    if (is_repeated || !is_writable) {
      draft.add({"E0312", item.where,
                 is_repeated ? fmt::format("the level \"{}\" is given twice", item.text)
                             : std::string("a level's name must not be empty or hold quotes or line breaks"),
                 is_repeated ? "the second one" : "not a level's name", "give each level a name of its own"});
    }
    levels.push_back(item.text);
  }
  return levels;
}

/// The index of a value, or none and reported.
class StartValues {
 public:
  StartValues(Draft& draft, const Variable& variable) : draft_(draft), variable_(variable) {}

  std::optional<std::size_t> level(std::string_view word, const Where& where) {
    const auto& levels = variable_.levels;
    const auto found = std::find(levels.begin(), levels.end(), word);
    if (found != levels.end()) return static_cast<std::size_t>(found - levels.begin());
    draft_.add({"E0307", where, fmt::format("`{}` has no level `{}`", variable_.key, word), "unknown level",
                fmt::format("its levels are {}", fmt::join(levels, ", ")), base::nearest_name(word, levels)});
    return std::nullopt;
  }

  std::optional<std::size_t> number(double value, const Where& where) {
    const double place = (value - variable_.low) / variable_.by;
    const bool is_inside = place > -kOnGrid && place < static_cast<double>(variable_.size) - 1 + kOnGrid;
    if (is_inside && std::abs(place - std::round(place)) <= kOnGrid)
      return static_cast<std::size_t>(std::lround(place));
    const double high = variable_.value(variable_.size - 1);
    const double below = variable_.low + std::floor(place) * variable_.by;
    draft_.add({"E0307", where, fmt::format("{} is not a value of `{}`", value, variable_.key),
                is_inside ? "between two grid points" : "outside its range",
                is_inside ? fmt::format("write {:.12g} or {:.12g}, or change `by`", below, below + variable_.by)
                          : fmt::format("write a number from {} to {:.12g}, or widen the range", variable_.low, high)});
    return std::nullopt;
  }

  std::optional<std::size_t> either(const Node& node) {
    if (variable_.is_numeric() && node.kind == Kind::kNumber) return number(node.number, node.where);
    if (!variable_.is_numeric() && node.kind == Kind::kText) return level(node.text, node.where);
    draft_.add(
        {"E0307", node.where,
         fmt::format("`{}` starts at {}", variable_.key, variable_.is_numeric() ? "a number" : "one of its levels"),
         "of the wrong kind",
         variable_.is_numeric() ? std::string("write a number of its range")
                                : fmt::format("its levels are {}", fmt::join(variable_.levels, ", "))});
    return std::nullopt;
  }

  /// A key of a lottery.
  std::optional<std::size_t> key(const Entry& entry) {
    if (!variable_.is_numeric()) return level(entry.key, entry.where);
    double value = 0;
    const char* const last = entry.key.data() + entry.key.size();
    const auto [end, error] = std::from_chars(entry.key.data(), last, value);
    if (error == std::errc() && end == last) return number(value, entry.where);
    draft_.add({"E0307", entry.where, fmt::format("`{}` is not a value of `{}`", entry.key, variable_.key),
                "not a number", "write the numbers as quoted keys, as in { \"0.5\" = 0.4, \"1\" = 0.6 }"});
    return std::nullopt;
  }

 private:
  Draft& draft_;
  const Variable& variable_;
};

void read_uniform(Draft& draft, Variable& variable, const Node& list) {
  StartValues values(draft, variable);
  std::vector<std::size_t> places;
  for (const Node& item : list.items)
    if (const auto place = values.either(item)) places.push_back(*place);
  if (places.size() < list.items.size()) return;
  if (variable.is_numeric()) {
    if (places.size() != 2 || places[0] > places[1]) {
      draft.add({"E0302", list.where, "`uniform` must be its lowest and its highest number", "not two numbers in order",
                 "write uniform = [lowest, highest]"});
      return;
    }
    const std::size_t first = places[0];
    const std::size_t count = places[1] - first + 1;
    places.clear();
    for (std::size_t k = 0; k < count; ++k) places.push_back(first + k);
  }
  std::vector<std::size_t> sorted = places;
  std::sort(sorted.begin(), sorted.end());
  if (sorted.empty() || std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    draft.add({"E0309", list.where, "`uniform` must name each value once, and at least one",
               sorted.empty() ? "empty" : "a value twice", "name each level once; use `lottery` for unequal chances"});
    return;
  }
  for (const std::size_t place : sorted) variable.start.emplace_back(place, 1.0 / static_cast<double>(sorted.size()));
}

void read_lottery(Draft& draft, Variable& variable, const Node& table) {
  StartValues values(draft, variable);
  double sum = 0;
  bool is_sound = true;
  for (const Entry& entry : table.entries) {
    const auto place = values.key(entry);
    is_sound = is_sound && place && entry.value.kind == Kind::kNumber;
    if (entry.value.kind != Kind::kNumber) continue;
    const double probability = entry.value.number;
    if (!(probability >= 0 && probability <= 1)) {
      draft.add({"E0309", entry.value.where, "a probability must be from 0 to 1",
                 fmt::format("this is {}", probability), "correct the probability"});
      is_sound = false;
    }
    sum += probability;
    if (place && probability > 0) variable.start.emplace_back(*place, probability);
  }
  if (!is_sound) return;
  if (!(std::abs(sum - 1) <= kSumsToOne)) {
    draft.add({"E0309", table.where, fmt::format("the probabilities of `{}` do not sum to 1", variable.key),
               fmt::format("they sum to {:.9g}", sum), "correct them so that they sum to 1"});
    return;
  }
  for (auto& [place, probability] : variable.start) probability /= sum;
  std::sort(variable.start.begin(), variable.start.end());
}

/// A start that the author does not know: a value, and what else it may be.
void read_unknown_start(Draft& draft, Variable& variable, const Node& table) {
  const auto place = StartValues(draft, variable).either(*table.find("value"));
  if (!place) return;
  variable.start = {{*place, 1.0}};
  Quantity unknown = variable.about;
  unknown.where = table.where;
  unknown.value = variable.value(*place);
  const std::string name = "the start of " + variable.key;
  if (const Node* const range = list_at(table, "range")) {
    if (!variable.is_numeric()) {
      draft.add({"E0334", range->where, fmt::format("`{}` has levels, and no range", variable.key), "of no use",
                 "say how likely each is: distribution = { discrete = { LEVEL = 0.5, … } }"});
    } else {
      unknown.range = read_range(draft, *range, name);
    }
  }
  read_distribution(draft, table, unknown, name, variable.levels);
  const double last = variable.value(variable.size - 1);
  check_draws(draft, unknown, name, [&](double low, double high) { return low >= variable.value(0) && high <= last; });
  if (unknown.range && (unknown.value < unknown.range->first || unknown.value > unknown.range->second))
    draft.add({"E0301", table.find("value")->where, fmt::format("the value of `{}` lies outside its range", name),
               fmt::format("not between {} and {}", unknown.range->first, unknown.range->second),
               "correct the value, or widen the range"});
  if (unknown.is_uncertain()) variable.unknown_start = std::move(unknown);
}

void read_start(Draft& draft, Variable& variable, const Node& node) {
  if (node.kind != Kind::kTable) {
    if (node.kind != Kind::kNumber && node.kind != Kind::kText) return;
    if (const auto place = StartValues(draft, variable).either(node)) variable.start = {{*place, 1.0}};
    return;
  }
  const Node* const uniform = list_at(node, "uniform");
  const Node* const lottery = table_at(node, "lottery");
  if (uniform != nullptr && lottery == nullptr) return read_uniform(draft, variable, *uniform);
  if (uniform == nullptr && lottery != nullptr) return read_lottery(draft, variable, *lottery);
  const bool has_neither = node.find("uniform") == nullptr && node.find("lottery") == nullptr;
  if (has_neither && node.find("value") != nullptr) return read_unknown_start(draft, variable, node);
  if (has_neither || uniform != nullptr) {
    draft.add({"E0326", node.where, "an uncertain start is `uniform`, a `lottery`, or a `value` that is not known",
               has_neither ? "none is given" : "several are given",
               "write { uniform = [lowest, highest] } or { lottery = { VALUE = 0.5, … } } for what chance draws, or "
               "{ value = …, distribution = { … } } for what you do not know"});
  }
}

void read_values(Draft& draft, Variable& variable, const Entry& entry) {
  const Node& table = entry.value;
  const bool has_levels = table.find("levels") != nullptr;
  const bool has_range = table.find("range") != nullptr;
  if (has_levels == has_range) {
    draft.add({"E0326", entry.where, fmt::format("`{}` needs either `levels` or `range`", entry.key),
               has_levels ? "both are given" : "neither is given",
               "write levels = [\"low\", \"high\"] for names, or range = [0, 10] for numbers"});
    return;
  }
  if (has_levels) {
    if (const Node* const list = list_at(table, "levels")) variable.levels = read_levels(draft, *list);
    variable.size = variable.levels.size();
    return;
  }
  const Node* const list = list_at(table, "range");
  const auto range = list == nullptr ? std::nullopt : read_range(draft, *list, entry.key);
  if (!range) return;
  const auto size = grid_size(draft, table, *range, kMostValues, entry.key);
  if (!size) return;
  variable.low = range->first;
  variable.by = spacing(draft, table).value_or(1);
  variable.size = *size;
}

}  // namespace

void reserve(Draft& draft, const std::string& key, const Where& where) {
  const auto [first, is_new] = draft.declared.emplace(key, where);
  if (!is_new) {
    draft.add({"E0310",
               where,
               fmt::format("the name `{}` is given to two things", key),
               "the second one",
               "rename one of the two",
               "",
               {{first->second.source, first->second.span, "the first one"}}});
  }
  const auto words = expr::reserved_words();
  if (key == "step" || std::find(words.begin(), words.end(), key) != words.end()) {
    draft.add({"E0311", where, fmt::format("`{}` is a word of the language", key), "reserved", "choose another name"});
  }
}

void declare_variables(Draft& draft) {
  const Node* const state = table_at(*draft.root, "state");
  if (state == nullptr) return;
  check_count(draft, state->entries.size(), kMostVariables, "state variables", state->where);
  for (const Entry& entry : state->entries) {
    Variable variable;
    variable.key = entry.key;
    variable.where = entry.where;
    reserve(draft, entry.key, entry.where);
    if (entry.value.kind == Kind::kTable) {
      variable.says = text_at(entry.value, "says");
      variable.clamps = text_at(entry.value, "edge") == "clamp";
      variable.about.where = entry.where;
      read_about(draft, entry.value, variable.about);
      read_values(draft, variable, entry);
      const Node* const start = entry.value.find("start");
      if (variable.size > 0 && start != nullptr) read_start(draft, variable, *start);
    }
    if (variable.size == 0) draft.broken.insert(entry.key);
    draft.made.variables.push_back(std::move(variable));
  }
}

void declare_parameters(Draft& draft) {
  const Node* const parameters = table_at(*draft.root, "parameters");
  if (parameters == nullptr) return;
  check_count(draft, parameters->entries.size(), kMostParameters, "parameters", parameters->where);
  for (const Entry& entry : parameters->entries) {
    Parameter parameter;
    parameter.key = entry.key;
    reserve(draft, entry.key, entry.where);
    if (entry.value.kind == Kind::kTable) parameter.says = text_at(entry.value, "says");
    const bool is_by_type = entry.value.kind == Kind::kTable && entry.value.find("by") != nullptr;
    const auto read = is_by_type ? std::nullopt : quantity(draft, entry.value, entry.key);
    parameter.quantity = read.value_or(Quantity{});
    parameter.quantity.where = entry.where;
    if (is_by_type) {
      read_parameter_by_type(draft, parameter, entry.value);
    } else if (!read) {
      draft.broken.insert(entry.key);
    }
    draft.made.parameters.push_back(std::move(parameter));
    set_input(draft.made, {.parameter = ParameterId(draft.made.parameters.size() - 1)},
              draft.made.parameters.back().quantity.value);
  }
}

}  // namespace parley::scenario
