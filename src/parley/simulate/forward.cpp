// SPDX-License-Identifier: Apache-2.0
#include "parley/simulate/forward.h"

#include <algorithm>

#include "parley/base/check.h"
#include "parley/simulate/detail/flow.h"
#include "parley/simulate/detail/joint_marks.h"

namespace parley::simulate {

namespace {

/// Adds sorted masses to sorted masses, node by node.
void merge_into(std::vector<Mass>& all, const std::vector<Mass>& more) {
  std::vector<Mass> merged;
  merged.reserve(all.size() + more.size());
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < all.size() || b < more.size()) {
    const bool from_all = b == more.size() || (a < all.size() && all[a].node <= more[b].node);
    const Mass& next = from_all ? all[a++] : more[b++];
    if (!merged.empty() && merged.back().node == next.node)
      merged.back().probability += next.probability;
    else
      merged.push_back(next);
  }
  all = std::move(merged);
}

Distribution distribution_of(std::vector<Mass> live, const std::vector<Mass>& ended) {
  merge_into(live, ended);
  Distribution distribution;
  for (const Mass& mass : live) {
    distribution.nodes.push_back(mass.node);
    distribution.probability.push_back(mass.probability);
  }
  return distribution;
}

}  // namespace

bool forward(const game::Game& game, const game::Profile& profile, std::size_t steps, const base::RunContext& context,
             const std::function<void(std::size_t step, const Distribution&)>& visit) {
  PARLEY_CHECK(!game.has_types());
  PARLEY_CHECK(profile.probability.size() == game.moves());
  Flow flow(game, profile);
  Flow::Step step;
  std::vector<Mass> ended;
  visit(0, distribution_of(flow.at_step_start(), ended));
  for (std::size_t t = 0; t < steps; ++t) {
    if (!flow.advance({}, context, step)) return false;
    merge_into(ended, step.ended);
    visit(t + 1, distribution_of(flow.at_step_start(), ended));
    context.report("forward", t + 1, steps);
  }
  return true;
}

FirstPassage first_passage(const game::Game& game, const game::Profile& profile, const Marks& marks, std::size_t steps,
                           const base::RunContext& context) {
  PARLEY_CHECK(!game.has_types());
  PARLEY_CHECK(profile.probability.size() == game.moves());
  check_marks(game, marks);
  FirstPassage passage;
  const auto record = [&](std::uint32_t who, std::size_t step, double probability) {
    std::vector<double>& by_step = passage.by_marks[who];
    by_step.resize(steps + 1, 0.0);
    by_step[step] += probability;
  };
  std::vector<Mass> reached;
  const auto record_node = [&](std::uint32_t who, std::size_t step, const Mass& mass) {
    record(who, step, mass.probability);
    reached.push_back(mass);
  };
  Flow flow(game, profile);
  const auto watch_start = [&](std::size_t step) {
    double left = 0;
    for (const Mass& mass : flow.at_step_start()) {
      const std::uint32_t who = node_marks(marks, mass.node);
      if (who == 0) {
        left += mass.probability;
        continue;
      }
      record_node(who, step, mass);
      flow.remove(mass.node);
    }
    return left;
  };

  double left = watch_start(0);
  double ended = 0;
  Flow::Step step;
  for (std::size_t t = 0; t < steps; ++t) {
    const bool whole = flow.advance(marks, context, step);
    if (!whole) {
      passage.complete = false;
      break;
    }
    for (const auto& [who, probability] : step.marked) record(who, t, probability);
    for (const Mass& mass : step.ended) {
      const std::uint32_t who = node_marks(marks, mass.node);
      if (who == 0)
        ended += mass.probability;
      else
        record_node(who, t + 1, mass);
    }
    left = watch_start(t + 1);
    context.report("first passage", t + 1, steps);
  }
  passage.never = left + ended;
  std::stable_sort(reached.begin(), reached.end(), [](const Mass& a, const Mass& b) { return a.node < b.node; });
  for (const Mass& mass : reached) {
    if (passage.at.empty() || passage.at.back() != mass.node) {
      passage.at.push_back(mass.node);
      passage.at_probability.push_back(0);
    }
    passage.at_probability.back() += mass.probability;
  }
  return passage;
}

}  // namespace parley::simulate
