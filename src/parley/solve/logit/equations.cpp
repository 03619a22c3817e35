// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/logit/equations.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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
      at_mass_(local.moves(), 1.0),
      at_difference_(local.moves()),
      response_(local.moves() * local.actors.size()) {
  const std::size_t actors = local.actors.size();
  NodePlaces at{0, 0, local.nodes() * actors, 0};
  for (std::size_t node = 0; node < local.nodes(); ++node) {
    const auto seats = local.seats_of(node);
    places_.push_back(at);
    for (const LocalSeat& seat : seats) at.first_move += seat.moves;
    at.without += local.joints_of(node) * seats.size();
    std::size_t pairs = 0;
    for (std::size_t other = 0; other < actors; ++other)
      for (std::size_t actor = 0; actor < actors; ++actor) pairs += depends(seats, actor, other) ? 1 : 0;
    at.slots += local.followers(node).size() * pairs;
    at.block += seats.size() > 1 ? 1 : 0;
  }
  units_.assign(size(), 1.0);
  for (std::size_t node = 0; node < local.nodes(); ++node)
    for (std::size_t a = 0; a < actors; ++a)
      units_[local.moves() + a * local.nodes() + node] =
          1 / std::max(1 - local.discount[node * actors + a], kLeastImpatience);
  at_without_.resize(at.without);
  blocks_.resize(at.block);
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
  for (std::size_t k = 0; k < strategy_.size(); ++k) strategy_[k] = std::exp(x[k]);
}

/// For each seat: 0 at its anchor, and rate times (worth of the move less worth of the anchor) at each other.
void LogitEquations::write_differences(std::size_t node, std::span<const double> rates, std::span<double> out) const {
  const auto worth = terms_.move_worth();
  std::size_t move = 0;
  for (const LocalSeat& seat : local_.seats_of(node)) {
    const double base = worth[move + anchor_[seat.first]];
    for (const std::size_t end = move + seat.moves; move < end; ++move)
      out[move] = rates[seat.actor] * (worth[move] - base);
  }
}

/// The residual of one node's equations; after terms_.compute().
void LogitEquations::write_residual(std::size_t node, std::span<const double> x, std::span<const double> precision,
                                    std::span<double> residual) const {
  write_differences(node, precision, residual.subspan(places_[node].first_move, terms_.moves()));
  for (const LocalSeat& seat : local_.seats_of(node)) {
    const std::size_t anchor = seat.first + anchor_[seat.first];
    double sum = 0;
    for (std::size_t k = seat.first; k < seat.first + seat.moves; ++k) {
      sum += strategy_[k];
      residual[k] -= (x[k] - reference_[k]) - (x[anchor] - reference_[anchor]);
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

int LogitEquations::factorize(std::span<const double> x, double t, std::span<double> residual,
                              std::span<double> slope) {
  exponentiate(x);
  at_strategy_ = strategy_;
  for (const LocalSeat& seat : local_.seats) {
    const auto own = std::span(strategy_).subspan(seat.first, seat.moves);
    anchor_[seat.first] = static_cast<std::uint32_t>(std::max_element(own.begin(), own.end()) - own.begin());
    at_mass_[seat.first] = std::accumulate(own.begin(), own.end(), 0.0);
  }
  const std::size_t actors = local_.actors.size();
  for (std::uint32_t a = 0; a < actors; ++a) at_precision_[a] = precision(a, t);
  system_.clear();
  const auto matrix = system_.values();
  for (std::size_t k = 0; k < local_.nodes() * actors; ++k) matrix[system_.slots()[k]] = 1;
  std::fill(slope.begin(), slope.end(), 0.0);
  int sign = 1;
  for (std::size_t node = 0; node < local_.nodes(); ++node) {
    terms_.compute(node, strategy_, x.subspan(local_.moves()));
    write_residual(node, x, at_precision_, residual);
    terms_.differentiate();
    write_differences(node, rate_, slope.subspan(places_[node].first_move, terms_.moves()));
    std::copy(terms_.without().begin(), terms_.without().end(),
              at_without_.begin() + static_cast<std::ptrdiff_t>(places_[node].without));
    write_differences(node, at_precision_, std::span(at_difference_).subspan(places_[node].first_move, terms_.moves()));
    sign *= factorize_block(node);
    if (sign == 0) return 0;
    add_to_system(node);
  }
  return sign * system_.factorize();
}

void LogitEquations::solve(std::span<double> rhs) {
  const std::size_t actors = local_.actors.size();
  const auto strategies = rhs.first(local_.moves());
  const auto values = rhs.subspan(local_.moves());
  for (std::size_t node = 0; node < local_.nodes(); ++node) {
    const std::size_t first = places_[node].first_move;
    const std::size_t moves = (node + 1 < local_.nodes() ? places_[node + 1].first_move : local_.moves()) - first;
    for (std::size_t a = 0; a < actors; ++a) {
      const double* const response = &response_[first * actors + a * moves];
      double sum = 0;
      for (std::size_t k = 0; k < moves; ++k) sum += response[k] * strategies[first + k];
      values[a * local_.nodes() + node] += sum;
    }
  }
  system_.solve(values);
  for (std::size_t node = 0; node < local_.nodes(); ++node) {
    const auto seats = local_.seats_of(node);
    if (seats.empty()) continue;
    const NodePlaces& at = places_[node];
    const std::size_t moves = seats.back().first + seats.back().moves - at.first_move;
    const auto part = strategies.subspan(at.first_move, moves);
    if (!local_.followers(node).empty()) {
      terms_.push(node, std::span(at_without_).subspan(at.without, local_.joints_of(node) * seats.size()), values);
      moved_.resize(std::max(moved_.size(), moves));
      write_differences(node, at_precision_, moved_);
      for (std::size_t k = 0; k < moves; ++k) part[k] -= moved_[k];
    }
    solve_block(node, part);
  }
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
