// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stagewise/chain.h"

#include "parley/numeric/krylov.h"

namespace parley::solve::stagewise {

using game::ActorId;
using game::Game;
using game::JointId;
using game::NodeId;

namespace {

constexpr double kTolerance = 1e-9;
// What a linear system that stalls has to have reached.
constexpr double kGoodEnough = 1e-6;

}  // namespace

Chain::Chain(const Component& component, const Draft& draft, ActorId actor, std::span<const std::uint32_t> place) {
  const Game& game = component.game;
  std::vector<double> weight;
  for (const NodeId node : component.nodes) {
    game::joint_probabilities(game, draft.profile, node, weight);
    const double discount = game.discount_after(node, actor);
    std::size_t j = 0;
    for (const JointId joint : game.joints_of(node)) {
      const double chance = weight[j++];
      if (chance == 0) continue;
      const auto successors = game.successors(joint);
      for (std::size_t e = 0; e < successors.size(); ++e) {
        const std::uint32_t to = place[successors[e].value()];
        if (to == kOutside) continue;
        to_.push_back(to);
        weight_.push_back(chance * discount * game.probabilities(joint)[e]);
      }
    }
    first_.push_back(static_cast<std::uint32_t>(to_.size()));
  }
}

bool Chain::solve(std::span<const std::uint8_t> fixed, std::span<double> right, std::span<double> x) const {
  numeric::SparseMatrix matrix;
  for (std::uint32_t k = 0; k + 1 < first_.size(); ++k) {
    matrix.column.push_back(k);
    matrix.value.push_back(1.0);
    if (fixed[k] == 0)
      for (std::size_t e = first_[k]; e < first_[k + 1]; ++e) {
        matrix.column.push_back(to_[e]);
        matrix.value.push_back(-weight_[e]);
      }
    matrix.row_begin.push_back(static_cast<std::uint32_t>(matrix.column.size()));
  }
  return numeric::solve_krylov(matrix, right, x, {.tolerance = kTolerance}).residual < kGoodEnough;
}

}  // namespace parley::solve::stagewise
