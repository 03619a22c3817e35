// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <utility>

#include "parley/compile/detail/enumeration.h"

namespace parley::compile {

using scenario::ActorId;

void Enumeration::expand_draw(const NodeKey& key) {
  builder_.add_node(0, false);
  successors_.clear();
  proceed_random(key, key.state, 1);
  builder_.add_joint(terms_, successors_.nodes, successors_.probabilities);
}

void Enumeration::expand_turn(const NodeKey& key) {
  builder_.add_node(stage_of(key), false);
  const std::span<const ActorId> movers = movers_of(key);
  const std::vector<ActorId> actors(movers.begin(), movers.end());
  add_joints(key, actors);
}

/// Whether the others do not see the move. Of an actor of one type they know everything that counts anyway.
bool Enumeration::is_hidden(const detail::OpenMove& move) const {
  return move.action != nullptr && move.action->hidden && scenario_.actors[move.action->actor.value()].types.size() > 1;
}

void Enumeration::add_seat(ActorId actor, std::span<const detail::OpenMove> moves) {
  const game::SeatId seat = builder_.add_seat(game::ActorId(actor.value()), moves.size());
  if (std::any_of(moves.begin(), moves.end(), [&](const auto& move) { return is_hidden(move); })) builder_.hide(seat);
  const std::size_t types = scenario::type_count(scenario_.actors[actor.value()]);
  for (std::size_t m = 0; m < moves.size(); ++m) {
    legend_.moves_.push_back(moves[m].code);
    if (options_.is_signed) legend_.breaks_.push_back(moves[m].breaks != 0 ? 1 : 0);
    for (std::size_t t = 0; t < types; ++t) {
      if (moves[m].closed[t])
        builder_.close(seat, m, t);
      else if (moves[m].action != nullptr)
        type_acts_[actor.value()].set(t);
    }
  }
}

void Enumeration::add_joints(const NodeKey& key, std::span<const ActorId> movers) {
  std::vector<std::vector<detail::OpenMove>> moves(movers.size());
  std::optional<std::size_t> hider;
  for (std::size_t m = 0; m < movers.size(); ++m) {
    dynamics_.open_moves(movers[m], key.state, moves[m]);
    for (const detail::OpenMove& move : moves[m]) {
      if (move.action != nullptr) action_open_[move.id.value()] = true;
      if (is_hidden(move)) hider = m;
    }
    if (moves[m].size() > 1 || moves[m].front().action != nullptr) add_seat(movers[m], moves[m]);
  }
  std::vector<std::size_t> choice(movers.size(), 0);
  std::vector<detail::OpenMove> made(movers.size());
  for (;;) {
    for (std::size_t m = 0; m < movers.size(); ++m) made[m] = moves[m][choice[m]];
    NodeKey over = key;
    over.seen = hider && !is_hidden(made[*hider]) ? made[*hider].code : NodeKey().seen;
    add_joint(over, movers, made);
    std::size_t m = movers.size();
    while (m > 0 && ++choice[m - 1] == moves[m - 1].size()) choice[--m] = 0;
    if (m == 0) break;
  }
}

void Enumeration::pay_breaches(const detail::OpenMove& move, const detail::State& state) {
  if (move.breaks == 0 || !options_.is_signed) return;
  if (move.action != nullptr) dynamics_.set_argument(move);
  for (std::size_t k = 0; k < breach_term_.size(); ++k)
    if ((move.breaks & layout_.breach_bit(k)) != 0) pay_all(breach_term_[k], scenario_.deal->breaches[k].pays, state);
}

/// `made` is what each of the movers does; `key` is the turn, over.
void Enumeration::add_joint(const NodeKey& key, std::span<const ActorId> movers,
                            std::span<const detail::OpenMove> made) {
  detail::State chosen = key.state;
  for (const detail::OpenMove& move : made)
    chosen.made |= move.breaks | (move.action == nullptr ? 0 : layout_.made_bit(move.id));
  detail::Lottery lottery{{chosen, 1.0}};
  for (const detail::OpenMove& move : made) {
    pay_breaches(move, chosen);
    if (move.action == nullptr) continue;
    dynamics_.set_argument(move);
    pay_all(payment_term_[move.id.value()], move.action->pays, chosen);
    dynamics_.apply(move, lottery);
  }
  successors_.clear();
  after_turn(key, movers, std::move(lottery));
  builder_.add_joint(terms_, successors_.nodes, successors_.probabilities);
  std::fill(terms_.begin(), terms_.end(), 0.0);
}

/// Adds what a formula gives, over `divisor`, to a term of each type of its actor; whether that is anything.
bool Enumeration::pay(std::size_t term, const expr::Expression& formula, const detail::State& state, double divisor) {
  const ActorId actor = legend_.terms_[term].actor;
  const std::size_t types = scenario::type_count(scenario_.actors[actor.value()]);
  bool pays = false;
  for (std::size_t t = 0; t < types; ++t) {
    dynamics_.set_type(actor, scenario::TypeId(t));
    const double value = dynamics_.number(formula, state);
    if (value == 0) continue;
    terms_[first_slot_[term] + t] += value / divisor;
    pays = true;
  }
  return pays;
}

void Enumeration::pay_all(std::size_t first_term, std::span<const scenario::Pay> pays, const detail::State& state) {
  for (std::size_t k = 0; k < pays.size(); ++k) pay(first_term + k, pays[k].value, state);
}

void Enumeration::add_payoffs(const detail::State& state, bool for_ever, const scenario::Where& where) {
  for (std::size_t t = 0; t < scenario_.payoffs.size(); ++t) {
    const scenario::PayoffTerm& term = scenario_.payoffs[t];
    const scenario::Actor& actor = scenario_.actors[term.actor.value()];
    if (term.of_deal && !dynamics_.is_deal(scenario::DealStatus::kInForce, state)) continue;
    if (!pay(t, term.value, state, for_ever ? 1 - actor.discount : 1)) continue;
    payoff_seen_[t] = true;
    if (for_ever && !(actor.discount < 1)) mistakes_.endless_value(actor, where, "payoffs_continue");
  }
}

void Enumeration::add_endless(std::span<const scenario::Pay> flow, std::size_t first_term, const detail::State& state,
                              std::string_view what, const scenario::Where& where) {
  for (std::size_t k = 0; k < flow.size(); ++k) {
    const scenario::Actor& actor = scenario_.actors[flow[k].actor.value()];
    if (pay(first_term + k, flow[k].value, state, 1 - actor.discount) && !(actor.discount < 1))
      mistakes_.endless_value(actor, where, what);
  }
}

void Enumeration::expand_settle(const NodeKey& key) {
  builder_.add_node(stage_of(key), true);
  add_payoffs(key.state, false, {});
  detail::Lottery lottery{{key.state, 1.0}};
  if (!is_over(key.state)) {
    dynamics_.apply_rules(std::nullopt, lottery);
    dynamics_.settle_deal(lottery);
  }
  successors_.clear();
  for (const detail::Branch& branch : lottery) lead_to(next_start(branch.state, key.step + 1), branch.probability);
  builder_.add_joint(terms_, successors_.nodes, successors_.probabilities);
  std::fill(terms_.begin(), terms_.end(), 0.0);
}

void Enumeration::expand_end(const NodeKey& key) {
  builder_.add_node(0, true);
  if (key.phase == Phase::kHorizon) {
    const scenario::Horizon& horizon = scenario_.horizon;
    pay_all(horizon_term_, horizon.pays, key.state);
    if (horizon.payoffs_continue) add_payoffs(key.state, true, horizon.where);
  } else if (key.phase == Phase::kEnded) {
    bool continues = false;
    scenario::Where where;
    for (std::size_t o = 0; o < scenario_.outcomes.size(); ++o) {
      const scenario::Outcome& outcome = scenario_.outcomes[o];
      if (!outcome.ends || !dynamics_.holds(outcome.when, key.state)) continue;
      pay_all(outcome_pay_term_[o], outcome.pays, key.state);
      add_endless(outcome.flow, outcome_pay_term_[o] + outcome.pays.size(), key.state, "outcome " + outcome.key,
                  outcome.where);
      if (outcome.payoffs_continue && !continues) where = outcome.where;
      continues = continues || outcome.payoffs_continue;
    }
    if (continues) add_payoffs(key.state, true, where);
  }
  builder_.add_joint(terms_, {}, {});
  std::fill(terms_.begin(), terms_.end(), 0.0);
}

void Enumeration::expand(std::uint32_t node, std::size_t step) {
  const NodeKey key = keys_[node];
  dynamics_.set_step(step);
  const bool starts_step = key.phase == Phase::kDraw || key.phase == Phase::kEnded || key.phase == Phase::kHorizon ||
                           key.phase == Phase::kExit || (key.phase == Phase::kTurn && !random_ && key.turn == 0);
  const std::uint32_t outcomes = starts_step ? outcomes_in(key.state) : 0;
  outcomes_seen_ |= outcomes;
  legend_.outcomes_.push_back(outcomes);
  legend_.state_.push_back(key.state.variables);
  legend_.phase_.push_back(key.phase);
  if (hides_) legend_.seen_.push_back(key.seen);
  if (last_step_ != 0) legend_.step_.push_back(key.step);
  for (std::size_t v = 0; v < value_seen_.size(); ++v)
    value_seen_[v][layout_.get(key.state, scenario::VariableId(v))] = true;
  switch (key.phase) {
    case Phase::kDraw:
      return expand_draw(key);
    case Phase::kTurn:
      return expand_turn(key);
    case Phase::kSettle:
      return expand_settle(key);
    case Phase::kEnded:
    case Phase::kHorizon:
    case Phase::kExit:
      return expand_end(key);
  }
}

}  // namespace parley::compile
