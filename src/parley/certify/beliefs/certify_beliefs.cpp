// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/base/parallel.h"
#include "parley/certify/assessment.h"
#include "parley/certify/beliefs.h"
#include "parley/certify/beliefs/off_grid.h"
#include "parley/certify/beliefs/on_grid.h"
#include "parley/game/components.h"

namespace parley::certify {

namespace {

// Two standard errors: one estimate in twenty lies further off.
constexpr double kErrors = 2;

base::Diagnostic option_mistake(std::string message, std::string help) {
  return base::mistake("E0702", std::move(message), std::move(help), base::Fault::kUsage);
}

base::Diagnostics check_returns(const game::Game& game) {
  base::Diagnostics mistakes;
  for (base::Diagnostic diagnostic : game::check_discounts(game).all()) {
    diagnostic.code = "E0703";
    mistakes.add(std::move(diagnostic));
  }
  return mistakes;
}

void summarize(const game::Game& game, const BeliefCertifyOptions& options, BeliefCertificate& certificate) {
  for (TypeGain& gain : certificate.types) {
    const game::ActorId actor = game.actor(gain.type);
    const double range = game.payoff_range(actor) > 0 ? game.payoff_range(actor) : game.largest_payoff_size(actor);
    if (range > 0) {
      gain.share = gain.gain / range;
      gain.share_worst = gain.gain_worst / range;
      const bool noisy = !options.noisy.empty() && options.noisy[actor.value()] != 0;
      double& largest = noisy ? certificate.largest_noise : certificate.largest_share;
      largest = std::max(largest, gain.share_worst + kErrors * gain.gain_error / range);
      certificate.largest_claim_error =
          std::max(certificate.largest_claim_error, (gain.claim_error + kErrors * gain.played_error) / range);
    }
    certificate.on_grid_gap = std::max(certificate.on_grid_gap, gain.on_grid_gap);
  }
  certificate.holds =
      certificate.complete && std::max(certificate.largest_share, certificate.largest_claim_error) <= certificate.bound;
}

/// Puts what is known of all histories in place of what paths say; false if there are too many of them.
base::Result<bool> follow_histories(const game::Game& game, const game::MakePlayer& make_player,
                                    const BeliefCertifyOptions& options, const base::RunContext& context,
                                    BeliefCertificate& certificate) {
  if (options.histories == 0) return false;
  const auto assessment = game::assessment_of(game, *make_player(), options.histories, context);
  if (!assessment) return false;
  const auto exact = certify_assessment(game, *assessment, {options.bound, {}}, context);
  if (!exact) return base::failure(exact.error());
  certificate.histories = assessment->histories();
  certificate.method = exact->method;
  for (TypeGain& gain : certificate.types) {
    const AssessmentGain& own = exact->types[gain.type.value()];
    gain.value_played = own.value_start;
    gain.value_deviating = own.value_start + own.gain_start;
    gain.gain = own.gain_start;
    gain.gain_worst = own.gain_worst;
    gain.played_error = gain.gain_error = 0;
    gain.claim_error = std::abs(gain.value_claimed - gain.value_played);
    gain.worst_node = assessment->node[own.worst_history];
    const auto belief = assessment->beliefs_at(own.worst_history);
    gain.worst_belief.assign(belief.begin(), belief.end());
  }
  return true;
}

}  // namespace

base::Diagnostics BeliefCertifyOptions::check(const game::Game& game) const {
  base::Diagnostics mistakes;
  if (!(bound >= 0)) mistakes.add(option_mistake(fmt::format("the bound is {}", bound), "give a bound of 0 or more"));
  if (paths == 0 || steps == 0) mistakes.add(option_mistake("no path is allowed", "allow at least one path and step"));
  if (!noisy.empty() && noisy.size() != game.actors())
    mistakes.add(
        option_mistake(fmt::format("{} actors are said to be noisy or not, of {}", noisy.size(), game.actors()),
                       "say it of each actor, or of none"));
  if (!axes.empty() && axes.size() != game.actors()) {
    mistakes.add(option_mistake(fmt::format("{} belief axes are given for {} actors", axes.size(), game.actors()),
                                "give one axis an actor, or none"));
    return mistakes;
  }
  for (std::size_t i = 0; i < axes.size(); ++i)
    if (axes[i].outcomes() != game.types_of(game::ActorId(i)).size())
      mistakes.add(option_mistake(fmt::format("the belief axis of actor {} is for {} types", i, axes[i].outcomes()),
                                  "give an axis for as many types as the actor has"));
  return mistakes;
}

base::Result<BeliefCertificate> certify_beliefs(const game::Game& game, const game::MakePlayer& make_player,
                                                const BeliefCertifyOptions& options, const base::RunContext& context) {
  base::Diagnostics mistakes = options.check(game);
  mistakes.append(check_returns(game));
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));

  BeliefCertificate certificate;
  certificate.bound = options.bound;
  certificate.residual_about.assign(game.actors(), 0.0);
  std::vector<beliefs::PathsOfType> paths(game.types());
  base::parallel_for(paths.size(), context.threads, [&](std::size_t t) {
    const auto player = make_player();
    paths[t] = beliefs::follow_type(game, *player, game::TypeId(t), options, context);
  });
  for (std::size_t t = 0; t < paths.size(); ++t) {
    TypeGain gain;
    gain.type = game::TypeId(t);
    gain.value_claimed = paths[t].claimed;
    gain.value_played = paths[t].played;
    gain.played_error = paths[t].played_error;
    gain.value_deviating = paths[t].deviating;
    gain.claim_error = std::abs(gain.value_claimed - gain.value_played);
    gain.gain = gain.gain_worst = paths[t].gain;
    gain.gain_error = paths[t].gain_error;
    certificate.types.push_back(gain);
    certificate.largest_residual = std::max(certificate.largest_residual, paths[t].largest_residual);
    certificate.weight_left = std::max(certificate.weight_left, paths[t].weight_left);
    for (std::size_t i = 0; i < game.actors(); ++i)
      certificate.residual_about[i] = std::max(certificate.residual_about[i], paths[t].residual_about[i]);
  }
  if (const auto followed = follow_histories(game, make_player, options, context, certificate); !followed)
    return base::failure(followed.error());
  certificate.complete = context.stop() == base::Stop::kNo;
  if (!options.axes.empty() && certificate.complete) {
    const beliefs::GridGap gap = beliefs::on_grid_gap(game, make_player, options.axes, context);
    for (TypeGain& gain : certificate.types) {
      gain.on_grid_gap = gap.gap[gain.type.value()];
      gain.on_grid_worst = gap.worst[gain.type.value()];
    }
    certificate.has_on_grid_gap = gap.complete;
    certificate.complete = gap.complete;
  }
  summarize(game, options, certificate);
  return certificate;
}

}  // namespace parley::certify
