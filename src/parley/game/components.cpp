// SPDX-License-Identifier: Apache-2.0
#include "parley/game/components.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace parley::game {

namespace {

constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kClosed = kUnseen - 1;

/// A node on the search's own stack, with where it is in its edges: joint moves, then successors.
struct Visit {
  std::uint32_t node;
  std::uint32_t joint;
  std::uint32_t edge;
};

/// When a node was met, kUnseen or kClosed; and the earliest that it leads back to.
struct Mark {
  std::uint32_t number = kUnseen;
  std::uint32_t low = kUnseen;
};

class Search {
 public:
  explicit Search(const Game& game) : game_(game), mark_(game.nodes()), loops_(game.nodes(), 0) {}

  [[nodiscard]] bool has_seen(std::uint32_t node) const { return mark_[node].number != kUnseen; }
  /// Whether a joint move may lead from the node to itself.
  [[nodiscard]] bool loops(NodeId node) const { return loops_[node.value()] != 0; }

  /// Calls close(members) for each component that the node leads to and that was not met before, successors first.
  template <typename Close>
  void run(std::uint32_t root, const Close& close) {
    enter(root);
    while (!visits_.empty()) {
      if (advance()) continue;
      const std::uint32_t node = visits_.back().node;
      visits_.pop_back();
      if (!visits_.empty()) lower(visits_.back().node, mark_[node].low);
      if (mark_[node].low != mark_[node].number) continue;
      const auto begin = std::find(stack_.rbegin(), stack_.rend(), node).base() - 1;
      for (auto member = begin; member != stack_.end(); ++member) mark_[*member].number = kClosed;
      close(std::span(begin, stack_.end()));
      stack_.erase(begin, stack_.end());
    }
  }

 private:
  void enter(std::uint32_t node) {
    mark_[node] = {next_, next_};
    ++next_;
    stack_.push_back(node);
    visits_.push_back({node, game_.joints_of(NodeId(node)).front().value(), 0});
  }
  void lower(std::uint32_t node, std::uint32_t low) { mark_[node].low = std::min(mark_[node].low, low); }

  /// Goes along the last visit's edges to the first new node; false if there is none.
  bool advance() {
    Visit& visit = visits_.back();
    const auto joints = game_.joints_of(NodeId(visit.node));
    const std::uint32_t end = joints.front().value() + static_cast<std::uint32_t>(joints.size());
    for (; visit.joint < end; ++visit.joint, visit.edge = 0) {
      const auto successors = game_.successors(JointId(visit.joint));
      while (visit.edge < successors.size()) {
        const std::uint32_t next = successors[visit.edge++].value();
        const std::uint32_t number = mark_[next].number;
        if (number == kUnseen) return enter(next), true;
        if (number != kClosed) lower(visit.node, number);
        if (next == visit.node) loops_[next] = 1;
      }
    }
    return false;
  }

  const Game& game_;
  std::vector<Mark> mark_;
  std::vector<std::uint8_t> loops_;
  std::vector<std::uint32_t> stack_;
  std::vector<Visit> visits_;
  std::uint32_t next_ = 0;
};

}  // namespace

Components::Components(const Game& game) {
  const auto count = static_cast<std::uint32_t>(game.nodes());
  component_.assign(count, 0);
  order_.reserve(count);
  Search search(game);
  const auto close = [&](std::span<const std::uint32_t> members) {
    const auto begin = static_cast<std::ptrdiff_t>(order_.size());
    for (const std::uint32_t member : members) {
      component_[member] = static_cast<std::uint32_t>(first_.size() - 1);
      order_.emplace_back(NodeId(member));
    }
    std::sort(order_.begin() + begin, order_.end(), [&](NodeId a, NodeId b) {
      return game.stage(a) != game.stage(b) ? game.stage(a) < game.stage(b) : a < b;
    });
    first_.push_back(static_cast<std::uint32_t>(order_.size()));
    cyclic_.push_back(members.size() > 1 || search.loops(NodeId(members.front())) ? 1 : 0);
  };
  for (std::uint32_t root = 0; root < count; ++root)
    if (!search.has_seen(root)) search.run(root, close);
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
