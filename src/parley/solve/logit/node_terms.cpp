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

void NodeTerms::weigh() {
  if (weighed_) return;
  weighed_ = true;
  const std::size_t count = seats_.size();
  weight_.resize(joints_);
  without_.resize(joints_ * count);
  if (count == 2) return weigh_pair();
  std::fill(weight_.begin(), weight_.end(), 1.0);
  // What the seats before give, then times what those after give.
  for (std::size_t s = 0; s < count; ++s)
    for (std::size_t j = 0; j < joints_; ++j) {
      without_[s * joints_ + j] = weight_[j];
      weight_[j] *= own_[played_[s * joints_ + j]];
    }
  after_.assign(joints_, 1.0);
  for (std::size_t s = count; s-- > 0;)
    for (std::size_t j = 0; j < joints_; ++j) {
      without_[s * joints_ + j] *= after_[j];
      after_[j] *= own_[played_[s * joints_ + j]];
    }
}

void NodeTerms::weigh_pair() {
  const std::size_t columns = seats_[1].moves;
  const double* const two = own_ + seats_[0].moves;
  for (std::size_t k = 0; k < seats_[0].moves; ++k)
    for (std::size_t c = 0; c < columns; ++c) {
      const std::size_t j = k * columns + c;
      without_[j] = two[c];
      without_[joints_ + j] = own_[k];
      weight_[j] = own_[k] * two[c];
    }
}

/// Of the values that follow, not discounted.
void NodeTerms::joint_worths(std::size_t node, std::span<const double> values) {
  const std::size_t actors = local_.actors.size();
  const std::size_t nodes = local_.nodes();
  worth_.resize(joints_ * actors);
  if (local_.is_full(node)) {
    numeric::multiply(local_.full_edges_of(node), {values.data(), actors, nodes}, {worth_.data(), actors, joints_});
    return;
  }
  const auto followers = local_.followers(node);
  if (followers.empty()) {
    std::fill(worth_.begin(), worth_.end(), 0.0);
    return;
  }
  follower_value_.resize(followers.size() * actors);
  for (std::size_t f = 0; f < followers.size(); ++f)
    for (std::size_t a = 0; a < actors; ++a) follower_value_[f * actors + a] = values[a * nodes + followers[f]];
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

/// What each move of a seat is worth to an actor.
void NodeTerms::worths_of_moves(std::size_t actor, std::size_t seat, double* sum) const {
  const double* const worth = &worth_[actor * joints_];
  const std::size_t moves = seats_[seat].moves;
  if (seats_.size() != 2) {
    std::fill_n(sum, moves, 0.0);
    return add_by_move(seat, &without_[seat * joints_], worth, sum);
  }
  const numeric::DenseRows matrix{{worth, joints_}, seats_[1].moves};
  if (seat == 0) return numeric::multiply(matrix, {own_ + seats_[0].moves, 1, 0}, {sum, 1, 0});
  std::fill_n(sum, moves, 0.0);
  numeric::add_outer(matrix, {own_, seats_[0].moves}, {&sum, 1});
}

void NodeTerms::compute(std::size_t node, std::span<const double> strategy, std::span<const double> values) {
  lay_out(node);
  joint_worths(node, values);
  weighed_ = false;
  const std::size_t actors = local_.actors.size();
  value_.resize(actors);
  for (std::size_t a = 0; a < actors; ++a) {
    const double* const constants = local_.constants_of(node, a).data();
    const double discount = local_.discount[node * actors + a];
    double* const worth = &worth_[a * joints_];
    for (std::size_t j = 0; j < joints_; ++j) worth[j] = constants[j] + discount * worth[j];
    value_[a] = worth[0];
  }
  if (seats_.empty()) return;
  own_ = strategy.data() + seats_.front().first;
  if (seats_.size() != 2) weigh();
  worth_to_.resize(actors * moves_);
  move_worth_.resize(moves_);
  for (std::size_t s = 0; s < seats_.size(); ++s) {
    double* const worth = &worth_to_[seats_[s].actor * moves_ + first_of(s)];
    worths_of_moves(seats_[s].actor, s, worth);
    std::copy_n(worth, seats_[s].moves, move_worth_.begin() + static_cast<std::ptrdiff_t>(first_of(s)));
  }
  for (std::size_t a = 0; a < actors; ++a) {
    // By a seat of the actor itself, which has its moves' worths already.
    std::size_t s = 0;
    while (s < seats_.size() && seats_[s].actor != a) ++s;
    if (s == seats_.size()) worths_of_moves(a, s = 0, &worth_to_[a * moves_]);
    value_[a] = 0;
    for (std::size_t k = first_of(s); k < first_of(s) + seats_[s].moves; ++k)
      value_[a] += own_[k] * worth_to_[a * moves_ + k];
  }
}

void NodeTerms::differentiate() {
  for (std::size_t s = 0; s < seats_.size(); ++s)
    for (std::size_t a = 0; a < local_.actors.size(); ++a)
      if (seats_[s].actor != a) worths_of_moves(a, s, &worth_to_[a * moves_ + first_of(s)]);
  if (seats_.size() > 2) differentiate_worths();
}

void NodeTerms::differentiate_worths() {
  const std::size_t count = seats_.size();
  worth_by_.resize(moves_ * moves_);
  if (count == 3) {
    for (std::size_t s = 0; s < 3; ++s)
      for (const std::size_t other : {(s + 1) % 3, (s + 2) % 3}) differentiate_worths_of(s, other, 3 - s - other);
    return;
  }
  std::fill(worth_by_.begin(), worth_by_.end(), 0.0);
  for (std::size_t s = 0; s < count; ++s) {
    const std::uint32_t* const played = &played_[s * joints_];
    const double* const worth = &worth_[seats_[s].actor * joints_];
    for (std::size_t other = 0; other < count; ++other) {
      if (other == s) continue;
      const std::uint32_t* const by = &played_[other * joints_];
      for (std::size_t j = 0; j < joints_; ++j)
        worth_by_[by[j] * moves_ + played[j]] += without_[s * joints_ + j] * worth[j];
    }
  }
}

/// Of a seat by another, where there is a third: each entry is a sum over the moves of that alone.
void NodeTerms::differentiate_worths_of(std::size_t seat, std::size_t other, std::size_t third) {
  const double* const worth = &worth_[seats_[seat].actor * joints_];
  const double* const own_third = own_ + first_of(third);
  for (std::size_t by = 0; by < seats_[other].moves; ++by) {
    const std::size_t move_by = first_of(other) + by;
    double* const to = &worth_by_[move_by * moves_ + first_of(seat)];
    for (std::size_t k = 0; k < seats_[seat].moves; ++k) {
      const double* const from = worth + k * run_[seat] + by * run_[other];
      double sum = 0;
      for (std::size_t t = 0; t < seats_[third].moves; ++t) sum += own_third[t] * from[t * run_[third]];
      to[k] = own_[move_by] * sum;
    }
  }
}

void NodeTerms::push(std::size_t node, std::span<const double> without, std::span<const double> values) {
  lay_out(node);
  joint_worths(node, values);
  move_worth_.assign(moves_, 0.0);
  for (std::size_t s = 0; s < seats_.size(); ++s) {
    double* const own = &move_worth_[first_of(s)];
    add_by_move(s, &without[s * joints_], &worth_[seats_[s].actor * joints_], own);
    const double discount = local_.discount[node * local_.actors.size() + seats_[s].actor];
    for (std::size_t k = 0; k < seats_[s].moves; ++k) own[k] *= discount;
  }
}

}  // namespace parley::solve::logit
