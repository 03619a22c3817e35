// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parley/game/game.h"
#include "parley/game/profile.h"
#include "parley/numeric/dense_rows.h"
#include "parley/numeric/sparse_rows.h"
#include "parley/solve/detail/component.h"

namespace parley::solve::logit {

/// A seat with a choice to make.
struct LocalSeat {
  std::uint32_t actor = 0;  ///< among LocalGame::actors
  std::uint32_t first = 0;  ///< place of its first move among all moves of the component
  std::uint32_t moves = 0;
  game::SeatId seat;
};

/// One component as flat arrays: only actors and seats with a choice, payoffs in units of the component's own scale
/// with the discounted values of successors outside added in. Each actor's values are moved by a constant of its own,
/// so that they are of the size of payoff differences. Memory is proportional to the game's edges.
struct LocalGame {
  explicit LocalGame(const Component& component, const game::Values& values);

  [[nodiscard]] std::size_t nodes() const { return node_seats.size() - 1; }
  [[nodiscard]] std::size_t moves() const { return seats.empty() ? 0 : seats.back().first + seats.back().moves; }
  [[nodiscard]] std::span<const LocalSeat> seats_of(std::size_t node) const {
    return {seats.data() + node_seats[node], node_seats[node + 1] - node_seats[node]};
  }
  /// What `actor` gets at once by each joint move of the node.
  [[nodiscard]] std::span<const double> constants_of(std::size_t node, std::size_t actor) const {
    return std::span(constant).subspan(actor * node_joints.back() + node_joints[node], joints_of(node));
  }
  [[nodiscard]] std::size_t joints_of(std::size_t node) const { return node_joints[node + 1] - node_joints[node]; }
  /// A row for each joint move of the node, a column for each of its followers.
  [[nodiscard]] numeric::SparseRows edges_of(std::size_t node) const {
    return {std::span(joint_edges).subspan(node_joints[node], joints_of(node) + 1), edge_follower, edge_probability};
  }
  /// Whether every joint move of the node may lead to every node of the component, listed in order.
  [[nodiscard]] bool is_full(std::size_t node) const { return full[node] != 0; }
  /// The same as edges_of() for a node that is full.
  [[nodiscard]] numeric::DenseRows full_edges_of(std::size_t node) const {
    return {std::span(edge_probability).subspan(joint_edges[node_joints[node]], joints_of(node) * nodes()), nodes()};
  }
  /// The distinct nodes of the component that follow `node`.
  [[nodiscard]] std::span<const std::uint32_t> followers(std::size_t node) const {
    return {follower.data() + node_followers[node], node_followers[node + 1] - node_followers[node]};
  }

  std::vector<game::ActorId> actors;
  std::vector<std::uint32_t> node_seats{0};
  std::vector<LocalSeat> seats;
  std::vector<std::uint32_t> node_joints{0};
  std::vector<std::uint32_t> joint_edges{0};
  std::vector<std::uint32_t> edge_follower;  ///< place among followers(node) of an edge's end
  std::vector<double> edge_probability;
  std::vector<double> constant;  ///< [actor * joints + joint]: payoff, what follows outside, and the move
  std::vector<double> discount;  ///< [node * actors + actor]: of what follows inside
  std::vector<std::uint32_t> node_followers{0};
  std::vector<std::uint32_t> follower;
  std::vector<std::uint8_t> full;  ///< by node
  double scale = 1;                ///< payoff units in one unit of `constant`
};

}  // namespace parley::solve::logit
