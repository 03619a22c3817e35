// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/report/plain.h"
#include "parley/report/report.h"

namespace parley::report {

namespace {

using scenario::Scenario;

/// What the author says, as a sentence after others; nothing where nothing is said.
std::string sentence(std::string_view says) {
  if (says.empty()) return "";
  constexpr std::string_view kEnds = ".!?";
  return fmt::format(" {}{}", says, kEnds.find(says.back()) == std::string_view::npos ? "." : "");
}

/// The right side of an effect as written.
std::string right_side(const std::string& effect) {
  const std::size_t begin = effect.find_first_not_of(" \t", effect.find('=') + 1);
  return begin == std::string::npos ? effect : effect.substr(begin);
}

class ModelText {
 public:
  ModelText(const Scenario& scenario, std::size_t width) : scenario_(scenario), width_(width) {}

  std::string text() {
    line(scenario_.title, 0);
    if (!scenario_.says.empty()) line(scenario_.says, 0);
    head("Time");
    line(fmt::format("Starts on {}; each step is one {}. {}", scenario::text(scenario_.start),
                     scenario::name(scenario_.step), horizon()));
    line("Answers look ahead to " +
         scenario::text(scenario::after(scenario_.start, scenario_.step, scenario_.forecast_steps)) + ".");
    if (!scenario_.payoff_unit.empty()) line("One unit of payoff: " + scenario_.payoff_unit + ".");
    actors();
    variables();
    turns();
    for (std::size_t i = 0; i < scenario_.actors.size(); ++i) moves(scenario::ActorId(i));
    rules();
    payoffs();
    outcomes();
    policies();
    if (scenario_.deal) deal(*scenario_.deal);
    numbers();
    return out_;
  }

 private:
  void head(std::string_view title) { out_ += fmt::format("\n{}\n", title); }
  void line(const std::string& text, std::size_t indent = 2) {
    const std::string margin(indent, ' ');
    out_ += margin + wrapped(text, width_ - indent, margin + "  ") + '\n';
  }

  [[nodiscard]] std::string horizon() const {
    if (!scenario_.horizon.steps) return "There is no last step.";
    std::string text = fmt::format("It ends after {} steps", *scenario_.horizon.steps);
    if (scenario_.horizon.payoffs_continue) text += "; the payoffs of the last state then go on for ever";
    for (const scenario::Pay& pay : scenario_.horizon.pays)
      text += fmt::format("; {} then gets {}", name(pay.actor), pay.value.text());
    return text + ".";
  }

  [[nodiscard]] const std::string& name(scenario::ActorId actor) const { return scenario_.actors[actor.value()].name; }

  void actors() {
    head("Actors");
    for (const scenario::Actor& actor : scenario_.actors) {
      std::string text = fmt::format("{} ({}): a payoff one {} later is worth {:.4g} as much.", actor.name, actor.key,
                                     scenario::name(scenario_.step), actor.discount);
      text += std::isfinite(actor.precision) ? fmt::format(" Chooses by logit with precision {:.6g}.", actor.precision)
                                             : " Chooses what is best.";
      if (!actor.may_wait) text += " Must make a move when one is open.";
      if (!actor.types.empty()) text += " Before the first step one of these types is drawn, and it alone knows which:";
      line(text);
      for (const scenario::ActorType& type : actor.types)
        line(fmt::format("{}: prior {:.6g}{}.{}{}", type.key, type.prior.value, range(type.prior), sentence(type.says),
                         origin(type.prior)),
             4);
    }
  }

  void variables() {
    head("State, known to all");
    for (const scenario::Variable& variable : scenario_.variables) {
      if (variable.of_deal) continue;
      std::string text = variable.key + ": ";
      if (variable.is_numeric()) {
        text += fmt::format("{:.10g} to {:.10g} in steps of {:.10g}", variable.value(0),
                            variable.value(variable.size - 1), variable.by);
        if (!variable.about.unit.empty()) text += " " + variable.about.unit;
      } else {
        for (std::size_t k = 0; k < variable.size; ++k) text += (k == 0 ? "" : ", ") + variable.levels[k];
      }
      text += "; starts at ";
      for (std::size_t k = 0; k < variable.start.size(); ++k) {
        const auto& [index, probability] = variable.start[k];
        text += k == 0 ? "" : ", ";
        text += variable.is_numeric() ? fmt::format("{:.10g}", variable.value(index)) : variable.levels[index];
        if (variable.start.size() > 1) text += fmt::format(" ({})", percent(probability));
      }
      if (variable.clamps) text += "; stays at its edge";
      text += ".";
      text += sentence(variable.says);
      if (!variable.about.source.empty()) text += " Source: " + variable.about.source + ".";
      line(text);
    }
  }

  void turns() {
    head("Who moves when");
    if (scenario_.order == scenario::Order::kRandom) {
      line("In each step everybody moves once, in an order drawn anew, all orders equally likely.");
    } else {
      for (std::size_t t = 0; t < scenario_.turns.size(); ++t) {
        std::string who;
        for (const scenario::ActorId actor : scenario_.turns[t]) who += (who.empty() ? "" : " and ") + name(actor);
        line(fmt::format("Turn {} of each step: {}{}.", t + 1, who,
                         scenario_.turns[t].size() > 1 ? ", at the same time" : ""));
      }
    }
  }

  [[nodiscard]] std::string effects(const std::vector<scenario::Effect>& all) const {
    std::string text;
    for (const scenario::Effect& effect : all) {
      const scenario::Variable& variable = scenario_.variables[effect.variable.value()];
      std::string value = right_side(effect.value.text());
      if (const auto constant = effect.value.constant();
          constant && effect.assign == expr::Assign::kSet && !variable.is_numeric())
        value = variable.levels[static_cast<std::size_t>(*constant)];
      static constexpr std::string_view kWords[] = {"becomes", "rises by", "falls by", "is multiplied by"};
      text += fmt::format("{}{} {} {}", text.empty() ? "" : ", then ", variable.key,
                          kWords[static_cast<std::size_t>(effect.assign)], value);
    }
    return text.empty() ? "nothing changes" : text;
  }

  [[nodiscard]] std::string what_happens(const std::optional<expr::Expression>& chance,
                                         const std::vector<scenario::Effect>& then,
                                         const std::vector<scenario::Effect>& otherwise) const {
    if (!chance) return effects(then);
    std::string text = fmt::format("with a chance of {}, {}", chance->text(), effects(then));
    if (!otherwise.empty()) text += "; otherwise " + effects(otherwise);
    return text;
  }

  void moves(scenario::ActorId actor) {
    head("Moves of " + name(actor));
    for (const scenario::Action& action : scenario_.actions) {
      if (action.actor != actor) continue;
      std::string text = action.key;
      if (!action.argument.empty())
        text +=
            fmt::format("({}, one of {} values from {:.10g} to {:.10g})", action.argument,
                        action.argument_values.size(), action.argument_values.front(), action.argument_values.back());
      if (action.concession) text += " [a concession]";
      if (action.hidden) text += " [hidden: the others see only what it changes]";
      text += ":" + sentence(action.says);
      text += action.when ? " Open when " + action.when->text() : " Always open";
      text += open_to(action) + ".";
      text += " Then " + what_happens(action.chance, action.then, action.otherwise) + ".";
      for (const scenario::Pay& pay : action.pays)
        text += fmt::format(" {} gets {} at once.", name(pay.actor), pay.value.text());
      line(text);
    }
    if (scenario_.actors[actor.value()].may_wait) line("wait: do nothing. Always open.");
  }

  /// " to the type flexible alone", or nothing.
  [[nodiscard]] std::string open_to(const scenario::Action& action) const {
    if (action.types.empty()) return "";
    std::string types;
    for (const scenario::TypeId type : action.types)
      types += (types.empty() ? "" : ", ") + scenario_.actors[action.actor.value()].types[type.value()].key;
    return fmt::format("{} to {} {} alone", action.when ? "," : "", action.types.size() == 1 ? "the type" : "the types",
                       types);
  }

  void rules() {
    if (scenario_.rules.empty()) return;
    head("Rules, in this order");
    for (const scenario::Rule& rule : scenario_.rules) {
      std::string text = rule.after ? "After each turn of " + name(*rule.after) : "At the end of each step";
      if (rule.of_deal) text += " in which the deal is in force";
      if (rule.when) text += ", when " + rule.when->text();
      if (!rule.says.empty()) text.insert(0, sentence(rule.says).substr(1) + " ");
      line(text + ": " + what_happens(rule.chance, rule.then, rule.otherwise) + ".");
    }
  }

  void payoffs() {
    head(fmt::format("Payoffs, each {}", scenario::name(scenario_.step)));
    for (const scenario::PayoffTerm& term : scenario_.payoffs) {
      line(fmt::format("{}, {}: {}{}{}{}", name(term.actor), term.key, term.value.text(),
                       term.of_deal ? ", while the deal is in force" : "", term.says.empty() ? "" : ".",
                       sentence(term.says)));
    }
  }

  void outcomes() {
    if (scenario_.outcomes.empty()) return;
    head("Outcomes");
    for (const scenario::Outcome& outcome : scenario_.outcomes) {
      std::string text = fmt::format("{}: when {}. {}", outcome.key, outcome.when.text(),
                                     outcome.ends ? "Ends the standoff." : "Only watched.");
      text += sentence(outcome.says);
      for (const scenario::Pay& pay : outcome.pays)
        text += fmt::format(" {} gets {} once.", name(pay.actor), pay.value.text());
      for (const scenario::Pay& pay : outcome.flow)
        text += fmt::format(" {} gets {} each {} from then on.", name(pay.actor), pay.value.text(),
                            scenario::name(scenario_.step));
      if (outcome.payoffs_continue) text += " The payoffs of the state reached go on for ever.";
      line(text);
    }
  }

  void policies() {
    if (scenario_.policies.empty()) return;
    head("Policies that can be compared");
    for (const scenario::Policy& policy : scenario_.policies) {
      std::string terms;
      for (const std::string& term : policy_terms(scenario_, policy)) terms += (terms.empty() ? "" : ", ") + term;
      line(fmt::format("{} ({}): {}.{}", policy.key, name(policy.actor), terms, sentence(policy.says)));
    }
  }

  void deal(const scenario::Deal& deal) {
    head("The deal that can be signed");
    std::string parties;
    for (const scenario::ActorId party : deal.parties) parties += (parties.empty() ? "" : ", ") + name(party);
    line(fmt::format("Between {}.{}", parties, sentence(deal.says)));
    for (const scenario::Term& term : deal.terms) {
      std::string choices;
      for (std::size_t k = 0; k < term.values.size(); ++k)
        choices += (k == 0 ? "" : ", ") + (term.words.empty() ? fmt::format("{:.10g}", term.values[k]) : term.words[k]);
      line(fmt::format("{}: {}{}{}.{}", term.key, choices, term.unit.empty() ? "" : " ", term.unit,
                       sentence(term.says)));
    }
    if (deal.only_when) line("Terms that go together: " + deal.only_when->text() + ".");
    if (!deal.on_signing.empty()) line("On signing: " + effects(deal.on_signing) + ".");
    for (const scenario::Breach& breach : deal.breaches) breach_line(breach);
    if (deal.noticed) line("A breach raises an alarm with a chance of " + deal.noticed->text() + ".");
    if (deal.false_alarm) line("Without one there is an alarm with a chance of " + deal.false_alarm->text() + ".");
    line(fmt::format(
        "After an alarm: {}; the deal is {}.", effects(deal.on_alarm),
        deal.suspension ? fmt::format("suspended for {} steps", deal.suspension->text()) : std::string("over")));
    if (!deal.on_resuming.empty()) line("When it resumes: " + effects(deal.on_resuming) + ".");
    if (deal.lasts) line("Over after " + deal.lasts->text() + " steps.");
    if (deal.ends_when) line("Over when " + deal.ends_when->text() + ".");
  }

  void breach_line(const scenario::Breach& breach) {
    std::string text = fmt::format("Broken by {}.{}", scenario_.actors[breach.actor.value()].key,
                                   breach.action ? scenario_.actions[breach.action->value()].key : "wait");
    if (breach.when) text += ", when " + breach.when->text();
    for (const scenario::Pay& pay : breach.pays)
      text += fmt::format("; {} gets {} at once", name(pay.actor), pay.value.text());
    if (breach.noticed) text += "; an alarm follows with a chance of " + breach.noticed->text();
    line(text + "." + sentence(breach.says));
  }

  static std::string range(const scenario::Quantity& q) {
    const std::string drawn = q.distribution ? ", " + scenario::text(*q.distribution) : "";
    return q.range ? fmt::format("{}, between {:.10g} and {:.10g}", drawn, q.range->first, q.range->second) : drawn;
  }

  /// What a number rests on, in sentences.
  static std::string origin(const scenario::Quantity& q) {
    std::string text = q.source.empty() ? " No source." : " Source: " + q.source + ".";
    if (!q.date.empty()) text += " Date: " + q.date + ".";
    return text + sentence(q.note);
  }

  /// One number of a parameter; `name` is what it is called.
  void number(const std::string& name, const std::string& says, const scenario::Quantity& q, const std::string& used) {
    std::string text = fmt::format("{} = {:.10g}", name, q.value);
    if (!q.unit.empty()) text += " " + q.unit;
    text += range(q);
    if (!used.empty()) text += ", used as " + used;
    line(text + "." + sentence(says) + origin(q));
  }

  void numbers() {
    head("Numbers and their sources");
    for (const scenario::Parameter& parameter : scenario_.parameters) {
      if (parameter.is_term) continue;
      if (!parameter.by) number(parameter.key, parameter.says, parameter.quantity, used_as(scenario_, parameter));
      for (std::size_t t = 0; t < parameter.by_type.size(); ++t) {
        const scenario::Actor& actor = scenario_.actors[parameter.by->value()];
        number(fmt::format("{} if {} is {}", parameter.key, actor.key, actor.types[t].key), parameter.says,
               parameter.by_type[t].quantity, used_as(scenario_, parameter.by_type[t]));
      }
    }
    for (const scenario::Actor& actor : scenario_.actors) {
      const scenario::Quantity& q = actor.patience;
      line(fmt::format("patience of {} = {:.10g} {}. {}", actor.key, q.value, q.unit.empty() ? "per year" : q.unit,
                       q.source.empty() ? "No source." : "Source: " + q.source + "."));
    }
  }

  const Scenario& scenario_;
  std::size_t width_;
  std::string out_;
};

}  // namespace

std::string model_text(const Scenario& scenario, std::size_t width) { return ModelText(scenario, width).text(); }

}  // namespace parley::report
