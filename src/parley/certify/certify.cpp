// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/certify.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <string_view>
#include <utility>

#include "parley/base/parallel.h"
#include "parley/certify/detail/enclose.h"
#include "parley/certify/detail/logit.h"
#include "parley/certify/detail/reachable.h"
#include "parley/numeric/interval.h"

namespace parley::certify {

namespace {

// Six decimals a probability is what people write by hand; more than that is another strategy.
constexpr double kProfileTolerance = 1e-6;

base::Diagnostic mistake(std::string_view code, base::Fault fault, std::string message, std::string help) {
  return base::mistake(code, std::move(message), std::move(help), fault);
}

/// The largest |sum of a seat's probabilities - 1|, or the first seat that is no lottery.
base::Result<double> profile_error(const game::Game& game, const game::Profile& profile) {
  constexpr std::string_view kHelp = "certify the profile with the game it was solved for";
  if (profile.probability.size() != game.moves())
    return base::failure(mistake("E0701", base::Fault::kFile,
                                 fmt::format("the profile has {} probabilities where the game has {} moves",
                                             profile.probability.size(), game.moves()),
                                 std::string(kHelp)));
  double largest = 0;
  for (std::size_t s = 0; s < game.seats(); ++s) {
    const game::SeatId seat(s);
    double sum = 0;
    bool in_range = true;
    for (const game::MoveId move : game.moves_of(seat)) {
      in_range = in_range && profile[move] >= 0 && profile[move] <= 1 + kProfileTolerance;
      sum += profile[move];
    }
    if (!in_range || !(std::abs(sum - 1) <= kProfileTolerance))
      return base::failure(mistake("E0701", base::Fault::kFile,
                                   in_range ? fmt::format("the probabilities of seat {} sum to {:.9g}, not 1", s, sum)
                                            : fmt::format("seat {} has a probability that is not from 0 to 1", s),
                                   "give each seat probabilities from 0 to 1 that sum to 1"));
    largest = std::max(largest, std::abs(sum - 1));
  }
  return largest;
}

base::Diagnostics check_returns(const game::Game& game, const Shape& shape) {
  base::Diagnostics mistakes;
  for (const game::ActorId actor : game.all_actors())
    if (shape.returns && game.discount(actor) >= 1)
      mistakes.add(mistake("E0703", base::Fault::kScenario,
                           fmt::format("actor {} has a discount factor of 1 where play can return", actor.value()),
                           "give every actor a discount factor below 1"));
  return mistakes;
}

/// True values are inside; outward rounding.
numeric::Interval interval_of(const NodeBounds& bounds, Plan plan) {
  const TwoDouble centre = bounds.centre[plan];
  const numeric::Interval point = numeric::Interval(centre.high) + numeric::Interval(centre.low);
  return point + numeric::Interval(-bounds.radius[plan], bounds.radius[plan]);
}

/// An upper bound of best response minus profile, taken before the two are rounded to doubles; never negative, as
/// following the profile is one of the responses.
double gain_bound(const NodeBounds& bounds) {
  const TwoDouble difference = bounds.centre[kBest] - bounds.centre[kProfile];
  const double radii = numeric::above(bounds.radius[kBest] + bounds.radius[kProfile]);
  const double gain = numeric::above(numeric::above(difference.high) + radii);
  return std::isnan(gain) ? std::numeric_limits<double>::infinity() : std::max(gain, 0.0);
}

double share_of(double gain, double range, double size) {
  // Where all payoffs are the same number, that number's size is the scale.
  const double scale = range > 0 ? range : size;
  // Who is never paid anything cannot gain, whatever the rounding of its bound says.
  return gain == 0 || scale == 0 ? 0.0 : numeric::above(gain / scale);
}

ActorGain summarize(const game::Game& game, game::ActorId actor, const Enclosure& enclosure,
                    const std::vector<bool>& reachable) {
  ActorGain gain;
  gain.actor = actor;
  gain.payoff_range = game.payoff_range(actor);
  numeric::Interval value;
  numeric::Interval at_start;
  for (std::size_t k = 0; k < game.start_nodes().size(); ++k) {
    const NodeBounds& bounds = enclosure.bounds[game.start_nodes()[k].value()];
    const numeric::Interval probability(game.start_probabilities()[k]);
    value = value + probability * interval_of(bounds, kProfile);
    at_start = at_start + probability * numeric::Interval(gain_bound(bounds));
  }
  gain.value_start = value.middle();
  gain.value_error = value.width() / 2;
  for (const game::NodeId node : game.all_nodes()) {
    if (!reachable[node.value()]) continue;
    const double here = gain_bound(enclosure.bounds[node.value()]);
    if (here <= gain.gain_worst) continue;
    gain.gain_worst = here;
    gain.worst_node = node;
  }
  // A mean of nodes' gains is not above the largest, whatever rounding says.
  gain.gain_start = std::min(at_start.high, gain.gain_worst);
  double size = 0;
  for (std::size_t j = 0; j < game.joints(); ++j) size = std::max(size, std::abs(game.payoff(game::JointId(j), actor)));
  gain.share_start = share_of(gain.gain_start, gain.payoff_range, size);
  gain.share_worst = share_of(gain.gain_worst, gain.payoff_range, size);
  return gain;
}

}  // namespace

base::Diagnostics CertifyOptions::check(const game::Game& game) const {
  base::Diagnostics mistakes;
  if (!(bound >= 0))
    mistakes.add(mistake("E0702", base::Fault::kUsage, fmt::format("the bound of the certificate is {}", bound),
                         "give a bound of 0 or more, as a share of the payoff range"));
  if (!precision.empty() && precision.size() != game.actors())
    mistakes.add(mistake("E0702", base::Fault::kUsage,
                         fmt::format("{} precisions are given for {} actors", precision.size(), game.actors()),
                         "give one precision an actor, or none"));
  for (const double value : precision)
    if (!(value > 0))
      mistakes.add(mistake("E0702", base::Fault::kUsage, fmt::format("a precision is {}", value),
                           "give precisions greater than 0; infinite for best responses"));
  return mistakes;
}

base::Result<Certificate> certify(const game::Game& game, const game::Profile& profile, const CertifyOptions& options,
                                  const base::RunContext& context) {
  const Shape shape(game);
  base::Diagnostics mistakes = options.check(game);
  mistakes.append(check_returns(game, shape));
  if (game.has_types())
    mistakes.add(mistake("E0704", base::Fault::kScenario, "the game has private types",
                         "certify the solution of a game without types"));
  const base::Result<double> error = profile_error(game, profile);
  if (!error) mistakes.append(error.error());
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));

  Certificate certificate;
  certificate.bound = options.bound;
  certificate.profile_error = *error;
  certificate.complete = true;
  certificate.actors.resize(game.actors());
  const std::vector<bool> reachable = reachable_nodes(game);
  std::vector<std::uint8_t> complete(game.actors(), 0);
  std::mutex reporting;
  std::size_t done = 0;
  base::parallel_for(game.actors(), context.threads, [&](std::size_t i) {
    const game::ActorId actor(i);
    const Enclosure enclosure = enclose(game, profile, shape, actor, context);
    certificate.actors[i] = summarize(game, actor, enclosure, reachable);
    if (!options.precision.empty() && std::isfinite(options.precision[i]))
      certificate.actors[i].logit_residual =
          logit_residual(game, profile, actor, enclosure, reachable, options.precision[i]);
    complete[i] = enclosure.complete ? 1 : 0;
    const std::lock_guard lock(reporting);
    context.report("certify", ++done, game.actors());
  });

  for (std::size_t i = 0; i < game.actors(); ++i) {
    const ActorGain& gain = certificate.actors[i];
    const bool logit = !options.precision.empty() && std::isfinite(options.precision[i]);
    if (logit)
      certificate.largest_residual = std::max(certificate.largest_residual, gain.logit_residual);
    else
      certificate.largest_share = std::max(certificate.largest_share, gain.share_worst);
    certificate.complete = certificate.complete && complete[i] != 0;
  }
  certificate.holds = certificate.complete && certificate.largest_share <= options.bound &&
                      certificate.largest_residual <= options.bound;
  return certificate;
}

}  // namespace parley::certify
