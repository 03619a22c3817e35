// SPDX-License-Identifier: Apache-2.0
// The part of LogitEquations that eliminates each node's strategies and leaves a system in the values.
#include <algorithm>

#include "parley/numeric/sparse_rows.h"
#include "parley/solve/logit/equations.h"

namespace parley::solve::logit {

/// The sign of the determinant of the node's own block, with response_ for the node.
int LogitEquations::factorize_block(std::size_t node) {
  const auto seats = local_.seats_of(node);
  if (seats.empty()) return 1;
  if (seats.size() > 1) return eliminate_block(node);
  eliminate_one_seat(node);
  return seats.front().moves % 2 == 1 ? 1 : -1;
}

/// One seat alone: its moves' worths do not depend on its own strategy, and the block's inverse is a formula.
void LogitEquations::eliminate_one_seat(std::size_t node) {
  const LocalSeat& seat = local_.seats_of(node).front();
  const double* const strategy = &strategy_[seat.first];
  const std::size_t actors = local_.actors.size();
  double mass = 0;
  for (std::size_t k = 0; k < seat.moves; ++k) mass += strategy[k];
  for (std::size_t a = 0; a < actors; ++a) {
    const auto by = terms_.value_by().subspan(a * seat.moves, seat.moves);
    double* const response = &response_[seat.first * actors + a * seat.moves];
    double sum = 0;
    for (std::size_t k = 0; k < seat.moves; ++k) sum += by[k];
    response[0] = sum / mass;
    for (std::size_t k = 1; k < seat.moves; ++k) response[k] = response[0] * strategy[k] - by[k];
  }
}

int LogitEquations::eliminate_block(std::size_t node) {
  const auto seats = local_.seats_of(node);
  const std::size_t moves = terms_.moves();
  const auto worth_by = terms_.worth_by();
  block_.assign(moves * moves, 0.0);
  std::size_t first = 0;
  for (const LocalSeat& seat : seats) {
    const double rate = at_precision_[seat.actor];
    for (std::size_t column = 0; column < moves; ++column) {
      double* const entries = &block_[column * moves];
      const double* const by = &worth_by[column * moves];
      const bool own = column >= first && column < first + seat.moves;
      entries[first] = own ? strategy_[places_[node].first_move + column] : 0;
      for (std::size_t k = first + 1; k < first + seat.moves; ++k)
        entries[k] = own ? (column == first ? 1.0 : column == k ? -1.0 : 0.0) : rate * (by[k] - by[first]);
    }
    first += seat.moves;
  }
  numeric::DenseLu& lu = blocks_[places_[node].block];
  const int sign = lu.factorize(block_, moves);
  if (sign == 0) return 0;
  const std::size_t actors = local_.actors.size();
  const std::span<double> response(&response_[places_[node].first_move * actors], moves * actors);
  std::copy(terms_.value_by().begin(), terms_.value_by().end(), response.begin());
  for (std::size_t a = 0; a < actors; ++a) lu.solve_transposed(response.subspan(a * moves, moves));
  return sign;
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
    std::size_t move = 0;
    for (const LocalSeat& seat : seats) {
      const std::size_t first = move;
      const double rate = at_precision_[seat.actor] * discount[seat.actor];
      double sum = 0;
      for (move = first + 1; move < first + seat.moves; ++move) sum += moved_[a * moves + move] = rate * response[move];
      moved_[a * moves + first] = -sum;
    }
  }
  const std::size_t square = actors * actors;
  rows_.assign(followers.size() * square, 0.0);
  pair_.assign(local_.joints_of(node) * square, 0.0);
  for (std::size_t j = 0; j < local_.joints_of(node); ++j) {
    double* const pair = &pair_[j * square];
    for (std::size_t a = 0; a < actors; ++a) pair[a * actors + a] = -terms_.weight()[j] * discount[a];
    for (std::size_t s = 0; s < seats.size(); ++s) {
      const double without = terms_.without()[j * seats.size() + s];
      const std::size_t played = terms_.played()[j * seats.size() + s];
      for (std::size_t a = 0; a < actors; ++a)
        pair[seats[s].actor * actors + a] += moved_[a * moves + played] * without;
    }
  }
  numeric::add_outer(local_.edges_of(node), pair_, square, rows_);
  const auto matrix = system_.values();
  const std::uint32_t* slot = &system_.slots()[places_[node].slots];
  const auto seated = [&](std::size_t actor) {
    return std::any_of(seats.begin(), seats.end(), [&](const LocalSeat& seat) { return seat.actor == actor; });
  };
  for (std::size_t other = 0; other < actors; ++other) pair_[other] = seated(other) ? 1 : 0;
  for (std::size_t f = 0; f < followers.size(); ++f)
    for (std::size_t other = 0; other < actors; ++other)
      for (std::size_t a = 0; a < actors; ++a)
        if (a == other || pair_[other] > 0) matrix[*slot++] += rows_[f * square + other * actors + a];
}

void LogitEquations::solve_block(std::size_t node, std::span<double> rhs) {
  const auto seats = local_.seats_of(node);
  if (seats.size() > 1) {
    blocks_[places_[node].block].solve(rhs);
    return;
  }
  const double* const strategy = &at_strategy_[seats.front().first];
  double mass = strategy[0];
  double sum = rhs[0];
  for (std::size_t k = 1; k < rhs.size(); ++k) {
    mass += strategy[k];
    sum += strategy[k] * rhs[k];
  }
  rhs[0] = sum / mass;
  for (std::size_t k = 1; k < rhs.size(); ++k) rhs[k] = rhs[0] - rhs[k];
}

}  // namespace parley::solve::logit
