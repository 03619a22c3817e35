// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/beliefs/off_grid.h"

#include <algorithm>
#include <cmath>

#include "parley/base/random.h"
#include "parley/certify/beliefs/outcomes.h"

namespace parley::certify::beliefs {

namespace {

// Outcomes less likely than this do not make a history branch: a path is worth its weight, and theirs is below
// rounding.
constexpr double kNegligible = 1e-12;

struct Sum {
  double value = 0;
  bool branched = false;
};

class Walk {
 public:
  Walk(const game::Game& game, game::BeliefPlayer& player, game::TypeId type, const BeliefCertifyOptions& options,
       std::uint64_t seed, PathsOfType& report)
      : game_(game),
        player_(player),
        type_(type),
        actor_(game.actor(type)),
        own_(type.value() - game.types_of(actor_).front().value()),
        options_(options),
        seed_(seed),
        report_(report),
        scene_(game),
        value_(game.types()) {}

  Sum run(std::size_t path, bool deviates) {
    Sum sum;
    std::vector<double> beliefs = game::prior_beliefs(game_);
    game::NodeId node = start(path, sum);
    double weight = 1;
    sum.value = claimed(node, beliefs);
    for (std::size_t step = 0; step < options_.steps; ++step) {
      scene_.set(player_, node, beliefs);
      offers();
      const double residual = plan(deviates) - claimed(node, beliefs);
      if (!deviates) note(std::abs(residual), weight, beliefs);
      sum.value += weight * residual;
      const double draw = base::random_block(seed_, path, static_cast<std::uint32_t>(step), 1).uniform(0);
      const Outcome* const next = draw_next(draw, weight, sum.branched);
      if (next == nullptr) return sum;
      weight *= game_.discount_after(node, actor_);
      node = next->successor;
      const auto after = scene_.after(*next);
      beliefs.assign(after.begin(), after.end());
      if (weight < options_.least_weight) break;
    }
    report_.weight_left = std::max(report_.weight_left, weight);
    return sum;
  }

 private:
  void note(double residual, double weight, std::span<const double> beliefs) {
    report_.largest_residual = std::max(report_.largest_residual, residual);
    for (const game::ActorId actor : game_.all_actors()) {
      bool known = false;
      for (const game::TypeId type : game_.types_of(actor)) known = known || beliefs[type.value()] >= 1 - kNegligible;
      if (!known) report_.residual_about[actor.value()] += weight * residual;
    }
  }

  double claimed(game::NodeId node, std::span<const double> beliefs) {
    player_.value(node, beliefs, value_);
    return value_[type_.value()];
  }

  game::NodeId start(std::size_t path, Sum& sum) const {
    const auto chances = game_.start_probabilities();
    sum.branched = chances.size() > 1;
    double left = base::random_block(seed_, path, 0, 0).uniform(0);
    for (std::size_t k = 0; k + 1 < chances.size(); ++k) {
      if (left < chances[k]) return game_.start_nodes()[k];
      left -= chances[k];
    }
    return game_.start_nodes().back();
  }

  /// What each of the type's moves is worth with claimed values afterwards; one number if it has no seat here.
  void offers() {
    const std::size_t seat = scene_.seat_of(actor_);
    const bool moves = seat < scene_.seats().size();
    offer_.assign(moves ? scene_.seats()[seat].moves : 1, 0.0);
    chance_.assign(offer_.size(), 1.0);
    for (std::size_t m = 0; moves && m < offer_.size(); ++m) chance_[m] = scene_.chance(scene_.seats()[seat], own_, m);
    const double discount = game_.discount_after(scene_.node(), actor_);
    for (std::size_t j = 0; j < scene_.joints(); ++j)
      offer_[move_in(j)] += scene_.others(j, seat) * game_.payoff(scene_.joint(j), type_);
    for (const Outcome& outcome : scene_.outcomes())
      offer_[move_in(outcome.joint)] += scene_.others(outcome.joint, seat) * outcome.chance * discount *
                                        claimed(outcome.successor, scene_.after(outcome));
  }

  std::size_t move_in(std::size_t joint) const {
    const std::size_t seat = scene_.seat_of(actor_);
    return seat < scene_.seats().size() ? scene_.seats()[seat].move_in(joint) : 0;
  }

  /// The expected offer under the plan, which becomes chance_: as published, or the best of the open moves.
  double plan(bool deviates) {
    if (deviates) {
      std::size_t best = offer_.size();
      for (std::size_t m = 0; m < offer_.size(); ++m)
        if (is_open(m) && (best == offer_.size() || offer_[m] > offer_[best])) best = m;
      std::fill(chance_.begin(), chance_.end(), 0.0);
      chance_[best] = 1;
    }
    double sum = 0;
    for (std::size_t m = 0; m < offer_.size(); ++m)
      if (chance_[m] > 0) sum += chance_[m] * offer_[m];
    return sum;
  }

  bool is_open(std::size_t move) const {
    const std::size_t seat = scene_.seat_of(actor_);
    if (seat == scene_.seats().size()) return true;
    return game_.is_open(game_.moves_of(scene_.seats()[seat].seat)[move], type_);
  }

  /// One of the outcomes by which play goes on; the weight takes the chance that it does. Null if it does not.
  const Outcome* draw_next(double draw, double& weight, bool& branched) const {
    const std::size_t seat = scene_.seat_of(actor_);
    std::vector<double> chance;
    double total = 0;
    std::size_t likely = 0;
    for (const Outcome& outcome : scene_.outcomes()) {
      const double p = chance_[move_in(outcome.joint)] * scene_.others(outcome.joint, seat) * outcome.chance;
      chance.push_back(p);
      total += p;
      if (p > kNegligible) ++likely;
    }
    if (total <= 0) return nullptr;
    if (likely > 1) branched = true;
    weight *= total;
    double left = draw * total;
    for (std::size_t k = 0; k < chance.size(); ++k) {
      if (left < chance[k]) return &scene_.outcomes()[k];
      left -= chance[k];
    }
    const auto last = std::max_element(chance.begin(), chance.end()) - chance.begin();
    return &scene_.outcomes()[static_cast<std::size_t>(last)];
  }

  const game::Game& game_;
  game::BeliefPlayer& player_;
  game::TypeId type_;
  game::ActorId actor_;
  std::size_t own_;
  const BeliefCertifyOptions& options_;
  std::uint64_t seed_;
  PathsOfType& report_;
  Scene scene_;
  std::vector<double> value_;
  std::vector<double> offer_;
  std::vector<double> chance_;
};

}  // namespace

PathsOfType follow_type(const game::Game& game, game::BeliefPlayer& player, game::TypeId type,
                        const BeliefCertifyOptions& options, const base::RunContext& context) {
  PathsOfType report;
  report.residual_about.assign(game.actors(), 0.0);
  Walk walk(game, player, type, options, context.seed, report);
  const std::vector<double> prior = game::prior_beliefs(game);
  std::vector<double> value(game.types());
  for (std::size_t k = 0; k < game.start_nodes().size(); ++k) {
    player.value(game.start_nodes()[k], prior, value);
    report.claimed += game.start_probabilities()[k] * value[type.value()];
  }
  double squares = 0;
  double squares_played = 0;
  std::size_t count = 0;
  while (count < options.paths) {
    const Sum played = walk.run(count, false);
    const Sum deviating = walk.run(count, true);
    ++count;
    const double gain = deviating.value - played.value;
    const double off = gain - report.gain;
    report.gain += off / static_cast<double>(count);
    squares += off * (gain - report.gain);
    const double off_played = played.value - report.played;
    report.played += off_played / static_cast<double>(count);
    squares_played += off_played * (played.value - report.played);
    report.deviating += (deviating.value - report.deviating) / static_cast<double>(count);
    if (!played.branched && !deviating.branched) break;
    if (context.stop() != base::Stop::kNo) break;
  }
  const auto n = static_cast<double>(count);
  if (count > 1) report.gain_error = std::sqrt(squares / (n - 1) / n);
  if (count > 1) report.played_error = std::sqrt(squares_played / (n - 1) / n);
  for (double& residual : report.residual_about) residual /= n;
  return report;
}

}  // namespace parley::certify::beliefs
