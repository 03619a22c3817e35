// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/game/ids.h"

namespace parley::game {

/// A finite stochastic game as sparse arrays; immutable, without names or text.
///
/// A *node* has zero or more *seats* (an actor with at least one move). Each combination of one move per seat is a
/// *joint* move: mixed radix over the node's seats in order, the last seat fastest; a node without seats (chance, or
/// the end) has exactly one. A joint move pays every actor at once and leads to a lottery over nodes.
///
///   value(node, i) = sum over joints of P(joint) * [payoff(joint, i) + d * sum over successors of p * value(succ, i)]
///
/// with d = discount(i) if the node ends the step, else 1. A joint move without successors ends the game. Payoffs are
/// not normalised by (1 - discount). Within a step, edges lead to a strictly higher stage; an edge that ends the step
/// leads to stage 0. So every cycle passes a step's end.
///
/// An actor may have private *types*, drawn once from its prior, independently of the others', and never changing. A
/// type has payoffs of its own, and moves that are open to it alone; chance knows no types. Everybody sees every move
/// and node, but for the move of a *hidden* seat, of which the others see only the node that it led to.
class Game {
 public:
  [[nodiscard]] std::size_t actors() const { return discount_.size(); }
  [[nodiscard]] std::size_t nodes() const { return stage_.size(); }
  [[nodiscard]] std::size_t seats() const { return seat_actor_.size(); }
  [[nodiscard]] std::size_t moves() const { return seat_moves_.back(); }
  [[nodiscard]] std::size_t joints() const { return payoff_row_.size(); }
  [[nodiscard]] std::size_t edges() const { return successor_.size(); }
  [[nodiscard]] std::size_t terms() const { return term_actor_.size(); }
  /// Of all actors together.
  [[nodiscard]] std::size_t types() const { return has_types() ? type_actor_.size() : actors(); }
  /// Whether any actor has more than one type.
  [[nodiscard]] bool has_types() const { return !type_actor_.empty(); }

  [[nodiscard]] base::IndexRange<ActorId> all_actors() const { return {ActorId(0), ActorId(actors())}; }
  [[nodiscard]] base::IndexRange<NodeId> all_nodes() const { return {NodeId(0), NodeId(nodes())}; }
  [[nodiscard]] base::IndexRange<TermId> all_terms() const { return {TermId(0), TermId(terms())}; }

  /// Per step, in [0, 1].
  [[nodiscard]] double discount(ActorId actor) const { return discount_[actor.value()]; }
  [[nodiscard]] base::IndexRange<TypeId> types_of(ActorId actor) const {
    if (!has_types()) return {TypeId(actor.value()), TypeId(actor.value() + 1)};
    return {TypeId(actor_types_[actor.value()]), TypeId(actor_types_[actor.value() + 1])};
  }
  [[nodiscard]] ActorId actor(TypeId type) const {
    return ActorId(has_types() ? type_actor_[type.value()] : type.value());
  }
  /// What the others believe of this actor at the start: one number a type, sums to 1.
  [[nodiscard]] std::span<const double> prior(ActorId actor) const {
    if (!has_types()) return {&kCertain, 1};
    return {prior_.data() + actor_types_[actor.value()], types_of(actor).size()};
  }

  /// The lottery over the nodes where play starts: all of stage 0, probabilities sum to 1.
  [[nodiscard]] std::span<const NodeId> start_nodes() const { return start_node_; }
  [[nodiscard]] std::span<const double> start_probabilities() const { return start_probability_; }

  [[nodiscard]] base::IndexRange<SeatId> seats_of(NodeId node) const {
    return {SeatId(node_seats_[node.value()]), SeatId(node_seats_[node.value() + 1])};
  }
  [[nodiscard]] base::IndexRange<JointId> joints_of(NodeId node) const {
    return {JointId(node_joints_[node.value()]), JointId(node_joints_[node.value() + 1])};
  }
  [[nodiscard]] bool ends_step(NodeId node) const { return ends_step_[node.value()] != 0; }
  /// The node's place in its step: 0 at the step's start.
  [[nodiscard]] unsigned stage(NodeId node) const { return stage_[node.value()]; }
  [[nodiscard]] unsigned stages() const { return stages_; }
  /// discount(actor) if the node ends the step, else 1.
  [[nodiscard]] double discount_after(NodeId node, ActorId actor) const {
    return ends_step(node) ? discount(actor) : 1.0;
  }

  [[nodiscard]] ActorId actor(SeatId seat) const { return ActorId(seat_actor_[seat.value()]); }
  [[nodiscard]] base::IndexRange<MoveId> moves_of(SeatId seat) const {
    return {MoveId(seat_moves_[seat.value()]), MoveId(seat_moves_[seat.value() + 1])};
  }

  /// Whether this type of the seat's actor has the move; every type has at least one, every move is open to some type.
  [[nodiscard]] bool is_open(MoveId move, TypeId type) const {
    return closed_.empty() ||
           closed_[std::size_t{move.value()} * widest_ + type.value() - actor_types_[type_actor_[type.value()]]] == 0;
  }
  /// Whether the others see only the node that the seat's move leads to; at most one such seat a node.
  [[nodiscard]] bool is_hidden(SeatId seat) const { return !hidden_.empty() && hidden_[seat.value()] != 0; }

  [[nodiscard]] std::span<const NodeId> successors(JointId joint) const {
    const auto first = joint_edges_[joint.value()];
    return {successor_.data() + first, joint_edges_[joint.value() + 1] - first};
  }
  /// As many as successors(); they sum to 1 or there are none.
  [[nodiscard]] std::span<const double> probabilities(JointId joint) const {
    const auto first = joint_edges_[joint.value()];
    return {probability_.data() + first, joint_edges_[joint.value() + 1] - first};
  }

  /// What a joint move pays an actor at once, in payoff units: the sum of the actor's terms. Only without types.
  [[nodiscard]] double payoff(JointId joint, ActorId actor) const {
    return row_payoff_[std::size_t{payoff_row_[joint.value()]} * actors() + actor.value()];
  }
  /// The same for one type of its actor.
  [[nodiscard]] double payoff(JointId joint, TypeId type) const {
    return row_payoff_[std::size_t{payoff_row_[joint.value()]} * types() + type.value()];
  }
  /// One number a term, or where there are types one for each type of the term's actor, term after term.
  [[nodiscard]] std::span<const double> payoff_terms(JointId joint) const {
    return {row_terms_.data() + std::size_t{payoff_row_[joint.value()]} * term_slots(), term_slots()};
  }
  [[nodiscard]] std::size_t term_slots() const { return has_types() ? slot_type_.size() : terms(); }
  /// Whose payoff a place of payoff_terms() is part of.
  [[nodiscard]] TypeId slot_type(std::size_t slot) const {
    return TypeId(has_types() ? slot_type_[slot] : term_actor_[slot]);
  }
  [[nodiscard]] ActorId term_actor(TermId term) const { return ActorId(term_actor_[term.value()]); }

  /// Largest minus smallest payoff of one joint move to this actor, the largest over its types: what a gain is a share
  /// of.
  [[nodiscard]] double payoff_range(ActorId actor) const { return payoff_range_[actor.value()]; }
  [[nodiscard]] double largest_payoff_size() const { return largest_payoff_size_; }
  /// The largest absolute value of one joint move's payoff to this actor.
  [[nodiscard]] double largest_payoff_size(ActorId actor) const { return payoff_size_[actor.value()]; }

  /// Bytes held by the arrays.
  [[nodiscard]] std::size_t bytes() const;

 private:
  friend class GameBuilder;
  friend class Unroller;
  friend class Reviser;
  static constexpr double kCertain = 1;
  std::vector<double> discount_;
  std::vector<NodeId> start_node_;
  std::vector<double> start_probability_;
  std::vector<std::uint32_t> node_seats_{0};
  std::vector<std::uint32_t> node_joints_{0};
  std::vector<std::uint8_t> ends_step_;
  std::vector<std::uint8_t> stage_;
  std::vector<std::uint8_t> seat_actor_;
  std::vector<std::uint32_t> seat_moves_{0};
  std::vector<std::uint32_t> joint_edges_{0};
  std::vector<std::uint32_t> payoff_row_;
  std::vector<NodeId> successor_;
  std::vector<double> probability_;
  std::vector<double> row_payoff_;
  std::vector<double> row_terms_;
  std::vector<std::uint8_t> term_actor_;
  std::vector<double> payoff_range_;
  std::vector<double> payoff_size_;
  double largest_payoff_size_ = 0;
  unsigned stages_ = 1;
  // Empty without types.
  std::vector<std::uint32_t> actor_types_;
  std::vector<std::uint8_t> type_actor_;
  std::vector<double> prior_;
  std::vector<std::uint32_t> slot_type_;
  std::vector<std::uint8_t> closed_;  ///< by move, `widest_` places each; empty where every move is open
  std::size_t widest_ = 1;            ///< the most types of one actor
  std::vector<std::uint8_t> hidden_;  ///< by seat; empty where no seat is
};

/// The joint move in which the node's k-th seat plays its `moves[k]`-th move.
[[nodiscard]] JointId joint_of(const Game& game, NodeId node, std::span<const std::uint32_t> moves);

}  // namespace parley::game
