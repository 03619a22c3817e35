// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "parley/game/beliefs.h"

namespace parley::certify::beliefs {

/// One thing that may happen at a node: a joint move and where it leads.
struct Outcome {
  std::size_t joint = 0;
  game::NodeId successor;
  double chance = 0;      ///< of the successor after the joint move
  std::size_t after = 0;  ///< which row of Scene::after() holds the beliefs then; rows rise with outcomes
};

/// A node at some beliefs, with everybody's strategies there and what they will be believed to be. Keeps its memory.
class Scene {
 public:
  explicit Scene(const game::Game& game) : game_(game) {}

  void set(game::BeliefPlayer& player, game::NodeId node, std::span<const double> beliefs);

  [[nodiscard]] game::NodeId node() const { return node_; }
  [[nodiscard]] std::span<const game::TypedSeat> seats() const { return seats_; }
  [[nodiscard]] std::span<const Outcome> outcomes() const { return outcomes_; }
  [[nodiscard]] std::size_t joints() const { return game_.joints_of(node_).size(); }
  [[nodiscard]] game::JointId joint(std::size_t k) const { return game_.joints_of(node_)[k]; }
  /// How many rows of beliefs afterwards there are: outcomes that show the same have the same one.
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::span<const double> after(std::size_t row) const {
    return {after_.data() + row * game_.types(), game_.types()};
  }
  [[nodiscard]] std::span<const double> after(const Outcome& outcome) const { return after(outcome.after); }
  /// The seat at which an actor moves; seats().size() if none.
  [[nodiscard]] std::size_t seat_of(game::ActorId actor) const;
  [[nodiscard]] double chance(const game::TypedSeat& seat, std::size_t type, std::size_t move) const;
  /// Of the others' part of a joint move, over their types; `seat` may be seats().size().
  [[nodiscard]] double others(std::size_t joint, std::size_t seat) const;

 private:
  void set_node(game::NodeId node);

  const game::Game& game_;
  bool is_set_ = false;
  game::NodeId node_;
  std::vector<game::TypedSeat> seats_;
  std::vector<double> log_probability_;
  std::vector<double> beliefs_;
  std::vector<std::vector<double>> mean_;  ///< by seat and move
  std::vector<Outcome> outcomes_;
  std::size_t rows_ = 0;
  std::vector<double> after_;
};

}  // namespace parley::certify::beliefs
