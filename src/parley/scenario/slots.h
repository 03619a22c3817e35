// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "parley/expr/expression.h"
#include "parley/scenario/actor.h"

namespace parley::scenario {

using VariableId = base::Index<struct VariableTag>;
using ParameterId = base::Index<struct ParameterTag>;
using ActionId = base::Index<struct ActionTag>;

/// Slots of the array every formula is evaluated on, in this order: the variables; a 0/1 for each action ("us.ease",
/// made in this step so far); the argument of each action family by action; the parameters as numbers; the parameters
/// as chances; the step (0-based); the type of each actor ("us.type", 0-based).
struct Slots {
  std::size_t variables = 0;
  std::size_t actions = 0;
  std::size_t parameters = 0;
  std::size_t actors = 0;

  [[nodiscard]] expr::Slot variable(VariableId id) const { return id.value(); }
  [[nodiscard]] expr::Slot action(ActionId id) const { return static_cast<expr::Slot>(variables + id.value()); }
  [[nodiscard]] expr::Slot argument(ActionId id) const {
    return static_cast<expr::Slot>(variables + actions + id.value());
  }
  [[nodiscard]] expr::Slot parameter(ParameterId id) const {
    return static_cast<expr::Slot>(variables + 2 * actions + id.value());
  }
  [[nodiscard]] expr::Slot chance(ParameterId id) const {
    return static_cast<expr::Slot>(variables + 2 * actions + parameters + id.value());
  }
  [[nodiscard]] expr::Slot step() const { return static_cast<expr::Slot>(variables + 2 * actions + 2 * parameters); }
  [[nodiscard]] expr::Slot type(ActorId id) const { return step() + 1 + id.value(); }
  [[nodiscard]] std::size_t size() const { return step() + std::size_t{1} + actors; }
};

}  // namespace parley::scenario
