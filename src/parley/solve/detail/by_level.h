// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parley/game/components.h"
#include "parley/solve/detail/component.h"
#include "parley/solve/detail/others.h"
#include "parley/solve/detail/scratch.h"

namespace parley::solve {

/// Solves every component of a game, level after level, those of a level on all threads. What comes out, and what is
/// left out where too many branches lie beside paths, does not depend on the threads.
class ByLevel {
 public:
  ByLevel(const game::Game& game, const game::Components& components, std::span<const double> precision,
          const base::RunContext& context, Draft& draft, Others& others, Solution& solution);

  /// Fills in the draft and what the solution says of components; gives how many failed. Stops early where the context
  /// says so, with the solution's status.
  std::size_t run();

 private:
  [[nodiscard]] Component at(std::size_t k) const {
    return {game_, k, components_.nodes(k), components_.is_cyclic(k), precision_};
  }
  [[nodiscard]] std::span<const std::uint32_t> next_batch(std::span<const std::uint32_t> level) const;
  void solve(std::span<const std::uint32_t> batch);
  void solve_small(std::span<const std::uint32_t> batch);
  bool gather(std::span<const std::uint32_t> batch);
  void add(std::size_t k, const Outcome& outcome);
  [[nodiscard]] bool ask_whether_to_go_on();
  void sort_paths();

  const game::Game& game_;
  const game::Components& components_;
  std::span<const double> precision_;
  const base::RunContext& context_;
  base::RunContext one_thread_;
  Draft& draft_;
  Others& others_;
  Solution& solution_;
  Scratch scratch_;
  std::vector<Outcome> outcomes_;    // of a batch
  std::vector<std::size_t> shares_;  // of a batch: where each task begins, and the end
  std::size_t nodes_done_ = 0;
  std::size_t asked_at_ = 0;
  std::size_t failed_ = 0;
};

}  // namespace parley::solve
