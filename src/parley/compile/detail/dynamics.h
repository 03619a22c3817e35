// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "parley/compile/detail/mistakes.h"
#include "parley/compile/detail/state.h"
#include "parley/scenario/scenario.h"

namespace parley::compile::detail {

/// A move open to an actor.
struct OpenMove {
  std::uint32_t code = 0;                    ///< as in move_code.h
  const scenario::Action* action = nullptr;  ///< null: to wait
  scenario::ActionId id;
  double argument = 0;
};

/// What formulas, effects and rules do to states. Mistakes found on the way are collected, each formula's first only.
class Dynamics {
 public:
  Dynamics(const scenario::Scenario& scenario, std::optional<std::size_t> policy, const Layout& layout,
           Mistakes& mistakes);

  /// A formula's value in a state; 0 after reporting where it is not finite.
  double number(const expr::Expression& formula, const State& state);
  bool holds(const std::optional<expr::Expression>& condition, const State& state);

  /// The moves open to an actor under the policy, as written, `wait` last.
  void open_moves(scenario::ActorId actor, const State& state, std::vector<OpenMove>& moves);
  /// Puts a move's effects on every branch.
  void apply(const OpenMove& move, Lottery& lottery);
  /// Puts the rules after an actor's turn, or (none) those of the step's end, on every branch.
  void apply_rules(std::optional<scenario::ActorId> after, Lottery& lottery);
  /// Adds a move's payments to `terms`, whose first payment stands at `first_term`.
  void add_payments(const OpenMove& move, const State& state, std::span<double> terms,
                    std::span<const std::size_t> first_term);

  void set_step(std::size_t step);
  /// Rules that have acted so far, for warnings.
  [[nodiscard]] const std::vector<bool>& acted() const { return acted_; }

 private:
  void apply_effects(const std::vector<scenario::Effect>& effects, Lottery& lottery, std::size_t first);
  void apply_chance(const std::optional<expr::Expression>& chance, const std::vector<scenario::Effect>& then,
                    const std::vector<scenario::Effect>& otherwise, const Branch& branch, Lottery& out);
  void apply_effect(const scenario::Effect& effect, const Branch& branch, Lottery& out);
  double chance_of(const std::optional<expr::Expression>& chance, const State& state);
  [[nodiscard]] bool permitted(scenario::ActionId action, const State& state);

  const scenario::Scenario& scenario_;
  const scenario::Policy* policy_;
  const Layout& layout_;
  Mistakes& mistakes_;
  std::vector<std::vector<scenario::ActionId>> actions_of_;
  std::vector<double> slots_;
  State written_;
  bool is_written_ = false;
  std::vector<bool> acted_;
  Lottery scratch_;
  Lottery scratch_effects_;
};

}  // namespace parley::compile::detail
