// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

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

void Enumeration::add_joints(const NodeKey& key, std::span<const ActorId> movers) {
  std::vector<std::vector<detail::OpenMove>> moves(movers.size());
  for (std::size_t m = 0; m < movers.size(); ++m) {
    dynamics_.open_moves(movers[m], key.state, moves[m]);
    for (const detail::OpenMove& move : moves[m])
      if (move.action != nullptr) action_open_[move.id.value()] = true;
    if (moves[m].size() == 1 && moves[m].front().action == nullptr) continue;
    builder_.add_seat(game::ActorId(movers[m].value()), moves[m].size());
    for (const detail::OpenMove& move : moves[m]) legend_.moves_.push_back(move.code);
  }
  std::vector<std::size_t> choice(movers.size(), 0);
  for (;;) {
    detail::State chosen = key.state;
    for (std::size_t m = 0; m < movers.size(); ++m)
      if (moves[m][choice[m]].action != nullptr) chosen.made |= layout_.made_bit(moves[m][choice[m]].id);
    std::fill(terms_.begin(), terms_.end(), 0.0);
    detail::Lottery lottery{{chosen, 1.0}};
    for (std::size_t m = 0; m < movers.size(); ++m) {
      dynamics_.add_payments(moves[m][choice[m]], chosen, terms_, payment_term_);
      dynamics_.apply(moves[m][choice[m]], lottery);
    }
    successors_.clear();
    after_turn(key, movers, std::move(lottery));
    builder_.add_joint(terms_, successors_.nodes, successors_.probabilities);
    std::size_t m = movers.size();
    while (m > 0 && ++choice[m - 1] == moves[m - 1].size()) choice[--m] = 0;
    if (m == 0) break;
  }
  std::fill(terms_.begin(), terms_.end(), 0.0);
}

void Enumeration::add_payoffs(const detail::State& state, bool for_ever, const scenario::Where& where) {
  for (std::size_t t = 0; t < scenario_.payoffs.size(); ++t) {
    const scenario::PayoffTerm& term = scenario_.payoffs[t];
    const double value = dynamics_.number(term.value, state);
    if (value == 0) continue;
    payoff_seen_[t] = true;
    if (!for_ever) {
      terms_[t] += value;
      continue;
    }
    const scenario::Actor& actor = scenario_.actors[term.actor.value()];
    if (actor.discount < 1) {
      terms_[t] += value / (1 - actor.discount);
    } else {
      mistakes_.endless_value(actor, where, "payoffs_continue");
    }
  }
}

void Enumeration::add_endless(std::span<const scenario::Pay> flow, std::size_t first_term, const detail::State& state,
                              std::string_view what, const scenario::Where& where) {
  for (std::size_t k = 0; k < flow.size(); ++k) {
    const scenario::Actor& actor = scenario_.actors[flow[k].actor.value()];
    const double value = dynamics_.number(flow[k].value, state);
    if (value != 0 && !(actor.discount < 1)) mistakes_.endless_value(actor, where, what);
    terms_[first_term + k] += value == 0 ? 0.0 : value / (1 - actor.discount);
  }
}

void Enumeration::expand_settle(const NodeKey& key) {
  builder_.add_node(stage_of(key), true);
  add_payoffs(key.state, false, {});
  detail::Lottery lottery{{key.state, 1.0}};
  if (!is_over(key.state)) dynamics_.apply_rules(std::nullopt, lottery);
  successors_.clear();
  for (const detail::Branch& branch : lottery) lead_to(next_start(branch.state, key.step + 1), branch.probability);
  builder_.add_joint(terms_, successors_.nodes, successors_.probabilities);
  std::fill(terms_.begin(), terms_.end(), 0.0);
}

void Enumeration::expand_end(const NodeKey& key) {
  builder_.add_node(0, true);
  if (key.phase == Phase::kHorizon) {
    const scenario::Horizon& horizon = scenario_.horizon;
    for (std::size_t k = 0; k < horizon.pays.size(); ++k)
      terms_[horizon_term_ + k] += dynamics_.number(horizon.pays[k].value, key.state);
    if (horizon.payoffs_continue) add_payoffs(key.state, true, horizon.where);
  } else {
    bool continues = false;
    scenario::Where where;
    for (std::size_t o = 0; o < scenario_.outcomes.size(); ++o) {
      const scenario::Outcome& outcome = scenario_.outcomes[o];
      if (!outcome.ends || !dynamics_.holds(outcome.when, key.state)) continue;
      for (std::size_t k = 0; k < outcome.pays.size(); ++k)
        terms_[outcome_pay_term_[o] + k] += dynamics_.number(outcome.pays[k].value, key.state);
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
                           (key.phase == Phase::kTurn && !random_ && key.turn == 0);
  const std::uint32_t outcomes = starts_step ? outcomes_in(key.state) : 0;
  outcomes_seen_ |= outcomes;
  legend_.outcomes_.push_back(outcomes);
  legend_.state_.push_back(key.state.variables);
  legend_.phase_.push_back(key.phase);
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
      return expand_end(key);
  }
}

}  // namespace parley::compile
