// SPDX-License-Identifier: Apache-2.0
// The part of LogitEquations that eliminates each node's strategies.
#include <algorithm>

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

/// The sign of the determinant of the node's own block.
int LogitEquations::factorize_block(std::size_t node) {
  const NodePlaces& at = places_[node];
  const std::size_t seats = local_.seats_of(node).size();
  if (seats < 2) return at.odds % 2 == 0 ? 1 : -1;
  if (seats == 2) {
    fill_pair(node);
    return pairs_[at.block].factorize();
  }
  fill_odds_block(node);
  return blocks_[at.block].factorize(block_, at.odds);
}

/// E of a node with two seats: k is a move of the one that leads, j of the other.
void LogitEquations::fill_pair(std::size_t node) {
  const NodePlaces& at = places_[node];
  const auto seats = local_.seats_of(node);
  const LocalSeat& one = seats[at.lead];
  const LocalSeat& two = seats[1 - at.lead];
  const std::uint32_t* const odds = &odds_[at.first_odds];
  const double* const strategy = &strategy_[at.first_move];
  const double* const q = &at_difference_[at.first_move];
  const std::size_t first_one = one.first - at.first_move;
  const std::size_t first_two = two.first - at.first_move;
  const std::size_t step_one = terms_.run(at.lead);
  const std::size_t step_two = terms_.run(1 - at.lead);
  const double* const worth_one = terms_.worth(one.actor).data();
  const double* const worth_two = terms_.worth(two.actor).data();
  const double* const worth_anchor = worth_one + anchor_[one.first] * step_one;
  const double rate_one = at_precision_[one.actor];
  const double rate_two = at_precision_[two.actor];
  double* upper = pairs_[at.block].upper().data();
  double* lower = pairs_[at.block].lower_transposed().data();
  for (std::size_t row = 0; row + 1 < one.moves; ++row) {
    const std::size_t k = odds[row];
    const std::size_t joint_k = (k - first_one) * step_one;
    const double worth_base = worth_two[joint_k + anchor_[two.first] * step_two];
    const double share_k = strategy[k] / at_mass_[one.first];
    const double q_k = q[k] / at_mass_[two.first];
    for (std::size_t column = one.moves - 1; column < at.odds; ++column) {
      const std::size_t j = odds[column];
      const std::size_t joint_j = (j - first_two) * step_two;
      *upper++ = strategy[j] * (rate_one * (worth_one[joint_k + joint_j] - worth_anchor[joint_j]) - q_k);
      *lower++ = strategy[k] * rate_two * (worth_two[joint_k + joint_j] - worth_base) - share_k * q[j];
    }
  }
}

/// E of a node with more seats, column after column, into block_.
void LogitEquations::fill_odds_block(std::size_t node) {
  const NodePlaces& at = places_[node];
  const double* const worth_by = terms_.worth_by().data();
  const double* const strategy = &strategy_[at.first_move];
  const double* const q = &at_difference_[at.first_move];
  const std::uint32_t* const odds = &odds_[at.first_odds];
  block_.assign(at.odds * at.odds, 0.0);
  each_odds(node, [&](const LocalSeat& other, std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t column = begin; column < end; ++column) {
      const double* const by = worth_by + odds[column] * at.moves;
      const double share = strategy[odds[column]] / at_mass_[other.first];
      double* const entries = &block_[column * at.odds];
      each_odds(node, [&](const LocalSeat& seat, std::size_t anchor, std::size_t row, std::size_t last) {
        if (seat.first == other.first) return;
        for (; row < last; ++row)
          entries[row] = at_precision_[seat.actor] * (by[odds[row]] - by[anchor]) - share * q[odds[row]];
      });
      entries[column] = -1;
    }
  });
}

/// Replaces what is asked of the log odds of a node by what solves its block.
void LogitEquations::solve_odds(std::size_t node, std::span<double> rhs, bool transposed) const {
  const std::size_t seats = local_.seats_of(node).size();
  const std::size_t block = places_[node].block;
  if (seats == 2) {
    transposed ? pairs_[block].solve_transposed(rhs) : pairs_[block].solve(rhs);
  } else if (seats > 2) {
    transposed ? blocks_[block].solve_transposed(rhs) : blocks_[block].solve(rhs);
  } else {
    for (double& one : rhs) one = -one;
  }
}

/// How the actor's value answers to what is asked of the node's strategies.
void LogitEquations::write_response(std::size_t node, std::size_t actor) {
  const NodePlaces& at = places_[node];
  if (at.moves == 0) return;
  const double* const worth = &terms_.worth_to()[actor * at.moves];
  const double* const strategy = &strategy_[at.first_move];
  const double* const q = &at_difference_[at.first_move];
  const std::uint32_t* const odds = &odds_[at.first_odds];
  double* const response = &response_[at.first_move * local_.actors.size() + actor * at.moves];
  const double value = terms_.value()[actor];
  rows_.resize(std::max(rows_.size(), at.odds));
  const std::span<double> pulled(rows_.data(), at.odds);
  each_odds(node, [&](const LocalSeat& seat, std::size_t, std::size_t row, std::size_t end) {
    const double mean = value / at_mass_[seat.first];
    for (; row < end; ++row) pulled[row] = strategy[odds[row]] * (worth[odds[row]] - mean);
  });
  solve_odds(node, pulled, true);
  double total = 0;
  for (std::size_t row = 0; row < at.odds; ++row) {
    response[odds[row]] = pulled[row];
    total += pulled[row] * q[odds[row]];
  }
  each_odds(node, [&](const LocalSeat& seat, std::size_t anchor, std::size_t row, std::size_t end) {
    double others = total;
    for (; row < end; ++row) others -= pulled[row] * q[odds[row]];
    response[anchor] = (value - others) / at_mass_[seat.first];
  });
}

}  // namespace parley::solve::logit
