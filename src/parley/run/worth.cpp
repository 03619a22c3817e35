// SPDX-License-Identifier: Apache-2.0
#include "parley/run/worth.h"

#include <algorithm>
#include <cmath>

#include "parley/base/parallel.h"

namespace parley::run {

namespace {

using simulate::TypedValue;

/// Values to find: each of one type somewhere, all with players of their own, side by side.
class Valuer {
 public:
  Valuer(const SolvedGame& solved, const simulate::TypedValueOptions& options, const base::RunContext& context)
      : game_(solved.compiled.game),
        make_player_(solve::make_player(game_, solved.beliefs->solution)),
        options_(options),
        context_(context) {}

  /// Asks for a value, and says where it will be found.
  std::size_t ask(const Spot& spot, game::TypeId type) {
    asked_.push_back({spot.nodes, spot.probability, spot.beliefs, type});
    return asked_.size() - 1;
  }

  void find() {
    found_.resize(asked_.size());
    claimed_.resize(asked_.size());
    base::RunContext single = context_;
    single.threads = 1;
    base::parallel_for(asked_.size(), context_.threads, [&](std::size_t k) {
      const auto player = make_player_();
      const simulate::Standing& standing = asked_[k];
      found_[k] = simulate::typed_value(game_, *player, standing, {}, options_, single);
      std::vector<double> value(game_.types());
      for (std::size_t n = 0; n < standing.nodes.size(); ++n) {
        player->value(standing.nodes[n], standing.beliefs, value);
        claimed_[k] += standing.probability[n] * value[standing.type.value()];
      }
    });
  }

  const TypedValue& operator[](std::size_t k) const { return found_[k]; }
  double claim_error(std::size_t k) const { return std::abs(claimed_[k] - found_[k].total); }

 private:
  const game::Game& game_;
  game::MakePlayer make_player_;
  const simulate::TypedValueOptions& options_;
  const base::RunContext& context_;
  std::vector<simulate::Standing> asked_;
  std::vector<TypedValue> found_;
  std::vector<double> claimed_;
};

/// The chance `certain` for one type of an actor, the rest for the others as they are to each other.
std::vector<double> nearly(const game::Game& game, std::vector<double> beliefs, game::TypeId type, double certain) {
  const auto types = game.types_of(game.actor(type));
  double others = 0;
  for (const game::TypeId other : types) others += other == type ? 0 : beliefs[other.value()];
  const auto count = static_cast<double>(types.size() - 1);
  for (const game::TypeId other : types) {
    double& belief = beliefs[other.value()];
    if (other == type)
      belief = certain;
    else
      belief = (1 - certain) * (others > 0 ? belief / others : 1 / count);
  }
  return beliefs;
}

Estimate minus(const Estimate& a, const TypedValue& b) { return {a.value - b.total, std::hypot(a.error, b.error)}; }

class WorthThere {
 public:
  WorthThere(const SolvedGame& solved, const Spot& spot, const simulate::TypedValueOptions& options,
             const base::RunContext& context)
      : game_(solved.compiled.game), legend_(solved.compiled.legend), spot_(spot), valuer_(solved, options, context) {}

  Worth run(std::optional<scenario::ActorId> actor) {
    for (const game::TypeId type : all_types()) {
      const bool wanted = !actor || actor->value() == game_.actor(type).value();
      if (wanted && spot_.beliefs[type.value()] > 0) ask(type);
    }
    valuer_.find();
    Worth worth;
    for (const Asked& asked : asked_) tell(asked, worth);
    return worth;
  }

 private:
  struct Asked {
    game::TypeId type;
    std::size_t now = 0;
    std::vector<std::pair<game::TypeId, std::size_t>> taken_for;
    struct Other {
      game::ActorId actor;
      std::vector<std::pair<double, std::size_t>> known;  ///< by its types: how likely, and the value then
    };
    std::vector<Other> others;
  };

  base::IndexRange<game::TypeId> all_types() const { return {game::TypeId(0), game::TypeId(game_.types())}; }
  Spot at(std::vector<double> beliefs) const { return {spot_.nodes, spot_.probability, std::move(beliefs)}; }

  void ask(game::TypeId type) {
    Asked asked{type, valuer_.ask(spot_, type), {}, {}};
    const game::ActorId actor = game_.actor(type);
    if (game_.types_of(actor).size() > 1)
      for (const game::TypeId other : game_.types_of(actor))
        if (spot_.beliefs[other.value()] < kNearlySure)
          asked.taken_for.emplace_back(other, valuer_.ask(at(nearly(game_, spot_.beliefs, other, kNearlySure)), type));
    for (const game::ActorId other : game_.all_actors()) {
      if (other == actor || game_.types_of(other).size() == 1) continue;
      Asked::Other about{other, {}};
      for (const game::TypeId of : game_.types_of(other))
        if (const double chance = spot_.beliefs[of.value()]; chance > 0)
          about.known.emplace_back(chance, valuer_.ask(at(nearly(game_, spot_.beliefs, of, 1)), type));
      asked.others.push_back(std::move(about));
    }
    asked_.push_back(std::move(asked));
  }

  void tell(const Asked& asked, Worth& worth) const {
    const game::ActorId id = game_.actor(asked.type);
    const scenario::ActorId actor(id.value());
    const std::string type = game_.types_of(id).size() > 1 ? legend_.type_text(asked.type) : "";
    const TypedValue& now = valuer_[asked.now];
    worth.types.push_back({actor,
                           type,
                           spot_.beliefs[asked.type.value()],
                           {now.total, now.error},
                           valuer_.claim_error(asked.now),
                           terms_of(legend_, actor, now)});
    for (const auto& [other, then] : asked.taken_for)
      worth.reputations.push_back({actor, type, legend_.type_text(other), spot_.beliefs[other.value()], kNearlySure,
                                   minus({valuer_[then].total, valuer_[then].error}, now), valuer_.claim_error(then)});
    for (const Asked::Other& about : asked.others) {
      Estimate known;
      double claim_error = 0;
      for (const auto& [chance, then] : about.known) {
        known.value += chance * valuer_[then].total;
        known.error = std::hypot(known.error, chance * valuer_[then].error);
        claim_error = std::max(claim_error, valuer_.claim_error(then));
      }
      worth.knowing.push_back({actor, type, scenario::ActorId(about.actor.value()), minus(known, now), claim_error});
    }
  }

  const game::Game& game_;
  const compile::Legend& legend_;
  const Spot& spot_;
  Valuer valuer_;
  std::vector<Asked> asked_;
};

}  // namespace

Spot start_of(const game::Game& game) {
  const auto nodes = game.start_nodes();
  const auto chances = game.start_probabilities();
  return {{nodes.begin(), nodes.end()}, {chances.begin(), chances.end()}, game::prior_beliefs(game)};
}

Worth worth_at(const SolvedGame& solved, const Spot& spot, const simulate::TypedValueOptions& options,
               const base::RunContext& context, std::optional<scenario::ActorId> actor) {
  return WorthThere(solved, spot, options, context).run(actor);
}

std::vector<TermValue> terms_of(const compile::Legend& legend, scenario::ActorId actor, const TypedValue& value) {
  std::vector<TermValue> split = terms_of(legend, actor, value.terms, value.terms_error);
  if (value.rest != 0) split.push_back({"later", value.rest, 0, 0});
  return split;
}

std::vector<TermValue> terms_of(const compile::Legend& legend, scenario::ActorId actor, std::span<const double> values,
                                std::span<const double> errors) {
  std::vector<TermValue> split;
  for (std::size_t t = 0; t < legend.terms().size(); ++t) {
    if (legend.terms()[t].actor != actor) continue;
    const std::string& key = legend.terms()[t].key;
    auto same = std::find_if(split.begin(), split.end(), [&](const TermValue& s) { return s.key == key; });
    if (same == split.end()) same = split.insert(same, {key, 0, 0, 0});
    same->value += values[t];
    if (!errors.empty()) same->error = std::hypot(same->error, errors[t]);
  }
  return split;
}

}  // namespace parley::run
