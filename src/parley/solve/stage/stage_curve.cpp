// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stage/stage_curve.h"

#include <algorithm>
#include <cmath>

namespace parley::solve::stage {

namespace {

// Keeps the unit of a value finite where the node does not discount.
constexpr double kLeastImpatience = 0.01;

}  // namespace

void StageCurve::reset() {
  const std::size_t seats = node_.seats().size();
  values_ = node_.returns() ? seats : 0;
  units_.assign(size(), 1.0);
  for (std::size_t s = 0; s < values_; ++s)
    units_[node_.moves() + s] = 1 / std::max(1 - node_.discount(s), kLeastImpatience);
  reference_.assign(node_.moves(), 0.0);
  strategy_.resize(node_.moves());
  anchor_.assign(seats, 0);
  worth_.resize(seats * node_.joints());
  without_.resize(seats * node_.joints());
  weight_.resize(node_.joints());
  q_.resize(node_.moves());
  value_.resize(seats);
  matrix_.resize(size() * size());
}

void StageCurve::start(std::vector<double>& x) const {
  x.assign(size(), 0.0);
  for (const Seat& seat : node_.seats())
    std::fill_n(x.begin() + seat.first, seat.moves, -std::log(static_cast<double>(seat.moves)));
}

void StageCurve::exponentiate(std::span<const double> x) {
  for (std::size_t k = 0; k < strategy_.size(); ++k) strategy_[k] = std::exp(x[k]);
}

/// Weights of joint moves, worths and values under strategy_.
void StageCurve::weigh(std::span<const double> x) {
  const auto seats = node_.seats();
  const std::size_t joints = node_.joints();
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const double back = values_ > 0 ? node_.discount(s) * x[node_.moves() + s] : 0.0;
    const double* const flow = node_.flow(s);
    double* const worth = &worth_[s * joints];
    for (std::size_t j = 0; j < joints; ++j) worth[j] = flow[j] + back * node_.stay()[j];
    double* const without = &without_[s * joints];
    std::fill_n(without, joints, 1.0);
  }
  for (const Seat& seat : seats) {
    const double* const own = &strategy_[seat.first];
    for (std::size_t s = 0; s < seats.size(); ++s) {
      if (&seats[s] == &seat) continue;
      double* const without = &without_[s * joints];
      for (std::size_t j = 0; j < joints;)
        for (std::size_t k = 0; k < seat.moves; ++k)
          for (const std::size_t end = j + seat.stride; j < end; ++j) without[j] *= own[k];
    }
  }
  for (std::size_t j = 0; j < joints; ++j) weight_[j] = without_[j] * strategy_[node_.played(0)[j]];
  std::fill(q_.begin(), q_.end(), 0.0);
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const double* const worth = &worth_[s * joints];
    const double* const without = &without_[s * joints];
    double* const q = &q_[seats[s].first];
    for (std::size_t j = 0; j < joints;)
      for (std::size_t k = 0; k < seats[s].moves; ++k)
        for (const std::size_t end = j + seats[s].stride; j < end; ++j) q[k] += without[j] * worth[j];
    value_[s] = 0;
    for (std::size_t k = 0; k < seats[s].moves; ++k) value_[s] += strategy_[seats[s].first + k] * q[k];
  }
}

void StageCurve::write_residual(std::span<const double> x, double t, std::span<double> residual) const {
  const auto seats = node_.seats();
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const Seat& seat = seats[s];
    const std::size_t anchor = seat.first + anchor_[s];
    double sum = 0;
    for (std::size_t k = seat.first; k < seat.first + seat.moves; ++k) {
      sum += strategy_[k];
      residual[k] = t * (q_[k] - q_[anchor]) - ((x[k] - reference_[k]) - (x[anchor] - reference_[anchor]));
    }
    residual[anchor] = sum - 1;
  }
  for (std::size_t s = 0; s < values_; ++s) residual[node_.moves() + s] = x[node_.moves() + s] - value_[s];
}

void StageCurve::evaluate(std::span<const double> x, double t, std::span<double> residual) {
  exponentiate(x);
  weigh(x);
  write_residual(x, t, residual);
}

/// The matrix of derivatives, column after column.
void StageCurve::fill(double t) {
  const auto seats = node_.seats();
  const std::size_t joints = node_.joints();
  const std::size_t moves = node_.moves();
  const std::size_t n = size();
  std::fill(matrix_.begin(), matrix_.end(), 0.0);
  // First of each move's worth by another seat's log strategy, and of each value by log strategies; then differences.
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const Seat& seat = seats[s];
    const double* const worth = &worth_[s * joints];
    const double* const without = &without_[s * joints];
    const std::uint32_t* const played = node_.played(s);
    for (std::size_t o = 0; o < seats.size(); ++o) {
      if (o == s) continue;
      const std::uint32_t* const by = node_.played(o);
      for (std::size_t j = 0; j < joints; ++j) matrix_[by[j] * n + played[j]] += without[j] * worth[j];
    }
    if (values_ == 0) continue;
    const double* const own = &strategy_[seat.first];
    for (const Seat& other : seats)
      for (std::size_t k = 0; k < other.moves; ++k) {
        double* const column = &matrix_[(other.first + k) * n];
        double sum = 0;
        if (&other == &seat) {
          sum = own[k] * q_[seat.first + k];
        } else {
          for (std::size_t m = 0; m < seat.moves; ++m) sum += own[m] * column[seat.first + m];
        }
        column[moves + s] = -sum;
      }
    double* const column = &matrix_[(moves + s) * n];
    double stays = 0;
    for (std::size_t j = 0; j < joints; ++j) {
      const double stay = without[j] * node_.stay()[j];
      column[played[j]] += node_.discount(s) * stay;
      stays += strategy_[played[j]] * stay;
    }
    column[moves + s] = 1 - node_.discount(s) * stays;
  }
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const Seat& seat = seats[s];
    const std::size_t anchor = seat.first + anchor_[s];
    for (std::size_t c = 0; c < n; ++c) {
      double* const column = &matrix_[c * n];
      const bool own = c >= seat.first && c < seat.first + seat.moves;
      const double base = own ? 0.0 : column[anchor];
      for (std::size_t k = seat.first; k < seat.first + seat.moves; ++k)
        column[k] = own ? (k == c ? -1.0 : c == anchor ? 1.0 : 0.0) : t * (column[k] - base);
      column[anchor] = own ? strategy_[c] : 0.0;
    }
  }
}

int StageCurve::factorize(std::span<const double> x, double t, std::span<double> residual, std::span<double> slope) {
  exponentiate(x);
  const auto seats = node_.seats();
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const double* const own = &strategy_[seats[s].first];
    anchor_[s] = static_cast<std::uint32_t>(std::max_element(own, own + seats[s].moves) - own);
  }
  weigh(x);
  write_residual(x, t, residual);
  std::fill(slope.begin(), slope.end(), 0.0);
  for (std::size_t s = 0; s < seats.size(); ++s)
    for (std::size_t k = seats[s].first; k < seats[s].first + seats[s].moves; ++k)
      slope[k] = q_[k] - q_[seats[s].first + anchor_[s]];
  fill(t);
  return lu_.factorize(matrix_, size());
}

double StageCurve::one_shot_gain(std::span<const double> residual, double t, std::span<const std::uint8_t>) const {
  double largest = 0;
  const auto count = [&](double size) { largest = size <= largest ? largest : size; };
  const auto seats = node_.seats();
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const std::size_t anchor = seats[s].first + anchor_[s];
    count(std::abs(residual[anchor]));
    double best = 0;
    double loss = 0;
    for (std::size_t k = seats[s].first; k < seats[s].first + seats[s].moves; ++k) {
      if (k == anchor) continue;
      best = std::max(best, residual[k]);
      loss -= strategy_[k] * residual[k];
    }
    count((loss + best * (1 + residual[anchor])) / t);
  }
  for (std::size_t k = node_.moves(); k < residual.size(); ++k) count(std::abs(residual[k]));
  return largest;
}

}  // namespace parley::solve::stage
