// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/logit/node_terms.h"

#include <algorithm>

#include "parley/numeric/sparse_rows.h"

namespace parley::solve::logit {

/// Which move each joint gives each seat: mixed radix, the last seat fastest.
void NodeTerms::lay_out(std::size_t node) {
  if (laid_out_ == node) return;
  laid_out_ = node;
  const auto last = seats_;
  seats_ = local_.seats_of(node);
  joints_ = local_.joints_of(node);
  // Most nodes have seats like those of the node before.
  if (std::equal(seats_.begin(), seats_.end(), last.begin(), last.end(),
                 [](const LocalSeat& a, const LocalSeat& b) { return a.moves == b.moves; }))
    return;
  moves_ = 0;
  for (const LocalSeat& seat : seats_) moves_ += seat.moves;
  const std::size_t count = seats_.size();
  played_.resize(joints_ * count);
  std::size_t run = joints_;
  std::uint32_t first = 0;
  for (std::size_t s = 0; s < count; ++s) {
    const std::size_t period = run;
    run /= seats_[s].moves;
    for (std::size_t j = 0; j < joints_; ++j)
      played_[j * count + s] = first + static_cast<std::uint32_t>((j % period) / run);
    first += seats_[s].moves;
  }
}

void NodeTerms::weigh(std::span<const double> strategy) {
  const std::size_t count = seats_.size();
  weight_.resize(joints_);
  without_.resize(joints_ * count);
  if (count == 0) {
    std::fill(weight_.begin(), weight_.end(), 1.0);
    return;
  }
  const double* const own = strategy.data() + seats_.front().first;
  for (std::size_t j = 0; j < joints_; ++j) {
    const std::uint32_t* const played = &played_[j * count];
    double* const without = &without_[j * count];
    double before = 1;
    for (std::size_t s = 0; s < count; ++s) {
      without[s] = before;
      before *= own[played[s]];
    }
    weight_[j] = before;
    double after = 1;
    for (std::size_t s = count; s-- > 0;) {
      without[s] *= after;
      after *= own[played[s]];
    }
  }
}

void NodeTerms::joint_worths(std::size_t node, std::span<const double> values) {
  const std::size_t actors = local_.actors.size();
  const auto followers = local_.followers(node);
  follower_value_.resize(followers.size() * actors);
  for (std::size_t f = 0; f < followers.size(); ++f)
    for (std::size_t a = 0; a < actors; ++a)
      follower_value_[f * actors + a] = local_.discount[node * actors + a] * values[followers[f] * actors + a];
  worth_.resize(joints_ * actors);
  numeric::multiply(local_.edges_of(node), follower_value_, actors, worth_);
}

void NodeTerms::compute(std::size_t node, std::span<const double> strategy, std::span<const double> values) {
  lay_out(node);
  weigh(strategy);
  joint_worths(node, values);
  const std::size_t actors = local_.actors.size();
  const double* const constant = local_.constant.data() + std::size_t{local_.node_joints[node]} * actors;
  for (std::size_t k = 0; k < worth_.size(); ++k) worth_[k] += constant[k];
  move_worth_.assign(moves_, 0.0);
  value_.assign(actors, 0.0);
  const std::size_t count = seats_.size();
  for (std::size_t j = 0; j < joints_; ++j) {
    const double* const worth = &worth_[j * actors];
    for (std::size_t a = 0; a < actors; ++a) value_[a] += weight_[j] * worth[a];
    for (std::size_t s = 0; s < count; ++s)
      move_worth_[played_[j * count + s]] += without_[j * count + s] * worth[seats_[s].actor];
  }
}

void NodeTerms::differentiate() {
  const std::size_t actors = local_.actors.size();
  const std::size_t count = seats_.size();
  worth_by_.assign(count > 1 ? moves_ * moves_ : 0, 0.0);
  value_by_.assign(actors * moves_, 0.0);
  for (std::size_t j = 0; j < joints_; ++j) {
    const double* const worth = &worth_[j * actors];
    const std::uint32_t* const played = &played_[j * count];
    for (std::size_t s = 0; s < count; ++s) {
      for (std::size_t a = 0; a < actors; ++a) value_by_[a * moves_ + played[s]] += weight_[j] * worth[a];
      const double own = without_[j * count + s] * worth[seats_[s].actor];
      for (std::size_t other = 0; other < count; ++other)
        if (other != s) worth_by_[played[other] * moves_ + played[s]] += own;
    }
  }
}

void NodeTerms::push(std::size_t node, std::span<const double> without, std::span<const double> values) {
  lay_out(node);
  joint_worths(node, values);
  const std::size_t actors = local_.actors.size();
  const std::size_t count = seats_.size();
  move_worth_.assign(moves_, 0.0);
  for (std::size_t j = 0; j < joints_; ++j)
    for (std::size_t s = 0; s < count; ++s)
      move_worth_[played_[j * count + s]] += without[j * count + s] * worth_[j * actors + seats_[s].actor];
}

}  // namespace parley::solve::logit
