// SPDX-License-Identifier: Apache-2.0
#include "parley/game/components.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace parley::game {

namespace {

constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();

/// A node on the search's own stack, with where it is in its edges: joint moves, then successors.
struct Visit {
  std::uint32_t node;
  std::uint32_t joint;
  std::uint32_t edge;
};

}  // namespace

Components::Components(const Game& game) {
  const std::size_t count = game.nodes();
  std::vector<std::uint32_t> number(count, kUnseen);
  std::vector<std::uint32_t> low(count);
  std::vector<std::uint8_t> open(count, 0);
  std::vector<std::uint32_t> stack;
  std::vector<Visit> visits;
  std::uint32_t next_number = 0;
  component_.assign(count, 0);
  order_.reserve(count);

  const auto enter = [&](std::uint32_t node) {
    number[node] = low[node] = next_number++;
    stack.push_back(node);
    open[node] = 1;
    visits.push_back({node, game.joints_of(NodeId(node)).front().value(), 0});
  };

  for (std::uint32_t root = 0; root < count; ++root) {
    if (number[root] != kUnseen) continue;
    enter(root);
    while (!visits.empty()) {
      Visit& visit = visits.back();
      const std::uint32_t node = visit.node;
      const auto joints = game.joints_of(NodeId(node));
      if (visit.joint < joints.front().value() + joints.size()) {
        const auto successors = game.successors(JointId(visit.joint));
        if (visit.edge == successors.size()) {
          ++visit.joint;
          visit.edge = 0;
          continue;
        }
        const std::uint32_t next = successors[visit.edge++].value();
        if (number[next] == kUnseen) {
          enter(next);
        } else if (open[next] != 0) {
          low[node] = std::min(low[node], number[next]);
        }
        continue;
      }
      visits.pop_back();
      if (!visits.empty()) low[visits.back().node] = std::min(low[visits.back().node], low[node]);
      if (low[node] != number[node]) continue;
      const auto k = static_cast<std::uint32_t>(first_.size() - 1);
      const std::size_t begin = order_.size();
      std::uint32_t member = kUnseen;
      do {
        member = stack.back();
        stack.pop_back();
        open[member] = 0;
        component_[member] = k;
        order_.emplace_back(NodeId(member));
      } while (member != node);
      std::sort(order_.begin() + static_cast<std::ptrdiff_t>(begin), order_.end(), [&](NodeId a, NodeId b) {
        return game.stage(a) != game.stage(b) ? game.stage(a) < game.stage(b) : a < b;
      });
      first_.push_back(static_cast<std::uint32_t>(order_.size()));
    }
  }

  cyclic_.assign(size(), 0);
  for (std::size_t k = 0; k < size(); ++k) {
    if (nodes(k).size() > 1) {
      cyclic_[k] = 1;
      continue;
    }
    for (const JointId joint : game.joints_of(nodes(k).front()))
      for (const NodeId next : game.successors(joint)) cyclic_[k] = cyclic_[k] != 0 || next == nodes(k).front() ? 1 : 0;
  }
}

base::Diagnostics check_discounts(const Game& game, const Components& components) {
  base::Diagnostics mistakes;
  std::size_t k = 0;
  while (k < components.size() && !components.is_cyclic(k)) ++k;
  if (k == components.size()) return mistakes;
  for (const ActorId actor : game.all_actors()) {
    if (game.discount(actor) < 1) continue;
    base::Diagnostic diagnostic;
    diagnostic.code = "E0508";
    diagnostic.message = fmt::format("actor {} has a discount factor of 1, and play can return to node {}",
                                     actor.value(), components.nodes(k).front().value());
    diagnostic.help = "give a discount factor below 1, or let the game end after a fixed number of steps";
    mistakes.add(std::move(diagnostic));
  }
  return mistakes;
}

base::Diagnostics check_discounts(const Game& game) {
  for (const ActorId actor : game.all_actors())
    if (game.discount(actor) >= 1) return check_discounts(game, Components(game));
  return {};
}

}  // namespace parley::game
