// SPDX-License-Identifier: Apache-2.0
#include "parley/game/random_game.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "parley/base/check.h"
#include "parley/base/random.h"
#include "parley/game/builder.h"

namespace parley::game {

namespace {

/// Draws in order from the stream of one seed.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : seed_(seed) {}
  double uniform() { return base::random_block(seed_, 1, drawn_++).uniform(0); }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(uniform() * static_cast<double>(count)); }

 private:
  std::uint64_t seed_;
  std::uint32_t drawn_ = 0;
};

/// The nodes that may follow `node`, in index order.
std::vector<NodeId> draw_successors(const RandomGame& r, std::size_t node, Draws& draws) {
  std::vector<std::size_t> at;
  if (r.layers > 0) {
    const std::size_t width = r.nodes / r.layers;
    const std::size_t next = (node / width + 1) * width;
    at = {node};
    while (next + width <= r.nodes && at.size() < std::min(r.successors, width + 1)) {
      const std::size_t k = next + draws.below(width);
      if (std::find(at.begin(), at.end(), k) == at.end()) at.push_back(k);
    }
    std::sort(at.begin(), at.end());
  } else if (r.successors >= r.nodes) {
    for (std::size_t k = 0; k < r.nodes; ++k) at.push_back(k);
  } else {
    at = {node, (node + 1) % r.nodes};
    at.resize(std::min(at.size(), r.successors));
    while (at.size() < r.successors) {
      const std::size_t k = draws.below(r.nodes);
      if (std::find(at.begin(), at.end(), k) == at.end()) at.push_back(k);
    }
    std::sort(at.begin(), at.end());
  }
  std::vector<NodeId> nodes;
  nodes.reserve(at.size());
  for (const std::size_t k : at) nodes.emplace_back(k);
  return nodes;
}

}  // namespace

Game random_game(const RandomGame& r) {
  PARLEY_CHECK(r.nodes > 0 && r.actors > 0 && r.moves > 0 && r.successors > 0);
  PARLEY_CHECK(r.layers == 0 || r.nodes % r.layers == 0);
  std::vector<ActorId> terms;
  for (std::size_t i = 0; i < r.actors; ++i) terms.emplace_back(i);
  GameBuilder builder(std::vector<double>(r.actors, r.discount), terms);
  Draws draws(r.seed);
  std::size_t joints = 1;
  for (std::size_t i = 0; i < r.actors; ++i) joints *= r.moves;
  std::vector<double> payoff(r.actors);
  std::vector<double> probability;
  for (std::size_t node = 0; node < r.nodes; ++node) {
    builder.add_node(0, true);
    for (std::size_t i = 0; i < r.actors; ++i) builder.add_seat(ActorId(i), r.moves);
    for (std::size_t joint = 0; joint < joints; ++joint) {
      for (double& one : payoff) one = draws.uniform();
      const std::vector<NodeId> next = draw_successors(r, node, draws);
      probability.assign(next.size(), 0.0);
      double sum = 0;
      for (double& p : probability) sum += p = -std::log(1 - draws.uniform());
      for (double& p : probability) p /= sum;
      builder.add_joint(payoff, next, probability);
    }
  }
  builder.add_start(NodeId(0), 1);
  auto game = std::move(builder).build();
  PARLEY_CHECK(game.has_value());
  return *std::move(game);
}

}  // namespace parley::game
