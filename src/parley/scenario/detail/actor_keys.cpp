// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/forms.h"
#include "parley/scenario/detail/keys.h"

namespace parley::scenario {

namespace {

using namespace forms;

constexpr Need kRequired = Need::kRequired;

const Section& normal() {
  static const Section section{
      "normal",
      "`normal`",
      "A normal distribution; a `range` beside it cuts it off",
      {{"mean", {number()}, "Its mean", kRequired}, {"sd", {number()}, "Its standard deviation, above 0", kRequired}}};
  return section;
}

const Section& lognormal() {
  static const Section section{
      "lognormal",
      "`lognormal`",
      "A number whose logarithm is normal; a `range` beside it cuts it off",
      {{"median", {number()}, "Its median, above 0", kRequired},
       {"sd_log", {number()}, "The standard deviation of its natural logarithm, above 0", kRequired}}};
  return section;
}

const Section& discrete() {
  static const Section section{"discrete", "`discrete`", "The probability of each value, by quoted number or level",
                               {},         {number()},   Naming::kFree};
  return section;
}

const Section& column() {
  static const Section section{
      "column",
      "`column`",
      "Numbers of a file, each row as likely as another",
      {{"file", {text()}, "A CSV file with a line of names, from where the scenario stands", kRequired},
       {"name", {text()}, "The name of the column", kRequired}}};
  return section;
}

}  // namespace

const Section& distribution() {
  static const Section section{
      "distribution",
      "a distribution",
      "What a number that its author does not know may be: one of these keys",
      {{"uniform", {list({number()})}, "The lowest and the highest number, all between equally likely"},
       {"triangular", {list({number()})}, "The lowest, the likeliest and the highest number"},
       {"normal", {table(normal())}, "A mean and a standard deviation"},
       {"lognormal", {table(lognormal())}, "A median and the standard deviation of the logarithm"},
       {"discrete", {table(discrete())}, "The probability of each value"},
       {"column", {table(column())}, "A column of a CSV file, such as a posterior sample"}}};
  return section;
}

namespace {

std::vector<Key> number_keys() {
  return {
      {"value", {number()}, "The number itself", kRequired},
      {"range", {list({number()})}, "The lowest and the highest value it may well have"},
      {"distribution", {table(distribution())}, "What it may be, where it is not known; else all of `range`, evenly"},
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
  static const Section section{"number", "a number's table", "A number with what it rests on", number_keys()};
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

/// A parameter that depends on a private type: its own keys are the types.
const Section& parameter_by_type() {
  static const Section section{"parameter_by_type",
                               "a parameter by type",
                               "A parameter that depends on the private type of one actor: a number for each type",
                               {{"by", {text()}, "The actor whose private type it depends on", kRequired},
                                {"unit", {text()}, "The unit of the numbers that have none of their own"},
                                {"source", {text()}, "Where the numbers without a source of their own come from"},
                                {"date", {date(), text()}, "When that source gave them"},
                                {"note", {text()}, "A remark for the reader"},
                                says_key()},
                               {number(), table(number_table())}};
  return section;
}

const Section& prior() {
  static const Section section{"prior",
                               "a type's table",
                               "A private type: how likely it is, and what that rests on",
                               {{"value", {number()}, "Its prior: the probability that it is drawn", kRequired},
                                {"range", {list({number()})}, "The lowest and the highest prior it may well have"},
                                {"distribution", {table(distribution())}, "What it may be, where it is not known"},
                                {"source", {text()}, "Where it comes from; \"assumed\" says that it is an assumption"},
                                {"date", {date(), text()}, "When its source gave it"},
                                {"note", {text()}, "A remark for the reader"},
                                says_key()}};
  return section;
}

const Section& types() {
  static const Section section{"types",
                               "`types`",
                               "What an actor may privately be, by key, each with its prior; the priors sum to 1",
                               {},
                               {number(), table(prior())}};
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
       {"may_wait", {truth()}, "false: it must make one of its moves when any is open"},
       {"types", {table(types())}, "What it may privately be, by key, each with its prior"}}};
  return section;
}

}  // namespace

const Section& actors() {
  static const Section section{"actors", "[actors]", "Who takes part, by key", {}, {table(actor())}};
  return section;
}

const Section& parameters() {
  static const Section section{"parameters",
                               "[parameters]",
                               "The numbers of the model, by key",
                               {},
                               {number(), table_with("by", parameter_by_type()), table(parameter())}};
  return section;
}

}  // namespace parley::scenario
