// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "parley/game/components.h"
#include "parley/game/game.h"

namespace parley::solve::beliefs {

/// How many unknowns a node's StageLayout has.
[[nodiscard]] std::size_t unknowns_of(const game::Game& game, game::NodeId node);

/// In which order components are solved, and where the values and starts of their nodes stand meanwhile. If not all
/// are kept, a node's place is given to another once everything that reads it is solved; start nodes and what they
/// lead to keep theirs.
class Plan {
 public:
  Plan(const game::Game& game, const game::Components& components, std::size_t points, bool keep);

  /// Components by level; the successors of each are in levels before its own.
  [[nodiscard]] std::span<const std::vector<std::size_t>> levels() const { return levels_; }
  /// The nearest node after this one, breadth first, at which the same actors have the same choices. Nodes that play
  /// can return to, or where nobody has a choice, have none.
  [[nodiscard]] std::optional<game::NodeId> later(game::NodeId node) const;
  /// By node: which piece of the values is its own.
  [[nodiscard]] const std::vector<std::uint32_t>& slot() const { return slot_; }
  /// By node: its first number of the starts.
  [[nodiscard]] const std::vector<std::size_t>& first_start() const { return first_start_; }
  /// How many pieces of values there are at most, each with a number a point and type.
  [[nodiscard]] std::size_t slots() const { return slots_; }
  /// How many numbers the starts are at most.
  [[nodiscard]] std::size_t starts() const { return starts_; }

 private:
  void find_levels();
  void find_later();
  void keep_all(std::size_t points);
  void share(std::size_t points);

  const game::Game& game_;
  const game::Components& components_;
  std::vector<std::vector<std::size_t>> levels_;
  std::vector<std::uint32_t> level_;  // by component
  std::vector<std::uint32_t> later_;  // by node; kNone where there is none
  std::vector<std::uint32_t> slot_;
  std::vector<std::size_t> first_start_;
  std::size_t slots_ = 0;
  std::size_t starts_ = 0;
  static constexpr std::uint32_t kNone = 0xffffffff;
};

}  // namespace parley::solve::beliefs
