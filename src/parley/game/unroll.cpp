// SPDX-License-Identifier: Apache-2.0
#include "parley/game/unroll.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "parley/base/check.h"

namespace parley::game {

/// Makes the layers of an unrolled game one after the other: first finds a step's nodes, then copies them.
class Unroller {
 public:
  Unroller(const Game& base, const UnrollPlan& plan)
      : base_(base),
        plan_(plan),
        here_(base.nodes(), kUnseen),
        within_(base.nodes(), kUnseen),
        end_(base.nodes(), kUnseen) {
    // What is not laid out node by node is the same.
    Game& game = result_.game;
    game = base;
    game.start_node_.clear();
    game.node_seats_ = {0};
    game.node_joints_ = {0};
    game.ends_step_.clear();
    game.stage_.clear();
    game.seat_actor_.clear();
    game.seat_moves_ = {0};
    game.joint_edges_ = {0};
    game.payoff_row_.clear();
    game.successor_.clear();
    game.probability_.clear();
    game.closed_.clear();
    game.hidden_.clear();
  }

  Unrolled run(std::size_t most_bytes) {
    for (std::size_t k = 0; k < base_.start_nodes().size(); ++k) starts_.push_back(base_.start_nodes()[k].value());
    for (const std::uint32_t start : starts_) add_to_layer(start, 0);
    for (const std::uint32_t start : starts_)
      result_.game.start_node_.emplace_back(NodeId(is_end(start) ? end_[start] : here_[start]));
    result_.also.resize(plan_.also.size());
    for (step_ = 0; !layer_.empty() || step_ <= last_also(); ++step_) {
      add_also();
      find_layer();
      copy_layer();
      result_.complete = result_.game.bytes() <= most_bytes;
      if (!result_.complete) break;
    }
    share_start();
    return std::move(result_);
  }

 private:
  static constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();

  [[nodiscard]] std::size_t last_also() const {
    std::size_t last = 0;
    for (const auto& [node, step] : plan_.also) last = std::max<std::size_t>(last, step);
    return last;
  }

  /// What is to be there at this step, whether or not play leads to it.
  void add_also() {
    for (std::size_t k = 0; k < plan_.also.size(); ++k) {
      const auto [node, step] = plan_.also[k];
      if (step != step_) continue;
      add_to_layer(node.value(), step);
      result_.also[k] = NodeId(is_end(node.value()) ? end_[node.value()] : here_[node.value()]);
    }
  }

  void share_start() {
    Game& game = result_.game;
    std::vector<NodeId> further;
    for (const NodeId node : result_.also) {
      const bool is_start = std::find(game.start_node_.begin(), game.start_node_.end(), node) != game.start_node_.end();
      if (!is_start && game.stage_[node.value()] == 0) further.push_back(node);
    }
    std::sort(further.begin(), further.end());
    further.erase(std::unique(further.begin(), further.end()), further.end());
    if (further.empty()) return;
    for (double& probability : game.start_probability_) probability /= 2;
    game.start_node_.insert(game.start_node_.end(), further.begin(), further.end());
    game.start_probability_.resize(game.start_node_.size(), 0.5 / static_cast<double>(further.size()));
  }

  [[nodiscard]] bool is_end(std::uint32_t node) const {
    if (!plan_.exits.empty() && plan_.exits[node] != 0) return false;
    const auto joints = base_.joints_of(NodeId(node));
    return joints.size() == 1 && base_.successors(joints.front()).empty();
  }

  /// A node of the layer being found, unless it is in it. An end is one for all steps.
  void add_to_layer(std::uint32_t node, std::size_t step) {
    std::uint32_t& place = is_end(node) ? end_[node] : here_[node];
    if (place != kUnseen) return;
    place = static_cast<std::uint32_t>(result_.origin.size());
    layer_.push_back(node);
    result_.origin.emplace_back(NodeId(node));
    result_.step.push_back(is_end(node) ? 0 : static_cast<std::uint32_t>(step));
  }

  /// Everything the layer's starts lead to within their step, breadth first.
  void find_layer() {
    // The layer grows while it is gone through.
    std::size_t k = 0;
    while (k < layer_.size()) {
      const NodeId node(layer_[k++]);
      if (base_.ends_step(node)) continue;
      for (const JointId joint : base_.joints_of(node))
        for (const NodeId next : base_.successors(joint)) add_to_layer(next.value(), step_);
    }
  }

  /// Copies the layer's nodes in order. Edges that end the step find their node in the next layer, and begin it.
  void copy_layer() {
    std::vector<std::uint32_t> current;
    current.swap(layer_);
    // The layer's own places, kept while `here_` turns to the next layer.
    for (const std::uint32_t node : current) {
      within_[node] = here_[node];
      here_[node] = kUnseen;
    }
    for (const std::uint32_t node : current) copy_node(NodeId(node));
  }

  void copy_node(NodeId node) {
    Game& game = result_.game;
    game.stage_.push_back(base_.stage_[node.value()]);
    game.ends_step_.push_back(base_.ends_step_[node.value()]);
    for (const SeatId seat : base_.seats_of(node)) {
      game.seat_actor_.push_back(base_.seat_actor_[seat.value()]);
      game.seat_moves_.push_back(game.seat_moves_.back() + static_cast<std::uint32_t>(base_.moves_of(seat).size()));
      if (!base_.hidden_.empty()) game.hidden_.push_back(base_.hidden_[seat.value()]);
      if (base_.closed_.empty()) continue;
      const auto closed = base_.closed_.begin();
      const std::size_t first = base_.moves_of(seat).front().value() * base_.widest_;
      const std::size_t count = base_.moves_of(seat).size() * base_.widest_;
      game.closed_.insert(game.closed_.end(), closed + static_cast<std::ptrdiff_t>(first),
                          closed + static_cast<std::ptrdiff_t>(first + count));
    }
    game.node_seats_.push_back(static_cast<std::uint32_t>(game.seat_actor_.size()));
    for (const JointId joint : base_.joints_of(node)) {
      game.payoff_row_.push_back(base_.payoff_row_[joint.value()]);
      const auto probabilities = base_.probabilities(joint);
      game.probability_.insert(game.probability_.end(), probabilities.begin(), probabilities.end());
      for (const NodeId next : base_.successors(joint)) game.successor_.emplace_back(place_of(node, next));
      game.joint_edges_.push_back(static_cast<std::uint32_t>(game.successor_.size()));
    }
    game.node_joints_.push_back(static_cast<std::uint32_t>(game.payoff_row_.size()));
  }

  NodeId place_of(NodeId node, NodeId next) {
    if (!base_.ends_step(node)) return NodeId(is_end(next.value()) ? end_[next.value()] : within_[next.value()]);
    if (step_ + 1 >= plan_.steps && !is_end(next.value())) next = plan_.last[next.value()];
    PARLEY_ENSURE(step_ + 1 < plan_.steps || is_end(next.value()));
    add_to_layer(next.value(), step_ + 1);
    return NodeId(is_end(next.value()) ? end_[next.value()] : here_[next.value()]);
  }

  const Game& base_;
  const UnrollPlan& plan_;
  std::vector<std::uint32_t> here_;    ///< by base node: its place in the layer being found
  std::vector<std::uint32_t> within_;  ///< by base node: its place in the layer being copied
  std::vector<std::uint32_t> end_;
  std::vector<std::uint32_t> starts_;
  std::vector<std::uint32_t> layer_;
  std::size_t step_ = 0;
  Unrolled result_;
};

Unrolled unroll(const Game& base, const UnrollPlan& plan, std::size_t most_bytes) {
  PARLEY_CHECK(plan.steps >= 1 && plan.last.size() == base.nodes());
  return Unroller(base, plan).run(most_bytes);
}

}  // namespace parley::game
