// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/assessment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "parley/certify/certify.h"
#include "parley/game/builder.h"

namespace parley::certify {

namespace {

base::Diagnostics does_not_fit(std::string message) {
  return base::Diagnostics(base::mistake("E0705", std::move(message),
                                         "certify the assessment with the game it belongs to", base::Fault::kFile));
}

bool is_lottery(std::span<const double> chances) {
  double sum = 0;
  for (const double chance : chances) {
    if (!(chance >= 0 && chance <= 1 + kBeliefTolerance)) return false;
    sum += chance;
  }
  return std::abs(sum - 1) <= kBeliefTolerance;
}

/// What is wrong with a history by itself; empty: nothing.
std::string mistake_at(const game::Game& game, const game::Assessment& assessment, std::size_t history) {
  const game::NodeId node = assessment.node[history];
  if (node.value() >= game.nodes()) return "is at a node that the game does not have";
  const auto seats = game::typed_seats(game, node);
  const auto chances = assessment.chances_at(history);
  const auto next = assessment.next_at(history);
  if (chances.size() != game::typed_moves(seats)) return "has another number of moves than its node";
  if (next.size() != game::outcomes_of(game, node)) return "has another number of successors than its node";
  for (const game::ActorId actor : game.all_actors())
    if (!is_lottery(
            assessment.beliefs_at(history).subspan(game.types_of(actor).front().value(), game.types_of(actor).size())))
      return fmt::format("has beliefs about actor {} that do not sum to 1", actor.value());
  for (const game::TypedSeat& seat : seats)
    for (std::size_t t = 0; t < seat.types; ++t) {
      if (!is_lottery(chances.subspan(seat.slot(t, 0), seat.moves)))
        return fmt::format("has chances of type {} of actor {} that do not sum to 1", t, seat.actor.value());
      for (std::size_t m = 0; m < seat.moves; ++m)
        if (chances[seat.slot(t, m)] > 0 &&
            !game.is_open(game.moves_of(seat.seat)[m], game::TypeId(seat.first_type + t)))
          return fmt::format("gives type {} of actor {} a move that is not open to it", t, seat.actor.value());
    }
  std::size_t place = 0;
  for (const game::JointId joint : game.joints_of(node))
    for (const game::NodeId successor : game.successors(joint)) {
      const std::uint32_t after = next[place++];
      if (after >= assessment.histories()) return "leads to a history that is not listed";
      if (assessment.node[after] != successor)
        return fmt::format("leads to history {}, which is at another node than its move leads to", after);
    }
  return {};
}

base::Diagnostics check(const game::Game& game, const game::Assessment& assessment) {
  const std::size_t histories = assessment.histories();
  if (histories == 0 || assessment.belief.size() != histories * game.types() ||
      assessment.first_chance.size() != histories + 1 || assessment.first_next.size() != histories + 1)
    return does_not_fit("the assessment has no histories, or lists of another length than they need");
  if (assessment.start.size() != game.start_nodes().size())
    return does_not_fit(fmt::format("the assessment has {} starts and the game {}", assessment.start.size(),
                                    game.start_nodes().size()));
  for (std::size_t k = 0; k < assessment.start.size(); ++k)
    if (assessment.start[k] >= histories || assessment.node[assessment.start[k]] != game.start_nodes()[k])
      return does_not_fit(fmt::format("start {} is not a history at that start's node", k));
  for (std::size_t history = 0; history < histories; ++history)
    if (std::string mistake = mistake_at(game, assessment, history); !mistake.empty())
      return does_not_fit(fmt::format("history {} {}", history, mistake));
  return {};
}

/// The chance of each of a seat's moves, over its types.
std::vector<double> mean_of(const game::TypedSeat& seat, std::span<const double> chances,
                            std::span<const double> beliefs) {
  std::vector<double> mean(seat.moves, 0.0);
  double sum = 0;
  for (std::size_t m = 0; m < seat.moves; ++m) {
    for (std::size_t t = 0; t < seat.types; ++t) mean[m] += beliefs[seat.first_type + t] * chances[seat.slot(t, m)];
    sum += mean[m];
  }
  for (double& chance : mean) chance /= sum;
  return mean;
}

/// One type's problem as a game without types, whose nodes are the histories: it moves as its type does, the others do
/// what they do on average over their types, and only it is paid.
struct OneType {
  game::Game game;
  game::Profile profile;
};

class OneTypeBuilder {
 public:
  OneTypeBuilder(const game::Game& game, const game::Assessment& assessment, game::TypeId type)
      : game_(game),
        assessment_(assessment),
        type_(type),
        own_(type.value() - game.types_of(game.actor(type)).front().value()),
        builder_(discounts(game), {game.actor(type)}) {}

  OneType build() && {
    for (std::size_t history = 0; history < assessment_.histories(); ++history) add(history);
    for (std::size_t k = 0; k < assessment_.start.size(); ++k)
      builder_.add_start(game::NodeId(assessment_.start[k]), game_.start_probabilities()[k]);
    return {std::move(builder_).build().value(), std::move(profile_)};
  }

 private:
  static std::vector<double> discounts(const game::Game& game) {
    std::vector<double> discount;
    for (const game::ActorId actor : game.all_actors()) discount.push_back(game.discount(actor));
    return discount;
  }

  void add(std::size_t history) {
    const game::NodeId node = assessment_.node[history];
    builder_.add_node(game_.stage(node), game_.ends_step(node));
    const auto seats = game::typed_seats(game_, node);
    for (const game::TypedSeat& seat : seats) add_seat(seat, history);
    std::size_t place = 0;
    const auto next = assessment_.next_at(history);
    std::vector<game::NodeId> successors;
    for (std::size_t j = 0; j < game_.joints_of(node).size(); ++j) {
      const game::JointId joint = game_.joints_of(node)[j];
      const auto after = next.subspan(place, game_.successors(joint).size());
      place += after.size();
      if (!is_open(seats, j)) continue;
      successors.clear();
      for (const std::uint32_t one : after) successors.emplace_back(one);
      const double payoff = game_.payoff(joint, type_);
      builder_.add_joint({&payoff, 1}, successors, game_.probabilities(joint));
    }
  }

  void add_seat(const game::TypedSeat& seat, std::size_t history) {
    const auto chances = assessment_.chances_at(history);
    if (seat.actor != game_.actor(type_)) {
      builder_.add_seat(seat.actor, seat.moves);
      const std::vector<double> mean = mean_of(seat, chances, assessment_.beliefs_at(history));
      profile_.probability.insert(profile_.probability.end(), mean.begin(), mean.end());
      return;
    }
    std::size_t open = 0;
    for (std::size_t m = 0; m < seat.moves; ++m) {
      if (!game_.is_open(game_.moves_of(seat.seat)[m], type_)) continue;
      profile_.probability.push_back(chances[seat.slot(own_, m)]);
      ++open;
    }
    builder_.add_seat(seat.actor, open);
  }

  bool is_open(std::span<const game::TypedSeat> seats, std::size_t joint) const {
    for (const game::TypedSeat& seat : seats)
      if (seat.actor == game_.actor(type_) && !game_.is_open(game_.moves_of(seat.seat)[seat.move_in(joint)], type_))
        return false;
    return true;
  }

  const game::Game& game_;
  const game::Assessment& assessment_;
  game::TypeId type_;
  std::size_t own_;
  game::GameBuilder builder_;
  game::Profile profile_;
};

/// Compares stated beliefs with those that Bayes' rule gives from one history on.
class BeliefCheck {
 public:
  BeliefCheck(const game::Game& game, const game::Assessment& assessment, AssessmentCertificate& certificate)
      : game_(game), assessment_(assessment), certificate_(certificate), after_(game.types()) {}

  void start() {
    const std::vector<double> prior = game::prior_beliefs(game_);
    for (const std::uint32_t history : assessment_.start)
      for (const game::ActorId actor : game_.all_actors()) compare(prior, history, actor);
  }

  void from(std::size_t history) {
    const game::NodeId node = assessment_.node[history];
    const auto chances = assessment_.chances_at(history);
    const auto beliefs = assessment_.beliefs_at(history);
    seats_ = game::typed_seats(game_, node);
    log_chance_.resize(chances.size());
    for (std::size_t k = 0; k < chances.size(); ++k) log_chance_[k] = std::log(chances[k]);
    std::size_t place = assessment_.first_next[history];
    for (std::size_t j = 0; j < game_.joints_of(node).size(); ++j) {
      const game::JointId joint = game_.joints_of(node)[j];
      for (std::size_t e = 0; e < game_.successors(joint).size(); ++e, ++place) {
        if (game_.probabilities(joint)[e] == 0) continue;
        game::update_beliefs(game_, node, j, game_.successors(joint)[e], log_chance_, beliefs, after_);
        for (const game::ActorId actor : game_.all_actors())
          if (!is_free(actor, node, j, game_.successors(joint)[e], chances, beliefs))
            compare(after_, assessment_.next[place], actor);
      }
    }
  }

 private:
  /// Whether what is seen of the actor is done by none of its types that are thought possible.
  bool is_free(game::ActorId actor, game::NodeId node, std::size_t joint, game::NodeId successor,
               std::span<const double> chances, std::span<const double> beliefs) const {
    for (const game::TypedSeat& seat : seats_) {
      if (seat.actor != actor) continue;
      const std::size_t played = seat.move_in(joint);
      for (std::size_t m = 0; m < seat.moves; ++m) {
        const bool seen =
            seat.hidden ? leads(node, joint - played * seat.stride + m * seat.stride, successor) : m == played;
        for (std::size_t t = 0; seen && t < seat.types; ++t)
          if (beliefs[seat.first_type + t] * chances[seat.slot(t, m)] > 0) return false;
      }
      return true;
    }
    return false;
  }

  bool leads(game::NodeId node, std::size_t joint, game::NodeId successor) const {
    const game::JointId one = game_.joints_of(node)[joint];
    const auto successors = game_.successors(one);
    for (std::size_t e = 0; e < successors.size(); ++e)
      if (successors[e] == successor && game_.probabilities(one)[e] > 0) return true;
    return false;
  }

  void compare(std::span<const double> right, std::uint32_t history, game::ActorId actor) {
    for (const game::TypeId type : game_.types_of(actor)) {
      const double off = std::abs(right[type.value()] - assessment_.beliefs_at(history)[type.value()]);
      if (off <= certificate_.belief_error) continue;
      certificate_.belief_error = off;
      certificate_.belief_history = history;
    }
  }

  const game::Game& game_;
  const game::Assessment& assessment_;
  AssessmentCertificate& certificate_;
  std::vector<game::TypedSeat> seats_;
  std::vector<double> log_chance_;
  std::vector<double> after_;
};

bool is_noisy(const AssessmentOptions& options, game::ActorId actor) {
  return !options.precision.empty() && std::isfinite(options.precision[actor.value()]);
}

AssessmentGain gain_of(const game::Game& game, game::TypeId type, const ActorGain& bounded) {
  AssessmentGain gain;
  gain.type = type;
  gain.value_start = bounded.value_start;
  gain.gain_start = bounded.gain_start;
  gain.gain_worst = bounded.gain_worst;
  gain.worst_history = bounded.worst_node.value();
  gain.logit_residual = bounded.logit_residual;
  const game::ActorId actor = game.actor(type);
  const double range = game.payoff_range(actor) > 0 ? game.payoff_range(actor) : game.largest_payoff_size(actor);
  if (range > 0) gain.share_start = gain.gain_start / range;
  if (range > 0) gain.share_worst = gain.gain_worst / range;
  return gain;
}

}  // namespace

base::Result<AssessmentCertificate> certify_assessment(const game::Game& game, const game::Assessment& assessment,
                                                       const AssessmentOptions& options,
                                                       const base::RunContext& context) {
  base::Diagnostics mistakes = CertifyOptions{options.bound, options.precision}.check(game);
  mistakes.append(check(game, assessment));
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  AssessmentCertificate certificate;
  certificate.bound = options.bound;
  BeliefCheck beliefs(game, assessment, certificate);
  beliefs.start();
  for (std::size_t history = 0; history < assessment.histories(); ++history) beliefs.from(history);
  bool complete = true;
  for (std::size_t t = 0; t < game.types(); ++t) {
    const game::TypeId type(t);
    const game::ActorId actor = game.actor(type);
    const OneType one = OneTypeBuilder(game, assessment, type).build();
    CertifyOptions own{options.bound, std::vector(game.actors(), std::numeric_limits<double>::infinity())};
    if (is_noisy(options, actor)) own.precision[actor.value()] = options.precision[actor.value()];
    const auto bounded = certify(one.game, one.profile, own, context);
    if (!bounded) return base::failure(bounded.error());
    complete = complete && bounded->complete;
    certificate.types.push_back(gain_of(game, type, bounded->actors[actor.value()]));
    const AssessmentGain& gain = certificate.types.back();
    if (is_noisy(options, actor))
      certificate.largest_residual = std::max(certificate.largest_residual, gain.logit_residual);
    else
      certificate.largest_share = std::max(certificate.largest_share, gain.share_worst);
  }
  certificate.complete = complete && context.stop() == base::Stop::kNo;
  certificate.holds = certificate.complete && certificate.belief_error <= kBeliefTolerance &&
                      std::max(certificate.largest_share, certificate.largest_residual) <= options.bound;
  return certificate;
}

}  // namespace parley::certify
