// SPDX-License-Identifier: Apache-2.0
#include "parley/game/revise.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/base/check.h"

namespace parley::game {

/// Changes the arrays of a game.
class Reviser {
 public:
  static Game with_end_values(Game game, std::span<const NodeId> nodes, std::span<const double> value,
                              std::span<const TermId> terms) {
    const std::size_t actors = game.actors();
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      const std::uint32_t joint = game.joints_of(nodes[k]).front().value();
      PARLEY_CHECK(!game.has_types() && game.successors(JointId(joint)).empty());
      const std::size_t old = game.payoff_row_[joint];
      const std::size_t row = game.row_payoff_.size() / actors;
      for (std::size_t i = 0; i < actors; ++i) game.row_payoff_.push_back(game.row_payoff_[old * actors + i]);
      for (std::size_t t = 0; t < game.terms(); ++t) game.row_terms_.push_back(game.row_terms_[old * game.terms() + t]);
      for (std::size_t i = 0; i < actors; ++i) {
        const double paid = value[k * actors + i];
        double& sum = game.row_payoff_[row * actors + i];
        sum += paid;
        game.row_terms_[row * game.terms() + terms[i].value()] += paid;
        game.payoff_size_[i] = std::max(game.payoff_size_[i], std::abs(sum));
        game.largest_payoff_size_ = std::max(game.largest_payoff_size_, std::abs(sum));
      }
      game.payoff_row_[joint] = static_cast<std::uint32_t>(row);
    }
    return game;
  }

  static Restricted without_moves(const Game& game, std::span<const std::uint8_t> is_left_out) {
    PARLEY_CHECK(is_left_out.size() == game.moves() && !game.has_types());
    Restricted made{game, {}, {}};
    Game& to = made.game;
    to.node_joints_ = {0};
    to.seat_moves_ = {0};
    to.joint_edges_ = {0};
    to.payoff_row_.clear();
    to.successor_.clear();
    to.probability_.clear();
    for (const NodeId node : game.all_nodes()) {
      for (const SeatId seat : game.seats_of(node)) {
        for (const MoveId move : game.moves_of(seat))
          if (is_left_out[move.value()] == 0) made.origin.push_back(move);
        if (made.origin.size() == to.seat_moves_.back() && !made.stuck) made.stuck = node;
        to.seat_moves_.push_back(static_cast<std::uint32_t>(made.origin.size()));
      }
      copy_joints(game, node, is_left_out, to);
    }
    return made;
  }

 private:
  static void copy_joints(const Game& game, NodeId node, std::span<const std::uint8_t> is_left_out, Game& to) {
    for (const JointId joint : game.joints_of(node)) {
      if (!is_kept(game, node, joint, is_left_out)) continue;
      const auto successors = game.successors(joint);
      const auto probabilities = game.probabilities(joint);
      to.payoff_row_.push_back(game.payoff_row_[joint.value()]);
      to.successor_.insert(to.successor_.end(), successors.begin(), successors.end());
      to.probability_.insert(to.probability_.end(), probabilities.begin(), probabilities.end());
      to.joint_edges_.push_back(static_cast<std::uint32_t>(to.successor_.size()));
    }
    to.node_joints_.push_back(static_cast<std::uint32_t>(to.payoff_row_.size()));
  }

  /// Whether none of the moves of a joint move is left out: its digits, the last seat's first.
  static bool is_kept(const Game& game, NodeId node, JointId joint, std::span<const std::uint8_t> is_left_out) {
    std::size_t rest = joint.value() - game.joints_of(node).front().value();
    const auto seats = game.seats_of(node);
    for (std::size_t k = seats.size(); k-- > 0;) {
      const auto moves = game.moves_of(SeatId(seats.front().value() + k));
      if (is_left_out[moves.front().value() + rest % moves.size()] != 0) return false;
      rest /= moves.size();
    }
    return true;
  }
};

Game with_end_values(Game game, std::span<const NodeId> nodes, std::span<const double> value,
                     std::span<const TermId> terms) {
  return Reviser::with_end_values(std::move(game), nodes, value, terms);
}

Restricted without_moves(const Game& game, std::span<const std::uint8_t> is_left_out) {
  return Reviser::without_moves(game, is_left_out);
}

Profile lifted(const Restricted& restricted, const Profile& profile, std::size_t moves) {
  Profile whole{std::vector<double>(moves, 0.0)};
  for (std::size_t k = 0; k < restricted.origin.size(); ++k) whole[restricted.origin[k]] = profile.probability[k];
  return whole;
}

}  // namespace parley::game
