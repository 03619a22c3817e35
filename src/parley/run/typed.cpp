// SPDX-License-Identifier: Apache-2.0
#include "parley/run/typed.h"

#include <algorithm>
#include <cmath>

#include "parley/run/simulation.h"
#include "parley/run/worth.h"

namespace parley::run {

namespace {

// Starts whose choices are explained, as in a run without private types.
constexpr std::size_t kMostStarts = 8;

// What a report of a whole run can afford for each of many moves; `explain` takes more for one place.
constexpr simulate::TypedValueOptions kEffort{.most_histories = 2000, .breadth = 16, .repeats = 8};

void start_choices(const SolvedGame& solved, PolicyRun& run, const base::RunContext& context) {
  const game::Game& game = solved.compiled.game;
  const std::vector<double> prior = game::prior_beliefs(game);
  for (std::size_t k = 0; k < std::min(game.start_nodes().size(), kMostStarts); ++k) {
    const game::NodeId start = game.start_nodes()[k];
    const std::string where = solved.compiled.legend.state_text(start);
    const auto add = [&](game::NodeId node) {
      for (StartChoice& choice :
           typed_choices_at(solved, {node, where, game.start_probabilities()[k]}, prior, kEffort, context))
        run.start_choices.push_back(std::move(choice));
    };
    if (solved.compiled.legend.phase(start) != compile::Phase::kDraw) {
      add(start);
      continue;
    }
    for (const game::NodeId next : game.successors(game.joints_of(start).front()))
      if (game.stage(next) == 1) add(next);
  }
}

void add_share(const TermValue& term, double share, std::vector<TermValue>& terms) {
  auto same = std::find_if(terms.begin(), terms.end(), [&](const TermValue& other) { return other.key == term.key; });
  if (same == terms.end()) same = terms.insert(same, {term.key, 0, 0, 0});
  same->value += share * term.value;
  same->error = std::hypot(same->error, share * term.error);
}

/// By actor, over its types as they are drawn.
void values(const SolvedGame& solved, PolicyRun& run) {
  const scenario::Scenario& scenario = solved.compiled.legend.scenario();
  for (std::size_t i = 0; i < scenario.actors.size(); ++i) {
    ActorValue value{scenario::ActorId(i), 0, 0, {}};
    for (const TypeWorth& type : run.private_types->worth.types) {
      if (type.actor != value.actor) continue;
      value.total += type.belief * type.value.value;
      value.error = std::hypot(value.error, type.belief * type.value.error);
      for (const TermValue& of_type : type.terms) add_share(of_type, type.belief, value.terms);
    }
    run.values.push_back(std::move(value));
  }
}

/// The standard error of a mean over n paths. What is likely to come once in n paths may be missing from them, and then
/// from their spread: it counts as one path that is off by `range`.
double mean_error(double sum, double squares, double n, double range) {
  return std::hypot(std::sqrt(std::max(0.0, squares / n - sum / n * (sum / n)) / n), range / n);
}

/// What a type gets on the paths on which it was drawn, and its claimed value where they were cut.
SampledNumber value_of(const TypedSample& sample, game::BeliefPlayer& player, const certify::TypeGain& gain) {
  const game::Game& game = sample.solved->compiled.game;
  const simulate::TypedPaths& drawn = sample.drawn;
  const game::ActorId actor = game.actor(gain.type);
  const double left = std::pow(game.discount(actor), static_cast<double>(drawn.paths.steps));
  std::vector<double> beliefs(game.types());
  std::vector<double> claimed(game.types());
  double sum = 0;
  double squares = 0;
  double n = 0;
  for (std::size_t p = 0; p < drawn.paths.paths; ++p) {
    if (drawn.type[p * game.actors() + actor.value()] != gain.type.value()) continue;
    double got = drawn.paths.discounted[p * game.actors() + actor.value()];
    if (drawn.ended[p] == 0) {
      const std::size_t at = (p * (drawn.paths.steps + 1) + drawn.paths.steps) * game.types();
      std::copy_n(drawn.belief.begin() + static_cast<std::ptrdiff_t>(at), game.types(), beliefs.begin());
      player.value(drawn.paths.at(p, drawn.paths.steps), beliefs, claimed);
      got += left * claimed[gain.type.value()];
    }
    sum += got;
    squares += got * got;
    ++n;
  }
  const std::string what = "value of " + sample.solved->compiled.legend.scenario().actors[actor.value()].key + " " +
                           sample.solved->compiled.legend.type_text(gain.type);
  if (n < 1) return {what, drawn.paths.steps, gain.value_played, gain.value_played, 0};
  return {what, drawn.paths.steps, gain.value_played, sum / n,
          std::hypot(mean_error(sum, squares, n, game.payoff_range(actor)), gain.played_error)};
}

/// Beliefs are a martingale: on average they end where they began.
SampledNumber belief_of(const TypedSample& sample, game::TypeId type) {
  const game::Game& game = sample.solved->compiled.game;
  const simulate::TypedPaths& drawn = sample.drawn;
  const auto n = static_cast<double>(drawn.paths.paths);
  double sum = 0;
  double squares = 0;
  for (std::size_t p = 0; p < drawn.paths.paths; ++p) {
    const std::size_t at = (p * (drawn.paths.steps + 1) + drawn.paths.steps) * game.types();
    const double belief = drawn.belief[at + type.value()];
    sum += belief;
    squares += belief * belief;
  }
  const game::ActorId actor = game.actor(type);
  return {"belief in " + sample.solved->compiled.legend.scenario().actors[actor.value()].key + " " +
              sample.solved->compiled.legend.type_text(type),
          drawn.paths.steps, game::prior_beliefs(game)[type.value()], sum / n, mean_error(sum, squares, n, 1)};
}

}  // namespace

TypedSample sample_play(const SolvedGame& solved, std::size_t paths, const base::RunContext& context) {
  TypedSample sample;
  sample.solved = &solved;
  simulate::Marks marks{concession_marks(solved.compiled), {}};
  sample.concessions = !marks.move.empty();
  sample.drawn =
      simulate::sample_typed(solved.compiled.game, solve::make_player(solved.compiled.game, solved.beliefs->solution),
                             marks, {paths, solved.compiled.legend.scenario().forecast_steps}, context);
  return sample;
}

std::vector<SampledNumber> held_against(const TypedSample& sample) {
  const game::Game& game = sample.solved->compiled.game;
  std::vector<SampledNumber> numbers;
  if (sample.drawn.paths.paths == 0) return numbers;
  const auto player = solve::make_player(game, sample.solved->beliefs->solution)();
  for (const certify::TypeGain& gain : sample.solved->beliefs->certificate.types)
    numbers.push_back(value_of(sample, *player, gain));
  for (std::size_t t = 0; t < game.types(); ++t)
    if (game.types_of(game.actor(game::TypeId(t))).size() > 1) numbers.push_back(belief_of(sample, game::TypeId(t)));
  return numbers;
}

PolicyRun summarize_typed(const SolvedGame& solved, std::optional<std::size_t> policy, const RunOptions& options,
                          const base::RunContext& context) {
  PolicyRun run;
  run.policy = policy;
  run.nodes = solved.compiled.game.nodes();
  run.certificate = solved.certificate;
  run.worst_nodes.assign(solved.certificate.actors.size(), "");
  run.solution = solved.solution;
  const bool known = solved.beliefs->solution.solved_at_start(solved.compiled.game);
  const TypedSample sample = sample_play(solved, known ? options.paths : 0, context);
  forecast_typed(sample, run);
  run.private_types = private_types_of(sample);
  run.private_types->seed = context.seed;
  run.private_types->solved = *solved.beliefs;
  run.private_types->solved.solution.value.clear();
  run.private_types->solved.solution.start.clear();
  if (known) {
    run.private_types->worth = worth_at(solved, start_of(solved.compiled.game), kEffort, context);
    start_choices(solved, run, context);
  }
  values(solved, run);
  SampleCheck check{sample.drawn.paths.paths, context.seed, 0};
  for (const SampledNumber& number : held_against(sample))
    check.largest_deviation = std::max(check.largest_deviation, number.deviation());
  run.sampled = check;
  return run;
}

}  // namespace parley::run
