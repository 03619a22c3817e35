// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stagewise/reduced.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

#include "parley/base/check.h"
#include "parley/game/builder.h"
#include "parley/numeric/krylov.h"
#include "parley/solve/logit/logit_path.h"
#include "parley/solve/stagewise/stagewise.h"

namespace parley::solve::stagewise {

using game::ActorId;
using game::Game;
using game::JointId;
using game::NodeId;

namespace {

constexpr double kTolerance = 1e-9;
// More nodes than this wind through folds one after the other.
constexpr std::size_t kMostTogether = 24;
// A path that takes longer than this winds through folds of too many nodes at once.
constexpr std::size_t kMostSteps = 3000;
constexpr std::uint32_t kOutside = std::numeric_limits<std::uint32_t>::max();

/// Where play goes from the nodes of a component under the draft's profile, one actor's discount applied.
class Chain {
 public:
  Chain(const Component& component, const Draft& draft)
      : component_(component), place_(component.game.nodes(), kOutside) {
    const Game& game = component.game;
    for (std::uint32_t k = 0; k < component.nodes.size(); ++k) place_[component.nodes[k].value()] = k;
    std::vector<double> weight;
    flow_.assign(component.nodes.size() * game.actors(), 0.0);
    for (std::size_t k = 0; k < component.nodes.size(); ++k) {
      const NodeId node = component.nodes[k];
      game::joint_probabilities(game, draft.profile, node, weight);
      std::size_t j = 0;
      for (const JointId joint : game.joints_of(node)) {
        const double chance = weight[j++];
        if (chance == 0) continue;
        add_joint(draft, k, joint, chance);
      }
      first_.push_back(static_cast<std::uint32_t>(to_.size()));
    }
  }

  [[nodiscard]] std::uint32_t place(NodeId node) const { return place_[node.value()]; }
  [[nodiscard]] double flow(std::size_t k, std::size_t actor) const {
    return flow_[k * component_.game.actors() + actor];
  }

  /// x = right + discounted expectation of x, at all nodes but those where `fixed`, whose x is as given.
  [[nodiscard]] bool solve(std::span<const std::uint8_t> fixed, std::span<double> right, std::span<double> x) const {
    numeric::SparseMatrix matrix;
    for (std::uint32_t k = 0; k < component_.nodes.size(); ++k) {
      matrix.column.push_back(k);
      matrix.value.push_back(1.0);
      if (fixed[k] == 0)
        for (std::size_t e = first_[k]; e < first_[k + 1]; ++e) {
          matrix.column.push_back(to_[e]);
          matrix.value.push_back(-weight_[e]);
        }
      matrix.row_begin.push_back(static_cast<std::uint32_t>(matrix.column.size()));
    }
    return numeric::solve_krylov(matrix, right, x, {.tolerance = kTolerance}).residual < 1e-6;
  }

 private:
  void add_joint(const Draft& draft, std::size_t k, JointId joint, double chance) {
    const Game& game = component_.game;
    const NodeId node = component_.nodes[k];
    const auto successors = game.successors(joint);
    for (std::size_t a = 0; a < game.actors(); ++a)
      flow_[k * game.actors() + a] += chance * game.payoff(joint, ActorId(a));
    for (std::size_t e = 0; e < successors.size(); ++e) {
      const double probability = chance * game.probabilities(joint)[e];
      const std::uint32_t to = place_[successors[e].value()];
      if (to != kOutside) {
        to_.push_back(to);
        weight_.push_back(probability * game.discount_after(node, ActorId(0)));
        continue;
      }
      for (std::size_t a = 0; a < game.actors(); ++a)
        flow_[k * game.actors() + a] +=
            probability * game.discount_after(node, ActorId(a)) * draft.values(successors[e], ActorId(a));
    }
  }

  const Component& component_;
  std::vector<std::uint32_t> place_;
  std::vector<std::uint32_t> first_{0};
  std::vector<std::uint32_t> to_;
  std::vector<double> weight_;
  std::vector<double> flow_;
};

}  // namespace

bool solve_together(const Component& component, std::span<const std::size_t> places, const SolveOptions& options,
                    const base::RunContext& context, Draft& draft, Reach& known, PathReport& report) {
  const Game& game = component.game;
  const std::size_t actors = game.actors();
  const std::size_t count = component.nodes.size();
  const std::size_t chosen = places.size();
  std::vector<std::uint8_t> fixed(count, 0);
  for (const std::size_t k : places) fixed[k] = 1;
  // (*reach[c])[k]: the discounted chance to come to the c-th of the chosen from node k; worth[a][k]: paid until then.
  const Chain chain(component, draft);
  for (auto it = known.begin(); it != known.end();) it = fixed[it->first] != 0 ? std::next(it) : known.erase(it);
  std::vector<std::vector<double>*> reach;
  std::vector<std::vector<double>> worth(actors, std::vector<double>(count, 0.0));
  std::vector<double> right(count);
  for (std::size_t c = 0; c < chosen; ++c) {
    std::fill(right.begin(), right.end(), 0.0);
    right[places[c]] = 1;
    std::vector<double>& guess = known[places[c]];
    guess.resize(count, 0.0);
    for (const std::size_t k : places) guess[k] = right[k];
    if (!chain.solve(fixed, right, guess)) return false;
    reach.push_back(&guess);
  }
  for (std::size_t a = 0; a < actors; ++a) {
    for (std::size_t k = 0; k < count; ++k) right[k] = fixed[k] != 0 ? 0.0 : chain.flow(k, a);
    if (!chain.solve(fixed, right, worth[a])) return false;
  }
  // The game of the chosen nodes, and one in which play ends.
  std::vector<double> discount;
  std::vector<ActorId> terms;
  for (std::size_t a = 0; a < actors; ++a) {
    discount.push_back(game.discount(ActorId(a)));
    terms.emplace_back(a);
  }
  game::GameBuilder builder(discount, terms);
  std::vector<double> paid(actors);
  std::vector<NodeId> next;
  for (std::size_t c = 0; c <= chosen; ++c) next.emplace_back(c);
  for (const std::size_t k : places) {
    const NodeId node = component.nodes[k];
    builder.add_node(0, true);
    for (const game::SeatId seat : game.seats_of(node)) builder.add_seat(game.actor(seat), game.moves_of(seat).size());
    for (const JointId joint : game.joints_of(node)) {
      const auto successors = game.successors(joint);
      std::vector<double> chance(chosen + 1, 0.0);
      for (std::size_t a = 0; a < actors; ++a) paid[a] = game.payoff(joint, ActorId(a));
      for (std::size_t e = 0; e < successors.size(); ++e) {
        const double probability = game.probabilities(joint)[e];
        const std::uint32_t to = chain.place(successors[e]);
        for (std::size_t a = 0; a < actors; ++a)
          paid[a] += probability * game.discount_after(node, ActorId(a)) *
                     (to == kOutside ? draft.values(successors[e], ActorId(a)) : worth[a][to]);
        if (to != kOutside)
          for (std::size_t c = 0; c < chosen; ++c)
            chance[c] +=
                probability * game.discount_after(node, ActorId(0)) / discount[0] * std::max(0.0, (*reach[c])[to]);
      }
      double sum = 0;
      for (const double one : chance) sum += one;
      chance[chosen] = std::max(0.0, 1 - sum);
      if (sum > 1)
        for (double& one : chance) one /= sum;
      builder.add_joint(paid, next, chance);
    }
  }
  builder.add_node(0, true);
  builder.add_joint(std::vector<double>(actors, 0.0), {}, {});
  builder.add_start(NodeId(0), 1);
  const auto reduced = std::move(builder).build();
  if (!reduced) return false;
  std::vector<NodeId> nodes(next.begin(), next.end() - 1);
  const Component together{*reduced, component.number, nodes, true, component.precision};
  Draft answer{game::uniform_profile(*reduced), game::Values(reduced->nodes(), actors), {}};
  // Where the search sets out from, if it does not follow the path.
  const auto copy = [&](bool back) {
    for (std::size_t c = 0; c < chosen; ++c) {
      const auto seats = reduced->seats_of(NodeId(c));
      const auto seats_there = game.seats_of(component.nodes[places[c]]);
      for (std::size_t s = 0; s < seats.size(); ++s)
        for (std::size_t m = 0; m < reduced->moves_of(seats[s]).size(); ++m) {
          double& here = answer.profile[reduced->moves_of(seats[s])[m]];
          double& there = draft.profile[game.moves_of(seats_there[s])[m]];
          back ? there = here : here = there;
        }
      for (std::size_t a = 0; a < actors; ++a) {
        double& here = answer.values(NodeId(c), ActorId(a));
        double& there = draft.values(component.nodes[places[c]], ActorId(a));
        back ? there = here : here = there;
      }
    }
  };
  copy(false);
  SolveOptions own = options;
  own.most_branches = 0;
  own.verify = false;
  own.most_steps = std::min(options.most_steps, kMostSteps);
  if (chosen > kMostTogether) {
    if (!settle(together, true, own, context, answer, report)) return false;
  } else {
    const Outcome outcome = logit::solve(together, own, context, answer);
    report.steps += outcome.path.steps;
    report.folds += outcome.path.folds;
    if (outcome.status != Status::kConverged) return false;
  }
  copy(true);
  return true;
}

}  // namespace parley::solve::stagewise
