// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "parley/base/random.h"
#include "parley/game/builder.h"

namespace parley::solve::beliefs {

/// Numbers in [0, 1) in a row, the same for the same seed.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : seed_(seed) {}
  double next() { return base::random_block(seed_, 0, count_++).uniform(0); }

 private:
  std::uint64_t seed_;
  std::uint32_t count_ = 0;
};

struct Staircase {
  std::uint64_t seed = 1;
  std::size_t steps = 3;
  bool together = false;  ///< both move at once, else in turn
  bool hidden = false;    ///< moves of actor 0
  std::size_t types = 2;  ///< of actor 0; actor 1 has two
  bool swapped = false;   ///< types of actor 0 in reverse order
  std::vector<double> prior = {0.3, 0.7};
  bool merge = false;  ///< both moves of a hidden seat lead to the same node now and then
};

/// Actors with two moves each at every node, payoffs by type at random; play goes on to the next node, or with a hidden
/// mover to one of the two next that tells its move.
inline game::Game staircase(const Staircase& s) {
  Draws draws(s.seed);
  game::GameBuilder builder({0.9, 0.8}, {game::ActorId(0), game::ActorId(1)});
  std::vector<double> prior = s.prior;
  if (s.swapped) std::reverse(prior.begin(), prior.end());
  if (s.types > 1) builder.set_types(game::ActorId(0), prior);
  builder.set_types(game::ActorId(1), std::vector{0.4, 0.6});
  const std::size_t width = s.hidden ? 2 : 1;
  for (std::size_t k = 0; k < s.steps * width; ++k) {
    const std::size_t step = k / width;
    builder.add_node(0, true);
    const bool both = s.together;
    const bool first = both || step % 2 == 0;
    if (first) {
      const game::SeatId seat = builder.add_seat(game::ActorId(0), 2);
      if (s.hidden) builder.hide(seat);
    }
    if (both || !first) builder.add_seat(game::ActorId(1), 2);
    for (std::size_t joint = 0; joint < (both ? 4U : 2U); ++joint) {
      std::vector<double> terms(s.types + 2);
      for (double& term : terms) term = draws.next();
      if (s.swapped) std::reverse(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(s.types));
      const std::size_t move = both ? joint / 2 : joint;
      const bool tells = s.hidden && first;
      if (step + 1 == s.steps) {
        builder.add_joint(terms, {}, {});
      } else if (s.merge) {
        const double chance = move == 0 ? 0.7 : 0.2;
        builder.add_joint(terms, std::vector{game::NodeId((step + 1) * width), game::NodeId((step + 1) * width + 1)},
                          std::vector{chance, 1 - chance});
      } else {
        builder.add_joint(terms, std::vector{game::NodeId((step + 1) * width + (tells ? move : 0))}, std::vector{1.0});
      }
    }
  }
  builder.add_start(game::NodeId(0), 1);
  return std::move(builder).build().value();
}

}  // namespace parley::solve::beliefs
