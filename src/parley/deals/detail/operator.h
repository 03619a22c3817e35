// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "parley/deals/detail/arena.h"
#include "parley/deals/detail/polygon.h"

namespace parley::deals {

/// What rounding takes from a set in one pass, in the arena's units, at the most: some corners that stand out by kFlat,
/// and the error of sums.
inline constexpr double kRounding = 2e-14;

/// A corner and the joint move that gives it.
struct MadeCorner {
  Point point;
  game::JointId joint;

  friend bool operator==(const MadeCorner&, const MadeCorner&) = default;
  friend auto operator<=>(const MadeCorner&, const MadeCorner&) = default;
};

/// The sets of all nodes as they are during the iteration, and what can be sustained on them.
class SetOperator {
 public:
  explicit SetOperator(const Arena& arena);

  [[nodiscard]] const Arena& arena() const { return *arena_; }
  [[nodiscard]] const Polygon& set(game::NodeId node) const { return set_[node.value()]; }
  /// The least of either actor in the node's set.
  [[nodiscard]] Point worst(game::NodeId node) const { return worst_[node.value()]; }
  void replace(game::NodeId node, Polygon set);
  /// A deviation that gains less than this does not keep a joint move from being sustained: it is what rounding takes
  /// in all passes together. Many joint moves meet their thresholds exactly, as where an actor is held to its worst by
  /// moves that are best for it anyway; rounding must not lose them, for with one of them half a set may go.
  [[nodiscard]] double slack() const { return slack_; }
  /// What that slack at every turn can add up to.
  [[nodiscard]] double whole_slack() const { return slack_ * slack_ / kRounding; }
  /// Held by sets and sums.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

  /// What can be sustained at a node where the sets are what can be promised after it: empty if nothing can.
  [[nodiscard]] Polygon sustained(game::NodeId node);
  /// The same with the joint move of each corner; of several that give it, the first.
  [[nodiscard]] std::vector<MadeCorner> sustained_corners(game::NodeId node);

  /// What each joint move of the node must pay the actor so that it does not deviate: its best deviation, answered with
  /// its worst. Minus infinity where it has no choice.
  [[nodiscard]] std::vector<double> thresholds(game::NodeId node, std::size_t actor);

  /// Says whose sets will be asked for next, over and over: it makes their sums cheaper. Until it is called again, all
  /// nodes after these have their sets.
  void prepare(std::span<const game::NodeId> nodes);
  /// Gives up what is kept of sums for later passes.
  void forget_sums();

 private:
  /// The set of expected values that can be promised after a lottery.
  struct Sum {
    MinkowskiSum set;
    Point worst;                ///< expected
    std::uint64_t version = 0;  ///< the successors' versions together; 0: to be made
  };
  const Sum& sum_of(std::uint32_t lottery);
  [[nodiscard]] MinkowskiSum sum_by_ring(game::JointId joint);
  /// A joint move that can be sustained, and from which values of both actors on.
  struct Candidate {
    game::JointId joint;
    Point threshold;
  };
  [[nodiscard]] bool is_inside(Point point) const { return inside_.holds(inner_, point); }
  void add_ends(game::NodeId node, const Candidate& candidate);
  void add_pieces(game::NodeId node, const Candidate& candidate);
  void widen_inner();
  void collect(game::NodeId node);

  const Arena* arena_;
  std::vector<Polygon> set_;
  std::vector<Point> worst_;
  std::vector<std::uint64_t> version_;  ///< by node, raised by replace()
  std::vector<Sum> sums_;               ///< by lottery
  std::vector<std::uint32_t> summed_;   ///< lotteries of which there is a sum
  EdgeRing ring_;
  std::vector<std::uint32_t> place_;             ///< by node, its place in the ring
  std::vector<game::NodeId> ring_nodes_;         ///< [place]
  std::vector<double> weights_;                  ///< [place], all 0 between calls
  std::vector<Candidate> candidates_;            ///< of the node at work
  std::vector<MadeCorner> points_;               ///< all corners of its set are among them
  std::array<Point, Sectors::kCount> leader_{};  ///< the farthest so far, by direction
  std::array<double, Sectors::kCount> leader_reach_{};
  Polygon inner_;               ///< a hull of some of them, by which others are seen to be of no use
  InsideTest inside_;           ///< of it
  std::vector<Point> outside_;  ///< those to be taken into it
  double slack_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace parley::deals
