// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/certify/beliefs.h"

namespace parley::certify::beliefs {

/// What the paths of one type say.
struct PathsOfType {
  double claimed = 0;
  double played = 0;
  double played_error = 0;
  double deviating = 0;
  double gain = 0;
  double gain_error = 0;
  double largest_residual = 0;
  double weight_left = 0;
  /// By actor: the discounted size of the residuals of a path's nodes while there is doubt about its type, on average.
  std::vector<double> residual_about;
};

/// Simulates one type playing as published, and deviating greedily, on the same random numbers.
[[nodiscard]] PathsOfType follow_type(const game::Game& game, game::BeliefPlayer& player, game::TypeId type,
                                      const BeliefCertifyOptions& options, const base::RunContext& context);

}  // namespace parley::certify::beliefs
