// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string>

#include "parley/base/index.h"
#include "parley/scenario/quantity.h"

namespace parley::scenario {

using ActorId = base::Index<struct ActorTag>;

struct Actor {
  std::string key;
  std::string name;                                            ///< for a person; the key if none was given
  Quantity patience;                                           ///< as written, per year unless its unit says otherwise
  double discount = 1;                                         ///< per step, in [0, 1]
  double precision = std::numeric_limits<double>::infinity();  ///< logit, in 1 / payoff unit; infinite: the limit
  bool may_wait = true;                                        ///< false: must make one of its moves when any is open
  Where where;
};

}  // namespace parley::scenario
