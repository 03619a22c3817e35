// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <optional>

#include "parley/base/parallel.h"
#include "parley/run/belief_choices.h"
#include "parley/run/worth.h"

namespace parley::run {

namespace {

using simulate::TypedValue;

// A posterior that differs from the belief before by less than this reveals nothing.
constexpr double kSameBelief = 1e-12;

double sum_of(const std::vector<TermValue>& terms) {
  double sum = 0;
  for (const TermValue& term : terms) sum += term.value;
  return sum;
}

void set_losses(StartChoice& choice) {
  double best = -INFINITY;
  for (const MoveChoice& made : choice.moves) best = std::max(best, made.value);
  for (MoveChoice& made : choice.moves) made.loss = best - made.value;
}

/// One move of one type: what it is worth, and what if nothing is made of it.
struct Weighed {
  std::size_t choice = 0;  ///< among the types that choose there
  std::size_t move = 0;    ///< of the seat
  bool reveals = false;
  TypedValue told;
  TypedValue untold;
};

double value_of(const std::vector<TermValue>& terms, const std::string& key) {
  for (const TermValue& term : terms)
    if (term.key == key) return term.value;
  return 0;
}

MoveChoice made_of(const SolvedGame& solved, const TypedChoice& choice, const Weighed& weighed) {
  const compile::Legend& legend = solved.compiled.legend;
  const game::Game& game = solved.compiled.game;
  const game::ActorId id = game.actor(choice.type);
  const scenario::ActorId actor(id.value());
  const TypedValue& told = weighed.told;
  MoveChoice made;
  made.move = legend.move_text(game.moves_of(choice.seat)[weighed.move]);
  made.probability = choice.probability[weighed.move];
  made.value = told.total;
  made.error = told.error;
  made.terms = terms_of(legend, actor, told);
  if (game.types_of(id).size() == 1) return made;
  if (!choice.posterior.empty()) made.posterior = choice.posterior[weighed.move];
  made.reveals = Estimate{};
  if (!weighed.reveals) return made;
  const TypedValue& untold = weighed.untold;
  made.reveals = Estimate{told.total - untold.total, std::hypot(told.error, untold.error)};
  const std::vector<TermValue> without = terms_of(legend, actor, untold);
  for (TermValue& term : made.terms) term.reveals = term.value - value_of(without, term.key);
  return made;
}

/// Whether a move changes what is believed of its actor, whose types' choices are given; of a hidden one that is seen
/// only from what follows.
bool tells(std::span<const TypedChoice> of_actor, std::size_t move, std::span<const double> beliefs) {
  return of_actor.size() > 1 && std::any_of(of_actor.begin(), of_actor.end(), [&](const TypedChoice& choice) {
           return choice.posterior.empty() ||
                  std::abs(choice.posterior[move] - beliefs[choice.type.value()]) > kSameBelief;
         });
}

/// The choices of all types of the actor whose choice is the c-th.
std::span<const TypedChoice> of_actor(const game::Game& game, std::span<const TypedChoice> choices, std::size_t c) {
  const auto types = game.types_of(game.actor(choices[c].type));
  return choices.subspan(c - (choices[c].type.value() - types.front().value()), types.size());
}

}  // namespace

std::vector<StartChoice> typed_choices_at(const SolvedGame& solved, const ChoiceNode& place,
                                          const std::vector<double>& beliefs,
                                          const simulate::TypedValueOptions& options, const base::RunContext& context) {
  const game::Game& game = solved.compiled.game;
  const game::MakePlayer make_player = solve::make_player(game, solved.beliefs->solution);
  const std::vector<TypedChoice> choices = typed_choices(game, *make_player(), place.node, beliefs);
  std::vector<Weighed> weighed;
  for (std::size_t c = 0; c < choices.size(); ++c)
    for (std::size_t m = 0; m < choices[c].probability.size(); ++m)
      if (game.is_open(game.moves_of(choices[c].seat)[m], choices[c].type))
        weighed.push_back({c, m, tells(of_actor(game, choices, c), m, beliefs), {}, {}});
  base::RunContext single = context;
  single.threads = 1;
  base::parallel_for(weighed.size(), context.threads, [&](std::size_t k) {
    Weighed& move = weighed[k];
    const auto player = make_player();
    const simulate::Standing standing{{place.node}, {1.0}, beliefs, choices[move.choice].type};
    move.told = simulate::typed_value(game, *player, standing, simulate::FirstMove{move.move, true}, options, single);
    if (move.reveals)
      move.untold =
          simulate::typed_value(game, *player, standing, simulate::FirstMove{move.move, false}, options, single);
  });

  std::vector<StartChoice> told;
  for (std::size_t c = 0; c < choices.size(); ++c) {
    const game::ActorId actor = game.actor(choices[c].type);
    StartChoice choice{place.where, place.probability, scenario::ActorId(actor.value()), {}, {}, {}, 1};
    if (game.types_of(actor).size() > 1) {
      choice.type = solved.compiled.legend.type_text(choices[c].type);
      choice.telling = describe(telling(of_actor(game, choices, c), beliefs));
      choice.belief = beliefs[choices[c].type.value()];
    }
    for (const Weighed& move : weighed)
      if (move.choice == c) choice.moves.push_back(made_of(solved, choices[c], move));
    set_losses(choice);
    told.push_back(std::move(choice));
  }
  return told;
}

std::vector<StartChoice> choices_at(const SolvedGame& solved, const simulate::TermValues& terms,
                                    const ChoiceNode& place) {
  const game::Game& game = solved.compiled.game;
  const compile::Legend& legend = solved.compiled.legend;
  std::vector<StartChoice> choices;
  for (const game::SeatId seat : game.seats_of(place.node)) {
    StartChoice choice{place.where, place.probability, scenario::ActorId(game.actor(seat).value()), {}, {}, {}, 1};
    for (const game::MoveId move : game.moves_of(seat)) {
      MoveChoice made;
      made.move = legend.move_text(move);
      made.probability = solved.solution.profile[move];
      made.terms = terms_of(legend, choice.actor,
                            simulate::move_value(game, solved.solution.profile, terms, place.node, seat, move));
      made.value = sum_of(made.terms);
      choice.moves.push_back(std::move(made));
    }
    set_losses(choice);
    choices.push_back(std::move(choice));
  }
  return choices;
}

}  // namespace parley::run
