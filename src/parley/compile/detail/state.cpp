// SPDX-License-Identifier: Apache-2.0
#include "parley/compile/detail/state.h"

#include <bit>

#include "parley/compile/detail/formulas.h"

namespace parley::compile::detail {

Layout::Layout(const scenario::Scenario& scenario) : scenario_(&scenario) {
  for (const scenario::Variable& variable : scenario.variables) {
    const unsigned width = static_cast<unsigned>(std::bit_width(variable.size - 1));
    const bool fits = bits_ + width <= 64 && width < 64;
    fields_.push_back({fits ? bits_ % 64 : 0, fits ? (std::uint64_t{1} << width) - 1 : 0});
    bits_ += width;
  }
  std::vector<bool> read(scenario.actions.size(), false);
  const scenario::Slots slots = scenario.slots();
  for_each_formula(scenario, [&](const expr::Expression& formula) {
    for (const expr::Slot slot : formula.reads())
      if (slot >= slots.variables && slot < slots.variables + slots.actions) read[slot - slots.variables] = true;
  });
  made_bit_.assign(scenario.actions.size(), 0);
  for (std::size_t a = 0; a < read.size(); ++a) {
    if (!read[a]) continue;
    if (tracked_ < 64) made_bit_[a] = std::uint64_t{1} << tracked_;
    tracked_actions_.emplace_back(a);
    ++tracked_;
  }
  const std::size_t breaches = scenario.deal ? scenario.deal->breaches.size() : 0;
  for (std::size_t k = 0; k < breaches; ++k) breach_bits_ |= breach_bit(k);
  tracked_ += breaches;
}

std::uint64_t Layout::made_read(const expr::Expression& formula) const {
  const scenario::Slots slots = scenario_->slots();
  std::uint64_t bits = 0;
  for (const expr::Slot slot : formula.reads())
    if (slot >= slots.variables && slot < slots.variables + slots.actions) bits |= made_bit_[slot - slots.variables];
  return bits;
}

void Layout::write(const State& state, std::span<double> slots) const {
  for (std::size_t v = 0; v < fields_.size(); ++v)
    slots[v] = scenario_->variables[v].value((state.variables >> fields_[v].shift) & fields_[v].mask);
  for (const scenario::ActionId action : tracked_actions_)
    slots[fields_.size() + action.value()] = (state.made & made_bit_[action.value()]) != 0 ? 1.0 : 0.0;
}

void merge(Lottery& lottery) {
  // Lotteries of one move hold a handful of states: a scan beats a table.
  std::size_t kept = 0;
  for (std::size_t k = 0; k < lottery.size(); ++k) {
    std::size_t same = 0;
    while (same < kept && !(lottery[same].state == lottery[k].state)) ++same;
    if (same < kept) {
      lottery[same].probability += lottery[k].probability;
    } else {
      lottery[kept++] = lottery[k];
    }
  }
  lottery.resize(kept);
}

}  // namespace parley::compile::detail
