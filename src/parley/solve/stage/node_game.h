// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parley/game/game.h"
#include "parley/game/profile.h"

namespace parley::solve::stage {

/// A seat of the node with something to choose.
struct Seat {
  std::uint32_t actor = 0;
  std::uint32_t first = 0;  ///< of its moves among the node's, seats without a choice left out
  std::uint32_t moves = 0;
  std::uint32_t stride = 0;  ///< in the mixed radix of joint moves
  game::SeatId seat;
};

/// One node at given values of the nodes it leads to, in units of its own scale: a joint move j is worth
/// flow(s, j) + discount(s) stay(j) V(s) to the owner of seat s, with V the value of the node itself, moved by a
/// constant of the owner so that payoffs far from 0 lose no digits. Only seats with a choice; reused from node to node.
class NodeGame {
 public:
  /// O(edges of the node). With `played`, only joint moves in which at most one seat leaves the moves that it plays are
  /// read: all that Support asks for.
  void read(const game::Game& game, const game::Values& values, game::NodeId node,
            const game::Profile* played = nullptr);

  [[nodiscard]] std::span<const Seat> seats() const { return seats_; }
  [[nodiscard]] std::size_t moves() const { return moves_; }
  [[nodiscard]] std::size_t joints() const { return joints_; }
  /// Those that were read, rising.
  [[nodiscard]] std::span<const std::uint32_t> joints_read() const { return read_; }
  /// Whether a joint move may lead back to the node at once.
  [[nodiscard]] bool returns() const { return returns_; }
  [[nodiscard]] const double* flow(std::size_t seat) const { return &flow_[seat * joints_]; }
  [[nodiscard]] const double* stay() const { return stay_.data(); }
  [[nodiscard]] double discount(std::size_t seat) const { return discount_[seat]; }
  /// Payoff units in one unit of flow.
  [[nodiscard]] double scale() const { return scale_; }
  /// The largest flow before it was moved and divided, in payoff units: what rounding is a share of.
  [[nodiscard]] double size() const { return size_; }
  /// [joint]: the move, within the node, that it gives the seat.
  [[nodiscard]] const std::uint32_t* played(std::size_t seat) const { return &played_[seat * joints_]; }

 private:
  void list_seats(const game::Game& game, game::NodeId node);
  void list_played();
  void list_joints(const game::Game& game, const game::Profile* played);
  void add_flows(const game::Game& game, const game::Values& values, game::NodeId node);
  void centre();
  void rescale();

  std::vector<Seat> seats_;
  std::size_t moves_ = 0;
  std::size_t joints_ = 0;
  bool returns_ = false;
  std::vector<std::size_t> shape_;  // moves by seat, of this node and the one before
  std::vector<std::size_t> shape_before_;
  std::vector<std::uint32_t> played_;
  std::vector<std::uint32_t> read_;  // the joints read
  std::vector<std::uint8_t> left_;   // [joint]: seats that leave the moves they play
  std::vector<double> flow_;
  std::vector<double> stay_;
  std::vector<double> discount_;
  double scale_ = 1;
  double size_ = 0;
};

}  // namespace parley::solve::stage
