// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/logit/equations.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "parley/numeric/lanes.h"

namespace parley::solve::logit {

namespace {

// Keeps the unit of a value finite where a node does not discount.
constexpr double kLeastImpatience = 0.01;

/// Whether a value equation of `actor` at a node depends on the values of `other` after it.
bool depends(std::span<const LocalSeat> seats, std::size_t actor, std::size_t other) {
  if (actor == other) return true;
  return std::any_of(seats.begin(), seats.end(), [&](const LocalSeat& seat) { return seat.actor == other; });
}

/// The places of the system in the values: the diagonal, then node by node what add_to_system writes.
std::vector<numeric::MatrixEntry> value_places(const LocalGame& local) {
  const auto actors = static_cast<std::uint32_t>(local.actors.size());
  const auto nodes = static_cast<std::uint32_t>(local.nodes());
  std::vector<numeric::MatrixEntry> places;
  for (std::uint32_t k = 0; k < nodes * actors; ++k) places.push_back({k, k});
  for (std::uint32_t node = 0; node < nodes; ++node)
    for (std::uint32_t other = 0; other < actors; ++other)
      for (std::uint32_t actor = 0; actor < actors; ++actor)
        if (depends(local.seats_of(node), actor, other))
          for (const std::uint32_t follower : local.followers(node))
            places.push_back({actor * nodes + node, other * nodes + follower});
  return places;
}

}  // namespace

LogitEquations::LogitEquations(const LocalGame& local)
    : local_(local),
      terms_(local),
      base_(local.actors.size(), 0.0),
      rate_(local.actors.size(), 1.0),
      reference_(local.moves(), 0.0),
      system_(local.nodes() * local.actors.size(), value_places(local)),
      strategy_(local.moves()),
      at_precision_(local.actors.size()),
      at_strategy_(local.moves()),
      anchor_(local.moves(), 0),
      odds_(local.moves() - local.seats.size()),
      at_mass_(local.moves(), 1.0),
      at_difference_(local.moves()),
      response_(local.moves() * local.actors.size()) {
  place_nodes();
  place_rows();
  list_odds();
  const std::size_t actors = local.actors.size();
  units_.assign(size(), 1.0);
  for (std::size_t node = 0; node < local.nodes(); ++node)
    for (std::size_t a = 0; a < actors; ++a)
      units_[local.moves() + a * local.nodes() + node] =
          1 / std::max(1 - local.discount[node * actors + a], kLeastImpatience);
}

void LogitEquations::place_nodes() {
  const std::size_t actors = local_.actors.size();
  NodePlaces at;
  at.slots = local_.nodes() * actors;
  std::size_t pairs = 0;
  std::size_t blocks = 0;
  for (std::size_t node = 0; node < local_.nodes(); ++node) {
    const auto seats = local_.seats_of(node);
    at.moves = 0;
    for (const LocalSeat& seat : seats) at.moves += seat.moves;
    at.odds = at.moves - seats.size();
    at.lead = seats.size() == 2 && seats[1].moves < seats[0].moves ? 1 : 0;
    at.full = local_.is_full(node) && system_.is_dense();
    at.block = seats.size() == 2 ? pairs : blocks;
    places_.push_back(at);
    if (seats.size() == 2) {
      ++pairs;
      pairs_.emplace_back().resize(seats[at.lead].moves - 1, seats[1 - at.lead].moves - 1);
    }
    blocks += seats.size() > 2 ? 1 : 0;
    at.first_move += at.moves;
    at.first_odds += at.odds;
    if (!at.full) at.without += local_.joints_of(node) * seats.size();
    std::size_t dependent = 0;
    for (std::size_t other = 0; other < actors; ++other)
      for (std::size_t actor = 0; actor < actors; ++actor) dependent += depends(seats, actor, other) ? 1 : 0;
    at.slots += local_.followers(node).size() * dependent;
  }
  at_without_.resize(at.without);
  blocks_.resize(blocks);
}

void LogitEquations::place_rows() {
  seat_row_.resize(local_.seats.size());
  std::size_t row = 0;
  for (std::size_t a = 0; a < local_.actors.size(); ++a) {
    actor_rows_.push_back(row);
    for (std::size_t node = 0; node < local_.nodes(); ++node)
      for (std::size_t s = local_.node_seats[node]; s < local_.node_seats[node + 1]; ++s)
        if (places_[node].full && local_.seats[s].actor == a) {
          seat_row_[s] = row;
          row += local_.seats[s].moves;
        }
  }
  actor_rows_.push_back(row);
  after_.resize(row * local_.nodes());
}

void LogitEquations::set_precision(std::span<const double> base, std::span<const double> rate) {
  base_.assign(base.begin(), base.end());
  rate_.assign(rate.begin(), rate.end());
}

void LogitEquations::set_reference(std::span<const double> log_strategy) {
  reference_.assign(log_strategy.begin(), log_strategy.end());
}

std::size_t LogitEquations::size() const { return local_.moves() + local_.nodes() * local_.actors.size(); }

std::vector<double> LogitEquations::start() const {
  std::vector<double> x(size(), 0.0);
  for (const LocalSeat& seat : local_.seats)
    std::fill_n(x.begin() + seat.first, seat.moves, -std::log(static_cast<double>(seat.moves)));
  return x;
}

void LogitEquations::exponentiate(std::span<const double> x) {
  std::size_t k = 0;
  for (; k + numeric::kLanes <= strategy_.size(); k += numeric::kLanes)
    numeric::store(&strategy_[k], exp(numeric::load(&x[k])));
  for (; k < strategy_.size(); ++k) strategy_[k] = exp(numeric::Lanes(x[k]))[0];
}

/// The residual of one node's equations; after terms_.compute().
void LogitEquations::write_residual(std::size_t node, std::span<const double> x, std::span<const double> precision,
                                    std::span<double> residual) const {
  const double* const worth = terms_.move_worth().data() - places_[node].first_move;
  for (const LocalSeat& seat : local_.seats_of(node)) {
    const std::size_t anchor = seat.first + anchor_[seat.first];
    const double base = worth[anchor];
    const double log_base = x[anchor] - reference_[anchor];
    const double rate = precision[seat.actor];
    double sum = 0;
    for (std::size_t k = seat.first; k < seat.first + seat.moves; ++k) {
      sum += strategy_[k];
      residual[k] = rate * (worth[k] - base) - ((x[k] - reference_[k]) - log_base);
    }
    residual[anchor] = sum - 1;
  }
  for (std::size_t a = 0; a < local_.actors.size(); ++a) {
    const std::size_t k = local_.moves() + a * local_.nodes() + node;
    residual[k] = x[k] - terms_.value()[a];
  }
}

void LogitEquations::evaluate(std::span<const double> x, double t, std::span<double> residual) {
  exponentiate(x);
  moved_.resize(std::max(moved_.size(), local_.actors.size()));
  for (std::uint32_t a = 0; a < local_.actors.size(); ++a) moved_[a] = precision(a, t);
  for (std::size_t node = 0; node < local_.nodes(); ++node) {
    terms_.compute(node, strategy_, x.subspan(local_.moves()));
    write_residual(node, x, moved_, residual);
  }
}

void LogitEquations::choose_anchors() {
  bool moved = false;
  for (const LocalSeat& seat : local_.seats) {
    std::uint32_t anchor = 0;
    double mass = 0;
    for (std::uint32_t k = 0; k < seat.moves; ++k) {
      mass += strategy_[seat.first + k];
      if (strategy_[seat.first + k] > strategy_[seat.first + anchor]) anchor = k;
    }
    at_mass_[seat.first] = mass;
    moved = moved || anchor_[seat.first] != anchor;
    anchor_[seat.first] = anchor;
  }
  if (moved) list_odds();
}

void LogitEquations::list_odds() {
  for (std::size_t node = 0; node < local_.nodes(); ++node)
    each_odds(node, [&](const LocalSeat& seat, std::size_t anchor, std::size_t row, std::size_t) {
      const std::size_t first = seat.first - places_[node].first_move;
      std::uint32_t* odds = &odds_[places_[node].first_odds + row];
      for (std::size_t k = first; k < first + seat.moves; ++k)
        if (k != anchor) *odds++ = static_cast<std::uint32_t>(k);
    });
}

/// How the node's equations change with t, and the differences of worths at this point.
void LogitEquations::write_slope(std::size_t node, std::span<double> slope) {
  const double* const worth = terms_.move_worth().data() - places_[node].first_move;
  for (const LocalSeat& seat : local_.seats_of(node)) {
    const double base = worth[seat.first + anchor_[seat.first]];
    const double rate = rate_[seat.actor];
    const double precision = at_precision_[seat.actor];
    for (std::size_t k = seat.first; k < seat.first + seat.moves; ++k) {
      const double difference = worth[k] - base;
      slope[k] = rate * difference;
      at_difference_[k] = precision * difference;
    }
  }
}

int LogitEquations::factorize(std::span<const double> x, double t, std::span<double> residual,
                              std::span<double> slope) {
  exponentiate(x);
  at_strategy_ = strategy_;
  choose_anchors();
  const std::size_t actors = local_.actors.size();
  for (std::uint32_t a = 0; a < actors; ++a) at_precision_[a] = precision(a, t);
  system_.clear();
  const auto matrix = system_.values();
  for (std::size_t k = 0; k < local_.nodes() * actors; ++k) matrix[system_.slots()[k]] = 1;
  const auto values = slope.subspan(local_.moves());
  std::fill(values.begin(), values.end(), 0.0);
  int sign = 1;
  for (std::size_t node = 0; node < local_.nodes(); ++node) {
    terms_.compute(node, strategy_, x.subspan(local_.moves()));
    terms_.differentiate();
    write_residual(node, x, at_precision_, residual);
    write_slope(node, slope);
    sign *= factorize_block(node);
    if (sign == 0) return 0;
    for (std::size_t a = 0; a < actors; ++a) write_response(node, a);
    if (places_[node].full) {
      write_after(node);
      add_full(node);
    } else {
      add_sparse(node);
    }
  }
  return sign * system_.factorize();
}

double LogitEquations::one_shot_gain(std::span<const double> residual, double t,
                                     std::span<const std::uint8_t> counted) const {
  double largest = 0;
  const auto count = [&](double size) { largest = size <= largest ? largest : size; };
  for (const LocalSeat& seat : local_.seats) {
    const std::size_t anchor = seat.first + anchor_[seat.first];
    count(std::abs(residual[anchor]));
    double best = 0;
    double loss = 0;
    for (std::size_t k = seat.first; k < seat.first + seat.moves; ++k) {
      if (k == anchor) continue;
      if (counted[seat.actor] == 0) count(std::abs(residual[k]));
      best = std::max(best, residual[k]);
      loss -= strategy_[k] * residual[k];
    }
    if (counted[seat.actor] != 0) count((loss + best * (1 + residual[anchor])) / precision(seat.actor, t));
  }
  for (std::size_t k = local_.moves(); k < residual.size(); ++k) count(std::abs(residual[k]));
  return largest;
}

}  // namespace parley::solve::logit
