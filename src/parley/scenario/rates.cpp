// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/rates.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "parley/base/diagnostics.h"

namespace parley::scenario {

namespace {

struct Alias {
  std::string_view written;
  std::string_view meant;
};

// Periods as people write them, which the language does not.
constexpr Alias kAliases[] = {
    {"days", "day"},    {"weeks", "week"}, {"months", "month"}, {"quarters", "quarter"}, {"years", "year"},
    {"annum", "year"},  {"yr", "year"},    {"yrs", "year"},     {"mo", "month"},         {"mth", "month"},
    {"qtr", "quarter"}, {"wk", "week"},    {"hour", "day"},     {"decade", "year"},      {"fortnight", "week"},
    {"y", "year"},      {"a", "year"},     {"d", "day"},
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The words that follow a `per` or a `/`.
std::vector<std::string> denominators(std::string_view unit) {
  std::vector<std::string> words;
  bool follows_per = false;
  for (std::size_t at = 0; at < unit.size();) {
    if (!is_letter(unit[at])) {
      if (unit[at] == '/')
        follows_per = true;
      else if (unit[at] != ' ')
        follows_per = false;
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < unit.size() && is_letter(unit[at])) ++at;
    std::string word(unit.substr(begin, at - begin));
    if (follows_per) words.push_back(word);
    follows_per = word == "per";
  }
  return words;
}

double steps_per_period(Step step, Step period) { return years(step) / years(period); }

}  // namespace

std::optional<Step> rate_period(std::string_view unit) {
  std::optional<Step> last;
  for (const std::string& word : denominators(unit))
    if (const std::optional<Step> step = step_of(word)) last = step;
  return last;
}

std::optional<MisspeltPeriod> misspelt_period(std::string_view unit) {
  const std::vector<std::string> periods = {"day", "week", "month", "quarter", "year"};
  for (const std::string& word : denominators(unit)) {
    if (step_of(word)) continue;
    for (const Alias& alias : kAliases)
      if (alias.written == word) return MisspeltPeriod{word, std::string(alias.meant)};
    // Short words are near to too much: "per bar" is no misspelt "per day".
    constexpr std::size_t kShortest = 4;
    const std::string near = word.size() < kShortest ? std::string() : base::nearest_name(word, periods);
    if (!near.empty()) return MisspeltPeriod{word, near};
  }
  return std::nullopt;
}

double scaled_to_step(double value, std::string_view unit, Step step) {
  const std::optional<Step> period = rate_period(unit);
  return period ? value * steps_per_period(step, *period) : value;
}

double compounded_to_step(double value, std::string_view unit, Step step) {
  const std::optional<Step> period = rate_period(unit);
  if (!period || *period == step || value < 0 || value > 1) return value;
  // 1 - (1 - p)^n without losing small p.
  return -std::expm1(steps_per_period(step, *period) * std::log1p(-value));
}

}  // namespace parley::scenario
