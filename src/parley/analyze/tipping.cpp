// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/tipping.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

#include "parley/base/parallel.h"
#include "parley/run/belief_choices.h"
#include "parley/run/places.h"
#include "parley/scenario/inputs.h"

namespace parley::analyze {

namespace {

// Values tried on each side of the present one, evenly up to the end of the range, before halving.
constexpr std::size_t kTries = 3;
// Moves whose chances differ by less are equally likely: the one of today stays.
constexpr double kSameChance = 1e-6;

/// The likeliest move of each of today's choices, at one value of one input; empty where there is none such.
struct Tried {
  bool solved = false;
  bool certified = false;
  std::vector<std::string> move;
};

std::string likeliest(const std::vector<std::pair<std::string, double>>& moves, const std::string& now) {
  std::string best = now;
  double most = 0;
  for (const auto& [move, chance] : moves)
    if (move == now) most = chance;
  for (const auto& [move, chance] : moves)
    if (chance > most + kSameChance) {
      best = move;
      most = chance;
    }
  return best;
}

using Chances = std::vector<std::pair<std::string, double>>;

/// The chances of an actor's moves where it chooses, by type.
std::map<std::string, Chances> chances_at(const run::SolvedGame& solved, const run::ChoicePlace& place,
                                          const scenario::Situation& situation) {
  const game::Game& game = solved.compiled.game;
  const compile::Legend& legend = solved.compiled.legend;
  std::map<std::string, Chances> all;
  if (!solved.beliefs) {
    for (const game::SeatId seat : game.seats_of(place.node))
      if (game.actor(seat).value() == place.actor.value())
        for (const game::MoveId move : game.moves_of(seat))
          all[""].emplace_back(legend.move_text(move), solved.solution.profile[move]);
    return all;
  }
  const std::vector<double> beliefs = run::beliefs_in(solved.compiled, situation);
  const auto player = solve::make_player(game, solved.beliefs->solution)();
  for (const run::TypedChoice& choice : run::typed_choices(game, *player, place.node, beliefs)) {
    const game::ActorId actor = game.actor(choice.type);
    if (actor.value() != place.actor.value()) continue;
    Chances& chances = all[game.types_of(actor).size() > 1 ? legend.type_text(choice.type) : ""];
    for (std::size_t m = 0; m < choice.probability.size(); ++m)
      chances.emplace_back(legend.move_text(game.moves_of(choice.seat)[m]), choice.probability[m]);
  }
  return all;
}

class Search {
 public:
  Search(const ChoiceAsked& asked, const std::vector<ChoiceTips>& now, scenario::Input input,
         const run::RunOptions& options, const base::RunContext& context)
      : asked_(asked), now_(now), input_(input), options_(options), context_(context) {
    const scenario::Quantity& quantity = scenario::quantity_of(*asked.scenario, input);
    value_ = quantity.value;
    low_ = quantity.range->first;
    high_ = quantity.range->second;
  }

  /// One for each of today's choices.
  std::vector<InputTip> run() {
    std::vector<InputTip> all;
    for (std::size_t c = 0; c < now_.size(); ++c)
      all.push_back(now_[c].is_free ? search(c) : InputTip{input_, low_, high_, TipStatus::kHolds, {}, 0, true});
    std::size_t solved = 0;
    bool certified = true;
    for (const auto& [value, tried] : tried_) {
      solved += tried.solved ? 1 : 0;
      certified = certified && (!tried.solved || tried.certified);
    }
    for (InputTip& tip : all) {
      tip.solved = solved;
      tip.certified = certified;
    }
    return all;
  }

 private:
  const Tried& at(double value) {
    const auto known = tried_.find(value);
    if (known != tried_.end()) return known->second;
    Tried& tried = tried_[value];
    scenario::Scenario changed = *asked_.scenario;
    scenario::set_input(changed, input_, value);
    const auto solved = run::solve_scenario(changed, asked_.policy, options_, context_);
    if (!solved || context_.stop() != base::Stop::kNo) return tried;
    tried.solved = true;
    tried.certified = solved->certificate.holds;
    for (const ChoiceTips& now : now_) {
      std::string move;
      const auto places = run::find_places(solved->compiled, *asked_.situation, now.actor);
      if (places) {
        const auto chances = chances_at(*solved, places->front(), *asked_.situation);
        if (const auto of_type = chances.find(now.type); of_type != chances.end())
          move = likeliest(of_type->second, now.move);
      }
      tried.move.push_back(std::move(move));
    }
    return tried;
  }

  bool is_stopped() const { return context_.stop() != base::Stop::kNo; }

  InputTip search(std::size_t c) {
    InputTip found{input_, low_, high_, TipStatus::kHolds, {}, 0, true};
    for (const double end : {low_, high_}) {
      double holds = value_;
      for (std::size_t k = 1; k <= kTries && end != value_; ++k) {
        const double value = value_ + (end - value_) * static_cast<double>(k) / static_cast<double>(kTries);
        const Tried& tried = at(value);
        if (is_stopped()) {
          found.status = TipStatus::kStopped;
          return found;
        }
        if (!tried.solved || tried.move[c].empty()) {
          if (!found.tip) found.status = TipStatus::kUnknown;
          break;
        }
        if (tried.move[c] == now_[c].move) {
          holds = value;
          continue;
        }
        Tip tip = halve(c, holds, value);
        if (is_stopped()) {
          found.status = TipStatus::kStopped;
          return found;
        }
        if (!found.tip || tip.share < found.tip->share) found.tip = std::move(tip);
        found.status = TipStatus::kTips;
        break;
      }
    }
    return found;
  }

  /// Between a value at which the choice is as now and one at which it is not.
  Tip halve(std::size_t c, double holds, double tipped) {
    while (std::abs(tipped - holds) > kTipPrecision * (high_ - low_)) {
      const double middle = holds + (tipped - holds) / 2;
      const Tried& tried = at(middle);
      if (!tried.solved || tried.move[c].empty()) break;
      (tried.move[c] == now_[c].move ? holds : tipped) = middle;
    }
    const Tried& beyond = at(tipped);
    const bool certified = beyond.certified && (holds == value_ || at(holds).certified);
    return {holds, tipped, beyond.move[c], std::abs(tipped - value_) / (high_ - low_), certified};
  }

  const ChoiceAsked& asked_;
  const std::vector<ChoiceTips>& now_;
  scenario::Input input_;
  const run::RunOptions& options_;
  const base::RunContext& context_;
  double value_ = 0;
  double low_ = 0;
  double high_ = 0;
  std::map<double, Tried> tried_;
};

int rank(const InputTip& tip) {
  switch (tip.status) {
    case TipStatus::kTips:
      return 0;
    case TipStatus::kStopped:
      return 1;
    case TipStatus::kUnknown:
      return 2;
    case TipStatus::kHolds:
      return 3;
  }
  return 3;
}

}  // namespace

std::vector<scenario::Input> inputs_with_range(const scenario::Scenario& scenario,
                                               const scenario::Situation& situation) {
  std::vector<scenario::Input> inputs;
  const auto add = [&](const scenario::Input& input) {
    const auto& range = scenario::quantity_of(scenario, input).range;
    if (range && range->first < range->second) inputs.push_back(input);
  };
  for (std::size_t p = 0; p < scenario.parameters.size(); ++p) {
    const scenario::Parameter& parameter = scenario.parameters[p];
    if (!parameter.by) add({scenario::InputKind::kParameter, scenario::ParameterId(p), {}, {}});
    for (std::size_t t = 0; t < parameter.by_type.size(); ++t)
      add({scenario::InputKind::kTypeValue, scenario::ParameterId(p), *parameter.by, scenario::TypeId(t)});
  }
  for (std::size_t i = 0; i < scenario.actors.size(); ++i) {
    const scenario::ActorId actor(i);
    const bool given = std::any_of(situation.beliefs.begin(), situation.beliefs.end(),
                                   [&](const auto& belief) { return belief.actor == actor; });
    for (std::size_t t = 0; !given && t < scenario.actors[i].types.size(); ++t)
      add({scenario::InputKind::kPrior, {}, actor, scenario::TypeId(t)});
  }
  return inputs;
}

std::vector<ChoiceTips> find_tips(const ChoiceAsked& asked, const std::vector<run::StartChoice>& now,
                                  const std::vector<scenario::Input>& inputs, const run::RunOptions& options,
                                  const base::RunContext& context) {
  std::vector<ChoiceTips> tips;
  for (const run::StartChoice& choice : now) {
    const auto most = std::max_element(choice.moves.begin(), choice.moves.end(),
                                       [](const auto& a, const auto& b) { return a.probability < b.probability; });
    tips.push_back({choice.actor, choice.type, most->move, choice.moves.size() > 1, {}});
  }
  std::vector<std::vector<InputTip>> found(inputs.size());
  base::RunContext single = context;
  single.threads = 1;
  single.progress = nullptr;
  std::mutex mutex;
  std::size_t done = 0;
  context.report("looking for what tips the choice", 0, inputs.size());
  base::parallel_for(inputs.size(), context.threads, [&](std::size_t k) {
    found[k] = Search(asked, tips, inputs[k], options, single).run();
    const std::lock_guard lock(mutex);
    context.report("looking for what tips the choice", ++done, inputs.size());
  });
  for (std::size_t c = 0; c < tips.size(); ++c) {
    if (!tips[c].is_free) continue;
    for (const std::vector<InputTip>& of_input : found) tips[c].inputs.push_back(of_input[c]);
    std::stable_sort(tips[c].inputs.begin(), tips[c].inputs.end(), [](const InputTip& a, const InputTip& b) {
      if (rank(a) != rank(b)) return rank(a) < rank(b);
      return a.tip && b.tip && a.tip->share < b.tip->share;
    });
  }
  return tips;
}

}  // namespace parley::analyze
