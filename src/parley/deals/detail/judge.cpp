// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/detail/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "parley/certify/certify.h"
#include "parley/scenario/date.h"
#include "parley/simulate/evaluate.h"
#include "parley/simulate/forward.h"

namespace parley::deals {

namespace {

using game::ActorId;
using game::JointId;
using game::MoveId;
using game::NodeId;
using game::SeatId;

// How often moves that break the deal are given back where play without breaches does not lead: each round gives back
// more, and what a breach can lead to is a few states deep.
constexpr int kMostRounds = 20;
constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();

/// The earliest step at which play comes to each node under a profile; kNever: it does not.
std::vector<std::uint32_t> first_steps(const game::Game& game, const game::Profile& profile) {
  std::vector<std::uint32_t> at(game.nodes(), kNever);
  std::vector<NodeId> now(game.start_nodes().begin(), game.start_nodes().end());
  std::vector<double> chance;
  for (std::uint32_t step = 0; !now.empty(); ++step) {
    std::vector<NodeId> next;
    for (const NodeId node : now) at[node.value()] = std::min(at[node.value()], step);
    for (std::size_t k = 0; k < now.size(); ++k) {
      const NodeId node = now[k];
      game::joint_probabilities(game, profile, node, chance);
      std::size_t j = 0;
      for (const JointId joint : game.joints_of(node)) {
        if (chance[j++] <= 0) continue;
        for (const NodeId to : game.successors(joint)) {
          if (at[to.value()] != kNever) continue;
          at[to.value()] = game.ends_step(node) ? step + 1 : step;
          (game.ends_step(node) ? next : now).push_back(to);
        }
      }
    }
    now = std::move(next);
  }
  return at;
}

/// One deal's game, solved as if nobody broke it, and what breaking it would bring.
class Judge {
 public:
  Judge(const scenario::Scenario& scenario, const Without& without, const DealOptions& options,
        const base::RunContext& context)
      : scenario_(scenario), without_(without), options_(options), context_(context) {}

  Finding run(bool in_full) {
    if (!without_.holds) return unsettled("play without the deal has no certificate");
    auto compiled = signed_game(scenario_, options_, context_);
    if (!compiled) {
      found_.reason = compiled.error().all().front().message;
      found_.verdict = context_.stop() == base::Stop::kNo ? Verdict::kImpossible : Verdict::kUnsettled;
      return std::move(found_);
    }
    compiled_.emplace(std::move(*compiled));
    pay_exits();
    if (!solve()) return std::move(found_);
    weigh_sides();
    settle();
    look_ahead(in_full);
    if (in_full) fill_sheet();
    return std::move(found_);
  }

 private:
  Finding unsettled(std::string reason) {
    found_.verdict = Verdict::kUnsettled;
    found_.reason = std::move(reason);
    return std::move(found_);
  }

  void pay_exits() {
    std::vector<NodeId> exits;
    std::vector<double> value;
    const compile::Legend& legend = compiled_->legend;
    for (const NodeId node : compiled_->game.all_nodes()) {
      if (legend.phase(node) != compile::Phase::kExit) continue;
      const auto& worth = without_.from.at({legend.packed(node), static_cast<std::uint32_t>(legend.step(node))});
      exits.push_back(node);
      value.insert(value.end(), worth.begin(), worth.end());
    }
    std::vector<game::TermId> terms;
    for (const ActorId actor : compiled_->game.all_actors()) terms.push_back(exit_term(actor));
    compiled_->game = game::with_end_values(std::move(compiled_->game), exits, value, terms);
  }

  [[nodiscard]] game::TermId exit_term(ActorId actor) const {
    const auto& names = compiled_->legend.terms();
    const auto found = std::find_if(names.begin(), names.end(), [&](const compile::TermName& name) {
      return name.actor.value() == actor.value() && name.key == compile::kAfterDeal;
    });
    return game::TermId(static_cast<std::size_t>(found - names.begin()));
  }

  /// Compliance wherever play leads to without breaches; elsewhere, after a breach that was not noticed, whoever gains
  /// by another may go on with it.
  bool solve() {
    const game::Game& game = compiled_->game;
    std::vector<std::uint8_t> left_out(game.moves(), 0);
    for (std::size_t m = 0; m < left_out.size(); ++m) left_out[m] = compiled_->legend.is_breach(MoveId(m)) ? 1 : 0;
    found_.is_breakable = std::any_of(left_out.begin(), left_out.end(), [](auto one) { return one != 0; });
    for (int round = 0; round < kMostRounds; ++round) {
      const game::Restricted kept = game::without_moves(game, left_out);
      if (kept.stuck) {
        found_.verdict = Verdict::kImpossible;
        found_.reason = fmt::format("no way to comply where {}", compiled_->legend.node_text(game, *kept.stuck));
        return false;
      }
      auto solution = solve::solve(kept.game, options_.solve, context_);
      if (!solution || !solution->is_usable()) {
        unsettled_in_place(solution ? solution->message : solution.error().all().front().message);
        return false;
      }
      profile_ = game::lifted(kept, solution->profile, game.moves());
      values_ = std::move(solution->values);
      at_ = first_steps(game, profile_);
      if (!give_back(left_out)) return true;
    }
    return true;
  }

  void unsettled_in_place(const std::string& reason) {
    found_.verdict = Verdict::kUnsettled;
    found_.reason = reason;
  }

  /// Gives back breaches that gain off the path of compliance; whether there were any.
  bool give_back(std::vector<std::uint8_t>& left_out) {
    bool is_changed = false;
    each_breach([&](NodeId node, SeatId seat, MoveId move) {
      if (at_[node.value()] != kNever || left_out[move.value()] == 0) return;
      if (gain_of(node, seat, move) <= indifference(compiled_->game.actor(seat))) return;
      left_out[move.value()] = 0;
      is_changed = true;
    });
    return is_changed;
  }

  template <class Visit>
  void each_breach(const Visit& visit) {
    const game::Game& game = compiled_->game;
    for (const NodeId node : game.all_nodes())
      for (const SeatId seat : game.seats_of(node))
        for (const MoveId move : game.moves_of(seat))
          if (compiled_->legend.is_breach(move)) visit(node, seat, move);
  }

  [[nodiscard]] double range(ActorId actor) const {
    return std::max(without_.range[actor.value()], compiled_->game.payoff_range(actor));
  }
  [[nodiscard]] double indifference(ActorId actor) const { return options_.indifference * range(actor); }

  /// What one breach gains over complying, with everybody complying afterwards where the deal goes on.
  [[nodiscard]] double gain_of(NodeId node, SeatId seat, MoveId move) const {
    const game::Game& game = compiled_->game;
    const ActorId actor = game.actor(seat);
    const auto seats = game.seats_of(node);
    const std::size_t place = seat.value() - seats.front().value();
    double value = 0;
    std::size_t j = 0;
    std::vector<std::uint32_t> digits(seats.size());
    for (const JointId joint : game.joints_of(node)) {
      std::size_t rest = j++;
      for (std::size_t k = seats.size(); k-- > 0;) {
        const std::size_t count = game.moves_of(SeatId(seats.front().value() + k)).size();
        digits[k] = static_cast<std::uint32_t>(rest % count);
        rest /= count;
      }
      if (game.moves_of(seat).front().value() + digits[place] != move.value()) continue;
      double chance = 1;
      for (std::size_t k = 0; k < seats.size(); ++k)
        if (k != place)
          chance *= profile_[MoveId(game.moves_of(SeatId(seats.front().value() + k)).front().value() + digits[k])];
      if (chance <= 0) continue;
      double after = 0;
      const auto successors = game.successors(joint);
      const auto probabilities = game.probabilities(joint);
      for (std::size_t s = 0; s < successors.size(); ++s) after += probabilities[s] * values_(successors[s], actor);
      value += chance * (game.payoff(joint, actor) + game.discount_after(node, actor) * after);
    }
    return value - values_(node, actor);
  }

  [[nodiscard]] Breach breach_at(NodeId node, SeatId seat, MoveId move, double gain) const {
    const ActorId actor = compiled_->game.actor(seat);
    Breach breach;
    breach.actor = scenario::ActorId(actor.value());
    breach.move = fmt::format("{}.{}", scenario_.actors[actor.value()].key, compiled_->legend.move_text(move));
    breach.where = place_text(node);
    breach.step = at_[node.value()];
    breach.gain = gain;
    breach.replayed = std::numeric_limits<double>::quiet_NaN();
    return breach;
  }

  /// The variables that are not the same wherever play leads to when everybody complies.
  [[nodiscard]] std::string place_text(NodeId node) const {
    std::string text;
    for (std::size_t v = 0; v < scenario_.variables.size(); ++v) {
      const scenario::VariableId id(v);
      const std::size_t here = compiled_->legend.value(node, id);
      bool varies = false;
      for (std::size_t n = 0; n < at_.size() && !varies; ++n)
        varies = at_[n] != kNever && compiled_->legend.is_in_force(NodeId(n)) &&
                 compiled_->legend.value(NodeId(n), id) != here;
      const scenario::Variable& variable = scenario_.variables[v];
      if (!varies || variable.of_deal) continue;
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", variable.key, compile::value_text(variable, here));
    }
    return text.empty() ? std::string("the deal is in force") : text;
  }

  /// The gain once more, by evaluating the profile in which this one move is made, with code of its own.
  [[nodiscard]] double replay(NodeId node, SeatId seat, MoveId move) const {
    const game::Game& game = compiled_->game;
    game::Profile deviation = profile_;
    for (const MoveId other : game.moves_of(seat)) deviation[other] = other == move ? 1 : 0;
    const auto worth = [&](const game::Profile& profile) {
      const simulate::TermValues values = simulate::evaluate(game, profile, context_);
      double sum = 0;
      for (const game::TermId term : game.all_terms())
        if (game.term_actor(term) == game.actor(seat)) sum += values[node][term.value()];
      return sum;
    };
    return worth(deviation) - worth(profile_);
  }

  void weigh_sides() {
    const game::Game& game = compiled_->game;
    found_.sides.resize(game.actors());
    for (const ActorId actor : game.all_actors()) {
      Side& side = found_.sides[actor.value()];
      side.least_gain = std::numeric_limits<double>::infinity();
      for (std::size_t k = 0; k < compiled_->starts.size(); ++k) {
        double value = 0;
        for (const auto& [place, chance] : compiled_->starts[k])
          value += chance * values_(game.start_nodes()[place], actor);
        const double gain = value - without_.start[k][actor.value()];
        side.value += compiled_->start_probability[k] * value;
        side.gain += compiled_->start_probability[k] * gain;
        side.least_gain = std::min(side.least_gain, gain);
      }
    }
    find_breaches();
    for (const scenario::ActorId party : scenario_.deal->parties)
      if (found_.sides[party.value()].least_gain < -indifference(ActorId(party.value())))
        found_.refused_by.push_back(party);
  }

  void find_breaches() {
    std::optional<std::pair<NodeId, std::pair<SeatId, MoveId>>> first_at;
    std::vector<std::optional<std::pair<NodeId, std::pair<SeatId, MoveId>>>> best_at(found_.sides.size());
    std::vector<double> best(found_.sides.size());
    double first_gain = 0;
    each_breach([&](NodeId node, SeatId seat, MoveId move) {
      if (at_[node.value()] == kNever) return;
      const ActorId actor = compiled_->game.actor(seat);
      const double gain = gain_of(node, seat, move);
      auto& at = best_at[actor.value()];
      if (!at || gain > best[actor.value()]) {
        at = {node, {seat, move}};
        best[actor.value()] = gain;
      }
      if (gain <= indifference(actor)) return;
      const bool is_earlier = !first_at || at_[node.value()] < at_[first_at->first.value()];
      if (is_earlier || (at_[node.value()] == at_[first_at->first.value()] && gain > first_gain)) {
        first_at = {node, {seat, move}};
        first_gain = gain;
      }
    });
    for (std::size_t i = 0; i < best.size(); ++i)
      if (const auto& at = best_at[i])
        found_.sides[i].best_breach = breach_at(at->first, at->second.first, at->second.second, best[i]);
    if (!first_at) return;
    found_.first = breach_at(first_at->first, first_at->second.first, first_at->second.second, first_gain);
    first_place_ = first_at;
  }

  void settle() {
    if (found_.first) {
      found_.verdict = Verdict::kBroken;
      return;
    }
    const auto is_at_edge = [&](std::size_t i) {
      const auto& breach = found_.sides[i].best_breach;
      return breach && breach->gain >= -indifference(ActorId(i));
    };
    bool at_edge = false;
    for (std::size_t i = 0; i < found_.sides.size(); ++i) at_edge = at_edge || is_at_edge(i);
    const auto certificate =
        certify::certify(compiled_->game, profile_, {.bound = options_.bound, .precision = {}}, context_);
    if (!certificate) return unsettled_in_place(certificate.error().all().front().message);
    for (const certify::ActorGain& gain : certificate->actors)
      found_.share = std::max(found_.share, range(gain.actor) > 0 ? gain.gain_worst / range(gain.actor) : 0.0);
    found_.share += without_.share;
    if (!certificate->complete || !(found_.share <= options_.bound))
      return unsettled_in_place("the certificate misses the bound");
    found_.verdict = !found_.refused_by.empty() ? Verdict::kRefused : at_edge ? Verdict::kKnifeEdge : Verdict::kHolds;
  }

  /// How long the deal is in force when everybody complies.
  void look_ahead(bool in_full) {
    using scenario::DealStatus;
    const compile::Legend& legend = compiled_->legend;
    const auto status = [&](NodeId node) {
      return static_cast<DealStatus>(legend.value(node, scenario_.deal->status));
    };
    std::vector<double> in_force;
    std::vector<double> suspended;
    simulate::forward(compiled_->game, profile_, scenario_.forecast_steps, context_,
                      [&](std::size_t, const simulate::Distribution& now) {
                        double force = 0;
                        double pause = 0;
                        for (std::size_t k = 0; k < now.nodes.size(); ++k) {
                          if (status(now.nodes[k]) == DealStatus::kInForce) force += now.probability[k];
                          if (status(now.nodes[k]) == DealStatus::kSuspended) pause += now.probability[k];
                        }
                        in_force.push_back(force);
                        suspended.push_back(pause);
                      });
    for (std::size_t t = 0; t + 1 < in_force.size(); ++t) found_.years += in_force[t] * scenario::years(scenario_.step);
    if (!in_force.empty()) found_.lasting = in_force.back();
    if (!in_full) return;
    found_.sheet.emplace();
    found_.sheet->in_force = std::move(in_force);
    found_.sheet->suspended = std::move(suspended);
  }

  void fill_sheet() {
    Sheet& sheet = *found_.sheet;
    const double none = std::numeric_limits<double>::infinity();
    sheet.slack.assign(found_.sides.size(), std::vector<double>(sheet.in_force.size(), none));
    std::map<std::pair<std::size_t, std::string>, std::pair<Breach, std::pair<NodeId, std::pair<SeatId, MoveId>>>> best;
    each_breach([&](NodeId node, SeatId seat, MoveId move) {
      if (at_[node.value()] == kNever) return;
      const std::size_t actor = compiled_->game.actor(seat).value();
      const double gain = gain_of(node, seat, move);
      if (at_[node.value()] < sheet.slack[actor].size()) {
        double& slack = sheet.slack[actor][at_[node.value()]];
        slack = std::min(slack, -gain);
      }
      Breach breach = breach_at(node, seat, move, gain);
      const std::pair<std::size_t, std::string> key{actor, breach.move};
      const auto known = best.find(key);
      if (known == best.end() || gain > known->second.first.gain)
        best.insert_or_assign(key, std::pair(std::move(breach), std::pair(node, std::pair(seat, move))));
    });
    for (auto& [key, one] : best) {
      const auto& [node, move] = one.second;
      one.first.replayed = replay(node, move.first, move.second);
      sheet.tempting.push_back(one.first);
    }
    if (first_place_ && found_.first)
      found_.first->replayed = replay(first_place_->first, first_place_->second.first, first_place_->second.second);
  }

  const scenario::Scenario& scenario_;
  const Without& without_;
  const DealOptions& options_;
  const base::RunContext& context_;
  std::optional<compile::CompiledGame> compiled_;
  game::Profile profile_;
  game::Values values_;
  std::vector<std::uint32_t> at_;
  std::optional<std::pair<NodeId, std::pair<SeatId, MoveId>>> first_place_;
  Finding found_;
};

}  // namespace

Finding judge(const scenario::Scenario& scenario, const Without& without, bool in_full, const DealOptions& options,
              const base::RunContext& context) {
  return Judge(scenario, without, options, context).run(in_full);
}

}  // namespace parley::deals
