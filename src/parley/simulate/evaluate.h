// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "parley/base/context.h"
#include "parley/game/game.h"
#include "parley/game/profile.h"

namespace parley::simulate {

/// Expected discounted payoffs split by term: one number a node and term.
class TermValues {
 public:
  TermValues(std::size_t nodes, std::size_t terms) : terms_(terms), value_(nodes * terms, 0.0) {}
  [[nodiscard]] std::span<const double> operator[](game::NodeId node) const {
    return {value_.data() + std::size_t{node.value()} * terms_, terms_};
  }
  [[nodiscard]] std::span<double> operator[](game::NodeId node) {
    return {value_.data() + std::size_t{node.value()} * terms_, terms_};
  }

  double error = 0;      ///< no entry is further from the truth than this
  bool complete = true;  ///< false if stopped early; `error` holds all the same

 private:
  std::size_t terms_;
  std::vector<double> value_;
};

/// What the profile is worth at every node, term by term, to within `error_wanted` times the largest payoff size.
[[nodiscard]] TermValues evaluate(const game::Game& game, const game::Profile& profile, const base::RunContext& context,
                                  double error_wanted = 1e-10);

/// What one move of one seat is worth to its actor, term by term (terms of other actors too), when everybody else
/// follows the profile now and everybody does so afterwards.
[[nodiscard]] std::vector<double> move_value(const game::Game& game, const game::Profile& profile,
                                             const TermValues& values, game::NodeId node, game::SeatId seat,
                                             game::MoveId move);

}  // namespace parley::simulate
