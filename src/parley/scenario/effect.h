// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/expr/expression.h"
#include "parley/scenario/actor.h"
#include "parley/scenario/slots.h"

namespace parley::scenario {

/// What happens to one variable, as in "warheads += output".
struct Effect {
  VariableId variable;
  expr::Assign assign = expr::Assign::kSet;
  expr::Expression value;
};

/// What one actor is paid.
struct Pay {
  ActorId actor;
  expr::Expression value;
};

}  // namespace parley::scenario
