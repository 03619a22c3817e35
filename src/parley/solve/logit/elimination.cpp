// SPDX-License-Identifier: Apache-2.0
// The part of LogitEquations that eliminates each node's strategies and leaves a system in the values.
#include <algorithm>
#include <numeric>

#include "parley/numeric/sparse_rows.h"
#include "parley/solve/logit/equations.h"

namespace parley::solve::logit {

// A seat's log strategies move as db_0 = n - sum of p_k dg_k / mass and db_k = db_0 + dg_k, where n is what its sum of
// probabilities asks for and dg are its log odds against its anchor, written 0 here. What is left of a node's block is
// the matrix of the log odds of all its seats,
//
//   E[k, k'] = -1 if k = k', 0 for other moves of one seat, else rate ((dQ_k - dQ_0) / db_k') - p_k' / mass' q_k
//
// with q_k = rate (Q_k - Q_0): Q is linear in each other seat's probabilities, so moving all log strategies of one by n
// moves it by n Q. The anchor is the likeliest move: log odds against a move that is not played are large and alike.

/// Calls visit(seat, anchor, k, row) for every move k of the node but the anchors, all counted within the node.
template <typename Visit>
void LogitEquations::each_odds(std::size_t node, const Visit& visit) const {
  std::size_t row = 0;
  std::size_t first = 0;
  for (const LocalSeat& seat : local_.seats_of(node)) {
    const std::size_t anchor = first + anchor_[seat.first];
    for (std::size_t k = first; k < first + seat.moves; ++k)
      if (k != anchor) visit(seat, anchor, k, row++);
    first += seat.moves;
  }
}

/// The sign of the determinant of the node's own block, with response_ for the node.
int LogitEquations::factorize_block(std::size_t node) {
  const auto seats = local_.seats_of(node);
  if (seats.empty()) return 1;
  const std::size_t moves = terms_.moves();
  const std::size_t odds = moves - seats.size();
  const std::size_t begin = places_[node].first_move;
  const double* const strategy = &strategy_[begin];
  const double* const q = &at_difference_[begin];
  int sign = odds % 2 == 0 ? 1 : -1;
  if (seats.size() > 1) {
    fill_odds_block(node);
    sign = blocks_[places_[node].block].factorize(block_, odds);
    if (sign == 0) return 0;
  }
  const std::size_t actors = local_.actors.size();
  rows_.resize(std::max(rows_.size(), odds));
  const std::span<double> pulled(rows_.data(), odds);
  for (std::size_t a = 0; a < actors; ++a) {
    const double* const by = &terms_.value_by()[a * moves];
    double* const response = &response_[begin * actors + a * moves];
    for (const LocalSeat& seat : seats) {
      const double* const own = by + (seat.first - begin);
      response[seat.first - begin + anchor_[seat.first]] =
          std::accumulate(own, own + seat.moves, 0.0) / at_mass_[seat.first];
    }
    each_odds(node, [&](const LocalSeat&, std::size_t anchor, std::size_t k, std::size_t row) {
      pulled[row] = by[k] - strategy[k] * response[anchor];
    });
    if (seats.size() == 1) {
      each_odds(node,
                [&](const LocalSeat&, std::size_t, std::size_t k, std::size_t row) { response[k] = -pulled[row]; });
      continue;
    }
    blocks_[places_[node].block].solve_transposed(pulled);
    double total = 0;
    each_odds(node, [&](const LocalSeat&, std::size_t, std::size_t k, std::size_t row) {
      response[k] = pulled[row];
      total += response[k] * q[k];
    });
    for (const LocalSeat& seat : seats) {
      const std::size_t first = seat.first - begin;
      const std::size_t anchor = first + anchor_[seat.first];
      double own = 0;
      for (std::size_t k = first; k < first + seat.moves; ++k)
        if (k != anchor) own += response[k] * q[k];
      response[anchor] -= (total - own) / at_mass_[seat.first];
    }
  }
  return sign;
}

/// E of a node with several seats, column after column, into block_.
void LogitEquations::fill_odds_block(std::size_t node) {
  const std::size_t moves = terms_.moves();
  const auto worth_by = terms_.worth_by();
  const double* const strategy = &strategy_[places_[node].first_move];
  const double* const q = &at_difference_[places_[node].first_move];
  const std::size_t odds = moves - local_.seats_of(node).size();
  block_.resize(odds * odds);
  each_odds(node, [&](const LocalSeat& other, std::size_t, std::size_t column, std::size_t place) {
    const double* const by = &worth_by[column * moves];
    const double share = strategy[column] / at_mass_[other.first];
    double* const entries = &block_[place * odds];
    each_odds(node, [&](const LocalSeat& seat, std::size_t anchor, std::size_t k, std::size_t row) {
      if (seat.first == other.first) {
        entries[row] = k == column ? -1.0 : 0.0;
      } else {
        entries[row] = at_precision_[seat.actor] * (by[k] - by[anchor]) - share * q[k];
      }
    });
  });
}

/// The node's rows of the system in the values: what its value equations say of the values after it, directly and
/// through the strategies eliminated.
void LogitEquations::add_to_system(std::size_t node) {
  const auto followers = local_.followers(node);
  if (followers.empty()) return;
  const auto seats = local_.seats_of(node);
  const std::size_t actors = local_.actors.size();
  const std::size_t moves = terms_.moves();
  const double* const discount = &local_.discount[node * actors];
  // moved_[actor * moves + move]: of the actor's value by the worth of a move to its owner, discounted.
  moved_.resize(std::max(moved_.size(), actors * moves));
  for (std::size_t a = 0; a < actors; ++a) {
    const double* const response = &response_[places_[node].first_move * actors + a * moves];
    std::size_t first = 0;
    for (const LocalSeat& seat : seats) {
      const std::size_t anchor = first + anchor_[seat.first];
      const double rate = at_precision_[seat.actor] * discount[seat.actor];
      double sum = 0;
      for (std::size_t k = first; k < first + seat.moves; ++k)
        if (k != anchor) sum += moved_[a * moves + k] = rate * response[k];
      moved_[a * moves + anchor] = -sum;
      first += seat.moves;
    }
  }
  const std::size_t square = actors * actors;
  const std::size_t joints = local_.joints_of(node);
  // A pair of actors, each joint's part of it: [joint * across + (other * actors + actor) * along].
  const bool full = local_.is_full(node) && system_.is_dense();
  const std::size_t across = full ? 1 : square;
  const std::size_t along = full ? joints : 1;
  pair_.assign(joints * square, 0.0);
  for (std::size_t a = 0; a < actors; ++a)
    for (std::size_t j = 0; j < joints; ++j)
      pair_[j * across + (a * actors + a) * along] = -terms_.weight()[j] * discount[a];
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const double* const without = &terms_.without()[s * joints];
    const std::uint32_t* const played = &terms_.played()[s * joints];
    for (std::size_t a = 0; a < actors; ++a) {
      double* const pair = &pair_[(seats[s].actor * actors + a) * along];
      for (std::size_t j = 0; j < joints; ++j) pair[j * across] += moved_[a * moves + played[j]] * without[j];
    }
  }
  const auto matrix = system_.values();
  const std::uint32_t* slot = &system_.slots()[places_[node].slots];
  if (!full) {
    rows_.assign(followers.size() * square, 0.0);
    numeric::add_outer(local_.edges_of(node), pair_, square, rows_);
  }
  for (std::size_t other = 0; other < actors; ++other) {
    const bool seated =
        std::any_of(seats.begin(), seats.end(), [&](const LocalSeat& seat) { return seat.actor == other; });
    for (std::size_t a = 0; a < actors; ++a) {
      if (a != other && !seated) continue;
      const std::size_t p = other * actors + a;
      if (full) {
        numeric::add_outer(local_.full_edges_of(node), std::span(pair_).subspan(p * joints, joints),
                           matrix.subspan(*slot, followers.size()));
      } else {
        for (std::size_t f = 0; f < followers.size(); ++f) matrix[slot[f]] += rows_[f * square + p];
      }
      slot += followers.size();
    }
  }
}

/// Replaces the part of a right-hand side that belongs to the node's strategies by what solves its block.
void LogitEquations::solve_block(std::size_t node, std::span<double> rhs) {
  const auto seats = local_.seats_of(node);
  const std::size_t begin = places_[node].first_move;
  const double* const strategy = &at_strategy_[begin];
  const double* const q = &at_difference_[begin];
  double total = 0;
  for (const LocalSeat& seat : seats) total += rhs[seat.first - begin + anchor_[seat.first]] /= at_mass_[seat.first];
  const std::size_t odds = rhs.size() - seats.size();
  rows_.resize(std::max(rows_.size(), odds));
  const std::span<double> pushed(rows_.data(), odds);
  each_odds(node, [&](const LocalSeat&, std::size_t anchor, std::size_t k, std::size_t row) {
    pushed[row] = rhs[k] - q[k] * (total - rhs[anchor]);
  });
  if (seats.size() > 1) {
    blocks_[places_[node].block].solve(pushed);
  } else {
    for (double& one : pushed) one = -one;
  }
  each_odds(node, [&](const LocalSeat& seat, std::size_t anchor, std::size_t k, std::size_t row) {
    rhs[anchor] -= strategy[k] * pushed[row] / at_mass_[seat.first];
  });
  each_odds(node, [&](const LocalSeat&, std::size_t anchor, std::size_t k, std::size_t row) {
    rhs[k] = rhs[anchor] + pushed[row];
  });
}

}  // namespace parley::solve::logit
