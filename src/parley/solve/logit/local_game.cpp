// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/logit/local_game.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley::solve::logit {

using game::ActorId;
using game::Game;
using game::JointId;
using game::NodeId;
using game::SeatId;

namespace {

// Payoffs that differ by less than this share of their size differ by rounding only: there is nothing to choose.
constexpr double kNoRange = 1e-13;
// A component that play hardly ever leaves, undiscounted, has no mean payoff for ever.
constexpr double kLeastLeft = 1e-9;
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// Where a node of the game stands in the component, or kNone. The component's nodes are sorted by stage and index.
class Places {
 public:
  Places(const Game& game, std::span<const NodeId> nodes) : game_(game), nodes_(nodes) {}

  [[nodiscard]] std::uint32_t operator()(NodeId node) const {
    const auto at = std::lower_bound(nodes_.begin(), nodes_.end(), node, [&](NodeId a, NodeId b) {
      return game_.stage(a) != game_.stage(b) ? game_.stage(a) < game_.stage(b) : a < b;
    });
    return at != nodes_.end() && *at == node ? static_cast<std::uint32_t>(at - nodes_.begin()) : kNone;
  }

 private:
  const Game& game_;
  std::span<const NodeId> nodes_;
};

/// Seats with a choice, node by node, and the actors who have one.
void list_seats(const Component& component, LocalGame& local) {
  const Game& game = component.game;
  std::vector<std::uint32_t> actor_place(game.actors(), kNone);
  for (const NodeId node : component.nodes)
    for (const SeatId seat : game.seats_of(node))
      if (game.moves_of(seat).size() > 1) actor_place[game.actor(seat).value()] = 0;
  for (std::size_t i = 0; i < game.actors(); ++i) {
    if (actor_place[i] == kNone) continue;
    actor_place[i] = static_cast<std::uint32_t>(local.actors.size());
    local.actors.emplace_back(i);
  }
  std::uint32_t first = 0;
  for (const NodeId node : component.nodes) {
    for (const SeatId seat : game.seats_of(node)) {
      const auto moves = static_cast<std::uint32_t>(game.moves_of(seat).size());
      if (moves == 1) continue;
      local.seats.push_back({actor_place[game.actor(seat).value()], first, moves, seat});
      first += moves;
    }
    local.node_seats.push_back(static_cast<std::uint32_t>(local.seats.size()));
    for (const ActorId actor : local.actors) local.discount.push_back(game.discount_after(node, actor));
  }
}

/// One joint move's payoffs and edges; `where` gives the place of a follower of this node, or kNone.
void add_joint(const Component& component, const game::Values& values, const Places& places, NodeId node, JointId joint,
               std::vector<std::uint32_t>& where, LocalGame& local) {
  const Game& game = component.game;
  const std::size_t begin = local.constant.size();
  const std::size_t node_begin = local.node_followers.back();
  local.constant.resize(begin + local.actors.size(), 0.0);
  const auto successors = game.successors(joint);
  const auto probabilities = game.probabilities(joint);
  for (std::size_t e = 0; e < successors.size(); ++e) {
    const std::uint32_t place = component.cyclic ? places(successors[e]) : kNone;
    if (place == kNone) {
      for (std::size_t a = 0; a < local.actors.size(); ++a)
        local.constant[begin + a] += probabilities[e] * values(successors[e], local.actors[a]);
      continue;
    }
    if (where[place] == kNone) {
      where[place] = static_cast<std::uint32_t>(local.follower.size() - node_begin);
      local.follower.push_back(place);
    }
    local.edge_follower.push_back(where[place]);
    local.edge_probability.push_back(probabilities[e]);
  }
  for (std::size_t a = 0; a < local.actors.size(); ++a) {
    double& constant = local.constant[begin + a];
    constant = game.payoff(joint, local.actors[a]) + game.discount_after(node, local.actors[a]) * constant;
  }
  local.joint_edges.push_back(static_cast<std::uint32_t>(local.edge_follower.size()));
}

/// Whether the last node added is full, in a component of `nodes`.
bool ends_full(const LocalGame& local, std::size_t nodes) {
  const auto in_order = [](auto first, auto last) {
    return std::adjacent_find(first, last, [](auto a, auto b) { return a + 1 != b; }) == last;
  };
  const auto followers = local.followers(local.node_followers.size() - 2);
  if (followers.size() != nodes || !in_order(followers.begin(), followers.end())) return false;
  const std::size_t joints = local.node_joints.size() - 2;
  for (std::size_t j = local.node_joints[joints]; j < local.node_joints[joints + 1]; ++j) {
    const std::span edges(local.edge_follower.begin() + local.joint_edges[j],
                          local.edge_follower.begin() + local.joint_edges[j + 1]);
    if (edges.size() != nodes || !in_order(edges.begin(), edges.end())) return false;
  }
  return true;
}

/// Moves each actor's values by its mean payoff for ever, where that is finite, so that values are of the size of
/// payoff differences: with payoffs far from 0 the differences between moves would drown in rounding. A value V = W +
/// shift makes a constant c into c + (discount x chance to stay - 1) x shift.
double recentre(LocalGame& local) {
  double size = 0;
  for (const double constant : local.constant) size = std::max(size, std::abs(constant));
  const std::size_t actors = local.actors.size();
  std::vector<double> stays(local.joint_edges.size() - 1, 0.0);
  for (std::size_t j = 0; j < stays.size(); ++j)
    for (std::size_t e = local.joint_edges[j]; e < local.joint_edges[j + 1]; ++e) stays[j] += local.edge_probability[e];
  for (std::size_t a = 0; a < actors; ++a) {
    const auto kept = [&](std::size_t node, std::size_t joint) {
      return local.discount[node * actors + a] * stays[joint];
    };
    double payoff = 0;
    double left = 0;
    for (std::size_t node = 0; node < local.nodes(); ++node)
      for (std::size_t j = local.node_joints[node]; j < local.node_joints[node + 1]; ++j) {
        payoff += local.constant[j * actors + a];
        left += 1 - kept(node, j);
      }
    const double shift = left > kLeastLeft * static_cast<double>(stays.size()) ? payoff / left : 0.0;
    for (std::size_t node = 0; node < local.nodes(); ++node)
      for (std::size_t j = local.node_joints[node]; j < local.node_joints[node + 1]; ++j)
        local.constant[j * actors + a] += (kept(node, j) - 1) * shift;
    size = std::max(size, std::abs(shift));
  }
  return size;
}

/// Divides by the largest spread of one actor's constants, or by `size`, the largest number met, where there is none.
void rescale(LocalGame& local, double size) {
  const std::size_t actors = local.actors.size();
  double range = 0;
  for (std::size_t a = 0; a < actors; ++a) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t k = a; k < local.constant.size(); k += actors) {
      low = std::min(low, local.constant[k]);
      high = std::max(high, local.constant[k]);
    }
    range = std::max(range, high - low);
  }
  if (range > kNoRange * size) {
    local.scale = range;
  } else if (size > 0) {
    local.scale = size;
  }
  for (double& constant : local.constant) constant /= local.scale;
}

/// From [joint * actors + actor], the order in which constants are found, to [actor * joints + joint].
void sort_by_actor(LocalGame& local) {
  const std::size_t actors = local.actors.size();
  const std::vector<double> found = local.constant;
  const std::size_t joints = local.node_joints.back();
  for (std::size_t j = 0; j < joints; ++j)
    for (std::size_t a = 0; a < actors; ++a) local.constant[a * joints + j] = found[j * actors + a];
}

}  // namespace

LocalGame::LocalGame(const Component& component, const game::Values& values) {
  const Places places(component.game, component.nodes);
  list_seats(component, *this);
  std::vector<std::uint32_t> where(component.nodes.size(), kNone);
  for (const NodeId node : component.nodes) {
    for (const JointId joint : component.game.joints_of(node))
      add_joint(component, values, places, node, joint, where, *this);
    for (std::size_t k = node_followers.back(); k < follower.size(); ++k) where[follower[k]] = kNone;
    node_joints.push_back(static_cast<std::uint32_t>(joint_edges.size() - 1));
    node_followers.push_back(static_cast<std::uint32_t>(follower.size()));
    full.push_back(ends_full(*this, component.nodes.size()) ? 1 : 0);
  }
  rescale(*this, recentre(*this));
  sort_by_actor(*this);
}

}  // namespace parley::solve::logit
