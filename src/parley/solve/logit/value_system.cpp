// SPDX-License-Identifier: Apache-2.0
// The part of LogitEquations that writes the system left in the values, and solves it.
#include <algorithm>

#include "parley/numeric/dense_rows.h"
#include "parley/numeric/sparse_rows.h"
#include "parley/solve/logit/equations.h"

namespace parley::solve::logit {

/// The chances of what follows each move of a full node.
void LogitEquations::write_after(std::size_t node) {
  const auto seats = local_.seats_of(node);
  const std::size_t nodes = local_.nodes();
  const std::size_t joints = local_.joints_of(node);
  terms_.weigh();
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const std::size_t first = seat_row_[local_.node_seats[node] + s];
    numeric::mix(local_.full_edges_of(node), terms_.without().subspan(s * joints, joints),
                 {seats[s].moves, terms_.run(s)}, std::span(after_).subspan(first * nodes, seats[s].moves * nodes));
  }
}

/// Of each actor's value by what a seat's moves are worth, less its value itself for the seat's owner if that
/// `carries`; [actor * moves + move] into moved_.
void LogitEquations::weigh_moves(std::size_t node, const LocalSeat& seat, bool carries) {
  const NodePlaces& at = places_[node];
  const std::size_t actors = local_.actors.size();
  const double discount = local_.discount[node * actors + seat.actor];
  const double rate = at_precision_[seat.actor] * discount;
  const std::uint32_t anchor = anchor_[seat.first];
  moved_.resize(std::max(moved_.size(), actors * at.moves));
  for (std::size_t a = 0; a < actors; ++a) {
    const double* const response = &response_[at.first_move * actors + a * at.moves + (seat.first - at.first_move)];
    double* const own = &moved_[a * seat.moves];
    double sum = 0;
    for (std::size_t k = 0; k < seat.moves; ++k) sum += own[k] = rate * response[k];
    own[anchor] -= sum;
    if (carries && a == seat.actor)
      for (std::size_t k = 0; k < seat.moves; ++k) own[k] -= discount * strategy_[seat.first + k];
  }
}

/// The rows of a full node in the system in the values: what its value equations say of the values after it, directly
/// and through the strategies eliminated.
void LogitEquations::add_full(std::size_t node) {
  const auto seats = local_.seats_of(node);
  const std::size_t actors = local_.actors.size();
  const std::size_t nodes = local_.nodes();
  double* const matrix = system_.values().data() + node * nodes * actors;
  const auto rows_of = [&](std::size_t s) {
    const std::size_t first = seat_row_[local_.node_seats[node] + s] * nodes;
    return numeric::DenseRows{std::span(after_).subspan(first, seats[s].moves * nodes), nodes};
  };
  sums_.resize(actors);
  has_seat_.assign(actors, 0);
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const std::size_t other = seats[s].actor;
    weigh_moves(node, seats[s], has_seat_[other] == 0);
    has_seat_[other] = 1;
    for (std::size_t a = 0; a < actors; ++a) sums_[a] = matrix + (a * nodes * actors + other) * nodes;
    numeric::add_outer(rows_of(s), std::span(moved_).first(actors * seats[s].moves), sums_);
  }
  for (std::size_t a = 0; a < actors; ++a) {
    if (has_seat_[a] != 0) continue;
    const double discount = local_.discount[node * actors + a];
    double* const own = matrix + (a * nodes * actors + a) * nodes;
    if (seats.empty()) {
      const double all = -discount;
      numeric::add_outer(local_.full_edges_of(node), {&all, 1}, {&own, 1});
      continue;
    }
    for (std::size_t k = 0; k < seats[0].moves; ++k) moved_[k] = -discount * strategy_[seats[0].first + k];
    numeric::add_outer(rows_of(0), std::span(moved_).first(seats[0].moves), {&own, 1});
  }
}

/// The same for other nodes, joint move by joint move.
void LogitEquations::add_sparse(std::size_t node) {
  const auto followers = local_.followers(node);
  if (followers.empty()) return;
  const auto seats = local_.seats_of(node);
  const NodePlaces& at = places_[node];
  const std::size_t actors = local_.actors.size();
  const std::size_t square = actors * actors;
  const std::size_t joints = local_.joints_of(node);
  const double* const discount = &local_.discount[node * actors];
  terms_.weigh();
  std::copy_n(terms_.without().begin(), joints * seats.size(),
              at_without_.begin() + static_cast<std::ptrdiff_t>(at.without));
  // A pair of actors, each joint's part of it: [joint * square + other * actors + actor].
  pair_.assign(joints * square, 0.0);
  for (std::size_t a = 0; a < actors; ++a)
    for (std::size_t j = 0; j < joints; ++j) pair_[j * square + a * actors + a] = -terms_.weight()[j] * discount[a];
  for (std::size_t s = 0; s < seats.size(); ++s) {
    weigh_moves(node, seats[s], false);
    const double* const without = &terms_.without()[s * joints];
    const std::uint32_t* const played = &terms_.played()[s * joints];
    const std::size_t first = seats[s].first - at.first_move;
    for (std::size_t a = 0; a < actors; ++a) {
      const double* const moved = &moved_[a * seats[s].moves];
      double* const pair = &pair_[seats[s].actor * actors + a];
      for (std::size_t j = 0; j < joints; ++j) pair[j * square] += moved[played[j] - first] * without[j];
    }
  }
  rows_.assign(followers.size() * square, 0.0);
  numeric::add_outer(local_.edges_of(node), pair_, square, rows_);
  const auto matrix = system_.values();
  const std::uint32_t* slot = &system_.slots()[at.slots];
  for (std::size_t other = 0; other < actors; ++other) {
    const bool seated =
        std::any_of(seats.begin(), seats.end(), [&](const LocalSeat& seat) { return seat.actor == other; });
    for (std::size_t a = 0; a < actors; ++a) {
      if (a != other && !seated) continue;
      for (std::size_t f = 0; f < followers.size(); ++f) matrix[slot[f]] += rows_[f * square + other * actors + a];
      slot += followers.size();
    }
  }
}

/// Adds to the values' right-hand side what the eliminated strategies pass on.
void LogitEquations::respond(std::span<const double> strategies, std::span<double> values) const {
  const std::size_t actors = local_.actors.size();
  for (std::size_t node = 0; node < local_.nodes(); ++node) {
    const NodePlaces& at = places_[node];
    const double* const own = strategies.data() + at.first_move;
    for (std::size_t a = 0; a < actors; ++a) {
      const double* const response = response_.data() + at.first_move * actors + a * at.moves;
      double sum = 0;
      for (std::size_t k = 0; k < at.moves; ++k) sum += response[k] * own[k];
      values[a * local_.nodes() + node] += sum;
    }
  }
}

void LogitEquations::solve_all(std::span<const std::span<double>> rhs) {
  const std::size_t nodes = local_.nodes();
  const std::size_t unknown = nodes * local_.actors.size();
  values_.resize(rhs.size() * unknown);
  for (std::size_t v = 0; v < rhs.size(); ++v) {
    const auto own = std::span(values_).subspan(v * unknown, unknown);
    std::copy(rhs[v].begin() + static_cast<std::ptrdiff_t>(local_.moves()), rhs[v].end(), own.begin());
    respond(rhs[v], own);
  }
  system_.solve(values_);
  const std::size_t rows = actor_rows_.back();
  pushed_.resize(rhs.size() * rows);
  for (std::size_t a = 0; a + 1 < actor_rows_.size(); ++a)
    numeric::multiply(
        {std::span(after_).subspan(actor_rows_[a] * nodes, (actor_rows_[a + 1] - actor_rows_[a]) * nodes), nodes},
        {values_.data() + a * nodes, rhs.size(), unknown}, {pushed_.data() + actor_rows_[a], rhs.size(), rows});
  for (std::size_t v = 0; v < rhs.size(); ++v) {
    const auto own = std::span<const double>(values_).subspan(v * unknown, unknown);
    std::copy(own.begin(), own.end(), rhs[v].begin() + static_cast<std::ptrdiff_t>(local_.moves()));
    for (std::size_t node = 0; node < nodes; ++node) {
      const NodePlaces& at = places_[node];
      if (at.moves == 0) continue;
      const auto part = rhs[v].subspan(at.first_move, at.moves);
      if (at.full) {
        push_full(node, std::span(pushed_).subspan(v * rows, rows), part);
      } else {
        push_sparse(node, own, part);
      }
      solve_block(node, part);
    }
  }
}

/// Takes from a node's part of a right-hand side what the change of values brings; `pushed` by row of after_.
void LogitEquations::push_full(std::size_t node, std::span<const double> pushed, std::span<double> part) const {
  const std::size_t actors = local_.actors.size();
  for (std::size_t s = local_.node_seats[node]; s < local_.node_seats[node + 1]; ++s) {
    const LocalSeat& seat = local_.seats[s];
    const double rate = at_precision_[seat.actor] * local_.discount[node * actors + seat.actor];
    const double* const worth = pushed.data() + seat_row_[s];
    const double base = worth[anchor_[seat.first]];
    double* const own = &part[seat.first - places_[node].first_move];
    for (std::size_t k = 0; k < seat.moves; ++k) own[k] -= rate * (worth[k] - base);
  }
}

void LogitEquations::push_sparse(std::size_t node, std::span<const double> values, std::span<double> part) {
  if (local_.followers(node).empty()) return;
  const auto seats = local_.seats_of(node);
  terms_.push(node, std::span(at_without_).subspan(places_[node].without, local_.joints_of(node) * seats.size()),
              values);
  for (const LocalSeat& seat : seats) {
    const std::size_t first = seat.first - places_[node].first_move;
    const double* const worth = &terms_.move_worth()[first];
    const double base = worth[anchor_[seat.first]];
    for (std::size_t k = 0; k < seat.moves; ++k) part[first + k] -= at_precision_[seat.actor] * (worth[k] - base);
  }
}

/// Replaces the part of a right-hand side that belongs to the node's strategies by what solves its block.
void LogitEquations::solve_block(std::size_t node, std::span<double> rhs) {
  const NodePlaces& at = places_[node];
  const double* const strategy = &at_strategy_[at.first_move];
  const double* const q = &at_difference_[at.first_move];
  const std::uint32_t* const odds = &odds_[at.first_odds];
  double total = 0;
  for (const LocalSeat& seat : local_.seats_of(node))
    total += rhs[seat.first - at.first_move + anchor_[seat.first]] /= at_mass_[seat.first];
  rows_.resize(std::max(rows_.size(), at.odds));
  const std::span<double> pushed(rows_.data(), at.odds);
  each_odds(node, [&](const LocalSeat&, std::size_t anchor, std::size_t row, std::size_t end) {
    for (; row < end; ++row) pushed[row] = rhs[odds[row]] - q[odds[row]] * (total - rhs[anchor]);
  });
  solve_odds(node, pushed, false);
  each_odds(node, [&](const LocalSeat& seat, std::size_t anchor, std::size_t begin, std::size_t end) {
    double sum = 0;
    for (std::size_t row = begin; row < end; ++row) sum += strategy[odds[row]] * pushed[row];
    rhs[anchor] -= sum / at_mass_[seat.first];
    for (std::size_t row = begin; row < end; ++row) rhs[odds[row]] = rhs[anchor] + pushed[row];
  });
}

}  // namespace parley::solve::logit
