// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/situation.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <string_view>

#include "parley/scenario/inputs.h"

namespace parley::scenario {

namespace {

// Beliefs about an actor may sum to this much more than 1: decimals do not add up exactly.
constexpr double kSumSlack = 1e-9;
constexpr std::string_view kDate = "date";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string_view stripped(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Calls `meet(place, word)` for each comma, semicolon, `and` and `or` outside of brackets and quotes.
template <class Meet>
void for_each_join(std::string_view text, const Meet& meet) {
  int depth = 0;
  char quote = 0;
  for (std::size_t k = 0; k < text.size(); ++k) {
    const char c = text[k];
    if (quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '\'' || c == '"') quote = c;
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (depth != 0) continue;
    if (c == ',' || c == ';') meet(k, text.substr(k, 1));
    if (!is_word(c) || (k > 0 && is_word(text[k - 1]))) continue;
    std::size_t end = k;
    while (end < text.size() && is_word(text[end])) ++end;
    if (const std::string_view word = text.substr(k, end - k); word == "and" || word == "or") meet(k, word);
  }
}

void add_part(std::string_view text, std::vector<std::string_view>& parts) {
  if (const std::string_view part = stripped(text); !part.empty()) parts.push_back(part);
}

/// The parts that commas and semicolons join, and `and` where no `or` stands beside it, which binds less.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> sections;
  std::size_t begin = 0;
  for_each_join(text, [&](std::size_t at, std::string_view join) {
    if (join != "," && join != ";") return;
    add_part(text.substr(begin, at - begin), sections);
    begin = at + 1;
  });
  add_part(text.substr(begin), sections);
  std::vector<std::string_view> parts;
  for (const std::string_view section : sections) {
    bool has_or = false;
    for_each_join(section, [&](std::size_t, std::string_view join) { has_or = has_or || join == "or"; });
    begin = 0;
    for_each_join(section, [&](std::size_t at, std::string_view join) {
      if (has_or || join != "and") return;
      add_part(section.substr(begin, at - begin), parts);
      begin = at + join.size();
    });
    add_part(section.substr(begin), parts);
  }
  return parts;
}

/// What a condition may name: the public variables, and the step where there is a horizon.
class StateNames final : public expr::Names {
 public:
  explicit StateNames(const Scenario& scenario) : scenario_(scenario) {}

  std::optional<expr::Symbol> find(std::string_view name) const override {
    if (name == "step" && scenario_.horizon.steps)
      return expr::Symbol{expr::Type::kNumber, scenario_.slots().step(), {}};
    for (std::size_t v = 0; v < scenario_.variables.size(); ++v) {
      const Variable& variable = scenario_.variables[v];
      if (variable.key == name)
        return expr::Symbol{variable.is_numeric() ? expr::Type::kNumber : expr::Type::kLevel,
                            scenario_.slots().variable(VariableId(v)), variable.levels};
    }
    return std::nullopt;
  }

  std::vector<std::string> all() const override {
    std::vector<std::string> names;
    for (const Variable& variable : scenario_.variables) names.push_back(variable.key);
    if (scenario_.horizon.steps) names.emplace_back("step");
    return names;
  }

  std::string refusal(std::string_view name) const override {
    if (name == "step") return "`step` counts the steps of a `horizon`, and there is none";
    for (const Parameter& parameter : scenario_.parameters)
      if (parameter.key == name) return "it is a parameter, the same everywhere: set it with --set";
    for (const Actor& actor : scenario_.actors)
      if (name.starts_with(actor.key + "."))
        return "a place is told by the public state, not by moves or types: name what the move has changed";
    return {};
  }

 private:
  const Scenario& scenario_;
};

class Reader {
 public:
  Reader(const Scenario& scenario, const std::string& words)
      : scenario_(scenario), names_(scenario), source_(std::make_shared<const base::Source>("--at", words)) {
    read_.source = source_;
  }

  base::Result<Situation> run() {
    for (const std::string_view part : parts_of(source_->text())) {
      if (part.starts_with("P(") || part.starts_with("P ("))
        belief(part);
      else if (is_date(part))
        date(part);
      else
        condition(part);
    }
    check_sums();
    if (found_.has_errors()) return base::failure(std::move(found_));
    return std::move(read_);
  }

 private:
  base::Span span(std::string_view part) const {
    const auto begin = static_cast<std::size_t>(part.data() - source_->text().data());
    return {begin, begin + part.size()};
  }

  void refuse(std::string_view part, std::string message, std::string help, std::string suggestion = {}) {
    base::Diagnostic mistake;
    mistake.code = "E0902";
    mistake.fault = base::Fault::kUsage;
    mistake.message = std::move(message);
    mistake.source = source_;
    mistake.span = span(part);
    mistake.help = std::move(help);
    mistake.suggestion = std::move(suggestion);
    found_.add(std::move(mistake));
  }

  bool is_date(std::string_view part) const {
    if (!part.starts_with(kDate)) return date_of(part).has_value();
    return !names_.find(kDate) && (part.size() == kDate.size() || !is_word(part[kDate.size()]));
  }

  void condition(std::string_view part) {
    auto read = expr::parse({part, source_, span(part).begin, {}}, names_, {expr::Type::kBoolean, {}});
    if (read) {
      read_.conditions.push_back(std::move(*read));
      return;
    }
    for (base::Diagnostic mistake : read.error().all()) {
      mistake.fault = base::Fault::kUsage;
      found_.add(std::move(mistake));
    }
  }

  void date(std::string_view part) {
    std::string_view text = part;
    if (text.starts_with(kDate)) text.remove_prefix(kDate.size());
    while (!text.empty() && (is_space(text.front()) || text.front() == '=')) text.remove_prefix(1);
    const auto day = date_of(text);
    if (!day) return refuse(part, "this is no date", "write it as date 2020-02-09");
    // The step that holds the day: the last that does not begin after it.
    std::optional<std::size_t> step;
    const std::size_t last = scenario_.horizon.steps.value_or(scenario_.forecast_steps);
    for (std::size_t t = 0; t <= last && !(*day < after(scenario_.start, scenario_.step, t)); ++t) step = t;
    const Date end = after(scenario_.start, scenario_.step, last + 1);
    if (!step || !(*day < end))
      return refuse(part, "the date is outside of what is modelled",
                    fmt::format("name one from {} to before {}", scenario::text(scenario_.start), scenario::text(end)));
    read_.step = step;
  }

  /// P(actor is type) = number
  void belief(std::string_view part) {
    const char* const form = "write a belief as P(ACTOR is TYPE) = 0.4";
    const std::size_t open = part.find('(');
    const std::size_t close = part.find(')');
    if (close == std::string_view::npos) return refuse(part, "a belief without its closing bracket", form);
    const std::string_view inside = stripped(part.substr(open + 1, close - open - 1));
    const std::size_t is = inside.find(" is ");
    if (is == std::string_view::npos) return refuse(part, "a belief says which type an actor is", form);
    const auto actor = actor_called(stripped(inside.substr(0, is)));
    if (!actor) return;
    const auto type = type_called(*actor, stripped(inside.substr(is + 4)));
    if (!type) return;
    std::string_view number = stripped(part.substr(close + 1));
    while (!number.empty() && (number.front() == '=' || is_space(number.front()))) number.remove_prefix(1);
    const bool in_percent = number.ends_with('%');
    if (in_percent) number.remove_suffix(1);
    double chance = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), chance);
    if (in_percent) chance /= 100;
    if (number.empty() || error != std::errc() || end != number.data() + number.size())
      return refuse(part, "the belief is no number", form);
    if (!(chance >= 0 && chance <= 1)) return refuse(part, "a belief is a chance, from 0 to 1", form);
    for (const GivenBelief& other : read_.beliefs)
      if (other.actor == *actor && other.type == *type)
        return refuse(part, "this belief is given twice", "leave one of them out");
    read_.beliefs.push_back({*actor, *type, chance});
    belief_part_ = part;
  }

  std::optional<ActorId> actor_called(std::string_view name) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < scenario_.actors.size(); ++i) {
      if (scenario_.actors[i].key == name) return ActorId(i);
      known.push_back(scenario_.actors[i].key);
    }
    refuse(name, fmt::format("there is no actor {}", name), fmt::format("the actors are {}", fmt::join(known, ", ")),
           base::nearest_name(name, known));
    return std::nullopt;
  }

  std::optional<TypeId> type_called(ActorId actor, std::string_view name) {
    const Actor& of = scenario_.actors[actor.value()];
    std::vector<std::string> known;
    for (std::size_t t = 0; t < of.types.size(); ++t) {
      if (of.types[t].key == name) return TypeId(t);
      known.push_back(of.types[t].key);
    }
    refuse(name, fmt::format("{} has no type {}", of.key, name),
           known.empty() ? "nothing about it is private" : fmt::format("its types are {}", fmt::join(known, ", ")),
           base::nearest_name(name, known));
    return std::nullopt;
  }

  void check_sums() {
    for (std::size_t i = 0; i < scenario_.actors.size(); ++i) {
      double sum = 0;
      std::size_t given = 0;
      for (const GivenBelief& belief : read_.beliefs) {
        if (belief.actor != ActorId(i)) continue;
        sum += belief.chance;
        ++given;
      }
      const std::string& key = scenario_.actors[i].key;
      if (sum > 1 + kSumSlack)
        refuse(belief_part_, fmt::format("the beliefs about {} sum to {:.6g}", key, sum), "let them sum to 1 at most");
      else if (given == scenario_.actors[i].types.size() && given > 0 && sum < 1 - kSumSlack)
        refuse(belief_part_, fmt::format("the beliefs about {} sum to {:.6g}", key, sum),
               "leave one of them out: it takes the rest");
    }
  }

  const Scenario& scenario_;
  StateNames names_;
  base::SourcePtr source_;
  Situation read_;
  base::Diagnostics found_;
  std::string_view belief_part_;
};

}  // namespace

base::Result<Situation> read_situation(const Scenario& scenario, const std::string& words) {
  return Reader(scenario, words).run();
}

std::vector<double> beliefs_about(const Scenario& scenario, const Situation& situation, ActorId actor) {
  std::vector<ActorType> types = scenario.actors[actor.value()].types;
  std::vector<bool> is_fixed(types.size());
  for (const GivenBelief& belief : situation.beliefs) {
    if (belief.actor != actor) continue;
    types[belief.type.value()].prior.value = belief.chance;
    is_fixed[belief.type.value()] = true;
  }
  const bool any = std::find(is_fixed.begin(), is_fixed.end(), true) != is_fixed.end();
  if (any) share_rest(types, is_fixed);
  if (types.empty()) return {1};
  std::vector<double> beliefs(types.size());
  for (std::size_t t = 0; t < types.size(); ++t) beliefs[t] = types[t].prior.value;
  return beliefs;
}

}  // namespace parley::scenario
