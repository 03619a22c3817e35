// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/stage.h"

#include <gtest/gtest.h>

#include "parley/solve/beliefs.h"
#include "parley/solve/beliefs/games_for_test.h"

namespace parley::solve::beliefs {
namespace {

/// The first node's stage game of a staircase with random continuation values, at random choices.
class StageOf {
 public:
  explicit StageOf(const Staircase& parameters)
      : game_(staircase(parameters)),
        grid_(game_, default_axes(game_, 9)),
        layout_(game_, game::NodeId(0), precision()) {
    Draws draws(99);
    value_.resize(game_.nodes() * grid_.points() * game_.types());
    for (double& value : value_) value = draws.next();
    for (std::size_t k = 0; k < layout_.unknowns.size(); ++k) x_.push_back(2 * draws.next() - 1);
  }
  static std::vector<double> precision() { return {3, 2}; }
  void set(std::span<const double> beliefs) { stage_.set(layout_, {&grid_, value_.data()}, beliefs); }
  std::vector<double> pull(std::span<const double> x) {
    std::vector<double> out(x.size());
    stage_.evaluate(x, false);
    stage_.pull(out);
    return out;
  }

  game::Game game_;
  Grid grid_;
  StageLayout layout_;
  std::vector<double> value_;
  std::vector<double> x_;
  Stage stage_;
};

std::vector<Staircase> staircases() {
  return {{.seed = 1},
          {.seed = 2, .together = true},
          {.seed = 3, .hidden = true, .merge = true},
          {.seed = 4, .together = true, .hidden = true, .merge = true},
          {.seed = 5, .together = true, .types = 3, .prior = {0.2, 0.3, 0.5}}};
}

TEST(Stage, GivesTheDerivativeOfItsEquations) {
  constexpr double kStep = 1e-6;
  for (const Staircase& parameters : staircases()) {
    StageOf of(parameters);
    of.set(game::prior_beliefs(of.game_));
    const std::size_t n = of.x_.size();
    std::vector<double> matrix(n * n);
    of.stage_.evaluate(of.x_, true);
    of.stage_.pull_derivative(matrix);
    for (std::size_t c = 0; c < n; ++c) {
      std::vector<double> up = of.x_;
      std::vector<double> down = of.x_;
      up[c] += kStep;
      down[c] -= kStep;
      const std::vector<double> high = of.pull(up);
      const std::vector<double> low = of.pull(down);
      for (std::size_t r = 0; r < n; ++r)
        EXPECT_NEAR(matrix[c * n + r], (high[r] - low[r]) / (2 * kStep), 1e-6)
            << "seed " << parameters.seed << ", " << r << " by " << c;
    }
  }
}

TEST(Stage, ReadsTheSameAtAPointOfTheGridAsAtItsBeliefs) {
  // Only where no belief moves: at a point kinks are not rounded for those who do not choose.
  StageOf of({.seed = 1, .types = 1, .prior = {1.0}});
  std::vector<double> beliefs(of.game_.types());
  std::vector<double> exact(of.game_.types());
  std::vector<double> at_point(of.game_.types());
  const std::size_t corner = 0;
  of.grid_.beliefs(corner, beliefs);
  of.set(beliefs);
  of.stage_.evaluate(of.x_, false);
  of.stage_.values(exact);
  of.stage_.set(of.layout_, {&of.grid_, of.value_.data()}, corner);
  of.stage_.evaluate(of.x_, false);
  of.stage_.values(at_point);
  for (std::size_t t = 0; t < exact.size(); ++t) EXPECT_NEAR(exact[t], at_point[t], 1e-14);
}

}  // namespace
}  // namespace parley::solve::beliefs
