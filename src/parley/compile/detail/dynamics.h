// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <vector>

#include "parley/compile/detail/mistakes.h"
#include "parley/compile/detail/state.h"
#include "parley/scenario/scenario.h"

namespace parley::compile::detail {

/// Types of one actor, a bit each.
using TypeSet = std::bitset<scenario::kMostTypes>;

/// A move open to some type of an actor.
struct OpenMove {
  std::uint32_t code = 0;                    ///< as in move_code.h
  const scenario::Action* action = nullptr;  ///< null: to wait
  scenario::ActionId id;
  double argument = 0;
  TypeSet closed;            ///< the types of the actor that do not have it; never all of them
  std::uint64_t breaks = 0;  ///< the breaches of the deal that it is, as Layout::breach_bit
};

/// What formulas, effects and rules do to states. Mistakes found on the way are collected, each formula's first only.
class Dynamics {
 public:
  Dynamics(const scenario::Scenario& scenario, std::optional<std::size_t> policy, const Layout& layout,
           Mistakes& mistakes);

  /// A formula's value in a state; 0 after reporting where it is not finite.
  double number(const expr::Expression& formula, const State& state);
  bool holds(const std::optional<expr::Expression>& condition, const State& state);

  /// The moves open to an actor's types under the policy, as written, `wait` last. Every type has at least one.
  void open_moves(scenario::ActorId actor, const State& state, std::vector<OpenMove>& moves);
  /// Puts a move's effects on every branch.
  void apply(const OpenMove& move, Lottery& lottery);
  /// Puts the rules after an actor's turn, or (none) those of the step's end, on every branch.
  void apply_rules(std::optional<scenario::ActorId> after, Lottery& lottery);

  /// Whether the deal is at this point.
  [[nodiscard]] bool is_deal(scenario::DealStatus status, const State& state) const;
  /// Puts the signing of the deal on every branch.
  void sign(Lottery& lottery);
  /// Puts on every branch what the end of a step does to the deal: alarms, suspensions, its end.
  void settle_deal(Lottery& lottery);

  // What formulas see besides the state.
  void set_step(std::size_t step);
  /// Ahead of what a move pays: the value its family was chosen with.
  void set_argument(const OpenMove& move);
  /// Ahead of what the actor is paid: which of its types is.
  void set_type(scenario::ActorId actor, scenario::TypeId type);
  /// Rules that have acted so far, for warnings.
  [[nodiscard]] const std::vector<bool>& acted() const { return acted_; }

 private:
  void apply_effects(const std::vector<scenario::Effect>& effects, Lottery& lottery, std::size_t first);
  void apply_chance(const std::optional<expr::Expression>& chance, const std::vector<scenario::Effect>& then,
                    const std::vector<scenario::Effect>& otherwise, const Branch& branch, Lottery& out);
  void apply_effect(const scenario::Effect& effect, const Branch& branch, Lottery& out);
  double chance_of(const std::optional<expr::Expression>& chance, const State& state);
  /// ", where us is hard": the types being paid whose numbers the formula reads.
  [[nodiscard]] std::string types_behind(const expr::Expression& formula) const;
  [[nodiscard]] bool permitted(scenario::ActionId action, const State& state);
  [[nodiscard]] std::optional<scenario::ActionId> committed(scenario::ActorId actor, scenario::TypeId type,
                                                            const std::vector<OpenMove>& moves) const;
  void settle_types(scenario::ActorId actor, std::vector<OpenMove>& moves);
  void find_breaches(scenario::ActorId actor, const State& state, std::vector<OpenMove>& moves);
  void set_deal(scenario::DealStatus status, State& state) const;
  double alarm(const State& state);
  void raise_alarm(Branch branch, Lottery& out);
  void resume(Branch branch, Lottery& out);
  void grow_old(Branch branch, Lottery& out);

  const scenario::Scenario& scenario_;
  const scenario::Policy* policy_;
  const Layout& layout_;
  Mistakes& mistakes_;
  std::vector<std::vector<scenario::ActionId>> actions_of_;
  std::vector<std::vector<scenario::ParameterId>> parameters_by_;  ///< by actor: those that depend on its type
  std::vector<double> slots_;
  State written_;
  bool is_written_ = false;
  std::vector<bool> acted_;
  Lottery scratch_;
  Lottery scratch_effects_;
};

}  // namespace parley::compile::detail
