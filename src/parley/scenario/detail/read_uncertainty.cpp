// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "parley/scenario/detail/limits.h"
#include "parley/scenario/detail/scope.h"
#include "parley/scenario/inputs.h"

namespace parley::scenario {

namespace {

std::optional<Input> input_named(Draft& draft, const Node& name, const std::vector<Input>& inputs) {
  std::vector<std::string> paths(inputs.size());
  std::transform(inputs.begin(), inputs.end(), paths.begin(),
                 [&](const Input& input) { return path_of(draft.made, input); });
  const auto found = std::find(paths.begin(), paths.end(), name.text);
  if (found != paths.end()) return inputs[static_cast<std::size_t>(found - paths.begin())];
  draft.add({"E0335", name.where, fmt::format("there is no uncertain number `{}`", name.text), "not drawn",
             paths.empty() ? std::string("give the numbers that are drawn a `range` or a `distribution`")
                           : fmt::format("those that are drawn are {}", fmt::join(paths, ", ")),
             base::nearest_name(name.text, paths)});
  return std::nullopt;
}

}  // namespace

void read_correlations(Draft& draft) {
  const Node* const list = list_at(*draft.root, "correlations");
  if (list == nullptr) return;
  check_count(draft, list->items.size(), kMostCorrelations, "correlations", list->where);
  const std::vector<Input> inputs = uncertain_inputs(draft.made);
  for (const Node& item : list->items) {
    if (item.kind != Kind::kTable) continue;
    const Node* const between = list_at(item, "between");
    const Node* const rank = number_at(item, "rank");
    if (between == nullptr || rank == nullptr) continue;
    std::vector<Input> pair;
    for (const Node& name : between->items)
      if (name.kind == Kind::kText)
        if (const auto input = input_named(draft, name, inputs)) pair.push_back(*input);
    if (pair.size() < between->items.size()) continue;
    if (pair.size() != 2 || pair[0] == pair[1]) {
      draft.add({"E0335", between->where, "a correlation is between two numbers",
                 pair.size() == 2 ? "the same one twice" : fmt::format("{} are named", pair.size()),
                 "write between = [\"parameters.a\", \"parameters.b\"]"});
      continue;
    }
    if (!(rank->number > -1 && rank->number < 1)) {
      draft.add({"E0335", rank->where, "a rank correlation must be between -1 and 1",
                 fmt::format("this is {}", rank->number), "write rank = 0.5, say"});
      continue;
    }
    const auto is_same = [&](const Correlation& other) {
      return (other.first == pair[0] && other.second == pair[1]) || (other.first == pair[1] && other.second == pair[0]);
    };
    auto& made = draft.made.correlations;
    if (const auto first = std::find_if(made.begin(), made.end(), is_same); first != made.end()) {
      draft.add({"E0335",
                 item.where,
                 "two numbers have two correlations",
                 "the second one",
                 "remove one of them",
                 "",
                 {{first->where.source, first->where.span, "the first one"}}});
      continue;
    }
    made.push_back({pair[0], pair[1], rank->number, item.where});
  }
}

void read_constraints(Draft& draft) {
  const Node* const table = table_at(*draft.root, "constraints");
  if (table == nullptr) return;
  check_count(draft, table->entries.size(), kMostConstraints, "constraints", table->where);
  const Place place{.no_moves = "a constraint is about the numbers that are drawn, before anybody moves",
                    .no_step = "a constraint is about the numbers that are drawn, before the first step"};
  for (const Entry& entry : table->entries) {
    const bool is_table = entry.value.kind == Kind::kTable;
    auto when = read_formula(draft, is_table ? entry.value.find("when") : &entry.value, place, expr::Type::kBoolean);
    if (!when) continue;
    if (when->reads().empty()) {
      draft.add({"E0337", entry.where, "the constraint names nothing that is drawn", "always the same",
                 "compare parameters, or the starts of variables"});
      continue;
    }
    draft.made.constraints.push_back(
        {entry.key, is_table ? text_at(entry.value, "says") : std::string(), std::move(*when), entry.where});
  }
}

}  // namespace parley::scenario
