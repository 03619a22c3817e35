// SPDX-License-Identifier: Apache-2.0
#include "parley/run/belief_choices.h"

#include <algorithm>
#include <cmath>

namespace parley::run {

namespace {

// Chances below this, or that differ by less, do not tell types apart for a reader.
constexpr double kNotable = 0.01;

class Weighing {
 public:
  Weighing(const game::Game& game, game::BeliefPlayer& player, game::NodeId node, std::span<const double> beliefs)
      : game_(game),
        player_(player),
        node_(node),
        beliefs_(beliefs),
        seats_(game::typed_seats(game, node)),
        log_probability_(game::typed_moves(seats_)),
        after_(game.types()),
        value_(game.types()) {
    if (!seats_.empty()) player.choose(node, beliefs, log_probability_);
  }

  std::vector<TypedChoice> choices() {
    std::vector<TypedChoice> all;
    for (const game::TypedSeat& seat : seats_)
      for (std::size_t t = 0; t < seat.types; ++t) all.push_back(choice(seat, t));
    for (std::size_t joint = 0; joint < game_.joints_of(node_).size(); ++joint) add(joint, all);
    return all;
  }

 private:
  TypedChoice choice(const game::TypedSeat& seat, std::size_t type) const {
    TypedChoice choice{seat.seat, game::TypeId(seat.first_type + type), {}, std::vector(seat.moves, 0.0), {}};
    const auto prior = beliefs_.subspan(seat.first_type, seat.types);
    std::vector<double> likelihood(seat.types);
    std::vector<double> posterior(seat.types);
    for (std::size_t m = 0; m < seat.moves; ++m) {
      choice.probability.push_back(std::exp(log_probability_[seat.slot(type, m)]));
      if (seat.hidden) continue;
      for (std::size_t t = 0; t < seat.types; ++t) likelihood[t] = log_probability_[seat.slot(t, m)];
      game::posterior(prior, likelihood, posterior);
      choice.posterior.push_back(posterior[type]);
    }
    return choice;
  }

  double mean_chance(const game::TypedSeat& seat, std::size_t move) const {
    double sum = 0;
    for (std::size_t t = 0; t < seat.types; ++t)
      sum += beliefs_[seat.first_type + t] * std::exp(log_probability_[seat.slot(t, move)]);
    return sum;
  }

  double chance_of_others(std::size_t joint, std::size_t but) const {
    double chance = 1;
    for (std::size_t s = 0; s < seats_.size(); ++s)
      if (s != but) chance *= mean_chance(seats_[s], seats_[s].move_in(joint));
    return chance;
  }

  /// What a joint move gives to each of the choices that it is part of.
  void add(std::size_t joint, std::vector<TypedChoice>& all) {
    const game::JointId id = game_.joints_of(node_)[joint];
    std::vector<double> later(game_.types(), 0.0);
    const auto successors = game_.successors(id);
    for (std::size_t e = 0; e < successors.size(); ++e) {
      game::update_beliefs(game_, node_, joint, successors[e], log_probability_, beliefs_, after_);
      player_.value(successors[e], after_, value_);
      for (std::size_t t = 0; t < later.size(); ++t) later[t] += game_.probabilities(id)[e] * value_[t];
    }
    auto choice = all.begin();
    for (std::size_t s = 0; s < seats_.size(); ++s) {
      const double others = chance_of_others(joint, s);
      const double discount = game_.discount_after(node_, seats_[s].actor);
      for (std::size_t t = 0; t < seats_[s].types; ++t, ++choice)
        choice->value[seats_[s].move_in(joint)] +=
            others * (game_.payoff(id, choice->type) + discount * later[choice->type.value()]);
    }
  }

  const game::Game& game_;
  game::BeliefPlayer& player_;
  game::NodeId node_;
  std::span<const double> beliefs_;
  std::vector<game::TypedSeat> seats_;
  std::vector<double> log_probability_;
  std::vector<double> after_;
  std::vector<double> value_;
};

}  // namespace

Telling telling(std::span<const TypedChoice> choices, std::span<const double> beliefs) {
  bool pools = true;
  bool separates = true;
  for (const TypedChoice& a : choices)
    for (const TypedChoice& b : choices) {
      if (a.type.value() >= b.type.value() || !(beliefs[a.type.value()] > 0) || !(beliefs[b.type.value()] > 0))
        continue;
      for (std::size_t m = 0; m < a.probability.size(); ++m) {
        pools = pools && std::abs(a.probability[m] - b.probability[m]) < kNotable;
        separates = separates && std::min(a.probability[m], b.probability[m]) < kNotable;
      }
    }
  return pools ? Telling::kPooling : separates ? Telling::kSeparating : Telling::kMixing;
}

std::string_view describe(Telling telling) {
  switch (telling) {
    case Telling::kPooling:
      return "pooling";
    case Telling::kSeparating:
      return "separating";
    case Telling::kMixing:
      return "mixing";
  }
  return "unknown";
}

std::vector<TypedChoice> typed_choices(const game::Game& game, game::BeliefPlayer& player, game::NodeId node,
                                       std::span<const double> beliefs) {
  return Weighing(game, player, node, beliefs).choices();
}

}  // namespace parley::run
