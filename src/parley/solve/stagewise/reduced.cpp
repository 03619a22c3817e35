// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stagewise/reduced.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "parley/game/builder.h"
#include "parley/solve/logit/logit_path.h"
#include "parley/solve/stagewise/chain.h"
#include "parley/solve/stagewise/stagewise.h"

namespace parley::solve::stagewise {

using game::ActorId;
using game::Game;
using game::JointId;
using game::NodeId;

namespace {

// More nodes than this wind through folds one after the other.
constexpr std::size_t kMostTogether = 24;
// A path that takes longer than this winds through folds of too many nodes at once.
constexpr std::size_t kMostSteps = 3000;
// Of the game that is left; one in which play hardly ever comes back has to have some.
constexpr double kLeastDiscount = 0.5;

/// The game that is left of a component when all but the chosen nodes play what the draft says.
class Reduction {
 public:
  Reduction(const Component& component, std::span<const std::size_t> places, Draft& draft);

  /// Finds where play goes between the chosen nodes and what is paid on the way; false if that fails.
  bool measure(Reach& known);
  /// The chosen nodes in their order, and one more in which play ends.
  [[nodiscard]] base::Result<Game> build() const;
  /// Copies strategies and values of the chosen nodes from the draft, or back into it.
  void copy(const Game& reduced, Draft& answer, bool back) const;

 private:
  bool measure_reach(std::size_t first, const Chain& chain, Reach& known);
  bool measure_worth(std::size_t actor, const Chain& chain);
  [[nodiscard]] double paid(NodeId node, JointId joint, std::size_t actor) const;
  [[nodiscard]] double chance(std::size_t first, std::size_t c, NodeId node, JointId joint) const;
  [[nodiscard]] std::vector<double> pays(NodeId node, JointId joint, std::span<const double> chances) const;

  const Component& component_;
  const Game& game_;
  std::span<const std::size_t> chosen_;  // places among the component's nodes
  Draft& draft_;
  std::vector<std::uint32_t> place_;  // by NodeId: among the component's nodes
  std::vector<std::uint8_t> fixed_;   // by place: whether it is chosen
  std::vector<std::size_t> first_;    // [actor]: the first of the same discount
  // [actor][c], of first actors: by place, the discounted chance to come to the c-th of the chosen next.
  std::vector<std::vector<const std::vector<double>*>> reach_;
  std::vector<std::vector<double>> worth_;  // [actor]: by place, paid until a chosen node is met
};

Reduction::Reduction(const Component& component, std::span<const std::size_t> places, Draft& draft)
    : component_(component),
      game_(component.game),
      chosen_(places),
      draft_(draft),
      place_(game_.nodes(), Chain::kOutside),
      fixed_(component.nodes.size(), 0),
      reach_(game_.actors()),
      worth_(game_.actors(), std::vector<double>(component.nodes.size(), 0.0)) {
  for (std::uint32_t k = 0; k < component.nodes.size(); ++k) place_[component.nodes[k].value()] = k;
  for (const std::size_t k : places) fixed_[k] = 1;
  for (const ActorId actor : game_.all_actors()) {
    std::size_t first = 0;
    while (game_.discount(ActorId(first)) != game_.discount(actor)) ++first;
    first_.push_back(first);
  }
}

bool Reduction::measure(Reach& known) {
  for (auto it = known.begin(); it != known.end();)
    it = fixed_[it->first.second] != 0 ? std::next(it) : known.erase(it);
  for (std::size_t first = 0; first < first_.size(); ++first) {
    if (first_[first] != first) continue;
    const Chain chain(component_, draft_, ActorId(first), place_);
    if (!measure_reach(first, chain, known)) return false;
    for (std::size_t a = first; a < first_.size(); ++a)
      if (first_[a] == first && !measure_worth(a, chain)) return false;
  }
  return true;
}

bool Reduction::measure_reach(std::size_t first, const Chain& chain, Reach& known) {
  std::vector<double> right(fixed_.size());
  for (const std::size_t place : chosen_) {
    std::fill(right.begin(), right.end(), 0.0);
    right[place] = 1;
    std::vector<double>& guess = known[{first, place}];
    guess.resize(fixed_.size(), 0.0);
    for (const std::size_t k : chosen_) guess[k] = right[k];
    if (!chain.solve(fixed_, right, guess)) return false;
    reach_[first].push_back(&guess);
  }
  return true;
}

bool Reduction::measure_worth(std::size_t actor, const Chain& chain) {
  std::vector<double> right(fixed_.size(), 0.0);
  std::vector<double> weight;
  for (std::size_t k = 0; k < fixed_.size(); ++k) {
    if (fixed_[k] != 0) continue;
    game::joint_probabilities(game_, draft_.profile, component_.nodes[k], weight);
    std::size_t j = 0;
    for (const JointId joint : game_.joints_of(component_.nodes[k])) {
      const double chance = weight[j++];
      if (chance > 0) right[k] += chance * paid(component_.nodes[k], joint, actor);
    }
  }
  return chain.solve(fixed_, right, worth_[actor]);
}

/// At once, and in place of what lies outside the component.
double Reduction::paid(NodeId node, JointId joint, std::size_t actor) const {
  const auto successors = game_.successors(joint);
  double outside = 0;
  for (std::size_t e = 0; e < successors.size(); ++e)
    if (place_[successors[e].value()] == Chain::kOutside)
      outside += game_.probabilities(joint)[e] * draft_.values(successors[e], ActorId(actor));
  return game_.payoff(joint, ActorId(actor)) + game_.discount_after(node, ActorId(actor)) * outside;
}

/// The discounted chance that the c-th of the chosen nodes is the next after a joint move.
double Reduction::chance(std::size_t first, std::size_t c, NodeId node, JointId joint) const {
  const auto successors = game_.successors(joint);
  double sum = 0;
  for (std::size_t e = 0; e < successors.size(); ++e) {
    const std::uint32_t to = place_[successors[e].value()];
    if (to != Chain::kOutside) sum += game_.probabilities(joint)[e] * (*reach_[first][c])[to];
  }
  return std::max(0.0, game_.discount_after(node, ActorId(first)) * sum);
}

/// What a joint move of a chosen node pays each actor until the next of them; `chances` are the first actor's.
std::vector<double> Reduction::pays(NodeId node, JointId joint, std::span<const double> chances) const {
  const auto successors = game_.successors(joint);
  std::vector<double> pays;
  for (std::size_t a = 0; a < game_.actors(); ++a) {
    double until = 0;
    for (std::size_t e = 0; e < successors.size(); ++e) {
      const std::uint32_t to = place_[successors[e].value()];
      if (to != Chain::kOutside) until += game_.probabilities(joint)[e] * worth_[a][to];
    }
    pays.push_back(paid(node, joint, a) + game_.discount_after(node, ActorId(a)) * until);
    // A game has one chance for all actors: what another discount makes of it is paid at the values so far.
    if (first_[a] == 0) continue;
    for (std::size_t c = 0; c < chosen_.size(); ++c)
      pays[a] +=
          (chance(first_[a], c, node, joint) - chances[c]) * draft_.values(component_.nodes[chosen_[c]], ActorId(a));
  }
  return pays;
}

base::Result<Game> Reduction::build() const {
  // The discounted chances of each joint move, and the most that is left of 1 after any: the discount.
  std::vector<std::vector<double>> chances;
  double most = kLeastDiscount;
  for (const std::size_t k : chosen_)
    for (const JointId joint : game_.joints_of(component_.nodes[k])) {
      double sum = 0;
      std::vector<double>& own = chances.emplace_back();
      for (std::size_t c = 0; c < chosen_.size(); ++c)
        sum += own.emplace_back(chance(0, c, component_.nodes[k], joint));
      most = std::max(most, sum);
    }
  std::vector<ActorId> terms;
  for (const ActorId actor : game_.all_actors()) terms.push_back(actor);
  game::GameBuilder builder(std::vector<double>(game_.actors(), most), terms);
  std::vector<NodeId> next;
  for (std::size_t c = 0; c <= chosen_.size(); ++c) next.emplace_back(c);
  auto own = chances.begin();
  for (const std::size_t k : chosen_) {
    const NodeId node = component_.nodes[k];
    builder.add_node(0, true);
    for (const game::SeatId seat : game_.seats_of(node))
      builder.add_seat(game_.actor(seat), game_.moves_of(seat).size());
    for (const JointId joint : game_.joints_of(node)) {
      const std::vector<double> pays_now = pays(node, joint, *own);
      double sum = 0;
      for (double& one : *own) sum += one /= most;
      own->push_back(std::max(0.0, 1 - sum));
      builder.add_joint(pays_now, next, *own);
      ++own;
    }
  }
  builder.add_node(0, true);
  builder.add_joint(std::vector<double>(game_.actors(), 0.0), {}, {});
  builder.add_start(NodeId(0), 1);
  return std::move(builder).build();
}

void Reduction::copy(const Game& reduced, Draft& answer, bool back) const {
  const auto move_over = [back](double& here, double& there) { back ? there = here : here = there; };
  for (std::size_t c = 0; c < chosen_.size(); ++c) {
    const NodeId node = component_.nodes[chosen_[c]];
    const auto seats = reduced.seats_of(NodeId(c));
    for (std::size_t s = 0; s < seats.size(); ++s) {
      const auto moves = reduced.moves_of(seats[s]);
      for (std::size_t m = 0; m < moves.size(); ++m)
        move_over(answer.profile[moves[m]], draft_.profile[game_.moves_of(game_.seats_of(node)[s])[m]]);
    }
    for (const ActorId actor : game_.all_actors())
      move_over(answer.values(NodeId(c), actor), draft_.values(node, actor));
  }
}

}  // namespace

bool solve_together(const Component& component, std::span<const std::size_t> places, const SolveOptions& options,
                    const base::RunContext& context, Draft& draft, Reach& known, PathReport& report) {
  Reduction reduction(component, places, draft);
  if (!reduction.measure(known)) return false;
  const auto reduced = reduction.build();
  if (!reduced) return false;
  std::vector<NodeId> nodes;
  for (std::size_t c = 0; c < places.size(); ++c) nodes.emplace_back(c);
  const Component together{*reduced, component.number, nodes, true, component.precision};
  Draft answer{game::uniform_profile(*reduced), game::Values(reduced->nodes(), reduced->actors())};
  reduction.copy(*reduced, answer, false);
  SolveOptions own = options;
  own.most_branches = 0;
  own.verify = false;
  own.start = nullptr;
  own.most_steps = std::min(options.most_steps, kMostSteps);
  if (places.size() > kMostTogether) {
    if (!settle(together, true, own, context, answer, report)) return false;
  } else {
    const Outcome outcome = logit::solve(together, own, context, answer);
    report.steps += outcome.path.steps;
    report.folds += outcome.path.folds;
    if (outcome.status != Status::kConverged) return false;
  }
  reduction.copy(*reduced, answer, true);
  return true;
}

}  // namespace parley::solve::stagewise
