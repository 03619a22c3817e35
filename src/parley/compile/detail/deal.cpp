// SPDX-License-Identifier: Apache-2.0
#include "parley/compile/detail/dynamics.h"

namespace parley::compile::detail {

using scenario::DealStatus;

bool Dynamics::is_deal(DealStatus status, const State& state) const {
  return scenario_.deal && layout_.get(state, scenario_.deal->status) == static_cast<std::size_t>(status);
}

void Dynamics::set_deal(DealStatus status, State& state) const {
  layout_.set(state, scenario_.deal->status, static_cast<std::size_t>(status));
}

void Dynamics::sign(Lottery& lottery) {
  apply_effects(scenario_.deal->on_signing, lottery, 0);
  for (Branch& branch : lottery) set_deal(DealStatus::kInForce, branch.state);
  merge(lottery);
}

/// Marks the moves that break the deal. To wait breaks it only where something else could be done.
void Dynamics::find_breaches(scenario::ActorId actor, const State& state, std::vector<OpenMove>& moves) {
  if (!is_deal(DealStatus::kInForce, state)) return;
  const std::vector<scenario::Breach>& breaches = scenario_.deal->breaches;
  for (std::size_t k = 0; k < breaches.size(); ++k) {
    if (breaches[k].actor != actor) continue;
    for (OpenMove& move : moves) {
      const bool is_it =
          breaches[k].action ? move.action != nullptr && move.id == *breaches[k].action : move.action == nullptr;
      if (!is_it || (move.action == nullptr && moves.size() == 1)) continue;
      if (move.action != nullptr) set_argument(move);
      if (holds(breaches[k].when, state)) move.breaks |= layout_.breach_bit(k);
    }
  }
}

/// The chance of an alarm at the end of the step: of its breaches, each noticed by itself, or a false one.
double Dynamics::alarm(const State& state) {
  const scenario::Deal& deal = *scenario_.deal;
  if ((state.made & layout_.breach_bits()) == 0) return deal.false_alarm ? chance_of(deal.false_alarm, state) : 0;
  double unnoticed = 1;
  for (std::size_t k = 0; k < deal.breaches.size(); ++k) {
    if ((state.made & layout_.breach_bit(k)) == 0) continue;
    const auto& own = deal.breaches[k].noticed;
    unnoticed *= 1 - chance_of(own ? own : deal.noticed, state);
  }
  return 1 - unnoticed;
}

void Dynamics::raise_alarm(Branch branch, Lottery& out) {
  const scenario::Deal& deal = *scenario_.deal;
  const std::size_t first = out.size();
  const double steps = deal.suspension ? number(*deal.suspension, branch.state) : 0;
  if (!deal.suspension) set_deal(DealStatus::kOver, branch.state);
  if (deal.suspension && steps > 0) {
    set_deal(DealStatus::kSuspended, branch.state);
    layout_.set(branch.state, *deal.suspended_left, static_cast<std::size_t>(steps));
  }
  out.push_back(branch);
  apply_effects(deal.on_alarm, out, first);
}

/// A step less of the suspension.
void Dynamics::resume(Branch branch, Lottery& out) {
  const scenario::Deal& deal = *scenario_.deal;
  const std::size_t first = out.size();
  const std::size_t left = layout_.get(branch.state, *deal.suspended_left) - 1;
  layout_.set(branch.state, *deal.suspended_left, left);
  if (left == 0) set_deal(DealStatus::kInForce, branch.state);
  out.push_back(branch);
  if (left == 0) apply_effects(deal.on_resuming, out, first);
}

/// A step more since it was signed, and whether that, or the state, ends it. What is over knows no time any more.
void Dynamics::grow_old(Branch branch, Lottery& out) {
  const scenario::Deal& deal = *scenario_.deal;
  bool is_over = is_deal(DealStatus::kOver, branch.state) || (deal.ends_when && holds(deal.ends_when, branch.state));
  if (deal.age) {
    const std::size_t age = layout_.get(branch.state, *deal.age) + 1;
    is_over = is_over || static_cast<double>(age) >= number(*deal.lasts, branch.state);
    layout_.set(branch.state, *deal.age, is_over ? 0 : age);
  }
  if (is_over) {
    set_deal(DealStatus::kOver, branch.state);
    if (deal.suspended_left) layout_.set(branch.state, *deal.suspended_left, 0);
  }
  out.push_back(branch);
}

void Dynamics::settle_deal(Lottery& lottery) {
  if (!scenario_.deal) return;
  Lottery out;
  for (const Branch& branch : lottery) {
    const bool is_in_force = is_deal(DealStatus::kInForce, branch.state);
    if (!is_in_force && !is_deal(DealStatus::kSuspended, branch.state)) {
      out.push_back(branch);
      continue;
    }
    Lottery settled;
    if (is_in_force) {
      const double chance = alarm(branch.state);
      if (chance > 0) raise_alarm({branch.state, branch.probability * chance}, settled);
      if (chance < 1) settled.push_back({branch.state, branch.probability * (1 - chance)});
    } else {
      resume(branch, settled);
    }
    for (const Branch& after : settled) grow_old(after, out);
  }
  merge(out);
  lottery.swap(out);
}

}  // namespace parley::compile::detail
