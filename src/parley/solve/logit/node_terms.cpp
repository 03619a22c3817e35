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
  played_.resize(joints_ * seats_.size());
  run_.resize(seats_.size());
  std::size_t run = joints_;
  std::uint32_t first = 0;
  for (std::size_t s = 0; s < seats_.size(); ++s) {
    const std::size_t period = run;
    run /= seats_[s].moves;
    run_[s] = run;
    for (std::size_t j = 0; j < joints_; ++j)
      played_[s * joints_ + j] = first + static_cast<std::uint32_t>((j % period) / run);
    first += seats_[s].moves;
  }
}

void NodeTerms::weigh(std::span<const double> strategy) {
  const std::size_t count = seats_.size();
  weight_.assign(joints_, 1.0);
  without_.resize(joints_ * count);
  if (count == 0) return;
  const double* const own = strategy.data() + seats_.front().first;
  // What the seats before give, then times what those after give.
  for (std::size_t s = 0; s < count; ++s)
    for (std::size_t j = 0; j < joints_; ++j) {
      without_[s * joints_ + j] = weight_[j];
      weight_[j] *= own[played_[s * joints_ + j]];
    }
  after_.assign(joints_, 1.0);
  for (std::size_t s = count; s-- > 0;)
    for (std::size_t j = 0; j < joints_; ++j) {
      without_[s * joints_ + j] *= after_[j];
      after_[j] *= own[played_[s * joints_ + j]];
    }
}

void NodeTerms::joint_worths(std::size_t node, std::span<const double> values) {
  const std::size_t actors = local_.actors.size();
  const std::size_t nodes = local_.nodes();
  const double* const discount = &local_.discount[node * actors];
  worth_.resize(joints_ * actors);
  if (local_.is_full(node)) {
    for (std::size_t a = 0; a < actors; ++a) {
      const auto own = std::span(worth_).subspan(a * joints_, joints_);
      numeric::multiply(local_.full_edges_of(node), values.subspan(a * nodes, nodes), own);
      for (double& worth : own) worth *= discount[a];
    }
    return;
  }
  const auto followers = local_.followers(node);
  follower_value_.resize(followers.size() * actors);
  for (std::size_t f = 0; f < followers.size(); ++f)
    for (std::size_t a = 0; a < actors; ++a)
      follower_value_[f * actors + a] = discount[a] * values[a * nodes + followers[f]];
  by_joint_.resize(joints_ * actors);
  numeric::multiply(local_.edges_of(node), follower_value_, actors, by_joint_);
  for (std::size_t j = 0; j < joints_; ++j)
    for (std::size_t a = 0; a < actors; ++a) worth_[a * joints_ + j] = by_joint_[j * actors + a];
}

/// sum[k] += weight[j] worth[j], over the joints j in which the seat plays its move k: runs of neighbours.
void NodeTerms::add_by_move(std::size_t seat, const double* weight, const double* worth, double* sum) const {
  const std::size_t run = run_[seat];
  for (std::size_t j = 0; j < joints_;) {
    for (std::size_t k = 0; k < seats_[seat].moves; ++k) {
      double own = 0;
      for (const std::size_t end = j + run; j < end; ++j) own += weight[j] * worth[j];
      sum[k] += own;
    }
  }
}

/// move_worth_ from worth_.
void NodeTerms::sum_by_move(std::span<const double> without) {
  move_worth_.assign(moves_, 0.0);
  double* sum = move_worth_.data();
  for (std::size_t s = 0; s < seats_.size(); ++s) {
    add_by_move(s, &without[s * joints_], &worth_[seats_[s].actor * joints_], sum);
    sum += seats_[s].moves;
  }
}

void NodeTerms::compute(std::size_t node, std::span<const double> strategy, std::span<const double> values) {
  lay_out(node);
  weigh(strategy);
  joint_worths(node, values);
  const std::size_t actors = local_.actors.size();
  const double* const constant = local_.constant.data() + std::size_t{local_.node_joints[node]} * actors;
  value_.assign(actors, 0.0);
  for (std::size_t a = 0; a < actors; ++a)
    for (std::size_t j = 0; j < joints_; ++j) {
      worth_[a * joints_ + j] += constant[j * actors + a];
      value_[a] += weight_[j] * worth_[a * joints_ + j];
    }
  sum_by_move(without_);
}

void NodeTerms::differentiate() {
  const std::size_t actors = local_.actors.size();
  const std::size_t count = seats_.size();
  worth_by_.assign(count > 1 ? moves_ * moves_ : 0, 0.0);
  value_by_.assign(actors * moves_, 0.0);
  std::size_t first = 0;
  for (std::size_t s = 0; s < count; ++s) {
    const std::uint32_t* const played = &played_[s * joints_];
    for (std::size_t a = 0; a < actors; ++a)
      add_by_move(s, weight_.data(), &worth_[a * joints_], &value_by_[a * moves_ + first]);
    first += seats_[s].moves;
    const double* const worth = &worth_[seats_[s].actor * joints_];
    for (std::size_t other = 0; other < count; ++other) {
      if (other == s) continue;
      const std::uint32_t* const by = &played_[other * joints_];
      for (std::size_t j = 0; j < joints_; ++j)
        worth_by_[by[j] * moves_ + played[j]] += without_[s * joints_ + j] * worth[j];
    }
  }
}

void NodeTerms::push(std::size_t node, std::span<const double> without, std::span<const double> values) {
  lay_out(node);
  joint_worths(node, values);
  sum_by_move(without);
}

}  // namespace parley::solve::logit
