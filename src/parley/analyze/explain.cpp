// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/explain.h"

#include <algorithm>

#include "parley/run/places.h"
#include "parley/run/worth.h"
#include "parley/scenario/inputs.h"
#include "parley/simulate/evaluate.h"

namespace parley::analyze {

namespace {

// One place is looked at closely: standard errors a few times smaller than in a report of a whole run.
constexpr simulate::TypedValueOptions kEffort{.most_histories = 20000, .breadth = 64, .repeats = 16};

std::size_t count_without_range(const scenario::Scenario& scenario) {
  std::size_t count = 0;
  const auto look = [&](const scenario::Quantity& quantity) { count += quantity.range ? 0 : 1; };
  for (const scenario::Parameter& parameter : scenario.parameters) {
    if (!parameter.by && !parameter.is_term) look(parameter.quantity);
    for (const scenario::TypeValue& value : parameter.by_type) look(value.quantity);
  }
  // Of two priors the other takes the rest.
  for (const scenario::Actor& actor : scenario.actors)
    if (!actor.types.empty() &&
        std::none_of(actor.types.begin(), actor.types.end(), [](const auto& type) { return type.prior.range; }))
      ++count;
  return count;
}

void add_beliefs(const scenario::Scenario& scenario, const scenario::Situation& situation, Explanation& told) {
  for (std::size_t i = 0; i < scenario.actors.size(); ++i) {
    const scenario::Actor& actor = scenario.actors[i];
    if (actor.types.size() < 2) continue;
    const std::vector<double> about = scenario::beliefs_about(scenario, situation, scenario::ActorId(i));
    for (std::size_t t = 0; t < about.size(); ++t)
      told.beliefs.push_back({scenario::ActorId(i), actor.types[t].key, about[t]});
  }
}

/// Everything of the place's actor there.
void add_place(const run::SolvedGame& solved, const run::ChoicePlace& place, const std::vector<double>& beliefs,
               const std::optional<simulate::TermValues>& terms, const base::RunContext& context, Explanation& told) {
  const compile::Legend& legend = solved.compiled.legend;
  const run::ChoiceNode node{place.node, legend.state_text(place.node), 1};
  const auto choices = solved.beliefs ? run::typed_choices_at(solved, node, beliefs, kEffort, context)
                                      : run::choices_at(solved, *terms, node);
  for (const run::StartChoice& choice : choices) {
    if (choice.actor != place.actor) continue;
    // Of what nobody thinks possible there is nothing to say.
    if (!(choice.belief > 0) || choice.moves.empty()) continue;
    told.choices.push_back(choice);
    const bool dated = legend.scenario().horizon.steps.has_value();
    told.steps.push_back(dated ? std::optional(legend.step(place.node)) : std::nullopt);
  }
  if (!solved.beliefs) return;
  run::Worth worth = run::worth_at(solved, {{place.node}, {1.0}, beliefs}, kEffort, context, place.actor);
  const auto move = [](auto& from, auto& to) { to.insert(to.end(), from.begin(), from.end()); };
  move(worth.types, told.worth.types);
  move(worth.reputations, told.worth.reputations);
  move(worth.knowing, told.worth.knowing);
}

}  // namespace

base::Result<Explanation> explain(const scenario::Scenario& scenario, const scenario::Situation& situation,
                                  const ExplainOptions& options, const base::RunContext& context) {
  run::RunOptions run_options = options.run;
  auto solved = run::solve_scenario(scenario, options.policy, run_options, context);
  if (!solved) return base::failure(solved.error());
  const auto places = run::find_places(solved->compiled, situation, options.actor);
  if (!places) return base::failure(places.error());

  Explanation told;
  told.scenario = &scenario;
  told.policy = options.policy;
  told.seed = context.seed;
  told.at = situation.source->text();
  told.dateless = situation.step && !scenario.horizon.steps;
  told.without_range = count_without_range(scenario);
  told.warnings = scenario.warnings;
  told.solved.policy = options.policy;
  told.solved.nodes = solved->compiled.game.nodes();
  told.solved.certificate = solved->certificate;
  for (const certify::ActorGain& gain : solved->certificate.actors)
    told.solved.worst_nodes.push_back(
        solved->beliefs ? "" : solved->compiled.legend.node_text(solved->compiled.game, gain.worst_node));
  add_beliefs(scenario, situation, told);
  const bool known = !solved->beliefs || solved->beliefs->solution.solved_at_start(solved->compiled.game);
  if (known) {
    const std::vector<double> beliefs = run::beliefs_in(solved->compiled, situation);
    std::optional<simulate::TermValues> terms;
    if (!solved->beliefs) terms = simulate::evaluate(solved->compiled.game, solved->solution.profile, context);
    for (const run::ChoicePlace& place : *places) add_place(*solved, place, beliefs, terms, context, told);
    // What was stopped on the way is no answer.
    if (context.stop() != base::Stop::kNo) {
      told.choices.clear();
      told.steps.clear();
      told.worth = {};
    }
  }
  told.solved.solution = std::move(solved->solution);
  told.solved.solution.profile = {};
  told.solved.solution.values = {};
  if (solved->beliefs) {
    told.solved.private_types.emplace();
    told.solved.private_types->seed = context.seed;
    told.solved.private_types->solved = std::move(*solved->beliefs);
    told.solved.private_types->solved.solution.value.clear();
    told.solved.private_types->solved.solution.start.clear();
  }
  solved = base::failure(base::Diagnostics{});  // its arrays are not needed while others are solved
  if (context.stop() == base::Stop::kNo && !options.inputs.empty())
    told.tips = find_tips({&scenario, options.policy, &situation}, told.choices, options.inputs, run_options, context);
  told.stopped = context.stop();
  return told;
}

}  // namespace parley::analyze
