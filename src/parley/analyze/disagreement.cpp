// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/disagreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "parley/analyze/study.h"
#include "parley/base/parallel.h"
#include "parley/scenario/inputs.h"
#include "parley/scenario/measures.h"

namespace parley::analyze {

namespace {

using scenario::Scenario;

/// A number that both files have, and where it stands in each.
struct SharedNumber {
  std::string path;
  std::function<void(Scenario& to, const Scenario& from)> copy;
  bool differs = false;
  std::string in_first;
  std::string in_second;
};

std::string start_text(const scenario::Variable& variable) {
  std::string text;
  for (const auto& [place, chance] : variable.start) {
    const std::string value = variable.is_numeric() ? fmt::format("{}", variable.value(place)) : variable.levels[place];
    text += (text.empty() ? "" : ", ") + value + (variable.start.size() > 1 ? fmt::format(": {:.3g}", chance) : "");
  }
  return text;
}

/// Parameters, priors, patience, precision and starts, as far as both files have them.
std::vector<SharedNumber> shared_numbers(const Scenario& first, const Scenario& second) {
  std::vector<SharedNumber> shared;
  const auto others = all_inputs(second);
  for (const auto& named : all_inputs(first)) {
    const std::string& path = named.first;
    const scenario::Input& input = named.second;
    const auto found =
        std::find_if(others.begin(), others.end(), [&](const auto& other) { return other.first == path; });
    if (found == others.end() || input.kind == scenario::InputKind::kStart || input.kind == scenario::InputKind::kPrior)
      continue;
    const double one = quantity_of(first, input).value;
    const double two = quantity_of(second, found->second).value;
    const auto copy = [path](Scenario& to, const Scenario& from) {
      set_input(to, inputs_at(to, {path})->front(), quantity_of(from, inputs_at(from, {path})->front()).value);
    };
    shared.push_back({path, copy, one != two, fmt::format("{}", one), fmt::format("{}", two)});
  }
  for (std::size_t i = 0; i < first.actors.size(); ++i) {
    if (i >= second.actors.size() || first.actors[i].key != second.actors[i].key) continue;
    const auto& one = first.actors[i];
    const auto& two = second.actors[i];
    const auto copy = [i](Scenario& to, const Scenario& from) {
      for (std::size_t t = 0; t < to.actors[i].types.size(); ++t)
        to.actors[i].types[t].prior.value = from.actors[i].types[t].prior.value;
    };
    SharedNumber priors{fmt::format("actors.{}.types", one.key), copy};
    if (one.types.size() != two.types.size() || one.types.empty()) continue;
    for (std::size_t t = 0; t < one.types.size(); ++t) {
      priors.differs = priors.differs || one.types[t].prior.value != two.types[t].prior.value;
      priors.in_first += fmt::format("{}{} {:.4g}", t == 0 ? "" : ", ", one.types[t].key, one.types[t].prior.value);
      priors.in_second += fmt::format("{}{} {:.4g}", t == 0 ? "" : ", ", two.types[t].key, two.types[t].prior.value);
    }
    shared.push_back(std::move(priors));
  }
  for (std::size_t v = 0; v < first.variables.size(); ++v) {
    if (v >= second.variables.size()) continue;
    const scenario::Variable& one = first.variables[v];
    const scenario::Variable& two = second.variables[v];
    if (one.key != two.key || one.levels != two.levels || one.low != two.low || one.by != two.by ||
        one.size != two.size)
      continue;
    const auto copy = [v](Scenario& to, const Scenario& from) { to.variables[v].start = from.variables[v].start; };
    shared.push_back(
        {fmt::format("state.{}.start", one.key), copy, one.start != two.start, start_text(one), start_text(two)});
  }
  return shared;
}

/// A section's words, so that two of them can be compared; numbers that are shared left out.
std::vector<std::pair<std::string, std::string>> sections_of(const Scenario& scenario) {
  std::vector<std::pair<std::string, std::string>> sections;
  const auto formula = [](const std::optional<expr::Expression>& one) { return one ? one->text() : std::string("-"); };
  const auto effects = [](const std::vector<scenario::Effect>& all) {
    std::string text;
    for (const scenario::Effect& effect : all)
      text += fmt::format("{}:{}:{};", effect.variable.value(), static_cast<int>(effect.assign), effect.value.text());
    return text;
  };
  const auto pays = [](const std::vector<scenario::Pay>& all) {
    std::string text;
    for (const scenario::Pay& pay : all) text += fmt::format("{}:{};", pay.actor.value(), pay.value.text());
    return text;
  };
  std::string text =
      fmt::format("{} {} {}", scenario::name(scenario.step), scenario::text(scenario.start), scenario.forecast_steps);
  sections.emplace_back("dates", text);
  text.clear();
  for (const auto& turn : scenario.turns)
    for (const scenario::ActorId actor : turn) text += fmt::format("{} ", actor.value());
  sections.emplace_back("turns", fmt::format("{} {}", static_cast<int>(scenario.order), text));
  text = fmt::format("{} {} {}", scenario.horizon.steps.value_or(0), scenario.horizon.payoffs_continue,
                     pays(scenario.horizon.pays));
  sections.emplace_back("horizon", text);
  text.clear();
  for (const scenario::Actor& actor : scenario.actors) {
    text += fmt::format("{} {} {}:", actor.key, actor.may_wait, actor.precision);
    for (const scenario::ActorType& type : actor.types) text += type.key + " ";
  }
  sections.emplace_back("actors", text);
  text.clear();
  for (const scenario::Variable& v : scenario.variables)
    text += fmt::format("{} {} {} {} {} {};", v.key, fmt::join(v.levels, ","), v.low, v.by, v.size, v.clamps);
  sections.emplace_back("state", text);
  text.clear();
  for (const scenario::Parameter& p : scenario.parameters)
    text += fmt::format("{} {} {};", p.key, p.quantity.unit, p.by ? static_cast<int>(p.by->value()) : -1);
  sections.emplace_back("parameters", text);
  text.clear();
  for (const scenario::Action& a : scenario.actions)
    text += fmt::format("{} {} {} {} {} {} {} {} {} {} {} {};", a.key, a.actor.value(), a.concession, a.hidden,
                        formula(a.when), formula(a.chance), effects(a.then), effects(a.otherwise), pays(a.pays),
                        a.argument, fmt::join(a.argument_values, ","), a.types.size());
  sections.emplace_back("moves", text);
  text.clear();
  for (const scenario::Rule& r : scenario.rules)
    text += fmt::format("{} {} {} {} {};", formula(r.when), formula(r.chance), effects(r.then), effects(r.otherwise),
                        r.after ? static_cast<int>(r.after->value()) : -1);
  sections.emplace_back("rules", text);
  text.clear();
  for (const scenario::PayoffTerm& p : scenario.payoffs) text += fmt::format("{} {};", p.actor.value(), p.value.text());
  sections.emplace_back("payoffs", text);
  text.clear();
  for (const scenario::Outcome& o : scenario.outcomes)
    text +=
        fmt::format("{} {} {} {} {} {};", o.key, o.when.text(), o.ends, pays(o.pays), pays(o.flow), o.payoffs_continue);
  sections.emplace_back("outcomes", text);
  text.clear();
  for (const scenario::Policy& p : scenario.policies) {
    text += fmt::format("{} {}:", p.key, p.actor.value());
    for (const scenario::ActionId id : p.never) text += fmt::format("n{} ", id.value());
    for (const scenario::ActionId id : p.always) text += fmt::format("a{} ", id.value());
    for (const auto& [id, when] : p.only_when) text += fmt::format("o{} {} ", id.value(), when.text());
  }
  sections.emplace_back("policies", text);
  return sections;
}

class Finding {
 public:
  Finding(const Scenario& first, const Scenario& second, const run::RunOptions& options,
          const base::RunContext& context)
      : first_(first), second_(second), options_(options), context_(context) {}

  base::Result<Disagreement> run(const std::vector<std::string>& asked) {
    compare();
    if (found_.assumptions.empty()) return base::failure(nothing_differs());
    if (auto failed = read_measures(asked)) return base::failure(std::move(*failed));
    solve_all();
    if (context_.stop() != base::Stop::kNo) {
      found_.stopped = context_.stop();
      return found_;
    }
    weigh();
    test_claims();
    return std::move(found_);
  }

 private:
  void compare() {
    for (SharedNumber& number : shared_numbers(first_, second_)) {
      if (!number.differs) continue;
      found_.assumptions.push_back({number.path, number.in_first, number.in_second});
      numbers_.push_back(std::move(number));
    }
    const auto one = sections_of(first_);
    const auto two = sections_of(second_);
    for (std::size_t k = 0; k < one.size(); ++k)
      if (one[k].second != two[k].second) found_.form.push_back(one[k].first);
    if (!found_.form.empty())
      found_.assumptions.push_back({"form", "as written", fmt::format("other {}", fmt::join(found_.form, ", "))});
  }

  static base::Diagnostic nothing_differs() {
    return base::mistake("E0901", "the two scenarios differ in nothing that is solved",
                         "name two scenarios of different assumptions", base::Fault::kUsage);
  }

  std::optional<base::Diagnostics> read_measures(const std::vector<std::string>& asked) {
    std::vector<std::string> texts = asked;
    if (texts.empty()) {
      for (const scenario::Claim& claim : first_.claims) {
        if (claim_of(second_, claim) == nullptr) continue;
        claims_.push_back(&claim);
        for (const scenario::Measure& measure : claim.measures) texts.push_back(measure.text);
      }
    }
    if (texts.empty())
      for (const scenario::Measure& measure : scenario::usual_measures(first_, {std::nullopt}))
        texts.push_back(measure.text);
    std::set<std::string> taken;
    base::Diagnostics mistakes;
    for (const std::string& text : texts) {
      auto one = scenario::read_measure(first_, text);
      auto two = scenario::read_measure(second_, text);
      if (!one) mistakes.append(one.error());
      if (!two) mistakes.append(two.error());
      if (!one || !two || !taken.insert(one->text).second) continue;
      of_first_.push_back(std::move(*one));
      of_second_.push_back(std::move(*two));
    }
    return mistakes.has_errors() ? std::optional(std::move(mistakes)) : std::nullopt;
  }

  /// The claim of the other file that is tested alike.
  static const scenario::Claim* claim_of(const Scenario& scenario, const scenario::Claim& claim) {
    for (const scenario::Claim& other : scenario.claims)
      if (other.key == claim.key && other.text == claim.text) return &other;
    return nullptr;
  }

  /// A file with one assumption of the other, or none: `swapped` is the place of it.
  [[nodiscard]] WorldRun solve(bool is_first, std::optional<std::size_t> swapped,
                               const base::RunContext& single) const {
    const bool swaps_form = swapped && *swapped == numbers_.size();
    Scenario made = is_first != swaps_form ? first_ : second_;
    const Scenario& own = is_first ? first_ : second_;
    const Scenario& other = is_first ? second_ : first_;
    for (std::size_t k = 0; k < numbers_.size(); ++k) numbers_[k].copy(made, swapped == k ? other : own);
    return run_world(made, is_first != swaps_form ? of_first_ : of_second_, options_, single);
  }

  void solve_all() {
    const std::size_t count = found_.assumptions.size();
    runs_.resize(2 * (count + 1));
    base::RunContext single = context_;
    single.threads = 1;
    single.progress = nullptr;
    base::parallel_for(runs_.size(), context_.threads, [&](std::size_t k) {
      if (context_.stop() != base::Stop::kNo) return;
      const std::size_t place = k / 2;
      runs_[k] = solve(k % 2 == 0, place == 0 ? std::nullopt : std::optional(place - 1), single);
    });
    found_.worlds = runs_.size();
    for (WorldRun& run : runs_) {
      if (run.status == WorldStatus::kCertified) continue;
      if (found_.uncertified++ == 0) found_.reason = run.reason;
      // What is not certified counts for nothing.
      run.measures.assign(of_first_.size(), std::nan(""));
    }
  }

  [[nodiscard]] double at(bool is_first, std::size_t place, std::size_t measure) const {
    return runs_[2 * place + (is_first ? 0 : 1)].measures[measure];
  }

  void weigh() {
    for (std::size_t m = 0; m < of_first_.size(); ++m) {
      MeasureDisagreement told{of_first_[m].text, at(true, 0, m), at(false, 0, m), {}, 0};
      told.together = told.second - told.first;
      for (std::size_t k = 0; k < found_.assumptions.size(); ++k) {
        told.effects.push_back({k, at(true, k + 1, m) - told.first, told.second - at(false, k + 1, m)});
        told.together -= told.effects.back().mean();
      }
      const auto weight = [](const AssumptionEffect& effect) {
        return std::isfinite(effect.mean()) ? std::abs(effect.mean()) : -1;
      };
      std::stable_sort(told.effects.begin(), told.effects.end(),
                       [&](const auto& a, const auto& b) { return weight(a) > weight(b); });
      found_.measures.push_back(std::move(told));
    }
  }

  [[nodiscard]] std::optional<bool> truth(const scenario::Claim& claim, bool is_first, std::size_t place) const {
    std::vector<double> values;
    for (const scenario::Measure& measure : claim.measures) {
      const auto found = std::find_if(of_first_.begin(), of_first_.end(),
                                      [&](const scenario::Measure& one) { return one.text == measure.text; });
      values.push_back(at(is_first, place, static_cast<std::size_t>(found - of_first_.begin())));
      if (!std::isfinite(values.back())) return std::nullopt;
    }
    return claim.test.is_true(values);
  }

  void test_claims() {
    for (const scenario::Claim* const claim : claims_) {
      ClaimDisagreement told{claim->key, claim->says, truth(*claim, true, 0), truth(*claim, false, 0), {}, {}};
      for (std::size_t k = 0; k < found_.assumptions.size(); ++k) {
        const auto in_first = truth(*claim, true, k + 1);
        const auto in_second = truth(*claim, false, k + 1);
        if (told.first && in_first && *in_first != *told.first) told.flip_first.push_back(k);
        if (told.second && in_second && *in_second != *told.second) told.flip_second.push_back(k);
      }
      found_.claims.push_back(std::move(told));
    }
  }

  const Scenario& first_;
  const Scenario& second_;
  const run::RunOptions& options_;
  const base::RunContext& context_;
  Disagreement found_;
  std::vector<SharedNumber> numbers_;
  std::vector<scenario::Measure> of_first_;
  std::vector<scenario::Measure> of_second_;
  std::vector<const scenario::Claim*> claims_;
  std::vector<WorldRun> runs_;  ///< [none, then each assumption swapped][first, second]
};

}  // namespace

base::Result<Disagreement> find_disagreement(const Scenario& first, const Scenario& second,
                                             const std::vector<std::string>& measures, const run::RunOptions& options,
                                             const base::RunContext& context) {
  return Finding(first, second, options, context).run(measures);
}

}  // namespace parley::analyze
