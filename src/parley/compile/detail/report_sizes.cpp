// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "parley/compile/detail/enumeration.h"
#include "parley/compile/detail/move_code.h"

namespace parley::compile {

namespace {

constexpr std::size_t kMostOutcomes = 32;
constexpr std::size_t kMostRandomActors = 16;
constexpr std::size_t kMostTracked = 64;
// More starts than this are a mistake: the product of all uncertain starts.
constexpr double kMostStarts = 1e6;

/// "warheads 11 x sanctions 3 x ...": the largest first.
std::string size_list(const scenario::Scenario& scenario) {
  std::vector<std::size_t> order(scenario.variables.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return scenario.variables[a].size > scenario.variables[b].size;
  });
  std::string text;
  for (const std::size_t v : order)
    text += fmt::format("{}{} {}", text.empty() ? "" : " x ", scenario.variables[v].key, scenario.variables[v].size);
  return text;
}

double count(const scenario::Scenario& scenario) {
  double product = 1;
  for (const scenario::Variable& variable : scenario.variables) product *= static_cast<double>(variable.size);
  return product;
}

/// Whether a move may be open only while a deal is in force.
bool reads_deal(const scenario::Scenario& scenario, const scenario::Action& action) {
  if (!scenario.deal || !action.when) return false;
  const auto reads = action.when->reads();
  return std::binary_search(reads.begin(), reads.end(), scenario.slots().variable(scenario.deal->status));
}

}  // namespace

base::Diagnostics Enumeration::check_sizes() const {
  base::Diagnostics all;
  if (layout_.bits() > 64)
    all.add(base::mistake("E0407",
                          fmt::format("the state needs {} bits and has room for 64: {} = {:.3g} states", layout_.bits(),
                                      size_list(scenario_), count(scenario_)),
                          "coarsen the largest variables, or leave out one that nothing depends on"));
  if (scenario_.outcomes.size() > kMostOutcomes)
    all.add(base::mistake("E0406",
                          fmt::format("{} outcomes are more than {}", scenario_.outcomes.size(), kMostOutcomes),
                          "watch fewer outcomes"));
  if (scenario_.actions.size() > detail::kMostActions)
    all.add(base::mistake("E0406",
                          fmt::format("{} moves are more than {}", scenario_.actions.size(), detail::kMostActions),
                          "make families of moves with `choose`"));
  if (layout_.tracked() > kMostTracked)
    all.add(base::mistake("E0406",
                          fmt::format("{} moves are read by formulas, more than {}", layout_.tracked(), kMostTracked),
                          "let formulas read state variables that the moves set"));
  if (random_ && scenario_.actors.size() > kMostRandomActors)
    all.add(base::mistake(
        "E0406", fmt::format("{} actors in random order are more than {}", scenario_.actors.size(), kMostRandomActors),
        "give `turns` as a list"));
  double starts = 1;
  for (const scenario::Variable& variable : scenario_.variables) starts *= static_cast<double>(variable.start.size());
  if (starts > kMostStarts)
    all.add(base::mistake(
        "E0406", fmt::format("{:.3g} combinations of uncertain starts are more than {:.3g}", starts, kMostStarts),
        "start fewer variables from a lottery"));
  return all;
}

base::Diagnostic Enumeration::too_large() const {
  std::vector<std::pair<std::size_t, std::size_t>> reached;
  for (std::size_t v = 0; v < value_seen_.size(); ++v)
    reached.emplace_back(static_cast<std::size_t>(std::count(value_seen_[v].begin(), value_seen_[v].end(), true)), v);
  std::stable_sort(reached.begin(), reached.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string seen;
  for (const auto& [values, v] : reached)
    seen += fmt::format("{}{} {}", seen.empty() ? "" : ", ", scenario_.variables[v].key, values);
  const std::size_t steps = scenario_.horizon.steps.value_or(1);
  base::Diagnostic diagnostic = base::mistake(
      "E0401",
      fmt::format("the game is too large: {} nodes so far need more than {:.3g} GiB; up to {} = {:.3g} states{}",
                  keys_.size(), static_cast<double>(options_.most_bytes) / 0x1p30, size_list(scenario_),
                  count(scenario_), steps > 1 ? fmt::format(" in each of {} steps", steps) : ""),
      fmt::format("coarsen the variables with the most values reached so far ({}), shorten the horizon, or allow "
                  "more with --memory",
                  seen));
  if (!reached.empty()) {
    const scenario::Variable& largest = scenario_.variables[reached.front().second];
    diagnostic.source = largest.where.source;
    diagnostic.span = largest.where.span;
    diagnostic.label = fmt::format("{} values reached", reached.front().first);
  }
  return diagnostic;
}

void Enumeration::warn_of_idle_parts(CompiledGame& compiled) const {
  const auto warn = [&](std::string_view code, const scenario::Where& where, std::string message, std::string help) {
    base::Diagnostic diagnostic = base::mistake(code, std::move(message), std::move(help));
    diagnostic.severity = base::Severity::kWarning;
    diagnostic.source = where.source;
    diagnostic.span = where.span;
    compiled.warnings.add(std::move(diagnostic));
  };
  for (std::size_t a = 0; a < action_open_.size(); ++a)
    if (!action_open_[a] && !reads_deal(scenario_, scenario_.actions[a]))
      warn("W0401", scenario_.actions[a].where,
           fmt::format("{} can never be made", scenario_.action_name(scenario::ActionId(a))),
           "no state that play can reach opens it: check its `when`, or remove it");
  for (std::size_t i = 0; i < type_acts_.size(); ++i) {
    const scenario::Actor& actor = scenario_.actors[i];
    for (std::size_t t = 0; t < actor.types.size(); ++t)
      if (type_acts_[i].any() && !type_acts_[i][t] && actor.types[t].says.empty())
        warn("W0408", actor.types[t].where,
             fmt::format("no move is ever open to the type {} of {}", actor.types[t].key, actor.key),
             "name it in the `types` of a move, or check the `when` of its moves; if it is meant to hold out, let its "
             "`says` tell the reader");
  }
  for (std::size_t v = 0; v < value_seen_.size(); ++v) {
    const scenario::Variable& variable = scenario_.variables[v];
    if (variable.of_deal) continue;
    const auto first = std::find(value_seen_[v].begin(), value_seen_[v].end(), true);
    const auto last = std::find(value_seen_[v].rbegin(), value_seen_[v].rend(), true);
    if (variable.is_numeric()) {
      if (first == value_seen_[v].begin() && last == value_seen_[v].rbegin()) continue;
      const auto low = static_cast<std::size_t>(first - value_seen_[v].begin());
      const auto high = static_cast<std::size_t>(value_seen_[v].rend() - last) - 1;
      warn("W0403", variable.where,
           fmt::format("{} only goes from {} to {}", variable.key, value_text(variable, low),
                       value_text(variable, high)),
           "narrow its range, or check what should move it further");
      continue;
    }
    std::string missing;
    for (std::size_t k = 0; k < variable.size; ++k)
      if (!value_seen_[v][k]) missing += (missing.empty() ? "" : ", ") + variable.levels[k];
    if (!missing.empty())
      warn("W0402", variable.where, fmt::format("{} is never {}", variable.key, missing),
           "nothing that play can reach sets it so: check the effects, or remove the level");
  }
  for (std::size_t o = 0; o < scenario_.outcomes.size(); ++o)
    if ((outcomes_seen_ >> o & 1) == 0)
      warn("W0404", scenario_.outcomes[o].where, fmt::format("outcome {} never holds", scenario_.outcomes[o].key),
           "no state that play can reach satisfies its `when`");
  for (std::size_t t = 0; t < payoff_seen_.size(); ++t)
    if (!payoff_seen_[t] && !scenario_.payoffs[t].of_deal)
      warn("W0405", scenario_.payoffs[t].where,
           fmt::format("payoffs.{}.{} is 0 wherever play can get",
                       scenario_.actors[scenario_.payoffs[t].actor.value()].key, scenario_.payoffs[t].key),
           "check the formula, or remove the term");
  for (std::size_t r = 0; r < scenario_.rules.size(); ++r)
    if (!dynamics_.acted()[r] && !scenario_.rules[r].of_deal)
      warn("W0406", scenario_.rules[r].where, "this rule never acts",
           "no state that play can reach satisfies its `when`");
  for (const game::NodeId start : compiled.game.start_nodes())
    if (compiled.legend.phase(start) == Phase::kEnded) {
      warn("W0407", {scenario_.source, {}},
           fmt::format("the standoff may be over before it starts: {}", compiled.legend.state_text(start)),
           "start from states in which no ending outcome holds");
      break;
    }
}

}  // namespace parley::compile
