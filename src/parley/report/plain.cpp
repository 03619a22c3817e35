// SPDX-License-Identifier: Apache-2.0
#include "parley/report/plain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace parley::report {

std::string in_words(std::string_view key) {
  std::string text(key);
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string run_name(const scenario::Scenario& scenario, const std::optional<std::size_t>& policy) {
  return policy ? in_words(scenario.policies[*policy].key) : "No commitment";
}

std::vector<std::string> actor_keys(const scenario::Scenario& scenario, std::uint32_t actors) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < scenario.actors.size(); ++i)
    if ((actors >> i & 1) != 0) keys.push_back(scenario.actors[i].key);
  return keys;
}

std::string actor_names(const scenario::Scenario& scenario, std::uint32_t actors) {
  std::string text;
  for (std::size_t i = 0; i < scenario.actors.size(); ++i)
    if ((actors >> i & 1) != 0) text += (text.empty() ? "" : " and ") + scenario.actors[i].name;
  return text;
}

std::vector<std::string> policy_terms(const scenario::Scenario& scenario, const scenario::Policy& policy) {
  std::vector<std::string> terms;
  const auto key = [&](scenario::ActionId id) { return scenario.actions[id.value()].key; };
  for (const scenario::ActionId id : policy.never) terms.push_back("never " + key(id));
  for (const scenario::ActionId id : policy.always) terms.push_back("always " + key(id));
  for (const auto& [id, when] : policy.only_when) terms.push_back(key(id) + " only when " + when.text());
  return terms;
}

namespace {

bool is_chance(const scenario::Scenario& scenario, const scenario::Parameter& parameter) {
  const auto id = static_cast<std::size_t>(&parameter - scenario.parameters.data());
  const expr::Slot slot = scenario.slots().chance(scenario::ParameterId(id));
  const auto reads = [&](const std::optional<expr::Expression>& chance) {
    return chance && std::find(chance->reads().begin(), chance->reads().end(), slot) != chance->reads().end();
  };
  return std::any_of(scenario.actions.begin(), scenario.actions.end(),
                     [&](const auto& a) { return reads(a.chance); }) ||
         std::any_of(scenario.rules.begin(), scenario.rules.end(), [&](const auto& r) { return reads(r.chance); });
}

std::string per_step(const scenario::Scenario& scenario, double used) {
  return fmt::format("{:.6g} per {}", used, scenario::name(scenario.step));
}

std::string used_as(const scenario::Scenario& scenario, const scenario::Quantity& quantity, double used) {
  return used == quantity.value ? "" : per_step(scenario, used);
}

}  // namespace

std::string used_as(const scenario::Scenario& scenario, const scenario::Parameter& parameter) {
  return used_as(scenario, parameter.quantity,
                 is_chance(scenario, parameter) ? parameter.chance_per_step : parameter.per_step);
}

std::string used_as(const scenario::Scenario& scenario, const scenario::TypeValue& value) {
  return used_as(scenario, value.quantity, value.per_step);
}

std::vector<NumberLine> number_lines(const scenario::Scenario& scenario) {
  std::vector<NumberLine> lines;
  for (const scenario::Parameter& parameter : scenario.parameters) {
    if (parameter.is_term) continue;
    const std::string path = "parameters." + parameter.key;
    if (!parameter.by) lines.push_back({path, parameter.says, &parameter.quantity, used_as(scenario, parameter)});
    for (std::size_t t = 0; t < parameter.by_type.size(); ++t) {
      const scenario::TypeValue& value = parameter.by_type[t];
      lines.push_back({path + "." + scenario.actors[parameter.by->value()].types[t].key, parameter.says,
                       &value.quantity, used_as(scenario, value)});
    }
  }
  for (const scenario::Actor& actor : scenario.actors) {
    const std::string path = "actors." + actor.key;
    lines.push_back(
        {path + ".patience", "discount factor of " + actor.name, &actor.patience, per_step(scenario, actor.discount)});
    for (const scenario::ActorType& type : actor.types)
      lines.push_back({path + ".types." + type.key, type.says, &type.prior, ""});
  }
  return lines;
}

std::string why_text(const run::StartChoice& choice, const run::MoveChoice& move) {
  // Less than this of the best move's size is rounding.
  constexpr double kNothing = 1e-9;
  const auto best = std::max_element(choice.moves.begin(), choice.moves.end(),
                                     [](const auto& a, const auto& b) { return a.value < b.value; });
  const double scale = std::max(1.0, std::abs(best->value));
  if (move.loss <= kNothing * scale) return move.probability > 0 ? "chosen" : "as good as the chosen move";
  std::size_t most = 0;
  for (std::size_t t = 1; t < move.terms.size(); ++t)
    if (move.terms[t].value - best->terms[t].value < move.terms[most].value - best->terms[most].value) most = t;
  std::string text = fmt::format("loses {} against {}", figure(move.loss), best->move);
  if (!move.terms.empty() && move.terms[most].value < best->terms[most].value)
    text += fmt::format(", most of it through {} ({})", move.terms[most].key,
                        figure(move.terms[most].value - best->terms[most].value));
  return text;
}

double rounded_off(double chance) { return std::round(chance * 1e9) / 1e9; }

std::string percent(double chance) {
  if (!(chance > 0)) return "0%";
  if (chance >= 1) return "100%";
  if (chance < 0.005) return "<1%";
  if (chance >= 0.995) return ">99%";
  return fmt::format("{:.0f}%", std::round(100 * chance));  // halves up: .005 is 1%, never 0%
}

std::string points(double difference) {
  if (std::abs(difference) < 0.0005) return "no change";
  if (std::abs(difference) < 0.005) return difference > 0 ? "less than +1 point" : "less than -1 point";
  const double rounded = std::round(100 * difference);
  return fmt::format("{:+.0f} point{}", rounded, std::abs(rounded) == 1 ? "" : "s");
}

std::string figure(double value) {
  if (!std::isfinite(value)) return "none";
  if (value == 0 || std::abs(value) < 1e-12) return "0";
  const double size = std::abs(value);
  if (size >= 1000) return fmt::format("{:.0f}", value);
  if (size >= 0.001) return fmt::format("{:.3g}", value);
  return fmt::format("{:.1e}", value);
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
  std::size_t at = std::min(text.find_first_not_of(' '), text.size());
  std::string out(text.substr(0, at));
  std::size_t column = at;
  bool first = true;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (!first && column + 1 + word.size() > width) {
      out += '\n';
      out += indent;
      column = indent.size();
    } else if (!first) {
      out += ' ';
      ++column;
    }
    first = false;
    out += word;
    column += word.size();
    at = end + 1;
  }
  return out;
}

}  // namespace parley::report
