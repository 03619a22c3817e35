// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parley/compile/legend.h"
#include "parley/scenario/scenario.h"

namespace parley::compile::detail {

/// The public variables, packed into 64 bits, and the actions made so far in the step, a bit each.
struct State {
  std::uint64_t variables = 0;
  std::uint64_t made = 0;
  friend bool operator==(const State&, const State&) = default;
};

/// A state and how likely it is.
struct Branch {
  State state;
  double probability = 1;
};
using Lottery = std::vector<Branch>;

/// How states are packed, and how formulas see them.
class Layout {
 public:
  explicit Layout(const scenario::Scenario& scenario);

  [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }
  /// Bits the variables need; above 64 they do not fit.
  [[nodiscard]] unsigned bits() const { return bits_; }
  [[nodiscard]] std::size_t get(const State& state, scenario::VariableId variable) const {
    const Field field = fields_[variable.value()];
    return (state.variables >> field.shift) & field.mask;
  }
  void set(State& state, scenario::VariableId variable, std::size_t index) const {
    const Field field = fields_[variable.value()];
    state.variables = (state.variables & ~(field.mask << field.shift)) | (std::uint64_t{index} << field.shift);
  }
  /// Bit of `State::made` for an action that some formula reads; 0 for others.
  [[nodiscard]] std::uint64_t made_bit(scenario::ActionId action) const { return made_bit_[action.value()]; }
  /// Bit of `State::made` for a breach of the deal.
  [[nodiscard]] std::uint64_t breach_bit(std::size_t breach) const {
    const std::size_t place = tracked_actions_.size() + breach;
    return place < 64 ? std::uint64_t{1} << place : 0;
  }
  /// Those of all breaches.
  [[nodiscard]] std::uint64_t breach_bits() const { return breach_bits_; }
  /// How many actions are read by formulas or are breaches of the deal; above 64 they do not fit.
  [[nodiscard]] std::size_t tracked() const { return tracked_; }
  /// The bits a formula reads.
  [[nodiscard]] std::uint64_t made_read(const expr::Expression& formula) const;

  /// Writes a state's part of the slots.
  void write(const State& state, std::span<double> slots) const;

 private:
  const scenario::Scenario* scenario_;
  std::vector<Field> fields_;
  std::vector<std::uint64_t> made_bit_;
  std::vector<scenario::ActionId> tracked_actions_;
  std::uint64_t breach_bits_ = 0;
  unsigned bits_ = 0;
  std::size_t tracked_ = 0;
};

/// Joins equal states of a lottery, keeping the order of first appearance.
void merge(Lottery& lottery);

}  // namespace parley::compile::detail
