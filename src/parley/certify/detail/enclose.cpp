// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/detail/enclose.h"

#include <algorithm>
#include <cmath>

#include "parley/certify/detail/cyclic.h"
#include "parley/numeric/interval.h"
#include "parley/numeric/sum.h"

namespace parley::certify {

namespace {

// How many components go by between two looks at the clock: some 100 microseconds.
constexpr std::size_t kLookEvery = 1024;

/// A bound of the size of every value: a payoff a stage over all steps, or a payoff a node where none is met twice.
double crude_bound(const game::Game& game, const Shape& shape, const Contraction& c) {
  const double by_steps = contraction_bound(c, c.payoff_size, 0.0);
  if (shape.returns) return by_steps;
  const auto nodes = static_cast<double>(game.nodes());
  return std::min(by_steps, nodes * c.payoff_size * std::pow(c.growth, nodes) * (1 + 1e-12));
}

Contraction contraction_of(const game::Game& game, const Shape& shape, game::ActorId actor) {
  Contraction c;
  c.discount = game.discount(actor);
  c.stages = game.stages();
  c.growth = shape.largest_sum;
  c.payoff_size = game.largest_payoff_size(actor);
  c.crude = crude_bound(game, shape, c);
  return c;
}

/// One pass over the game for one actor.
class Pass {
 public:
  Pass(const game::Game& game, const game::Profile& profile, const Shape& shape, game::ActorId actor,
       const base::RunContext& context)
      : game_(game),
        components_(shape.components),
        context_(context),
        offers_(game, profile, actor),
        contraction_(contraction_of(game, shape, actor)),
        place_(game.nodes(), 0) {}

  Enclosure run() {
    result_.bounds.resize(game_.nodes());
    for (std::size_t k = 0; k < components_.size(); ++k) {
      if (k % kLookEvery == 0 && context_.stop() != base::Stop::kNo) result_.complete = false;
      if (!result_.complete)
        give_up(k);
      else if (components_.is_cyclic(k))
        enclose_cyclic(k);
      else
        enclose_single(components_.nodes(k).front());
    }
    return std::move(result_);
  }

 private:
  void give_up(std::size_t k) {
    for (const game::NodeId node : components_.nodes(k))
      for (const Plan plan : kPlans) {
        result_.bounds[node.value()].centre[plan] = {};
        result_.bounds[node.value()].radius[plan] = contraction_.crude;
      }
  }

  void enclose_single(game::NodeId node) {
    offers_.visit(node);
    offers_.weigh_both(result_.bounds);
    NodeBounds& bounds = result_.bounds[node.value()];
    const double rounding = offers_.rounding();
    for (const Plan plan : kPlans) {
      const double radius = (offers_.outer_radius(plan) * contraction_.growth + rounding) * (1 + 1e-15);
      const TwoDouble centre = plan == kProfile ? offers_.mixture(plan) : offers_.offer(plan, offers_.best(plan));
      const bool finite = radius <= contraction_.crude && std::isfinite(centre.high) && std::isfinite(centre.low);
      bounds.centre[plan] = finite ? centre : TwoDouble{};
      bounds.radius[plan] = finite ? radius : contraction_.crude;
    }
  }

  void enclose_cyclic(std::size_t k) {
    CyclicComponent component(game_, components_.nodes(k), offers_, place_, result_.bounds, contraction_, context_);
    if (!component.enclose()) result_.complete = false;
  }

  const game::Game& game_;
  const game::Components& components_;
  const base::RunContext& context_;
  Offers offers_;
  Contraction contraction_;
  std::vector<std::uint32_t> place_;
  Enclosure result_;
};

}  // namespace

Shape::Shape(const game::Game& game) : components(game) {
  for (std::size_t k = 0; k < components.size() && !returns; ++k) returns = components.is_cyclic(k);
  for (std::size_t j = 0; j < game.joints(); ++j) {
    const auto probabilities = game.probabilities(game::JointId(j));
    if (probabilities.size() == 1 && probabilities[0] == 1) continue;
    double sum = 0;
    for (const double p : probabilities) sum += p;
    largest_sum = std::max(largest_sum, sum + 2e-16 * static_cast<double>(probabilities.size()));
  }
  // The scaled mixes of the others sum to 1 within far less than this.
  largest_sum += 1e-15;
}

Enclosure enclose(const game::Game& game, const game::Profile& profile, const Shape& shape, game::ActorId actor,
                  const base::RunContext& context) {
  return Pass(game, profile, shape, actor, context).run();
}

}  // namespace parley::certify
