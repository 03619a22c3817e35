// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/detail/arena.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace parley::deals {

using game::ActorId;
using game::Game;
using game::JointId;
using game::NodeId;

namespace {

int compare_lotteries(const Game& game, JointId a, JointId b) {
  const auto nodes = std::lexicographical_compare_three_way(game.successors(a).begin(), game.successors(a).end(),
                                                            game.successors(b).begin(), game.successors(b).end());
  if (nodes != 0) return nodes < 0 ? -1 : 1;
  const auto chances =
      std::lexicographical_compare_three_way(game.probabilities(a).begin(), game.probabilities(a).end(),
                                             game.probabilities(b).begin(), game.probabilities(b).end());
  return chances < 0 ? -1 : (chances > 0 ? 1 : 0);
}

/// Of every joint move of a node, what it is worth to one actor at these values of its successors.
double worth(const Arena& arena, NodeId node, JointId joint, const std::vector<Point>& values, std::size_t actor) {
  const Game& game = arena.game();
  double next = 0;
  for (std::size_t k = 0; k < game.successors(joint).size(); ++k)
    next += game.probabilities(joint)[k] * values[game.successors(joint)[k].value()][actor];
  return arena.payoff(joint)[actor] + arena.discount_after(node)[actor] * next;
}

/// The least over what the others do of the most over the actor's own moves.
double held_to(const Arena& arena, NodeId node, const std::vector<Point>& values, std::size_t actor) {
  std::vector<double> best;
  for (const JointId joint : arena.game().joints_of(node)) best.push_back(worth(arena, node, joint, values, actor));
  take_best_deviations(arena.game(), node, actor, best);
  return *std::ranges::min_element(best);
}

}  // namespace

void take_best_deviations(const Game& game, NodeId node, std::size_t actor, std::span<double> worth) {
  std::size_t stride = worth.size();
  for (const game::SeatId seat : game.seats_of(node)) {
    const std::size_t moves = game.moves_of(seat).size();
    stride /= moves;
    if (game.actor(seat) != ActorId(actor)) continue;
    for (std::size_t k = 0; k < worth.size(); ++k) {
      if (k / stride % moves != 0) continue;
      double most = worth[k];
      for (std::size_t m = 1; m < moves; ++m) most = std::max(most, worth[k + m * stride]);
      for (std::size_t m = 0; m < moves; ++m) worth[k + m * stride] = most;
    }
  }
}

Arena::Arena(const Game& game) : game_(&game), payoff_(game.joints()), lottery_(game.joints()) {
  for (std::size_t i = 0; i < 2; ++i) {
    // Each turn of each step may pay the most. A game without discounting ends, and is not iterated: any unit will do.
    const double steps = game.discount(ActorId(i)) < 1 ? 1 / (1 - game.discount(ActorId(i))) : 1;
    const double size = game.largest_payoff_size(ActorId(i)) * steps * game.stages();
    unit_[i] = size > 0 ? std::exp2(std::ceil(std::log2(size))) : 1;
  }
  for (std::size_t j = 0; j < game.joints(); ++j)
    payoff_[j] = {game.payoff(JointId(j), ActorId(0)) / unit_[0], game.payoff(JointId(j), ActorId(1)) / unit_[1]};
  sort_lotteries();
  sort_outcomes();
}

void Arena::sort_lotteries() {
  std::vector<JointId> order;
  order.reserve(game_->joints());
  for (std::size_t j = 0; j < game_->joints(); ++j) order.emplace_back(j);
  std::ranges::sort(order, [&](JointId a, JointId b) {
    const int order_of = compare_lotteries(*game_, a, b);
    return order_of != 0 ? order_of < 0 : a < b;
  });
  for (const JointId joint : order) {
    if (example_.empty() || compare_lotteries(*game_, example_.back(), joint) != 0) example_.push_back(joint);
    lottery_[joint.value()] = static_cast<std::uint32_t>(example_.size() - 1);
  }
}

void Arena::sort_outcomes() {
  by_outcome_.reserve(game_->joints());
  for (std::size_t j = 0; j < game_->joints(); ++j) by_outcome_.emplace_back(j);
  for (const NodeId node : game_->all_nodes()) {
    const auto joints = game_->joints_of(node);
    const auto first = by_outcome_.begin() + joints.front().value();
    std::sort(first, first + static_cast<std::ptrdiff_t>(joints.size()), [&](JointId a, JointId b) {
      if (lottery(a) != lottery(b)) return lottery(a) < lottery(b);
      return payoff(a) == payoff(b) ? a < b : payoff(a) < payoff(b);
    });
  }
}

std::span<const JointId> Arena::by_outcome(NodeId node) const {
  const auto joints = game_->joints_of(node);
  return {by_outcome_.data() + joints.front().value(), joints.size()};
}

void bound_values(const Arena& arena, std::span<const NodeId> nodes, bool cyclic, std::vector<Point>& most,
                  std::vector<Point>& least) {
  // Any pass from a bound gives a bound: where the passes end is a matter of work alone.
  constexpr std::size_t kMostPasses = 3000;
  constexpr double kStill = 1e-13;
  const Game& game = arena.game();
  for (const NodeId node : nodes) {
    most[node.value()] = cyclic ? Point{1, 1} : Point{};
    least[node.value()] = cyclic ? Point{-1, -1} : Point{};
  }
  double change = HUGE_VAL;
  for (std::size_t pass = 0; pass < (cyclic ? kMostPasses : 1) && change > kStill; ++pass) {
    change = 0;
    for (std::size_t k = nodes.size(); k-- > 0;) {
      const NodeId node = nodes[k];
      Point high{-HUGE_VAL, -HUGE_VAL};
      for (const JointId joint : game.joints_of(node))
        high = {std::max(high.x, worth(arena, node, joint, most, 0)),
                std::max(high.y, worth(arena, node, joint, most, 1))};
      const Point low{held_to(arena, node, least, 0), held_to(arena, node, least, 1)};
      const Point fall = most[node.value()] - high;
      const Point rise = low - least[node.value()];
      change = std::max({change, fall.x, fall.y, rise.x, rise.y});
      most[node.value()] = high;
      least[node.value()] = low;
    }
  }
}

}  // namespace parley::deals
