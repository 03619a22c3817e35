// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/plan.h"

#include <algorithm>
#include <map>

namespace parley::solve::beliefs {

namespace {

// Nodes looked at in the search for one that is alike a step later.
constexpr std::size_t kMostLooked = 64;

bool is_alike(const game::Game& game, game::NodeId a, game::NodeId b) {
  if (game.seats_of(a).size() != game.seats_of(b).size()) return false;
  for (std::size_t s = 0; s < game.seats_of(a).size(); ++s) {
    const game::SeatId one = game.seats_of(a)[s];
    const game::SeatId other = game.seats_of(b)[s];
    if (game.actor(one) != game.actor(other) || game.moves_of(one).size() != game.moves_of(other).size()) return false;
    for (std::size_t m = 0; m < game.moves_of(one).size(); ++m)
      for (const game::TypeId type : game.types_of(game.actor(one)))
        if (game.is_open(game.moves_of(one)[m], type) != game.is_open(game.moves_of(other)[m], type)) return false;
  }
  return true;
}

std::optional<game::NodeId> next_alike(const game::Game& game, game::NodeId node) {
  std::vector<game::NodeId> queue = {node};
  for (std::size_t at = 0; at < queue.size() && queue.size() < kMostLooked; ++at)
    for (const game::JointId joint : game.joints_of(queue[at]))
      for (const game::NodeId next : game.successors(joint)) {
        if (std::find(queue.begin(), queue.end(), next) != queue.end()) continue;
        if (is_alike(game, next, node)) return next;
        queue.push_back(next);
      }
  return std::nullopt;
}

template <typename Body>
void for_each_successor(const game::Game& game, game::NodeId node, const Body& body) {
  for (const game::JointId joint : game.joints_of(node))
    for (const game::NodeId next : game.successors(joint)) body(next);
}

/// Pieces of an array that is as long as all that are taken at one time.
class Pieces {
 public:
  std::size_t take(std::size_t length) {
    std::vector<std::size_t>& free = free_[length];
    if (free.empty()) {
      const std::size_t at = size_;
      size_ += length;
      return at;
    }
    const std::size_t at = free.back();
    free.pop_back();
    return at;
  }
  void give_back(std::size_t at, std::size_t length) { free_[length].push_back(at); }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::map<std::size_t, std::vector<std::size_t>> free_;  // by length
  std::size_t size_ = 0;
};

}  // namespace

std::size_t unknowns_of(const game::Game& game, game::NodeId node) {
  std::size_t unknowns = 0;
  for (const game::SeatId seat : game.seats_of(node))
    for (const game::TypeId type : game.types_of(game.actor(seat))) {
      std::size_t open = 0;
      for (const game::MoveId move : game.moves_of(seat)) open += game.is_open(move, type) ? 1 : 0;
      unknowns += open - 1;
    }
  return unknowns;
}

Plan::Plan(const game::Game& game, const game::Components& components, std::size_t points, bool keep)
    : game_(game), components_(components), slot_(game.nodes()), first_start_(game.nodes()) {
  find_levels();
  find_later();
  if (keep)
    keep_all(points);
  else
    share(points);
}

void Plan::find_levels() {
  level_.assign(components_.size(), 0);
  for (std::size_t k = 0; k < components_.size(); ++k) {
    for (const game::NodeId node : components_.nodes(k))
      for_each_successor(game_, node, [&](game::NodeId next) {
        const std::size_t other = components_.component_of(next);
        if (other != k) level_[k] = std::max(level_[k], level_[other] + 1);
      });
    if (levels_.size() <= level_[k]) levels_.resize(level_[k] + 1);
    levels_[level_[k]].push_back(k);
  }
}

void Plan::find_later() {
  later_.assign(game_.nodes(), kNone);
  for (const game::NodeId node : game_.all_nodes()) {
    if (components_.is_cyclic(components_.component_of(node)) || unknowns_of(game_, node) == 0) continue;
    if (const auto alike = next_alike(game_, node)) later_[node.value()] = alike->value();
  }
}

std::optional<game::NodeId> Plan::later(game::NodeId node) const {
  if (later_[node.value()] == kNone) return std::nullopt;
  return game::NodeId(later_[node.value()]);
}

void Plan::keep_all(std::size_t points) {
  for (const game::NodeId node : game_.all_nodes()) {
    slot_[node.value()] = node.value();
    first_start_[node.value()] = starts_;
    starts_ += points * unknowns_of(game_, node);
  }
  slots_ = game_.nodes();
}

void Plan::share(std::size_t points) {
  // By node: the last level that reads its values, and its start.
  std::vector<std::uint32_t> value_until(game_.nodes());
  std::vector<std::uint32_t> start_until(game_.nodes());
  const auto extend = [](std::uint32_t& until, std::size_t level) {
    until = std::max(until, static_cast<std::uint32_t>(level));
  };
  for (const game::NodeId node : game_.all_nodes()) {
    const std::uint32_t level = level_[components_.component_of(node)];
    extend(value_until[node.value()], level);
    extend(start_until[node.value()], level);
    for_each_successor(game_, node, [&](game::NodeId next) { extend(value_until[next.value()], level); });
    if (const auto alike = later(node)) extend(start_until[alike->value()], level);
  }
  for (const game::NodeId node : game_.start_nodes()) {
    extend(value_until[node.value()], levels_.size());
    extend(start_until[node.value()], levels_.size());
    for_each_successor(game_, node, [&](game::NodeId next) { extend(value_until[next.value()], levels_.size()); });
  }
  Pieces values;
  Pieces starts;
  std::vector<std::vector<std::uint32_t>> values_end(levels_.size() + 1);
  std::vector<std::vector<std::uint32_t>> starts_end(levels_.size() + 1);
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    for (const std::size_t k : levels_[level])
      for (const game::NodeId node : components_.nodes(k)) {
        slot_[node.value()] = static_cast<std::uint32_t>(values.take(1));
        first_start_[node.value()] = starts.take(points * unknowns_of(game_, node));
        values_end[value_until[node.value()]].push_back(node.value());
        starts_end[start_until[node.value()]].push_back(node.value());
      }
    for (const std::uint32_t node : values_end[level]) values.give_back(slot_[node], 1);
    for (const std::uint32_t node : starts_end[level])
      starts.give_back(first_start_[node], points * unknowns_of(game_, game::NodeId(node)));
  }
  slots_ = values.size();
  starts_ = starts.size();
}

}  // namespace parley::solve::beliefs
