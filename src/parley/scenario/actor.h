// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "parley/base/index.h"
#include "parley/scenario/quantity.h"

namespace parley::scenario {

using ActorId = base::Index<struct ActorTag>;
/// A type among those of one actor.
using TypeId = base::Index<struct TypeTag>;
/// Of one actor: far beyond what can be solved.
inline constexpr std::size_t kMostTypes = 100;

/// What an actor may privately be: drawn before the first step, known to itself alone, and never changing.
struct ActorType {
  std::string key;
  std::string says;
  Quantity prior;  ///< how likely it is drawn; an actor's sum to 1
  Where where;
};

struct Actor {
  std::string key;
  std::string name;                                            ///< for a person; the key if none was given
  Quantity patience;                                           ///< as written, per year unless its unit says otherwise
  double discount = 1;                                         ///< per step, in [0, 1]
  double precision = std::numeric_limits<double>::infinity();  ///< logit, in 1 / payoff unit; infinite: the limit
  bool may_wait = true;                                        ///< false: must make one of its moves when any is open
  std::vector<ActorType> types;                                ///< none: nothing about it is private
  Where where;
};

/// How many types tell the actor apart from itself: 1 where nothing is private.
[[nodiscard]] inline std::size_t type_count(const Actor& actor) { return actor.types.empty() ? 1 : actor.types.size(); }

}  // namespace parley::scenario
