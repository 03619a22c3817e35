// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "parley/base/check.h"
#include "parley/deals/detail/arena.h"
#include "parley/deals/detail/polygon.h"
#include "parley/deals/payoff_set.h"

namespace parley::deals {

using game::ActorId;
using game::Game;
using game::JointId;
using game::NodeId;

namespace {

Polygon polygon_of(const NodeSet& set) {
  Polygon polygon;
  for (const Corner& corner : set.corners) polygon.push_back({corner.payoffs[0], corner.payoffs[1]});
  return polygon;
}

/// A point of a polygon as a mean of at most three of its corners; of a point outside, the nearest.
struct Mean {
  std::array<std::size_t, 3> corner{0, 0, 0};
  std::array<double, 3> weight{1, 0, 0};
};

/// The corners of a triangle weighed so that they give the point, none with a negative weight.
std::array<double, 3> weights(const std::array<Point, 3>& corner, Point point) {
  const double area = cross(corner[1] - corner[0], corner[2] - corner[0]);
  std::array<double, 3> weight{1, 0, 0};
  if (area > 0) {
    weight[1] = std::max(0.0, cross(point - corner[0], corner[2] - corner[0]) / area);
    weight[2] = std::max(0.0, cross(corner[1] - corner[0], point - corner[0]) / area);
  } else if (corner[1] != corner[0]) {
    const Point edge = corner[1] - corner[0];
    weight[1] = std::clamp(dot(point - corner[0], edge) / dot(edge, edge), 0.0, 1.0);
  }
  weight[0] = std::max(0.0, 1 - weight[1] - weight[2]);
  const double sum = weight[0] + weight[1] + weight[2];
  for (double& share : weight) share /= sum;
  return weight;
}

Mean mean_of(const Polygon& polygon, Point point) {
  Mean best;
  double nearest = std::numeric_limits<double>::infinity();
  const std::size_t triangles = polygon.size() > 2 ? polygon.size() - 2 : 1;
  for (std::size_t k = 0; k < triangles; ++k) {
    Mean mean{{0, std::min(k + 1, polygon.size() - 1), std::min(k + 2, polygon.size() - 1)}, {}};
    mean.weight = weights({polygon[mean.corner[0]], polygon[mean.corner[1]], polygon[mean.corner[2]]}, point);
    Point gap = point;
    for (std::size_t c = 0; c < 3; ++c) gap = gap - mean.weight[c] * polygon[mean.corner[c]];
    if (std::hypot(gap.x, gap.y) >= nearest) continue;
    nearest = std::hypot(gap.x, gap.y);
    best = mean;
  }
  return best;
}

/// The corners of a weighted sum of sets, each with the corner of every term that it is made of.
class TracedSum {
 public:
  explicit TracedSum(const std::vector<WeightedPolygon>& terms) : terms_(terms) {
    for (std::size_t t = 0; t < terms.size(); ++t) {
      const Polygon& set = *terms[t].polygon;
      for (std::size_t k = 0; set.size() > 1 && k < set.size(); ++k)
        edges_.push_back({t, terms[t].weight * (set[(k + 1) % set.size()] - set[k])});
    }
    std::ranges::stable_sort(edges_, [](const Edge& a, const Edge& b) { return turns_before(a.along, b.along); });
    Point corner;
    for (const WeightedPolygon& term : terms) corner = corner + term.weight * term.polygon->front();
    corners_.push_back(corner);
    // The last edge comes back to the first corner.
    for (std::size_t e = 0; e + 1 < edges_.size(); ++e) corners_.push_back(corner = corner + edges_[e].along);
  }

  [[nodiscard]] const Polygon& corners() const { return corners_; }
  /// [term], the corner of the term's set in this corner of the sum: each edge before it goes on by one.
  [[nodiscard]] std::vector<Point> parts(std::size_t corner) const {
    std::vector<std::size_t> at(terms_.size(), 0);
    for (std::size_t e = 0; e < corner; ++e) ++at[edges_[e].term];
    std::vector<Point> made;
    for (std::size_t t = 0; t < terms_.size(); ++t)
      made.push_back((*terms_[t].polygon)[at[t] % terms_[t].polygon->size()]);
    return made;
  }

 private:
  struct Edge {
    std::size_t term = 0;
    Point along;
  };

  const std::vector<WeightedPolygon>& terms_;
  std::vector<Edge> edges_;
  Polygon corners_;
};

/// Points of the terms whose weighted sum is the point, or the nearest there is.
std::vector<Point> split(const std::vector<WeightedPolygon>& terms, Point point) {
  const TracedSum sum(terms);
  const Mean mean = mean_of(sum.corners(), point);
  std::vector<Point> split_parts(terms.size());
  for (std::size_t c = 0; c < 3; ++c) {
    const std::vector<Point> parts = sum.parts(mean.corner[c]);
    for (std::size_t t = 0; t < parts.size(); ++t) split_parts[t] = split_parts[t] + mean.weight[c] * parts[t];
  }
  return split_parts;
}

std::vector<Payoffs> promises(const Game& game, const PayoffSets& sets, NodeId node, const Corner& corner) {
  const auto successors = game.successors(corner.joint);
  std::vector<Polygon> next;
  for (const NodeId successor : successors) next.push_back(polygon_of(sets.nodes[successor.value()]));
  std::vector<WeightedPolygon> terms;
  for (std::size_t k = 0; k < next.size(); ++k) terms.push_back({game.probabilities(corner.joint)[k], &next[k]});
  if (next.empty()) return {};
  std::array<double, 2> expected{};
  for (std::size_t i = 0; i < 2; ++i) {
    const double discount = game.discount_after(node, ActorId(i));
    // Where the future counts for nothing any promise will do: the actor's worst.
    if (discount > 0) expected[i] = (corner.payoffs[i] - game.payoff(corner.joint, ActorId(i))) / discount;
    for (std::size_t k = 0; discount <= 0 && k < next.size(); ++k)
      expected[i] += terms[k].weight * sets.nodes[successors[k].value()].worst[i];
  }
  std::vector<Payoffs> promised;
  for (const Point part : split(terms, {expected[0], expected[1]})) promised.push_back({part.x, part.y});
  return promised;
}

/// What the best deviation of an actor from a joint move gives it, if it has a choice there.
std::optional<double> deviating(const Game& game, const PayoffSets& sets, NodeId node, JointId joint,
                                std::size_t actor) {
  bool chooses = false;
  for (const game::SeatId seat : game.seats_of(node))
    chooses = chooses || (game.actor(seat) == ActorId(actor) && game.moves_of(seat).size() > 1);
  if (!chooses) return std::nullopt;
  const auto joints = game.joints_of(node);
  std::vector<double> worth;
  for (const JointId other : joints) {
    double next = 0;
    for (std::size_t k = 0; k < game.successors(other).size(); ++k)
      next += game.probabilities(other)[k] * sets.nodes[game.successors(other)[k].value()].worst[actor];
    worth.push_back(game.payoff(other, ActorId(actor)) + game.discount_after(node, ActorId(actor)) * next);
  }
  take_best_deviations(game, node, actor, worth);
  return worth[joint.value() - joints.front().value()];
}

}  // namespace

Support support_of(const Game& game, const PayoffSets& sets, NodeId node, std::size_t corner) {
  const NodeSet& set = sets.nodes[node.value()];
  PARLEY_CHECK(corner < set.corners.size());
  const Corner& at = set.corners[corner];
  Support support{at.joint, promises(game, sets, node, at), {}, {}};
  // Differences below a millionth of the largest value are ties to anyone who reads them.
  constexpr double kTie = 1e-6;
  for (std::size_t i = 0; i < 2; ++i) {
    support.deviating[i] = deviating(game, sets, node, at.joint, i);
    const double size = std::max(game.largest_payoff_size(ActorId(i)), std::abs(at.payoffs[i]));
    support.indifferent[i] = support.deviating[i] && at.payoffs[i] - *support.deviating[i] <= kTie * size;
  }
  return support;
}

double distance_to_set(const NodeSet& set, const Payoffs& payoffs) {
  PARLEY_CHECK(!set.corners.empty());
  return distance_to(polygon_of(set), {payoffs[0], payoffs[1]});
}

std::optional<double> most_given(const NodeSet& set, std::size_t actor, double other_at_least) {
  std::optional<double> most;
  const auto take = [&](double payoff) { most = std::max(most.value_or(payoff), payoff); };
  for (std::size_t k = 0; k < set.corners.size(); ++k) {
    const Payoffs& here = set.corners[k].payoffs;
    const Payoffs& next = set.corners[(k + 1) % set.corners.size()].payoffs;
    const double above = here[1 - actor] - other_at_least;
    const double above_next = next[1 - actor] - other_at_least;
    if (above >= 0) take(here[actor]);
    if ((above >= 0) != (above_next >= 0))
      take(here[actor] + above / (above - above_next) * (next[actor] - here[actor]));
  }
  return most;
}

}  // namespace parley::deals
