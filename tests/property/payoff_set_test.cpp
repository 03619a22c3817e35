// SPDX-License-Identifier: Apache-2.0
// Sets of sustainable payoffs: against a plain iteration on points, under changes that must not matter, and with
// equilibria of another folder inside.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "parley/certify/certify.h"
#include "parley/deals/payoff_set.h"
#include "parley/game/random_game.h"
#include "parley/game/textbook.h"
#include "parley/game/textbook_pairs.h"
#include "parley/solve/solve.h"
#include "tests/property/rebuilt.h"

namespace parley {
namespace {

using deals::Payoffs;
using testing::Draft;

deals::PayoffSets find(const Draft& draft) {
  auto sets = deals::payoff_sets(testing::built(draft), {}, {});
  EXPECT_TRUE(sets.has_value() && sets->is_usable());
  return sets ? std::move(*sets) : deals::PayoffSets{};
}

// --- A plain iteration: all points, no tricks
// -------------------------------------------------------------------------

using Points = std::vector<Payoffs>;

double turn(const Payoffs& a, const Payoffs& b, const Payoffs& c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/// Corners counterclockwise; those that stand out by rounding alone are left out.
Points plain_hull(Points points) {
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() < 3) return points;
  Points hull;
  for (int way = 0; way < 2; ++way, std::reverse(points.begin(), points.end())) {
    const std::size_t first = hull.size();
    for (const Payoffs& point : points) {
      while (hull.size() >= first + 2 && turn(hull[hull.size() - 2], hull.back(), point) <= 1e-20) hull.pop_back();
      hull.push_back(point);
    }
    hull.pop_back();
  }
  return hull;
}

Points plain_sum(const Points& a, double weight, const Points& b) {
  Points sum;
  for (const Payoffs& p : a)
    for (const Payoffs& q : b) sum.push_back({p[0] + weight * q[0], p[1] + weight * q[1]});
  return plain_hull(std::move(sum));
}

Points plain_clip(const Points& points, std::size_t actor, double least) {
  Points kept;
  for (std::size_t k = 0; k < points.size(); ++k) {
    const Payoffs& a = points[k];
    const Payoffs& b = points[(k + 1) % points.size()];
    if (a[actor] >= least) kept.push_back(a);
    if ((a[actor] >= least) == (b[actor] >= least)) continue;
    const double share = (least - a[actor]) / (b[actor] - a[actor]);
    kept.push_back({a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])});
  }
  return kept;
}

double plain_worst(const Points& points, std::size_t actor) {
  double worst = HUGE_VAL;
  for (const Payoffs& point : points) worst = std::min(worst, point[actor]);
  return worst;
}

/// What each joint move of the node can sustain on these sets; empty only if nothing can.
Points plain_pass(const Draft& draft, const Draft::Node& node, const std::vector<Points>& sets) {
  std::array<double, 2> discount{1, 1};
  if (node.ends_step) discount = {draft.discount[0], draft.discount[1]};
  const std::size_t columns = node.seats.empty() ? 1 : node.seats.back().moves;
  // Both seats, the first actor's first; or one; or none.
  std::vector<std::array<double, 2>> worth(node.joints.size());
  for (std::size_t j = 0; j < node.joints.size(); ++j)
    for (std::size_t i = 0; i < 2; ++i) {
      worth[j][i] = node.joints[j].payoff[i];
      for (std::size_t k = 0; k < node.joints[j].to.size(); ++k)
        worth[j][i] += discount[i] * node.joints[j].probability[k] * plain_worst(sets[node.joints[j].to[k]], i);
    }
  Points all;
  for (std::size_t j = 0; j < node.joints.size(); ++j) {
    Points sum{{0, 0}};
    for (std::size_t k = 0; k < node.joints[j].to.size(); ++k)
      sum = plain_sum(sum, node.joints[j].probability[k], sets[node.joints[j].to[k]]);
    for (Payoffs& point : sum)
      for (std::size_t i = 0; i < 2; ++i) point[i] = node.joints[j].payoff[i] + discount[i] * point[i];
    for (std::size_t s = 0; s < node.seats.size(); ++s) {
      double best = -HUGE_VAL;
      for (std::size_t other = 0; other < node.joints.size(); ++other) {
        const bool last = s + 1 == node.seats.size();
        if (last ? other / columns == j / columns : other % columns == j % columns)
          best = std::max(best, worth[other][node.seats[s].actor]);
      }
      sum = plain_clip(sum, node.seats[s].actor, best - 1e-12);
    }
    all.insert(all.end(), sum.begin(), sum.end());
  }
  return plain_hull(std::move(all));
}

std::vector<Points> plain_sets(const Draft& draft, std::size_t passes) {
  constexpr double kFar = 100;
  std::vector<Points> sets(draft.nodes.size(), Points{{-kFar, -kFar}, {kFar, -kFar}, {kFar, kFar}, {-kFar, kFar}});
  for (std::size_t pass = 0; pass < passes; ++pass) {
    std::vector<Points> next;
    for (const Draft::Node& node : draft.nodes) next.push_back(plain_pass(draft, node, sets));
    for (const Points& set : next)
      if (set.empty()) return {};
    sets = std::move(next);
  }
  return sets;
}

/// Two steps of two turns each, or one of both at once, drawn from a random game; the second actor is less patient.
Draft with_turns(Draft draft) {
  const std::size_t nodes = draft.nodes.size();
  draft.discount = {0.8, 0.6};
  for (std::size_t n = 0; n + 1 < nodes; n += 2) {
    // Node n becomes the first actor's turn, which leads to node n + 1, the second's, whatever it does.
    Draft::Node& first = draft.nodes[n];
    first.ends_step = false;
    first.seats = {{0, 2}};
    first.joints.resize(2);
    for (Draft::Joint& joint : first.joints) joint = {joint.payoff, {n + 1}, {1}};
    Draft::Node& second = draft.nodes[n + 1];
    second.stage = 1;
    second.seats = {{1, 3}};
    second.joints.resize(3);
    for (Draft::Joint& joint : second.joints) {
      joint.to = {n, (n + 2) % nodes};
      joint.probability = {0.5, 0.5};
    }
  }
  return draft;
}

void expect_same_sets(const Draft& draft, std::size_t passes) {
  const deals::PayoffSets found = find(draft);
  const std::vector<Points> plain = plain_sets(draft, passes);
  if (plain.empty()) {
    EXPECT_TRUE(found.unsustainable.has_value());
    return;
  }
  ASSERT_FALSE(found.unsustainable.has_value());
  for (std::size_t n = 0; n < draft.nodes.size(); ++n) {
    deals::NodeSet set;
    for (const Payoffs& point : plain[n]) set.corners.push_back({point, game::JointId(0)});
    for (const Payoffs& point : plain[n]) EXPECT_LE(deals::distance_to_set(found.nodes[n], point), 1e-8);
    for (const deals::Corner& corner : found.nodes[n].corners)
      EXPECT_LE(deals::distance_to_set(set, corner.payoffs), 1e-8);
  }
}

TEST(PayoffSets, AreThoseOfAPlainIteration) {
  std::size_t some = 0;
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const Draft draft = testing::draft_of(
        game::random_game({.seed = seed, .nodes = 1 + seed % 2, .moves = 2 + seed % 2, .discount = 0.5}));
    SCOPED_TRACE(seed);
    expect_same_sets(draft, 100);
    some += plain_sets(draft, 5).empty() ? 0 : 1;
  }
  EXPECT_GE(some, 3U);
}

TEST(PayoffSets, SlowAreThoseOfAPlainIterationWithTurnsAndUnequalPatience) {
  for (std::uint64_t seed = 20; seed < 22; ++seed) {
    SCOPED_TRACE(seed);
    expect_same_sets(with_turns(testing::draft_of(game::random_game({.seed = seed, .nodes = 4, .moves = 2}))), 260);
  }
}

// --- Changes that must not matter
// -------------------------------------------------------------------------------------

std::vector<Draft> some_games() {
  return {testing::draft_of(game::two_states()), testing::draft_of(game::kinked_demand(0.8).game),
          testing::draft_of(game::race({})),
          testing::draft_of(game::random_game({.seed = 5, .nodes = 4, .moves = 2, .discount = 0.7}))};
}

void expect_image(const deals::NodeSet& set, const deals::NodeSet& image,
                  const std::function<Payoffs(const Payoffs&)>& map, double tolerance) {
  ASSERT_EQ(set.corners.empty(), image.corners.empty());
  for (const deals::Corner& corner : set.corners)
    EXPECT_LE(deals::distance_to_set(image, map(corner.payoffs)), tolerance);
  deals::NodeSet mapped;
  for (const deals::Corner& corner : set.corners) mapped.corners.push_back({map(corner.payoffs), corner.joint});
  const double area = mapped.corners.size() < 3
                          ? 1
                          : turn(mapped.corners[0].payoffs, mapped.corners[1].payoffs, mapped.corners[2].payoffs);
  if (area < 0) std::reverse(mapped.corners.begin(), mapped.corners.end());
  for (const deals::Corner& corner : image.corners)
    EXPECT_LE(deals::distance_to_set(mapped, corner.payoffs), tolerance);
}

TEST(PayoffSets, RelabellingActorsNodesAndMovesChangesNothing) {
  for (const Draft& draft : some_games()) {
    const deals::PayoffSets sets = find(draft);
    const deals::PayoffSets other = find(testing::relabelled(draft));
    for (std::size_t n = 0; n < sets.nodes.size(); ++n)
      expect_image(
          sets.nodes[n], other.nodes[sets.nodes.size() - 1 - n],
          [](const Payoffs& p) {
            return Payoffs{p[1], p[0]};
          },
          1e-8);
  }
}

TEST(PayoffSets, ScalingAndShiftingPayoffsScalesAndShiftsThem) {
  for (const Draft& draft : {testing::draft_of(game::two_states()),
                             testing::draft_of(game::random_game({.seed = 5, .nodes = 4, .discount = 0.7}))}) {
    const deals::PayoffSets sets = find(draft);
    const deals::PayoffSets other = find(testing::rescaled(draft, 3, 2));
    const double all = 2 / (1 - draft.discount[0]);
    for (std::size_t n = 0; n < sets.nodes.size(); ++n)
      expect_image(
          sets.nodes[n], other.nodes[n],
          [&](const Payoffs& p) {
            return Payoffs{3 * p[0] + all, 3 * p[1] + all};
          },
          1e-7);
  }
}

TEST(PayoffSets, SplittingAStateChangesNothing) {
  for (const Draft& draft : some_games()) {
    const deals::PayoffSets sets = find(draft);
    const deals::PayoffSets other = find(testing::with_twin(draft, draft.nodes.size() / 2));
    for (std::size_t n = 0; n < sets.nodes.size(); ++n)
      expect_image(
          sets.nodes[n], other.nodes[n], [](const Payoffs& p) { return p; }, 1e-8);
    expect_image(
        sets.nodes[draft.nodes.size() / 2], other.nodes.back(), [](const Payoffs& p) { return p; }, 1e-8);
  }
}

TEST(PayoffSets, HoldEveryCertifiedEquilibriumInPureMoves) {
  std::size_t pure = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const game::Game game = game::random_game({.seed = seed, .nodes = 3, .moves = 2, .discount = 0.8});
    const auto solution = solve::solve(game, {}, {});
    ASSERT_TRUE(solution.has_value());
    const bool is_pure =
        std::ranges::all_of(solution->profile.probability, [](double chance) { return chance <= 0 || chance >= 1; });
    const auto certificate = certify::certify(game, solution->profile, {.bound = 1e-9}, {});
    if (!is_pure || !certificate || !certificate->holds) continue;
    ++pure;
    const auto sets = deals::payoff_sets(game, {}, {});
    ASSERT_TRUE(sets.has_value() && !sets->unsustainable);
    for (const game::NodeId node : game.all_nodes())
      EXPECT_LE(deals::distance_to_set(sets->nodes[node.value()], {solution->values(node, game::ActorId(0)),
                                                                   solution->values(node, game::ActorId(1))}),
                1e-8);
  }
  EXPECT_GE(pure, 3U);
}

}  // namespace
}  // namespace parley
