// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/forms.h"
#include "parley/scenario/detail/keys.h"

namespace parley::scenario {

namespace {

using namespace forms;

constexpr Need kRequired = Need::kRequired;

// Distributions of parameters, by the words people use for them.
std::vector<Planned> planned_of_numbers() {
  constexpr std::string_view kDistribution = "a distribution of a parameter";
  return {{"by", "a parameter that depends on a private type"},
          {"distribution", kDistribution},
          {"normal", kDistribution},
          {"lognormal", kDistribution},
          {"beta", kDistribution},
          {"triangular", kDistribution},
          {"uniform", kDistribution},
          {"sd", kDistribution},
          {"mean", kDistribution}};
}

std::vector<Key> number_keys() {
  return {{"value", {number()}, "The number itself", kRequired},
          {"range", {list({number()})}, "The lowest and the highest value it may well have"},
          {"unit", {text()}, "Its unit; one that ends in `per PERIOD` or `/ PERIOD` makes it a rate"},
          {"source", {text()}, "Where it comes from; \"assumed\" says that it is an assumption"},
          {"date", {date(), text()}, "When its source gave it"},
          {"note", {text()}, "A remark for the reader"}};
}

}  // namespace

const Key& says_key() {
  static const Key key{"says", {text()}, "A sentence for the reader"};
  return key;
}

const Section& number_table() {
  static const Section section{"number",      "a number's table",  "A number with what it rests on", number_keys(), {},
                               Naming::kName, planned_of_numbers()};
  return section;
}

namespace {

const Section& parameter() {
  static const Section section = [] {
    Section made = number_table();
    made.id = "parameter";
    made.title = "a parameter";
    made.says = "A parameter with what it rests on";
    made.keys.push_back(says_key());
    return made;
  }();
  return section;
}

const Section& actor() {
  static const Section section{
      "actor",
      "[actors.KEY]",
      "Somebody who moves and is paid",
      {{"name", {text()}, "Its name for a person; the key if missing"},
       {"patience",
        {number(), table(number_table())},
        "The discount factor: what a payoff a year later is worth today, above 0 and at most 1; per year unless its "
        "unit "
        "says otherwise",
        kRequired},
       {"precision",
        {number(), table(number_table())},
        "How exactly it chooses the best move, in 1 / payoff unit; the limit of exact choice if missing"},
       {"may_wait", {truth()}, "false: it must make one of its moves when any is open"}},
      {},
      Naming::kName,
      {{"types", "private types"}, {"hidden", "hidden moves and variables"}}};
  return section;
}

}  // namespace

const Section& actors() {
  static const Section section{"actors", "[actors]", "Who takes part, by key", {}, {table(actor())}};
  return section;
}

const Section& parameters() {
  static const Section section{
      "parameters", "[parameters]", "The numbers of the model, by key", {}, {number(), table(parameter())}};
  return section;
}

}  // namespace parley::scenario
