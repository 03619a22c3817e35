// SPDX-License-Identifier: Apache-2.0
// The part of Field that corrects all values at once.
#include <algorithm>
#include <cmath>

#include "parley/base/check.h"
#include "parley/numeric/krylov.h"
#include "parley/solve/stagewise/field.h"
#include "parley/solve/stagewise/linear_node.h"

namespace parley::solve::stagewise {

using game::ActorId;
using game::Game;
using game::MoveId;
using game::NodeId;

namespace {

// Values may move by so many payoff ranges in one correction.
constexpr double kMostMoved = 2;
constexpr double kLinearTolerance = 1e-9;
// Nodes that answer each other strongly take 150 to 300 products, and none of their directions may be forgotten; but
// directions have to fit in memory.
constexpr std::size_t kMostRestart = 300;
constexpr std::size_t kLeastRestart = 60;
constexpr std::size_t kMostNumbers = 20'000'000;
// A regular system takes 40 products at a discount of 0.95; one that takes so many more leads nowhere.
constexpr std::size_t kMostProducts = 600;
// A linear system solved to less than this says nothing.
constexpr double kUseless = 0.1;
// A correction that has to be cut to less than this runs against a move that it wants to give up at once.
constexpr double kLeastWay = 1e-6;
// A probability that came down to this came down to 0.
constexpr double kNoChance = 1e-13;
// Moves that are better by less are not worth adding, as a share of the payoff range.
constexpr double kBetter = 1e-11;

/// What each move of a seat is worth to its owner, the others playing as they do.
std::vector<double> move_worths(const Game& game, const game::Profile& profile, const game::Values& values, NodeId node,
                                game::SeatId seat) {
  const ActorId owner = game.actor(seat);
  const auto own = game.moves_of(seat);
  std::vector<double> worth(own.size(), 0.0);
  const auto joints = game.joints_of(node);
  for (std::size_t j = 0; j < joints.size(); ++j) {
    std::size_t rest = j;
    std::size_t move = 0;
    double chance = 1;
    const auto seats = game.seats_of(node);
    for (std::size_t s = seats.size(); s-- > 0;) {
      const auto moves = game.moves_of(seats[s]);
      const std::size_t digit = rest % moves.size();
      rest /= moves.size();
      if (seats[s] == seat)
        move = digit;
      else
        chance *= profile[moves[digit]];
    }
    if (chance == 0) continue;
    const auto successors = game.successors(joints[j]);
    double after = 0;
    for (std::size_t e = 0; e < successors.size(); ++e)
      after += game.probabilities(joints[j])[e] * values(successors[e], owner);
    worth[move] += chance * (game.payoff(joints[j], owner) + game.discount_after(node, owner) * after);
  }
  return worth;
}

}  // namespace

void Field::mark_played(std::size_t k) {
  for (const game::SeatId seat : component_.game.seats_of(component_.nodes[k]))
    for (const MoveId move : component_.game.moves_of(seat)) played_[move.value()] = draft_.profile[move] > 0 ? 1 : 0;
}

/// Gives up moves of a sliding node that came down to 0 and are no better than others, and takes up those that gain.
void Field::slide(std::size_t k, Visit& visit) {
  const Game& game = component_.game;
  const NodeId node = component_.nodes[k];
  for (const game::SeatId seat : game.seats_of(node)) {
    const auto moves = game.moves_of(seat);
    if (moves.size() == 1) continue;
    const std::vector<double> worth = move_worths(game, draft_.profile, draft_.values, node, seat);
    double expected = 0;
    for (std::size_t m = 0; m < worth.size(); ++m) expected += draft_.profile[moves[m]] * worth[m];
    for (std::size_t m = 0; m < worth.size(); ++m) {
      std::uint8_t& played = played_[moves[m].value()];
      const double ahead = worth[m] - expected;
      const std::uint8_t plays =
          draft_.profile[moves[m]] > kNoChance || ahead > kBetter * unit_[game.actor(seat).value()] ? 1 : 0;
      if (plays == played) continue;
      played = plays;
      if (plays == 0) draft_.profile[moves[m]] = 0;
      ++visit.changed;
    }
    double sum = 0;
    for (const MoveId move : moves) sum += draft_.profile[move];
    for (const MoveId move : moves) draft_.profile[move] /= sum;
  }
}

/// Rows of the linear system, and what they are to be.
struct Field::Rows {
  std::vector<std::uint32_t> column;
  std::vector<double> value;
  std::vector<std::uint32_t> length;
  std::vector<double> right;

  void add(std::size_t at, double entry) {
    column.push_back(static_cast<std::uint32_t>(at));
    value.push_back(entry);
  }
  void end(std::size_t began, double wanted) {
    length.push_back(static_cast<std::uint32_t>(column.size() - began));
    right.push_back(wanted);
  }
};

/// What a joint move is worth to an actor, times a factor, by the values after it.
void Field::add_worth(NodeId node, game::JointId joint, std::size_t actor, double factor, Rows& rows) const {
  const auto successors = component_.game.successors(joint);
  const auto probabilities = component_.game.probabilities(joint);
  factor *= component_.game.discount_after(node, ActorId(actor));
  for (std::size_t e = 0; e < successors.size() && factor != 0; ++e) {
    const std::uint32_t to = place_[successors[e].value()];
    if (to != kOutside) rows.add(to * actors_ + actor, factor * probabilities[e]);
  }
}

/// The value equations of a node, and behind all others, from place `first_open` on, the indifference of one that
/// slides.
void Field::add_rows(std::size_t k, const LinearNode& linear, std::size_t first_open, Rows& rows, Rows& open) const {
  const NodeId node = component_.nodes[k];
  const bool slides = kind_[k] == Kind::kSliding;
  const std::size_t places = slides ? linear.places().size() : 0;
  for (std::size_t a = 0; a < actors_; ++a) {
    const std::size_t began = rows.column.size();
    rows.add(k * actors_ + a, 1.0);
    for (std::size_t j = 0; j < linear.joints().size(); ++j)
      for (std::size_t i = 0; i < actors_; ++i) add_worth(node, linear.joints()[j], i, -linear.weight(a, i, j), rows);
    for (std::size_t p = 0; p < places; ++p) rows.add(first_open + p, -linear.value_by(a, p));
    rows.end(began, linear.right()[a]);
  }
  for (std::size_t p = 0; p < places; ++p) {
    const std::size_t began = open.column.size();
    for (std::size_t j = 0; j < linear.joints().size(); ++j)
      add_worth(node, linear.joints()[j], linear.places()[p].owner, linear.indifference_weight(p, j), open);
    for (std::size_t c = 0; c < places; ++c)
      if (linear.indifference_by(p, c) != 0) open.add(first_open + c, linear.indifference_by(p, c));
    open.end(began, -linear.indifference(p));
  }
}

/// The changes of all values, and of the probabilities of sliding nodes, that make them those of the moves played, to
/// first order.
bool Field::solve_linear(std::vector<double>& change, std::vector<LinearNode::Place>& open) {
  const std::size_t count = component_.nodes.size();
  LinearNode probe(component_.game);
  std::vector<std::size_t> first_open(held_.size());
  open.clear();
  for (std::size_t h = 0; h < held_.size(); ++h) {
    first_open[h] = count * actors_ + open.size();
    static_cast<void>(probe.set(component_.nodes[held_[h]], draft_.profile, draft_.values, played_, false));
    open.insert(open.end(), probe.places().begin(), probe.places().end());
  }
  std::vector<Rows> rows(2 * kChunkCount);
  std::vector<std::uint8_t> good(kChunkCount, 1);
  each_chunk([&](std::size_t chunk, std::size_t first, std::size_t last) {
    LinearNode linear(component_.game);
    for (std::size_t k = first; k < last; ++k) {
      const bool slides = kind_[k] == Kind::kSliding;
      if (!linear.set(component_.nodes[k], draft_.profile, draft_.values, played_, !slides)) good[chunk] = 0;
      const auto at = std::lower_bound(held_.begin(), held_.end(), k) - held_.begin();
      add_rows(k, linear, slides ? first_open[static_cast<std::size_t>(at)] : 0, rows[chunk],
               rows[kChunkCount + chunk]);
    }
  });
  if (std::find(good.begin(), good.end(), 0) != good.end()) return false;
  numeric::SparseMatrix matrix;
  std::vector<double> right;
  for (Rows& part : rows) {
    matrix.column.insert(matrix.column.end(), part.column.begin(), part.column.end());
    matrix.value.insert(matrix.value.end(), part.value.begin(), part.value.end());
    right.insert(right.end(), part.right.begin(), part.right.end());
    for (const std::uint32_t length : part.length) matrix.row_begin.push_back(matrix.row_begin.back() + length);
    part = {};
  }
  change.assign(right.size(), 0.0);
  const numeric::KrylovReport report =
      numeric::solve_krylov(matrix, right, change,
                            {.tolerance = kLinearTolerance,
                             .restart = std::clamp(kMostNumbers / right.size(), kLeastRestart, kMostRestart),
                             .most_products = kMostProducts});
  return report.residual < kUseless;
}

bool Field::correct(Visit& visit) {
  each_chunk([&](std::size_t chunk, std::size_t first, std::size_t last) {
    for (std::size_t k = first; k < last; ++k)
      if (kind_[k] != Kind::kSliding) visit_node(k, *workers_[chunk]);
  });
  visit = gather();
  for (std::size_t k = 0; k < component_.nodes.size(); ++k) {
    if (kind_[k] == Kind::kSliding) {
      slide(k, visit);
    } else {
      mark_played(k);
    }
  }
  std::vector<double> change;
  std::vector<LinearNode::Place> open;
  if (!solve_linear(change, open)) return false;
  const std::size_t values = component_.nodes.size() * actors_;
  visit.moved = 0;
  for (std::size_t k = 0; k < values; ++k) visit.moved = std::max(visit.moved, share(k % actors_, std::abs(change[k])));
  // All the way, or as far as the first probability comes down to 0.
  double way = std::min(1.0, kMostMoved / visit.moved);
  std::vector<double> moves(component_.game.moves(), 0.0);
  for (std::size_t p = 0; p < open.size(); ++p) {
    moves[open[p].move.value()] += change[values + p];
    moves[open[p].anchor.value()] -= change[values + p];
  }
  for (std::size_t m = 0; m < moves.size(); ++m)
    if (draft_.profile.probability[m] + moves[m] < 0) way = std::min(way, draft_.profile.probability[m] / -moves[m]);
  if (way < kLeastWay) return false;
  if (way < 1) ++visit.changed;
  for (std::size_t k = 0; k < component_.nodes.size(); ++k)
    for (std::size_t a = 0; a < actors_; ++a)
      draft_.values(component_.nodes[k], ActorId(a)) += way * change[k * actors_ + a];
  for (std::size_t m = 0; m < moves.size(); ++m)
    if (moves[m] != 0) draft_.profile.probability[m] = std::max(0.0, draft_.profile.probability[m] + way * moves[m]);
  return true;
}

double Field::gain() {
  const Game& game = component_.game;
  double largest = 0;
  for (const NodeId node : component_.nodes)
    for (const game::SeatId seat : game.seats_of(node)) {
      const auto moves = game.moves_of(seat);
      if (moves.size() == 1) continue;
      const std::vector<double> worth = move_worths(game, draft_.profile, draft_.values, node, seat);
      double expected = 0;
      for (std::size_t m = 0; m < worth.size(); ++m) expected += draft_.profile[moves[m]] * worth[m];
      const double ahead = *std::max_element(worth.begin(), worth.end()) - expected;
      largest = std::max(largest, share(game.actor(seat).value(), ahead));
    }
  return largest;
}

}  // namespace parley::solve::stagewise
