// SPDX-License-Identifier: Apache-2.0
#include "parley/report/payoffs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/report/plain.h"
#include "parley/report/solution.h"
#include "parley/report/table.h"

namespace parley::report {

using game::ActorId;
using game::NodeId;

namespace {

SolvedGame named(const SustainedGame& sustained) {
  return {sustained.game, sustained.labels, nullptr, nullptr, nullptr};
}

std::string actor_name(const SustainedGame& sustained, std::size_t actor) {
  return actor_name(named(sustained), ActorId(actor));
}

/// Nine figures; what is smaller than the error of the larger ones is 0.
std::string payoff(double value) {
  constexpr double kZero = 5e-9;
  return fmt::format("{:.9g}", std::abs(value) < kZero ? 0.0 : value);
}

/// The largest share of an actor's payoff range that a deviation may gain.
double gain_share(const SustainedGame& sustained) {
  double share = 0;
  for (const ActorId actor : sustained.game->all_actors())
    if (const double range = sustained.game->payoff_range(actor); range > 0)
      share = std::max(share, sustained.sets->gain[actor.value()] / range);
  return share;
}

std::string joint_text(const SustainedGame& sustained, NodeId node, game::JointId joint) {
  std::string text;
  for (const NamedMove& move : moves_of(sustained, node, joint))
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", actor_name(sustained, move.actor.value()), move.move);
  return text.empty() ? "chance" : text;
}

/// What is said of a node's set in words.
std::string sentences(const SustainedGame& sustained, NodeId node) {
  const deals::NodeSet& set = sustained.sets->nodes[node.value()];
  std::array<double, 2> most{-HUGE_VAL, -HUGE_VAL};
  for (const deals::Corner& corner : set.corners)
    for (std::size_t i = 0; i < 2; ++i) most[i] = std::max(most[i], corner.payoffs[i]);
  const std::string us = actor_name(sustained, 0);
  const std::string them = actor_name(sustained, 1);
  std::string text = fmt::format(
      "Any agreement between {} and {}, of whatever form, gives {} between {} and {} and {} between {} and {}.", us,
      them, us, payoff(set.worst[0]), payoff(most[0]), them, payoff(set.worst[1]), payoff(most[1]));
  if (set.corners.size() == 1)
    text = fmt::format("No agreement of any form changes anything: {} gets {} and {} {}.", us, payoff(most[0]), them,
                       payoff(most[1]));
  const auto improvement = improvement_of(sustained, node);
  if (!improvement) return text;
  text += fmt::format(" The certified Markov equilibrium gives {} {} and {} {}.", us,
                      payoff(improvement->equilibrium[0]), them, payoff(improvement->equilibrium[1]));
  if (!improvement->both_gain) return text + " No agreement of any form gives both more than that.";
  return text + fmt::format(
                    " An agreement can give both more: {} up to {} with {} no worse off, {} up to {} with {} no "
                    "worse off.",
                    us, payoff(*improvement->most[0]), them, them, payoff(*improvement->most[1]), us);
}

void show_node(const SustainedGame& sustained, NodeId node, std::size_t width, std::string& out) {
  const deals::NodeSet& set = sustained.sets->nodes[node.value()];
  out += '\n' + wrapped(fmt::format("At {}", node_name(named(sustained), node)), width, "  ") + '\n';
  if (!set.computed) {
    out += "  not computed\n";
    return;
  }
  if (set.corners.empty()) {
    out += wrapped(
               "  No agreement of any form could hold: there is no subgame-perfect equilibrium in pure moves, with or "
               "without public signals.",
               width, "  ") +
           '\n';
    return;
  }
  out += wrapped("  " + sentences(sustained, node), width, "  ") + '\n';
  Table table;
  table.add({"corner", actor_name(sustained, 0), actor_name(sustained, 1), "indifferent", "first moves"});
  // More corners than this are for --json.
  constexpr std::size_t kMostCorners = 60;
  for (std::size_t c = 0; c < std::min(set.corners.size(), kMostCorners); ++c) {
    const deals::Corner& corner = set.corners[c];
    const deals::Support support = deals::support_of(*sustained.game, *sustained.sets, node, c);
    std::string indifferent;
    for (std::size_t i = 0; i < 2; ++i)
      if (support.indifferent[i]) indifferent += (indifferent.empty() ? "" : ", ") + actor_name(sustained, i);
    table.add({fmt::format("{}", c), payoff(corner.payoffs[0]), payoff(corner.payoffs[1]),
               indifferent.empty() ? "nobody" : indifferent, joint_text(sustained, node, corner.joint)});
  }
  out += table.text(width, "  ");
  if (set.corners.size() > kMostCorners)
    out += fmt::format("  and {} corners more; --json has them all\n", set.corners.size() - kMostCorners);
  for (std::size_t i = 0; i < 2; ++i)
    out += wrapped(fmt::format("  {} can be held to {}, by corner {}", actor_name(sustained, i), payoff(set.worst[i]),
                               set.punishing[i]),
                   width, "    ") +
           '\n';
}

}  // namespace

std::vector<NamedMove> moves_of(const SustainedGame& sustained, NodeId node, game::JointId joint) {
  const game::Game& game = *sustained.game;
  std::size_t rest = joint.value() - game.joints_of(node).front().value();
  std::size_t stride = game.joints_of(node).size();
  std::vector<NamedMove> moves;
  for (const game::SeatId seat : game.seats_of(node)) {
    stride /= game.moves_of(seat).size();
    moves.push_back({game.actor(seat), move_name(named(sustained), seat, game.moves_of(seat)[rest / stride])});
    rest %= stride;
  }
  return moves;
}

std::optional<Improvement> improvement_of(const SustainedGame& sustained, NodeId node) {
  const deals::NodeSet& set = sustained.sets->nodes[node.value()];
  if (sustained.equilibrium == nullptr || set.corners.empty()) return std::nullopt;
  Improvement improvement;
  for (std::size_t i = 0; i < 2; ++i) improvement.equilibrium[i] = (*sustained.equilibrium)(node, ActorId(i));
  improvement.both_gain = true;
  for (std::size_t i = 0; i < 2; ++i) {
    // Below a millionth of the payoffs nobody gains anything that the figures could show.
    constexpr double kNothing = 1e-6;
    constexpr double kRounding = 1e-4;  // of that, which an equilibrium may lie outside of the set it belongs to
    const double error = kNothing * std::max(sustained.game->payoff_range(ActorId(i)), sustained.sets->gain[i]);
    const double other_error =
        kNothing * std::max(sustained.game->payoff_range(ActorId(1 - i)), sustained.sets->gain[1 - i]);
    const auto beyond = deals::most_given(set, i, improvement.equilibrium[1 - i] + other_error);
    improvement.both_gain = improvement.both_gain && beyond && *beyond > improvement.equilibrium[i] + error;
    improvement.most[i] = deals::most_given(set, i, improvement.equilibrium[1 - i] - kRounding * other_error);
  }
  return improvement;
}

Status status_of(const SustainedGame& sustained) {
  const deals::PayoffSets& sets = *sustained.sets;
  constexpr std::string_view kOuter = "what is printed holds all sustainable payoffs, and may hold others";
  switch (sets.status) {
    case deals::SetStatus::kInterrupted:
      return {Exit::kInterrupted, fmt::format("interrupted: {}", kOuter)};
    case deals::SetStatus::kOutOfTime:
      return {Exit::kBudget, fmt::format("the time allowed is over: {}", kOuter)};
    case deals::SetStatus::kPassLimit:
      return {Exit::kNotGuaranteed, fmt::format("not converged after {} passes: {}", sets.passes, kOuter)};
    case deals::SetStatus::kConverged:
      break;
  }
  if (const double share = gain_share(sustained); share > sustained.bound)
    return {Exit::kNotGuaranteed,
            fmt::format("a deviation may gain {:.1e} of the payoff range, more than the bound: {}", share, kOuter)};
  return {Exit::kAnswered, "these are all sustainable payoffs"};
}

std::string payoffs_text(const SustainedGame& sustained, const Provenance& provenance, const Status& status,
                         std::size_t width) {
  const game::Game& game = *sustained.game;
  const deals::PayoffSets& sets = *sustained.sets;
  std::string out = sustained.labels->title.empty() ? provenance.file : sustained.labels->title;
  out += fmt::format("\n\n{} nodes, {} joint moves, {} edges\n\n", game.nodes(), game.joints(), game.edges());
  out += wrapped(
             "All sustainable payoffs: of subgame-perfect equilibria in pure moves, with a public signal before each "
             "node. Mixing that is not by public signals is not covered.",
             width, "") +
         '\n';
  for (const NodeId node : sustained.shown) show_node(sustained, node, width, out);
  if (sets.unsustainable)
    out += '\n' +
           wrapped(fmt::format("Nothing can be sustained at {}, nor wherever moves can lead there.",
                               node_name(named(sustained), *sets.unsustainable)),
                   width, "  ") +
           '\n';
  out += "\nHow far this can be trusted\n";
  out += wrapped(fmt::format(
                     "  {} after {} passes, {} corners in all; all sustainable payoffs lie in the sets, to rounding; "
                     "the sets reach beyond them by an estimated {:.1e} of the largest value",
                     deals::describe(sets.status), sets.passes, sets.corners, sets.error),
                 width, "  ") +
         '\n';
  out += wrapped(fmt::format(
                     "  each of their points is sustained by strategies from which a deviation gains at most {:.1e} of "
                     "the payoff range (bound {:.1e})",
                     gain_share(sustained), sustained.bound),
                 width, "  ") +
         '\n';
  return out + closing(provenance, status);
}

}  // namespace parley::report
