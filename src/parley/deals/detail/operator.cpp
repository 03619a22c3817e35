// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/detail/operator.h"

#include <algorithm>

namespace parley::deals {

using game::ActorId;
using game::Game;
using game::JointId;
using game::NodeId;

namespace {

constexpr double kNoThreshold = -std::numeric_limits<double>::infinity();

bool has_choice(const Game& game, NodeId node, std::size_t actor) {
  for (const game::SeatId seat : game.seats_of(node))
    if (game.actor(seat) == ActorId(actor)) return game.moves_of(seat).size() > 1;
  return false;
}

constexpr std::uint32_t kNotInRing = std::numeric_limits<std::uint32_t>::max();

}  // namespace

SetOperator::SetOperator(const Arena& arena)
    : arena_(&arena),
      set_(arena.game().nodes()),
      worst_(arena.game().nodes()),
      version_(arena.game().nodes(), 0),
      sums_(arena.lotteries()),
      place_(arena.game().nodes(), kNotInRing) {
  const Game& game = arena.game();
  const double discount = std::max(game.discount(ActorId(0)), game.discount(ActorId(1)));
  slack_ = discount < 1 ? kRounding * game.stages() / (1 - discount) : kRounding;
}

void SetOperator::replace(NodeId node, Polygon set) {
  bytes_ += (set.size() - set_[node.value()].size()) * sizeof(Point);
  worst_[node.value()] = {least_coordinate(set, 0), least_coordinate(set, 1)};
  set_[node.value()] = std::move(set);
  ++version_[node.value()];
  if (place_[node.value()] != kNotInRing) ring_.renew(place_[node.value()]);
}

void SetOperator::prepare(std::span<const NodeId> nodes) {
  const Game& game = arena_->game();
  std::vector<const Polygon*> sets;
  for (const NodeId node : nodes)
    for (const JointId joint : game.joints_of(node))
      for (const NodeId next : game.successors(joint)) {
        if (place_[next.value()] != kNotInRing || set_[next.value()].empty()) continue;
        place_[next.value()] = static_cast<std::uint32_t>(sets.size());
        ring_nodes_.push_back(next);
        sets.push_back(&set_[next.value()]);
      }
  weights_.assign(sets.size(), 0);
  ring_.set_up(std::move(sets));
}

MinkowskiSum SetOperator::sum_by_ring(JointId joint) {
  const auto successors = arena_->game().successors(joint);
  const auto probabilities = arena_->game().probabilities(joint);
  for (std::size_t k = 0; k < successors.size(); ++k) weights_[place_[successors[k].value()]] += probabilities[k];
  MinkowskiSum sum = ring_.sum(weights_);
  for (const NodeId next : successors) weights_[place_[next.value()]] = 0;
  return sum;
}

void SetOperator::forget_sums() {
  for (const std::uint32_t lottery : summed_) {
    bytes_ -= sums_[lottery].set.corners.size() * sizeof(Point);
    sums_[lottery] = Sum();
  }
  summed_.clear();
  for (const NodeId node : ring_nodes_) place_[node.value()] = kNotInRing;
  ring_nodes_.clear();
}

const SetOperator::Sum& SetOperator::sum_of(std::uint32_t lottery) {
  Sum& sum = sums_[lottery];
  const Game& game = arena_->game();
  const JointId joint = arena_->example(lottery);
  const auto successors = game.successors(joint);
  std::uint64_t version = 1;
  for (const NodeId next : successors) version += version_[next.value()];
  if (sum.version == version) return sum;
  if (sum.version == 0) summed_.push_back(lottery);
  std::vector<WeightedPolygon> terms;
  std::size_t edges = 0;
  sum.worst = {};
  for (std::size_t k = 0; k < successors.size(); ++k) {
    const double probability = game.probabilities(joint)[k];
    if (probability <= 0) continue;
    terms.push_back({probability, &set_[successors[k].value()]});
    sum.worst = sum.worst + probability * worst_[successors[k].value()];
    edges += terms.back().polygon->size();
  }
  bytes_ -= sum.set.corners.size() * sizeof(Point);
  // Merging costs several times as much an edge as passing by it in the ring.
  constexpr std::size_t kMergeCost = 8;
  const bool by_ring = !ring_nodes_.empty() && terms.size() > 1 && ring_.size() < kMergeCost * edges;
  sum.set = by_ring ? sum_by_ring(joint) : minkowski_sum(terms);
  bytes_ += sum.set.corners.size() * sizeof(Point);
  sum.version = version;
  return sum;
}

std::vector<double> SetOperator::thresholds(NodeId node, std::size_t actor) {
  const Game& game = arena_->game();
  const auto joints = game.joints_of(node);
  std::vector<double> best(joints.size(), kNoThreshold);
  if (!has_choice(game, node, actor)) return best;
  const double discount = arena_->discount_after(node)[actor];
  for (std::size_t k = 0; k < joints.size(); ++k)
    best[k] = arena_->payoff(joints[k])[actor] + discount * sum_of(arena_->lottery(joints[k])).worst[actor];
  take_best_deviations(game, node, actor, best);
  return best;
}

namespace {

/// The set that a joint move's sum of promises becomes: moved by the payoff and shrunk by the discounts.
struct MovedSum {
  const MinkowskiSum* sum;
  Point payoff;
  Point discount;

  [[nodiscard]] Point at(Point point) const {
    return {payoff.x + discount.x * point.x, payoff.y + discount.y * point.y};
  }
  [[nodiscard]] Point corner(std::size_t k) const { return at(sum->corners[k % sum->corners.size()]); }
  [[nodiscard]] Point end(std::size_t piece) const { return corner(sum->sectors.begin[piece]); }
  [[nodiscard]] double greatest(std::size_t axis) const { return end(axis * Sectors::kCount / 4)[axis]; }
};

/// Where the border crosses a line of constant coordinate: at most two points.
struct Crossings {
  std::array<Point, 2> point;
  std::size_t count = 0;
};

Crossings cross_border(const MovedSum& set, std::size_t axis, double least) {
  Crossings found;
  for (std::size_t piece = 0; piece < Sectors::kCount && found.count < 2; ++piece) {
    const bool begins_in = set.end(piece)[axis] >= least;
    if (begins_in == (set.end(piece + 1)[axis] >= least)) continue;
    std::size_t from = set.sum->sectors.begin[piece];
    std::size_t to = set.sum->sectors.begin[piece + 1];
    while (to - from > 1) {
      const std::size_t middle = from + (to - from) / 2;
      ((set.corner(middle)[axis] >= least) == begins_in ? from : to) = middle;
    }
    const Point a = set.corner(from);
    const Point b = set.corner(to);
    Point cut = a + ((least - a[axis]) / (b[axis] - a[axis])) * (b - a);
    (axis == 0 ? cut.x : cut.y) = least;
    found.point[found.count++] = cut;
  }
  return found;
}

bool meets(Point point, Point threshold) { return point.x >= threshold.x && point.y >= threshold.y; }

}  // namespace

void SetOperator::add_ends(NodeId node, const Candidate& candidate) {
  const Sum& sum = sum_of(arena_->lottery(candidate.joint));
  const MovedSum set{&sum.set, arena_->payoff(candidate.joint), arena_->discount_after(node)};
  const Point least = candidate.threshold;
  if (set.greatest(0) < least.x || set.greatest(1) < least.y) return;
  const Crossings beside = cross_border(set, 0, least.x);
  const Crossings below = cross_border(set, 1, least.y);
  const std::size_t first_scout = points_.size();
  for (std::size_t c = 0; c < beside.count; ++c)
    if (beside.point[c].y >= least.y) points_.push_back({beside.point[c], candidate.joint});
  for (std::size_t c = 0; c < below.count; ++c)
    if (below.point[c].x >= least.x) points_.push_back({below.point[c], candidate.joint});
  if (beside.count == 2 && (beside.point[0].y >= least.y) != (beside.point[1].y >= least.y))
    points_.push_back({least, candidate.joint});
  for (std::size_t k = first_scout; k < points_.size(); ++k) outside_.push_back(points_[k].point);
  for (std::size_t piece = 0; piece < Sectors::kCount; ++piece) {
    const Point end = set.end(piece);
    if (!meets(end, least)) continue;
    points_.push_back({end, candidate.joint});
    if (const double reached = dot(direction(piece), end); reached > leader_reach_[piece]) {
      leader_reach_[piece] = reached;
      leader_[piece] = end;
    }
  }
  if (points_.size() > first_scout) candidates_.push_back(candidate);
}

void SetOperator::widen_inner() {
  outside_.insert(outside_.end(), inner_.begin(), inner_.end());
  inner_ = hull_of(outside_);
  inside_ = InsideTest(inner_);
  outside_.clear();
}

void SetOperator::add_pieces(NodeId node, const Candidate& candidate) {
  const Sum& sum = sum_of(arena_->lottery(candidate.joint));
  const MovedSum set{&sum.set, arena_->payoff(candidate.joint), arena_->discount_after(node)};
  const bool first_inside = is_inside(set.end(0));
  bool here_inside = first_inside;
  for (std::size_t piece = 0; piece < Sectors::kCount; ++piece) {
    const bool starts_inside = here_inside;
    here_inside = piece + 1 < Sectors::kCount ? is_inside(set.end(piece + 1)) : first_inside;
    if (!starts_inside && meets(set.end(piece), candidate.threshold)) outside_.push_back(set.end(piece));
    const std::size_t from = sum.set.sectors.begin[piece];
    const std::size_t to = sum.set.sectors.begin[piece + 1];
    if (to - from < 2) continue;
    const std::array<Point, 3> triangle{set.end(piece), set.at(sum.set.sectors.apex[piece]), set.end(piece + 1)};
    const auto all = [&](auto&& holds_for) { return std::ranges::all_of(triangle, holds_for); };
    if (all([&](Point point) { return point.x < candidate.threshold.x; }) ||
        all([&](Point point) { return point.y < candidate.threshold.y; }) ||
        (starts_inside && here_inside && is_inside(triangle[1])))
      continue;
    for (std::size_t k = from + 1; k < to; ++k) {
      const Point corner = set.corner(k);
      if (meets(corner, candidate.threshold) && !is_inside(corner)) {
        points_.push_back({corner, candidate.joint});
        outside_.push_back(corner);
      }
    }
  }
}

void SetOperator::collect(NodeId node) {
  points_.clear();
  candidates_.clear();
  inner_.clear();
  inside_ = InsideTest();
  leader_reach_.fill(kNoThreshold);
  const std::uint32_t first = arena_->game().joints_of(node).front().value();
  const std::vector<double> thresholds_x = thresholds(node, 0);
  const std::vector<double> thresholds_y = thresholds(node, 1);
  const auto threshold = [&](JointId joint) {
    return Point{thresholds_x[joint.value() - first] - slack_, thresholds_y[joint.value() - first] - slack_};
  };
  const auto joints = arena_->by_outcome(node);
  std::vector<JointId> alike;
  for (std::size_t k = 0; k < joints.size();) {
    alike.clear();
    for (; k < joints.size() && (alike.empty() || arena_->same_outcome(alike[0], joints[k])); ++k)
      alike.push_back(joints[k]);
    // Of joint moves that come to the same, only those are of use that ask for less of one actor than all others do.
    std::ranges::sort(alike, [&](JointId a, JointId b) {
      return threshold(a) == threshold(b) ? a < b : threshold(a) < threshold(b);
    });
    double least_y = std::numeric_limits<double>::infinity();
    for (const JointId joint : alike) {
      if (threshold(joint).y >= least_y) continue;
      least_y = threshold(joint).y;
      add_ends(node, {joint, threshold(joint)});
    }
  }
  for (std::size_t k = 0; k < Sectors::kCount; ++k)
    if (leader_reach_[k] > kNoThreshold) outside_.push_back(leader_[k]);
  widen_inner();
  // Candidates are much alike: once the first few are in, most of the others lie inside.
  constexpr std::size_t kMany = 200;
  for (const Candidate& candidate : candidates_) {
    add_pieces(node, candidate);
    if (outside_.size() > kMany + inner_.size()) widen_inner();
  }
  widen_inner();
}

Polygon SetOperator::sustained(NodeId node) {
  collect(node);
  return inner_;
}

std::vector<MadeCorner> SetOperator::sustained_corners(NodeId node) {
  Polygon set = sustained(node);
  std::ranges::sort(points_);
  std::vector<MadeCorner> corners;
  for (const Point corner : set) corners.push_back(*std::ranges::lower_bound(points_, MadeCorner{corner, JointId(0)}));
  return corners;
}

}  // namespace parley::deals
