// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stage/support.h"

#include <algorithm>
#include <cmath>

namespace parley::solve::stage {

namespace {

// From a path's end or a neighbour's answer two or three corrections are enough; a start that needs more is no guess.
constexpr int kMostCorrections = 12;
// Where corrections are below this nothing is left but rounding.
constexpr double kSettled = 1e-15;

}  // namespace

void Support::list(const NodeGame& node, std::span<const double> strategy) {
  played_.clear();
  first_.assign(1, 0);
  for (const Seat& seat : node.seats()) {
    for (std::uint32_t k = seat.first; k < seat.first + seat.moves; ++k)
      if (strategy[k] > 0) played_.push_back(k);
    first_.push_back(static_cast<std::uint32_t>(played_.size()));
  }
  value_.assign(node.seats().size(), 0.0);
  q_.resize(node.moves());
  stays_.resize(node.moves());
  by_.resize(node.moves() * node.moves());
}

/// Worths of moves and their derivatives by the probabilities of the others.
void Support::weigh(const NodeGame& node, std::span<const double> strategy) {
  const auto seats = node.seats();
  std::fill(q_.begin(), q_.end(), 0.0);
  std::fill(stays_.begin(), stays_.end(), 0.0);
  std::fill(by_.begin(), by_.end(), 0.0);
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const double back = node.returns() ? node.discount(s) * value_[s] : 0.0;
    for (const std::uint32_t j : node.joints_read()) {
      const double worth = node.flow(s)[j] + back * node.stay()[j];
      const std::size_t own = node.played(s)[j];
      // The chance of the other seats' moves, and without one of them too where it is not 0.
      double chance = 1;
      std::size_t zeros = 0;
      std::size_t zero = 0;
      for (std::size_t o = 0; o < seats.size(); ++o) {
        if (o == s) continue;
        const std::size_t move = node.played(o)[j];
        if (strategy[move] == 0) {
          ++zeros;
          zero = move;
        } else {
          chance *= strategy[move];
        }
      }
      if (zeros > 1) continue;
      if (zeros == 1) {
        by_[zero * node.moves() + own] += chance * worth;
        continue;
      }
      q_[own] += chance * worth;
      stays_[own] += chance * node.stay()[j];
      for (std::size_t o = 0; o < seats.size(); ++o) {
        if (o == s) continue;
        const std::size_t move = node.played(o)[j];
        by_[move * node.moves() + own] += chance / strategy[move] * worth;
      }
    }
  }
}

/// The matrix and the residual of the equations; gives the residual's largest size.
double Support::fill(const NodeGame& node, std::span<const double> strategy) {
  weigh(node, strategy);
  const auto seats = node.seats();
  const std::size_t chances = played_.size();
  const std::size_t n = chances + (node.returns() ? seats.size() : 0);
  matrix_.assign(n * n, 0.0);
  rhs_.assign(n, 0.0);
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const std::size_t anchor = first_[s];
    const double base = q_[played_[anchor]];
    rhs_[anchor] = -1;
    for (std::size_t p = anchor; p < first_[s + 1]; ++p) {
      rhs_[anchor] += strategy[played_[p]];
      matrix_[p * n + anchor] = 1;
      if (p == anchor) continue;
      rhs_[p] = q_[played_[p]] - base;
      for (std::size_t c = 0; c < chances; ++c)
        if (c < anchor || c >= first_[s + 1])
          matrix_[c * n + p] =
              by_[played_[c] * node.moves() + played_[p]] - by_[played_[c] * node.moves() + played_[anchor]];
      if (node.returns())
        matrix_[(chances + s) * n + p] = node.discount(s) * (stays_[played_[p]] - stays_[played_[anchor]]);
    }
    if (!node.returns()) continue;
    rhs_[chances + s] = value_[s] - base;
    for (std::size_t c = 0; c < chances; ++c)
      if (c < anchor || c >= first_[s + 1])
        matrix_[c * n + chances + s] = -by_[played_[c] * node.moves() + played_[anchor]];
    matrix_[(chances + s) * n + chances + s] = 1 - node.discount(s) * stays_[played_[anchor]];
  }
  double largest = 0;
  for (const double one : rhs_) largest = std::abs(one) <= largest ? largest : std::abs(one);
  return largest;
}

/// Newton's method; false if it does not come down to `tolerance` or leaves the moves played.
bool Support::settle(const NodeGame& node, std::span<double> strategy, double tolerance) {
  double last = fill(node, strategy);
  for (int round = 0; round < kMostCorrections && last > kSettled; ++round) {
    if (!std::isfinite(last) || lu_.factorize(matrix_, rhs_.size()) == 0) return false;
    lu_.solve(rhs_);
    for (std::size_t c = 0; c < rhs_.size(); ++c)
      (c < played_.size() ? strategy[played_[c]] : value_[c - played_.size()]) -= rhs_[c];
    for (const std::uint32_t k : played_)
      if (!(strategy[k] > 0 && strategy[k] < 2)) return false;
    const double residual = fill(node, strategy);
    const bool stands = residual >= last / 2;
    last = residual;
    if (stands && last <= tolerance) break;
  }
  return last <= tolerance;
}

/// The most that any seat gains by one deviation; values are those of the moves played.
double Support::gain(const NodeGame& node, std::span<const double> strategy) const {
  double largest = 0;
  for (const Seat& seat : node.seats()) {
    const double* const q = &q_[seat.first];
    double expected = 0;
    for (std::size_t k = 0; k < seat.moves; ++k) expected += strategy[seat.first + k] * q[k];
    const double best = *std::max_element(q, q + seat.moves) - expected;
    largest = best <= largest ? largest : best;
  }
  return largest;
}

bool Support::solve(const NodeGame& node, std::span<double> strategy, double tolerance) {
  list(node, strategy);
  const auto seats = node.seats();
  if (played_.size() == seats.size()) {
    for (const std::uint32_t k : played_) strategy[k] = 1;
    std::size_t joint = 0;
    for (std::size_t s = 0; s < seats.size(); ++s) joint += std::size_t{played_[s] - seats[s].first} * seats[s].stride;
    for (std::size_t s = 0; s < seats.size(); ++s)
      value_[s] = node.flow(s)[joint] / (1 - node.discount(s) * node.stay()[joint]);
    weigh(node, strategy);
  } else if (!settle(node, strategy, tolerance)) {
    return false;
  }
  for (std::size_t s = 0; s < seats.size(); ++s) {
    value_[s] = 0;
    for (std::size_t k = seats[s].first; k < seats[s].first + seats[s].moves; ++k) value_[s] += strategy[k] * q_[k];
  }
  return gain(node, strategy) <= tolerance;
}

}  // namespace parley::solve::stage
