// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/prim.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "parley/base/random.h"
#include "parley/numeric/design.h"
#include "parley/numeric/tree.h"

namespace parley::numeric {
namespace {

/// 4096 points of the unit cube; yes where the first is above 0.7 and the second below 0.4.
struct Corner {
  std::vector<double> points = sobol_points(1, 0, 4096, 3);
  Labelled data{3, points, {}};

  Corner() {
    for (std::size_t k = 0; k < 4096; ++k) data.is_yes.push_back(points[3 * k] > 0.7 && points[3 * k + 1] < 0.4);
  }
};

TEST(Prim, FindsACornerOfTheCube) {
  const Corner corner;
  const std::vector<Peel> trajectory = peel(corner.data);
  EXPECT_EQ(trajectory.front().fit.points, 4096U);
  EXPECT_EQ(trajectory.front().fit.coverage, 1);
  const Peel best = best_of(corner.data, trajectory, 0.05);
  EXPECT_GT(best.fit.density, 0.9);
  EXPECT_GT(best.fit.coverage, 0.9);
  EXPECT_NEAR(best.box.low[0], 0.7, 0.03);
  EXPECT_NEAR(best.box.high[1], 0.4, 0.03);
  EXPECT_TRUE(std::isinf(best.box.low[2]) && std::isinf(best.box.high[2]) && std::isinf(best.box.high[0]));
  for (std::size_t k = 1; k < trajectory.size(); ++k) {
    EXPECT_LT(trajectory[k].fit.points, trajectory[k - 1].fit.points);
    EXPECT_GE(trajectory[k].fit.points, 4096 / 20);
    EXPECT_LE(trajectory[k].fit.coverage, trajectory[k - 1].fit.coverage);
  }
}

TEST(Prim, RelabellingCoordinatesRelabelsTheBox) {
  const Corner corner;
  std::vector<double> swapped = corner.points;
  for (std::size_t k = 0; k < swapped.size(); k += 3) std::swap(swapped[k], swapped[k + 2]);
  const Peel straight = best_of(corner.data, peel(corner.data), 0.05);
  const Labelled relabelled{3, swapped, corner.data.is_yes};
  const Peel other = best_of(relabelled, peel(relabelled), 0.05);
  // Equally good steps are taken in the order of the coordinates.
  EXPECT_NEAR(straight.box.low[0], other.box.low[2], 0.01);
  EXPECT_NEAR(straight.box.high[1], other.box.high[1], 0.01);
  EXPECT_NEAR(straight.fit.density, other.fit.density, 0.02);
}

TEST(Prim, LimitsThatChanceMayHaveMadeAreDropped) {
  const Corner corner;
  Box box = best_of(corner.data, peel(corner.data), 0.05).box;
  box.high[2] = 0.9;
  const Box kept = drop_limits(corner.data, box, 0.05);
  EXPECT_EQ(kept.low[0], box.low[0]);
  EXPECT_EQ(kept.high[1], box.high[1]);
  EXPECT_TRUE(std::isinf(kept.high[2]));
  // Where nothing tells, nothing is kept.
  Labelled noise{3, corner.points, {}};
  for (std::uint32_t k = 0; k < 4096; ++k) noise.is_yes.push_back(base::random_block(5, 1, k).uniform(0) < 0.3);
  EXPECT_TRUE(std::isinf(drop_limits(noise, {{0.1, 0, 0}, {1, 0.9, 1}}, 0.01).low[0]));
}

TEST(Prim, OneInputOfManyIsFoundInFewPoints) {
  // 200 points of 30 axes, of which one tells a good deal and the others nothing.
  const std::vector<double> points = latin_hypercube(4, 0, 200, 30);
  Labelled data{30, points, {}};
  for (std::uint32_t k = 0; k < 200; ++k) {
    const double chance = points[k * 30 + 7] > 0.4 ? 0.9 : 0.15;
    data.is_yes.push_back(base::random_block(3, 5, k).uniform(0) < chance);
  }
  const Peel best = best_of(data, peel(data), 0.05);
  EXPECT_NEAR(best.box.low[7], 0.4, 0.06);
  EXPECT_GT(best.fit.density, 0.8);
  EXPECT_GT(best.fit.coverage, 0.75);
  EXPECT_LE(std::count_if(best.box.low.begin(), best.box.low.end(), [](double end) { return !std::isinf(end); }), 3);
}

TEST(Tree, NoiseIsAskedNothing) {
  const Corner corner;
  Labelled noise{3, corner.points, {}};
  std::size_t asked = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    noise.is_yes.clear();
    for (std::uint32_t k = 0; k < 4096; ++k) noise.is_yes.push_back(base::random_block(seed, 2, k).uniform(0) < 0.3);
    asked += grow_tree(noise, {1, 40}).size() > 1 ? 1 : 0;
  }
  EXPECT_LE(asked, 5U);
}

TEST(Prim, EqualPointsGoTogether) {
  const std::vector<double> points = {0, 0, 0, 1, 1, 1, 1, 2, 2, 2};
  const std::vector<Peel> trajectory =
      peel({1, points, {false, false, false, true, true, true, true, false, false, false}}, {0.3, 0.05});
  EXPECT_EQ(trajectory.back().fit.points, 4U);
  EXPECT_EQ(trajectory.back().fit.density, 1);
  EXPECT_EQ(trajectory.back().box.low[0], 0.5);
  EXPECT_EQ(trajectory.back().box.high[0], 1.5);
}

TEST(Tree, AsksForTheTwoSidesOfTheCorner) {
  const Corner corner;
  const std::vector<TreeNode> tree = grow_tree(corner.data, {2, 40});
  ASSERT_EQ(tree.size(), 5U);
  EXPECT_FALSE(tree[0].is_leaf);
  const TreeNode& second = tree[tree[0].dim == 0 ? tree[0].above : tree[0].below];
  ASSERT_FALSE(second.is_leaf);
  EXPECT_EQ(tree[0].dim + second.dim, 1U);
  const TreeNode& yes = tree[second.dim == 0 ? second.above : second.below];
  EXPECT_EQ(yes.yes, yes.points);
  EXPECT_EQ(tree[0].points, 4096U);
  EXPECT_EQ(yes.yes, tree[0].yes);
  EXPECT_NEAR((tree[0].dim == 0 ? tree[0] : second).limit, 0.7, 1e-3);
}

TEST(Tree, AsksNothingWhereNothingDiffers) {
  const std::vector<double> points = {0, 1, 2, 3};
  EXPECT_EQ(grow_tree({1, points, {true, true, true, true}}, {3, 1, 1}).size(), 1U);
  EXPECT_EQ(grow_tree({1, points, {true, true, false, false}}, {3, 1, 1}).size(), 3U);
  EXPECT_EQ(grow_tree({1, points, {true, true, true, false}}, {3, 2, 1}).size(), 3U);
}

}  // namespace
}  // namespace parley::numeric
