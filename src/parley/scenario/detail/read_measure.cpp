// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/read_measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include "parley/scenario/detail/mistake.h"
#include "parley/scenario/measures.h"

namespace parley::scenario {

namespace {

bool is_word_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// A word, a number, a quoted text or a sign, and where it stands.
struct Token {
  std::string_view text;
  base::Span span;
};

class Reader {
 public:
  Reader(const Scenario& scenario, const expr::Written& written, base::Span in_text, base::Diagnostics& found)
      : scenario_(scenario), written_(written), whole_(in_text), found_(found) {}

  std::optional<Measure> read() {
    const std::string_view text = written_.text.substr(whole_.begin, whole_.end - whole_.begin);
    if (text.back() != ')') return refuse(whole_, "the bracket of the measure is not closed", "never closed", kForms);
    split(whole_.begin + 2, whole_.end - 1);
    if (tokens_.empty()) return refuse(whole_, "the measure is empty", "empty", kForms);
    made_.step = scenario_.forecast_steps;
    if (!take_policy()) return std::nullopt;
    const bool is_sound = text.front() == 'P' ? chance() : text.front() == 'E' ? expectation() : worth();
    if (!is_sound) return std::nullopt;
    made_.text = text_of(scenario_, made_);
    return made_;
  }

 private:
  static constexpr const char* kForms =
      "write P(OUTCOME within 5 years | POLICY), P(ACTOR concedes first), P(nobody concedes within 2 quarters), "
      "P(VARIABLE == LEVEL at 1 year), E(VARIABLE at 5 years), E(VARIABLE when OUTCOME), E(years to OUTCOME) or "
      "V(ACTOR)";

  std::nullopt_t refuse(base::Span in_text, std::string message, std::string label, std::string help,
                        std::string suggestion = {}) {
    add(found_, {"E0338",
                 {written_.source, written_.span(in_text)},
                 std::move(message),
                 std::move(label),
                 std::move(help),
                 std::move(suggestion)});
    return std::nullopt;
  }
  bool fail(base::Span in_text, std::string message, std::string label, std::string help, std::string suggestion = {}) {
    refuse(in_text, std::move(message), std::move(label), std::move(help), std::move(suggestion));
    return false;
  }

  void split(std::size_t begin, std::size_t end) {
    const std::string_view text = written_.text;
    for (std::size_t at = begin; at < end;) {
      const char c = text[at];
      std::size_t last = at + 1;
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++at;
        continue;
      }
      if (c == '\'' || c == '"') {
        while (last < end && text[last] != c) ++last;
        last = std::min(last + 1, end);
      } else if (is_word_char(c) || c == '.') {
        while (last < end && (is_word_char(text[last]) || text[last] == '.')) ++last;
      } else if (last < end && text[last] == '=') {
        ++last;
      }
      tokens_.push_back({text.substr(at, last - at), {at, last}});
      at = last;
    }
  }

  [[nodiscard]] bool is_at(std::size_t k, std::string_view word) const {
    return k < tokens_.size() && tokens_[k].text == word;
  }
  [[nodiscard]] base::Span from(std::size_t k) const {
    return k < tokens_.size() ? base::Span{tokens_[k].span.begin, tokens_.back().span.end}
                              : base::Span{whole_.end - 1, whole_.end};
  }

  /// The place of a name among some, or none and reported.
  template <class Range>
  std::optional<std::size_t> named(std::size_t k, const Range& range, std::string_view what) {
    std::vector<std::string> keys(range.size());
    std::transform(range.begin(), range.end(), keys.begin(), [](const auto& one) { return one.key; });
    const std::string_view name = k < tokens_.size() ? tokens_[k].text : std::string_view();
    const auto found = std::find(keys.begin(), keys.end(), name);
    if (found != keys.end()) return static_cast<std::size_t>(found - keys.begin());
    const std::string there =
        keys.empty() ? fmt::format("the scenario has no {}", what) : fmt::format("known are {}", fmt::join(keys, ", "));
    refuse(k < tokens_.size() ? tokens_[k].span : from(k),
           name.empty() ? fmt::format("the measure names no {}", what) : fmt::format("there is no {} `{}`", what, name),
           name.empty() ? "missing" : fmt::format("unknown {}", what), there, base::nearest_name(name, keys));
    return std::nullopt;
  }

  bool take_policy() {
    const auto bar = std::find_if(tokens_.begin(), tokens_.end(), [](const Token& token) { return token.text == "|"; });
    if (bar == tokens_.end()) return true;
    const auto at = static_cast<std::size_t>(bar - tokens_.begin());
    const auto policy = named(at + 1, scenario_.policies, "policy");
    if (!policy) return false;
    if (tokens_.size() > at + 2)
      return fail(from(at + 2), "the measure goes on after its policy", "not expected", kForms);
    made_.policy = *policy;
    tokens_.resize(at);
    if (tokens_.empty()) return fail(whole_, "the measure is empty", "empty", kForms);
    return true;
  }

  bool ends_at(std::size_t k) {
    return k >= tokens_.size() || fail(from(k), "the measure goes on after its end", "not expected", kForms);
  }

  /// "within 5 years" or "at 5 years" and the end, or nothing where that may be left out.
  bool time(std::size_t k, std::string_view word) {
    if (k >= tokens_.size()) return true;
    if (!is_at(k, word))
      return fail(from(k), "the measure cannot be read from here on", fmt::format("`{}` was expected", word), kForms);
    double count = 0;
    const std::string_view number = k + 1 < tokens_.size() ? tokens_[k + 1].text : std::string_view();
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), count);
    if (number.empty() || error != std::errc() || end != number.data() + number.size() || !(count >= 0))
      return fail(from(k + 1), fmt::format("`{}` is followed by a time", word), "not a number",
                  fmt::format("write {} 5 years, say", word));
    std::string_view unit = k + 2 < tokens_.size() ? tokens_[k + 2].text : std::string_view();
    const auto period = period_of(unit);
    if (!period) return unknown_period(k + 2);
    const double steps = count * years(*period) / years(scenario_.step);
    // Days and weeks are no whole parts of months.
    constexpr double kWhole = 1e-6;
    if (std::abs(steps - std::round(steps)) > kWhole)
      return fail({tokens_[k + 1].span.begin, tokens_[k + 2].span.end},
                  fmt::format("the time is not a whole number of steps of a {}", name(scenario_.step)),
                  fmt::format("{:.6g} steps", steps), fmt::format("write a number of {}s", name(scenario_.step)));
    if (std::round(steps) > static_cast<double>(scenario_.forecast_steps))
      return fail({tokens_[k + 1].span.begin, tokens_[k + 2].span.end}, "the time lies beyond the forecast",
                  fmt::format("{:.6g} steps, the forecast has {}", std::round(steps), scenario_.forecast_steps),
                  "widen forecast = { steps = … }, or look less far");
    made_.step = static_cast<std::size_t>(std::lround(steps));
    return ends_at(k + 3);
  }

  static std::optional<Step> period_of(std::string_view unit) {
    if (const auto step = step_of(unit)) return step;
    return unit.ends_with('s') ? step_of(unit.substr(0, unit.size() - 1)) : std::nullopt;
  }

  bool unknown_period(std::size_t k) {
    return fail(k < tokens_.size() ? tokens_[k].span : from(k), "the measure lacks a period", "not a period",
                "the periods are days, weeks, months, quarters, years");
  }

  bool chance() {
    if (is_at(0, "nobody") || is_at(1, "concedes")) return concession();
    for (std::size_t v = 0; v < scenario_.variables.size(); ++v)
      if (tokens_[0].text == scenario_.variables[v].key) return level(VariableId(v));
    const auto outcome = named(0, scenario_.outcomes, "outcome");
    if (!outcome) return false;
    made_.outcome = *outcome;
    return time(1, "within");
  }

  bool concession() {
    const auto& actions = scenario_.actions;
    if (std::none_of(actions.begin(), actions.end(), [](const Action& action) { return action.concession; }))
      return fail(from(0), "no move of the scenario is marked as a concession", "nobody ever concedes",
                  "mark some with concession = true");
    if (is_at(0, "nobody")) {
      if (!is_at(1, "concedes")) return fail(from(1), "`nobody` is followed by `concedes`", "not expected", kForms);
      made_.kind = MeasureKind::kNobody;
      return time(2, "within");
    }
    const auto actor = named(0, scenario_.actors, "actor");
    if (!actor) return false;
    if (!is_at(2, "first"))
      return fail(from(2), "`concedes` is followed by `first`", "not expected",
                  "write P(ACTOR concedes first within 5 years)");
    made_.kind = MeasureKind::kFirst;
    made_.actor = ActorId(*actor);
    return time(3, "within");
  }

  bool level(VariableId id) {
    const Variable& variable = scenario_.variables[id.value()];
    if (variable.is_numeric())
      return fail(
          tokens_[0].span, fmt::format("`{}` has numbers, not levels", variable.key), "a number",
          fmt::format("write E({} at 5 years) for its mean, or declare an outcome for the condition", variable.key));
    static constexpr std::string_view kSigns[] = {"==", "!=", "<=", ">=", "<", ">"};
    const std::string_view sign = tokens_.size() > 1 ? tokens_[1].text : std::string_view();
    if (std::find(std::begin(kSigns), std::end(kSigns), sign) == std::end(kSigns))
      return fail(from(1), "a variable is compared with one of its levels", "no comparison",
                  fmt::format("write P({} == {} at 5 years)", variable.key, variable.levels.front()));
    std::string_view word = tokens_.size() > 2 ? tokens_[2].text : std::string_view();
    if (word.size() >= 2 && (word.front() == '\'' || word.front() == '"')) word = word.substr(1, word.size() - 2);
    const auto found = std::find(variable.levels.begin(), variable.levels.end(), word);
    if (found == variable.levels.end())
      return fail(tokens_.size() > 2 ? tokens_[2].span : from(2),
                  fmt::format("`{}` has no level `{}`", variable.key, word), "unknown level",
                  fmt::format("its levels are {}", fmt::join(variable.levels, ", ")),
                  base::nearest_name(word, variable.levels));
    const auto place = static_cast<std::size_t>(found - variable.levels.begin());
    for (std::size_t k = 0; k < variable.levels.size(); ++k) {
      const bool is_among = sign == "=="   ? k == place
                            : sign == "!=" ? k != place
                            : sign == "<=" ? k <= place
                            : sign == ">=" ? k >= place
                            : sign == "<"  ? k < place
                                           : k > place;
      if (is_among) made_.levels.push_back(k);
    }
    made_.kind = MeasureKind::kLevel;
    made_.variable = id;
    return time(3, "at");
  }

  bool expectation() {
    if (is_at(1, "to")) {
      const auto period = period_of(tokens_[0].text);
      if (!period) return unknown_period(0);
      const auto outcome = named(2, scenario_.outcomes, "outcome");
      if (!outcome) return false;
      made_.kind = MeasureKind::kTimeTo;
      made_.per = *period;
      made_.outcome = *outcome;
      return ends_at(3);
    }
    const auto variable = named(0, scenario_.variables, "variable");
    if (!variable) return false;
    made_.variable = VariableId(*variable);
    if (!scenario_.variables[*variable].is_numeric())
      return fail(
          tokens_[0].span, fmt::format("`{}` has levels, and no mean", tokens_[0].text), "levels",
          fmt::format("write P({} == {} at 5 years)", tokens_[0].text, scenario_.variables[*variable].levels.front()));
    if (!is_at(1, "when")) {
      made_.kind = MeasureKind::kStock;
      return time(1, "at");
    }
    const auto outcome = named(2, scenario_.outcomes, "outcome");
    if (!outcome) return false;
    made_.kind = MeasureKind::kStockWhen;
    made_.outcome = *outcome;
    return ends_at(3);
  }

  bool worth() {
    const auto actor = named(0, scenario_.actors, "actor");
    if (!actor) return false;
    made_.kind = MeasureKind::kWorth;
    made_.actor = ActorId(*actor);
    return ends_at(1);
  }

  const Scenario& scenario_;
  const expr::Written& written_;
  base::Span whole_;
  base::Diagnostics& found_;
  std::vector<Token> tokens_;
  Measure made_;
};

}  // namespace

std::vector<base::Span> find_measures(std::string_view text) {
  std::vector<base::Span> all;
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    const bool begins = (text[at] == 'P' || text[at] == 'E' || text[at] == 'V') && text[at + 1] == '(';
    if (!begins || (at > 0 && is_word_char(text[at - 1]))) continue;
    std::size_t end = at + 2;
    for (int depth = 1; end < text.size(); ++end) {
      if (text[end] == '(') ++depth;
      if (text[end] == ')' && --depth == 0) break;
    }
    end = std::min(end + 1, text.size());
    all.push_back({at, end});
    at = end - 1;
  }
  return all;
}

std::optional<Measure> read_measure_at(const Scenario& scenario, const expr::Written& written, base::Span in_text,
                                       base::Diagnostics& found) {
  return Reader(scenario, written, in_text, found).read();
}

}  // namespace parley::scenario
