// SPDX-License-Identifier: Apache-2.0
#include "parley/run/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace parley::run {

namespace {

using game::NodeId;
using scenario::ActorId;
using scenario::VariableId;

// Places told to the reader of a message.
constexpr std::size_t kMostTold = 4;

class Finder {
 public:
  Finder(const compile::CompiledGame& compiled, const scenario::Situation& situation)
      : game_(compiled.game),
        legend_(compiled.legend),
        scenario_(compiled.legend.scenario()),
        situation_(situation),
        slots_(scenario_.slots().size(), 0.0) {
    for (const expr::Expression& condition : situation.conditions)
      for (const expr::Slot slot : condition.reads()) read_.insert(slot);
    for (std::size_t v = 0; v < scenario_.variables.size(); ++v)
      if (!read_.contains(scenario_.slots().variable(VariableId(v)))) unsaid_.emplace_back(v);
  }

  base::Result<std::vector<ChoicePlace>> run(std::optional<ActorId> asked) {
    std::vector<NodeId> fitting;
    for (const NodeId node : game_.all_nodes())
      if (fits(node)) fitting.push_back(node);
    if (fitting.empty()) return base::failure(nowhere());
    std::vector<NodeId> as_begun;
    for (const NodeId node : fitting)
      if (is_as_begun(node)) as_begun.push_back(node);
    if (as_begun.empty()) return base::failure(not_as_begun(fitting));
    std::vector<ChoicePlace> places;
    for (std::size_t i = 0; i < scenario_.actors.size(); ++i) {
      if (asked && *asked != ActorId(i)) continue;
      std::vector<NodeId> choosing;
      for (const NodeId node : as_begun)
        if (chooses(node, ActorId(i))) choosing.push_back(node);
      if (choosing.empty()) continue;
      auto first = first_of(choosing, ActorId(i));
      if (!first) return base::failure(first.error());
      places.push_back({*first, ActorId(i)});
    }
    if (places.empty()) return base::failure(nobody(as_begun, asked));
    return places;
  }

 private:
  void look(NodeId node) {
    for (std::size_t v = 0; v < scenario_.variables.size(); ++v)
      slots_[scenario_.slots().variable(VariableId(v))] =
          scenario_.variables[v].value(legend_.value(node, VariableId(v)));
    slots_[scenario_.slots().step()] = static_cast<double>(legend_.step(node));
  }

  /// The date makes no difference where no step is told apart.
  bool is_in_time(NodeId node) const {
    return !situation_.step || !scenario_.horizon.steps || legend_.step(node) == *situation_.step;
  }

  bool fits(NodeId node) {
    if (!is_in_time(node)) return false;
    look(node);
    return std::all_of(situation_.conditions.begin(), situation_.conditions.end(),
                       [&](const expr::Expression& condition) { return condition.is_true(slots_); });
  }

  bool is_as_begun(NodeId node) const {
    return std::all_of(unsaid_.begin(), unsaid_.end(), [&](VariableId variable) {
      const auto& start = scenario_.variables[variable.value()].start;
      return std::any_of(start.begin(), start.end(),
                         [&](const auto& value) { return value.first == legend_.value(node, variable); });
    });
  }

  bool chooses(NodeId node, ActorId actor) const {
    for (const game::SeatId seat : game_.seats_of(node))
      if (game_.actor(seat).value() == actor.value() && game_.moves_of(seat).size() > 1) return true;
    return false;
  }

  /// The earliest in the first of the steps, if all of the same state.
  base::Result<NodeId> first_of(const std::vector<NodeId>& nodes, ActorId actor) const {
    std::set<std::string> states;
    for (const NodeId node : nodes) states.insert(legend_.state_text(node));
    if (states.size() > 1) return base::failure(several(nodes, states));
    const auto time = [&](NodeId node) { return std::pair(legend_.step(node), game_.stage(node)); };
    const NodeId first =
        *std::min_element(nodes.begin(), nodes.end(), [&](NodeId a, NodeId b) { return time(a) < time(b); });
    std::vector<NodeId> same;
    for (const NodeId node : nodes)
      if (time(node) == time(first)) same.push_back(node);
    if (same.size() > 1) return base::failure(same_state(same, actor));
    return first;
  }

  base::Diagnostic mistake(std::string code, std::string message, std::string help) const {
    base::Diagnostic made;
    made.code = std::move(code);
    made.fault = base::Fault::kUsage;
    made.message = std::move(message);
    made.help = std::move(help);
    if (!situation_.source->text().empty()) made.source = situation_.source;
    made.span = {0, situation_.source->text().size()};
    return made;
  }

  /// "15, 30, 45": the values that a variable takes anywhere.
  std::string values_met(VariableId variable, const std::vector<NodeId>& nodes) const {
    std::set<std::size_t> met;
    for (const NodeId node : nodes) met.insert(legend_.value(node, variable));
    std::string text;
    for (const std::size_t value : met)
      text += (text.empty() ? "" : ", ") + compile::value_text(scenario_.variables[variable.value()], value);
    return text;
  }

  /// Which condition holds nowhere, or that they do not hold together.
  base::Diagnostic nowhere() {
    std::vector<NodeId> nodes;
    for (const NodeId node : game_.all_nodes()) nodes.push_back(node);
    for (const expr::Expression& condition : situation_.conditions) {
      const bool anywhere = std::any_of(nodes.begin(), nodes.end(), [&](NodeId node) {
        look(node);
        return condition.is_true(slots_);
      });
      if (anywhere) continue;
      std::string help;
      for (std::size_t v = 0; v < scenario_.variables.size(); ++v)
        if (const VariableId id(v); std::find(condition.reads().begin(), condition.reads().end(),
                                              scenario_.slots().variable(id)) != condition.reads().end())
          help += fmt::format("{}{} takes the values {}", help.empty() ? "" : "; ", scenario_.variables[v].key,
                              values_met(id, nodes));
      base::Diagnostic made =
          mistake("E0903", "play never gets to such a place",
                  help.empty() ? fmt::format("the steps go from 0 to {}", scenario_.horizon.steps.value_or(0)) : help);
      made.span = condition.span();
      made.label = "this holds nowhere that play can reach";
      return made;
    }
    return mistake("E0903", "play never gets to such a place",
                   situation_.step ? "each condition holds somewhere, but not all of them, or not at that date"
                                   : "each condition holds somewhere, but not all of them together");
  }

  base::Diagnostic not_as_begun(const std::vector<NodeId>& fitting) const {
    std::string instead;
    std::set<std::string> told;
    for (const NodeId node : fitting) {
      std::string state;
      for (const VariableId variable : unsaid_) {
        const std::string value =
            compile::value_text(scenario_.variables[variable.value()], legend_.value(node, variable));
        const auto& start = scenario_.variables[variable.value()].start;
        const bool begun = std::any_of(start.begin(), start.end(),
                                       [&](const auto& at) { return at.first == legend_.value(node, variable); });
        if (!begun) state += (state.empty() ? "" : " and ") + scenario_.variables[variable.value()].key + " " + value;
      }
      if (told.size() < kMostTold && told.insert(state).second) instead += (instead.empty() ? "" : "; or ") + state;
    }
    return mistake("E0903", "play never gets to such a place with everything else as at the start",
                   fmt::format("say more, for instance {}", instead));
  }

  base::Diagnostic several(const std::vector<NodeId>& nodes, const std::set<std::string>& states) const {
    std::string differ;
    for (std::size_t v = 0; v < scenario_.variables.size(); ++v) {
      const std::string values = values_met(VariableId(v), nodes);
      if (values.find(", ") != std::string::npos)
        differ += fmt::format("{}{} is one of {}", differ.empty() ? "" : "; ", scenario_.variables[v].key, values);
    }
    return mistake("E0904", fmt::format("{} places fit", states.size()), "say which: " + differ);
  }

  base::Diagnostic same_state(const std::vector<NodeId>& nodes, ActorId actor) const {
    std::string told;
    for (std::size_t k = 0; k < std::min(nodes.size(), kMostTold); ++k)
      told += fmt::format("{}{}", k == 0 ? "" : " | ", legend_.node_text(game_, nodes[k]));
    return mistake(
        "E0904",
        fmt::format("{} chooses at {} places of this state, which differ in what was done earlier in the step",
                    scenario_.actors[actor.value()].key, nodes.size()),
        "let the scenario keep in a state variable what tells them apart: " + told);
  }

  base::Diagnostic nobody(const std::vector<NodeId>& nodes, std::optional<ActorId> asked) const {
    std::set<std::string> who;
    for (const NodeId node : nodes)
      for (std::size_t i = 0; i < scenario_.actors.size(); ++i)
        if (chooses(node, ActorId(i))) who.insert(scenario_.actors[i].key);
    if (asked && !who.empty())
      return mistake(
          "E0903", fmt::format("{} has no choice there", scenario_.actors[asked->value()].key),
          fmt::format("there chooses {}: name another place, or --actor {}", fmt::join(who, ", "), *who.begin()));
    return mistake("E0903", "nobody has a choice there", "name a place where play goes on");
  }

  const game::Game& game_;
  const compile::Legend& legend_;
  const scenario::Scenario& scenario_;
  const scenario::Situation& situation_;
  std::vector<double> slots_;
  std::set<expr::Slot> read_;
  std::vector<VariableId> unsaid_;
};

}  // namespace

base::Result<std::vector<ChoicePlace>> find_places(const compile::CompiledGame& compiled,
                                                   const scenario::Situation& situation,
                                                   std::optional<scenario::ActorId> actor) {
  return Finder(compiled, situation).run(actor);
}

std::vector<double> beliefs_in(const compile::CompiledGame& compiled, const scenario::Situation& situation) {
  std::vector<double> beliefs;
  for (const game::ActorId actor : compiled.game.all_actors()) {
    const std::vector<double> about =
        scenario::beliefs_about(compiled.legend.scenario(), situation, ActorId(actor.value()));
    beliefs.insert(beliefs.end(), about.begin(), about.end());
  }
  // A game of actors with one type each has no types of its own.
  beliefs.resize(compiled.game.types(), 1);
  return beliefs;
}

}  // namespace parley::run
