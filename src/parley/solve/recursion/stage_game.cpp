// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/recursion/stage_game.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace parley::solve::recursion {

using game::ActorId;
using game::Game;
using game::NodeId;

double StageGame::tie(ActorId actor) const {
  const double low = lowest[actor.value()];
  const double high = highest[actor.value()];
  return kTieOfRange * (high - low) + kTieOfValue * std::max(std::abs(low), std::abs(high));
}

StageGame stage_game(const Game& game, const game::Values& values, NodeId node) {
  StageGame stage;
  for (const game::SeatId seat : game.seats_of(node)) {
    stage.moves.push_back(game.moves_of(seat).size());
    stage.owner.push_back(game.actor(seat));
  }
  const std::size_t actors = game.actors();
  for (const ActorId actor : game.all_actors()) stage.discount.push_back(game.discount_after(node, actor));
  stage.lowest.assign(actors, std::numeric_limits<double>::infinity());
  stage.highest.assign(actors, -std::numeric_limits<double>::infinity());
  for (const game::JointId joint : game.joints_of(node)) {
    const auto successors = game.successors(joint);
    double stay = 0;
    for (std::size_t e = 0; e < successors.size(); ++e)
      if (successors[e] == node) stay += game.probabilities(joint)[e];
    stage.stay.push_back(stay);
    stage.returns = stage.returns || stay > 0;
    for (const ActorId actor : game.all_actors()) {
      const std::size_t i = actor.value();
      double next = 0;
      for (std::size_t e = 0; e < successors.size(); ++e)
        if (successors[e] != node) next += game.probabilities(joint)[e] * values(successors[e], actor);
      const double flow = game.payoff(joint, actor) + stage.discount[i] * next;
      const double value = flow / (1 - stage.discount[i] * stay);
      stage.flow.push_back(flow);
      stage.lowest[i] = std::min(stage.lowest[i], value);
      stage.highest[i] = std::max(stage.highest[i], value);
    }
  }
  return stage;
}

namespace {

/// The move of each seat in a joint move.
void decode(const StageGame& stage, std::size_t joint, std::vector<std::size_t>& move) {
  move.resize(stage.moves.size());
  for (std::size_t s = stage.moves.size(); s-- > 0;) {
    move[s] = joint % stage.moves[s];
    joint /= stage.moves[s];
  }
}

}  // namespace

MoveWorth move_worth(const StageGame& stage, const Mix& mix, std::size_t seat) {
  const std::size_t owner = stage.owner[seat].value();
  MoveWorth worth{std::vector<double>(stage.moves[seat], 0.0), std::vector<double>(stage.moves[seat], 0.0)};
  std::vector<std::size_t> move;
  for (std::size_t joint = 0; joint < stage.joints(); ++joint) {
    decode(stage, joint, move);
    double chance = 1;
    for (std::size_t s = 0; s < mix.size(); ++s)
      if (s != seat) chance *= mix[s][move[s]];
    worth.flow[move[seat]] += chance * stage.flow[joint * stage.actors() + owner];
    worth.stay[move[seat]] += chance * stage.stay[joint];
  }
  return worth;
}

std::vector<double> values_of(const StageGame& stage, const Mix& mix) {
  std::vector<double> flow(stage.actors(), 0.0);
  double stay = 0;
  std::vector<std::size_t> move;
  for (std::size_t joint = 0; joint < stage.joints(); ++joint) {
    decode(stage, joint, move);
    double chance = 1;
    for (std::size_t s = 0; s < mix.size(); ++s) chance *= mix[s][move[s]];
    if (chance == 0) continue;
    for (std::size_t i = 0; i < flow.size(); ++i) flow[i] += chance * stage.flow[joint * stage.actors() + i];
    stay += chance * stage.stay[joint];
  }
  for (std::size_t i = 0; i < flow.size(); ++i) flow[i] /= 1 - stage.discount[i] * stay;
  return flow;
}

void take(const StageGame& stage, Mix mix, StageEquilibria& found) {
  std::vector<double> value = values_of(stage, mix);
  bool tied = false;
  for (std::size_t s = 0; s < mix.size(); ++s) {
    if (stage.moves[s] == 1) continue;
    const ActorId owner = stage.owner[s];
    const double tie = stage.tie(owner);
    const MoveWorth worth = move_worth(stage, mix, s);
    for (std::size_t k = 0; k < stage.moves[s]; ++k) {
      const double ahead =
          value[owner.value()] - worth.flow[k] - stage.discount[owner.value()] * worth.stay[k] * value[owner.value()];
      if (!(ahead >= -tie) || (mix[s][k] > 0 && ahead > tie)) return;
      tied = tied || (mix[s][k] == 0 && ahead <= tie);
    }
  }
  if (tied) found.doubt = "a move that is not played is as good as those that are, so there may be a continuum";
  found.list.push_back({std::move(mix), std::move(value)});
}

namespace {

std::vector<std::size_t> played(const StageEquilibrium& equilibrium) {
  std::vector<std::size_t> support;
  std::size_t first = 0;
  for (const auto& seat : equilibrium.mix) {
    for (std::size_t k = 0; k < seat.size(); ++k)
      if (seat[k] > 0) support.push_back(first + k);
    first += seat.size();
  }
  return support;
}

// Two candidates from different starts that agree to this are one: they were corrected to far less.
constexpr double kSame = 1e-8;

bool is_same(const Mix& a, const Mix& b) {
  for (std::size_t s = 0; s < a.size(); ++s)
    for (std::size_t k = 0; k < a[s].size(); ++k)
      if (std::abs(a[s][k] - b[s][k]) > kSame) return false;
  return true;
}

}  // namespace

void arrange(StageEquilibria& found) {
  using Entry = std::pair<std::vector<std::size_t>, StageEquilibrium>;
  std::vector<Entry> entries;
  for (StageEquilibrium& candidate : found.list) {
    auto support = played(candidate);
    entries.emplace_back(std::move(support), std::move(candidate));
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    if (a.first.size() != b.first.size()) return a.first.size() < b.first.size();
    if (a.first != b.first) return a.first < b.first;
    return a.second.mix < b.second.mix;
  });
  found.list.clear();
  std::size_t first = 0;  // of those kept that play the same moves
  for (std::size_t k = 0; k < entries.size(); ++k) {
    if (k > 0 && entries[k].first != entries[k - 1].first) first = found.list.size();
    const auto same = [&](const StageEquilibrium& other) { return is_same(entries[k].second.mix, other.mix); };
    if (std::none_of(found.list.begin() + static_cast<std::ptrdiff_t>(first), found.list.end(), same))
      found.list.push_back(std::move(entries[k].second));
  }
}

namespace {

class Dominance {
 public:
  explicit Dominance(const StageGame& stage) : stage_(stage) {
    for (const std::size_t moves : stage.moves) {
      left_.emplace_back(moves);
      std::iota(left_.back().begin(), left_.back().end(), std::size_t{0});
    }
    std::size_t stride = 1;
    stride_.resize(left_.size());
    for (std::size_t s = left_.size(); s-- > 0;) {
      stride_[s] = stride;
      stride *= stage.moves[s];
    }
  }

  std::vector<std::vector<std::size_t>> run() {
    bool changed = true;
    while (changed) {
      changed = false;
      for (std::size_t s = 0; s < left_.size(); ++s) changed = prune(s) || changed;
    }
    return std::move(left_);
  }

 private:
  bool prune(std::size_t seat) {
    auto& moves = left_[seat];
    for (std::size_t k = 0; k < moves.size(); ++k)
      for (const std::size_t other : moves)
        if (other != moves[k] && beats(seat, other, moves[k])) {
          moves.erase(moves.begin() + static_cast<std::ptrdiff_t>(k));
          return true;
        }
    return false;
  }

  /// Whether the lead, linear in the node's value, is above a tie at both ends of the values possible.
  [[nodiscard]] bool leads(std::size_t seat, std::size_t better, std::size_t worse) const {
    const std::size_t i = stage_.owner[seat].value();
    const double flow = stage_.flow[better * stage_.actors() + i] - stage_.flow[worse * stage_.actors() + i];
    const double stay = stage_.discount[i] * (stage_.stay[better] - stage_.stay[worse]);
    const double tie = stage_.tie(stage_.owner[seat]);
    return flow + stay * stage_.lowest[i] > tie && flow + stay * stage_.highest[i] > tie;
  }

  [[nodiscard]] bool beats(std::size_t seat, std::size_t better, std::size_t worse) const {
    std::vector<std::size_t> at(left_.size(), 0);
    while (true) {
      std::size_t others = 0;
      for (std::size_t s = 0; s < left_.size(); ++s)
        if (s != seat) others += stride_[s] * left_[s][at[s]];
      if (!leads(seat, others + stride_[seat] * better, others + stride_[seat] * worse)) return false;
      std::size_t s = left_.size();
      while (s-- > 0) {
        if (s == seat) continue;
        if (++at[s] < left_[s].size()) break;
        at[s] = 0;
      }
      if (s == static_cast<std::size_t>(-1)) return true;
    }
  }

  const StageGame& stage_;
  std::vector<std::vector<std::size_t>> left_;
  std::vector<std::size_t> stride_;
};

}  // namespace

std::vector<std::vector<std::size_t>> undominated(const StageGame& stage) { return Dominance(stage).run(); }

}  // namespace parley::solve::recursion
