// SPDX-License-Identifier: Apache-2.0
#include "parley/simulate/detail/flow.h"

#include <algorithm>

#include "parley/simulate/detail/joint_marks.h"

namespace parley::simulate {

namespace {

// How many nodes go by between two looks at the clock: some 100 microseconds.
constexpr std::size_t kLookEvery = 4096;

}  // namespace

Flow::Flow(const game::Game& game, const game::Profile& profile)
    : game_(game), profile_(profile), mass_(game.nodes(), 0.0), at_stage_(game.stages()) {
  for (std::size_t k = 0; k < game.start_nodes().size(); ++k) add(game.start_nodes()[k], game.start_probabilities()[k]);
}

void Flow::add(game::NodeId node, double probability) {
  double& mass = mass_[node.value()];
  if (mass == 0 && probability > 0) at_stage_[game_.stage(node)].push_back(node);
  mass += probability;
}

std::vector<Mass> Flow::at_step_start() const {
  std::vector<Mass> masses;
  for (const game::NodeId node : at_stage_[0])
    if (mass_[node.value()] > 0) masses.push_back({node, mass_[node.value()]});
  std::sort(masses.begin(), masses.end(), [](const Mass& a, const Mass& b) { return a.node < b.node; });
  return masses;
}

void Flow::leave(const Mass& from, const Marks& marks, Step& step) {
  game::joint_probabilities(game_, profile_, from.node, joint_probability_);
  const bool marked = joint_marks(game_, marks, from.node, joint_marks_);
  double ended = 0;
  std::size_t k = 0;
  for (const game::JointId joint : game_.joints_of(from.node)) {
    const std::size_t at = k++;
    const double probability = from.probability * joint_probability_[at];
    if (probability == 0) continue;
    if (marked && joint_marks_[at] != 0) {
      step.marked.emplace_back(joint_marks_[at], probability);
      continue;
    }
    const auto successors = game_.successors(joint);
    if (successors.empty()) ended += probability;
    for (std::size_t e = 0; e < successors.size(); ++e) add(successors[e], probability * game_.probabilities(joint)[e]);
  }
  if (ended > 0) step.ended.push_back({from.node, ended});
}

bool Flow::advance(const Marks& marks, const base::RunContext& context, Step& step) {
  step.ended.clear();
  step.marked.clear();
  std::size_t seen = 0;
  for (std::vector<game::NodeId>& nodes : at_stage_) {
    // Edges that end the step lead back to stage 0, so a stage's mass is taken out before any is passed on.
    std::vector<Mass> here;
    for (const game::NodeId node : nodes) {
      if (mass_[node.value()] > 0) here.push_back({node, mass_[node.value()]});
      mass_[node.value()] = 0;
    }
    nodes.clear();
    for (const Mass& mass : here) {
      if (++seen % kLookEvery == 0 && context.stop() != base::Stop::kNo) return false;
      leave(mass, marks, step);
    }
  }
  std::sort(step.ended.begin(), step.ended.end(), [](const Mass& a, const Mass& b) { return a.node < b.node; });
  return context.stop() == base::Stop::kNo;
}

}  // namespace parley::simulate
