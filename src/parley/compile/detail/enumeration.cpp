// SPDX-License-Identifier: Apache-2.0
#include "parley/compile/detail/enumeration.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "parley/base/check.h"
#include "parley/compile/detail/move_code.h"
#include "parley/game/unroll.h"

namespace parley::compile {

namespace {

using scenario::ActorId;

// How many nodes are made between two looks at the clock and at the memory taken.
constexpr std::uint32_t kLook = 4096;

std::vector<double> discounts(const scenario::Scenario& scenario) {
  std::vector<double> discount;
  for (const scenario::Actor& actor : scenario.actors) discount.push_back(actor.discount);
  return discount;
}

/// Whose each term of the game's payoffs is, in the order of Enumeration::name_terms.
std::vector<game::ActorId> term_actors(const scenario::Scenario& scenario, bool is_signed) {
  std::vector<game::ActorId> actors;
  const auto add = [&](ActorId actor) { actors.emplace_back(actor.value()); };
  for (const scenario::PayoffTerm& term : scenario.payoffs) add(term.actor);
  for (const scenario::Action& action : scenario.actions)
    for (const scenario::Pay& pay : action.pays) add(pay.actor);
  for (const scenario::Outcome& outcome : scenario.outcomes) {
    for (const scenario::Pay& pay : outcome.pays) add(pay.actor);
    for (const scenario::Pay& pay : outcome.flow) add(pay.actor);
  }
  for (const scenario::Pay& pay : scenario.horizon.pays) add(pay.actor);
  for (std::size_t i = 0; is_signed && i < scenario.actors.size(); ++i) add(ActorId(i));
  if (is_signed)
    for (const scenario::Breach& breach : scenario.deal->breaches)
      for (const scenario::Pay& pay : breach.pays) add(pay.actor);
  return actors;
}

}  // namespace

std::size_t Enumeration::Hash::operator()(const NodeKey& key) const {
  std::uint64_t hash = key.state.variables * 0x9E3779B97F4A7C15u;
  hash = (hash ^ (hash >> 29) ^ key.state.made) * 0xBF58476D1CE4E5B9u;
  const std::uint64_t place = std::uint64_t{key.step} << 32 | key.remaining;
  hash = (hash ^ (hash >> 32) ^ place) * 0x94D049BB133111EBu;
  const std::uint64_t turn = std::uint64_t{key.seen} << 32 | std::uint64_t{key.turn} << 8;
  hash = (hash ^ (hash >> 29) ^ (turn | static_cast<std::uint64_t>(key.phase))) * 0x9E3779B97F4A7C15u;
  return hash ^ (hash >> 32);
}

Enumeration::Enumeration(const scenario::Scenario& scenario, const CompileOptions& options,
                         const base::RunContext& context)
    : scenario_(scenario),
      options_(options),
      context_(context),
      layout_(scenario),
      mistakes_(scenario, layout_),
      dynamics_(scenario, options.policy, layout_, mistakes_),
      random_(scenario.order == scenario::Order::kRandom),
      last_step_(static_cast<std::uint32_t>(scenario.horizon.steps.value_or(0))),
      index_(0, Hash{&keys_}, Equal{&keys_}),
      builder_(discounts(scenario), term_actors(scenario, options.is_signed)),
      single_mover_(1),
      action_open_(scenario.actions.size(), false),
      type_acts_(scenario.actors.size()),
      payoff_seen_(scenario.payoffs.size(), false) {
  legend_.scenario_ = &scenario;
  legend_.fields_ = layout_.fields();
  for (const scenario::Variable& variable : scenario.variables) value_seen_.emplace_back(variable.size, false);
  name_terms();
  name_types();
  find_reads();
  layered_ = last_step_ != 0 && !is_step_read();
  if (layered_) last_step_ = 0;
}

std::uint32_t Enumeration::outcomes_in(const detail::State& state) {
  std::uint32_t bits = 0;
  for (std::size_t k = 0; k < scenario_.outcomes.size(); ++k)
    if (dynamics_.holds(scenario_.outcomes[k].when, state)) bits |= std::uint32_t{1} << k;
  return bits;
}

bool Enumeration::is_over(const detail::State& state) {
  return std::any_of(scenario_.outcomes.begin(), scenario_.outcomes.end(), [&](const scenario::Outcome& outcome) {
    return outcome.ends && dynamics_.holds(outcome.when, state);
  });
}

NodeKey Enumeration::next_start(detail::State state, std::uint32_t step) {
  state.made = 0;
  NodeKey key;
  key.state = state;
  key.step = last_step_ == 0 ? 0 : step;
  if (is_over(state)) {
    key.phase = Phase::kEnded;
    if (!end_reads_step_) key.step = 0;
  } else if (last_step_ != 0 && step >= last_step_) {
    key.phase = Phase::kHorizon;
  } else if (options_.is_signed && dynamics_.is_deal(scenario::DealStatus::kOver, state)) {
    key.phase = Phase::kExit;
  } else if (random_) {
    key.phase = Phase::kDraw;
    key.remaining = (std::uint32_t{1} << scenario_.actors.size()) - 1;
  } else {
    key.phase = Phase::kTurn;
  }
  return key;
}

std::span<const ActorId> Enumeration::movers_of(const NodeKey& key) {
  if (!random_) return scenario_.turns[key.turn];
  single_mover_[0] = ActorId(key.turn);
  return single_mover_;
}

unsigned Enumeration::stage_of(const NodeKey& key) const {
  const std::size_t actors = scenario_.actors.size();
  switch (key.phase) {
    case Phase::kTurn:
      return random_ ? static_cast<unsigned>(actors) - static_cast<unsigned>(std::popcount(key.remaining)) : key.turn;
    case Phase::kSettle:
      return static_cast<unsigned>(random_ ? actors + 1 : scenario_.turns.size());
    default:
      return 0;
  }
}

game::NodeId Enumeration::intern(const NodeKey& key) {
  const auto found = index_.find(key);
  if (found != index_.end()) return game::NodeId(*found);
  const auto node = static_cast<std::uint32_t>(keys_.size());
  keys_.push_back(key);
  index_.insert(node);
  return game::NodeId(node);
}

void Enumeration::lead_to(NodeKey key, double probability) {
  // A later phase forgets the moves that nothing reads any more, so that histories that do not matter are one node.
  if (key.phase == Phase::kSettle) {
    key.state.made &= settle_reads_;
    key.remaining = 0;
    key.turn = 0;
  } else if (key.phase == Phase::kTurn && key.state.made != 0) {
    std::uint64_t reads = settle_reads_;
    if (random_) {
      reads |= actor_reads_[key.turn];
      for (std::size_t i = 0; i < scenario_.actors.size(); ++i)
        if ((key.remaining >> i & 1) != 0) reads |= actor_reads_[i];
    } else {
      for (std::size_t t = key.turn; t < scenario_.turns.size(); ++t)
        for (const ActorId actor : scenario_.turns[t]) reads |= actor_reads_[actor.value()];
    }
    key.state.made &= reads;
  }
  const game::NodeId node = intern(key);
  for (std::size_t k = 0; k < successors_.nodes.size(); ++k) {
    if (successors_.nodes[k] == node) {
      successors_.probabilities[k] += probability;
      return;
    }
  }
  successors_.nodes.push_back(node);
  successors_.probabilities.push_back(probability);
}

bool Enumeration::anyone_can_act(std::span<const ActorId> movers, const detail::State& state) {
  for (const ActorId actor : movers) {
    dynamics_.open_moves(actor, state, probe_);
    if (probe_.size() > 1 || probe_.front().action != nullptr) return true;
  }
  return false;
}

void Enumeration::after_turn(const NodeKey& key, std::span<const ActorId> movers, detail::Lottery lottery) {
  const std::vector<ActorId> actors(movers.begin(), movers.end());
  for (const ActorId actor : actors) dynamics_.apply_rules(actor, lottery);
  for (const detail::Branch& branch : lottery) proceed(key, branch.state, branch.probability);
}

void Enumeration::proceed(const NodeKey& key, const detail::State& state, double probability) {
  const bool over = is_over(state);
  const bool last = random_ ? key.remaining == 0 : key.turn + std::size_t{1} >= scenario_.turns.size();
  if (over || last) {
    NodeKey settle = key;
    settle.state = state;
    settle.phase = Phase::kSettle;
    lead_to(settle, probability);
  } else if (random_) {
    proceed_random(key, state, probability);
  } else {
    proceed_fixed(key, state, probability);
  }
}

void Enumeration::proceed_random(NodeKey key, const detail::State& state, double probability) {
  const std::uint32_t remaining = key.remaining;
  const double each = probability / std::popcount(remaining);
  key.state = state;
  key.phase = Phase::kTurn;
  for (std::size_t i = 0; i < scenario_.actors.size(); ++i) {
    if ((remaining >> i & 1) == 0) continue;
    key.turn = static_cast<std::uint16_t>(i);
    key.remaining = remaining & ~(std::uint32_t{1} << i);
    const ActorId mover(i);
    if (anyone_can_act({&mover, 1}, state)) {
      lead_to(key, each);
    } else {
      after_turn(key, {&mover, 1}, {{state, each}});
    }
  }
}

void Enumeration::proceed_fixed(NodeKey key, const detail::State& state, double probability) {
  ++key.turn;
  key.state = state;
  key.phase = Phase::kTurn;
  if (anyone_can_act(scenario_.turns[key.turn], state)) {
    lead_to(key, probability);
  } else {
    after_turn(key, scenario_.turns[key.turn], {{state, probability}});
  }
}

void Enumeration::add_starts() {
  std::vector<detail::Branch> starts{{{}, 1.0}};
  for (std::size_t v = 0; v < scenario_.variables.size(); ++v) {
    std::vector<detail::Branch> wider;
    for (const detail::Branch& branch : starts)
      for (const auto& [index, probability] : scenario_.variables[v].start) {
        detail::Branch next = branch;
        layout_.set(next.state, scenario::VariableId(v), index);
        next.probability *= probability;
        wider.push_back(next);
      }
    starts = std::move(wider);
  }
  dynamics_.set_step(0);
  std::vector<double> share;  // by node
  for (const detail::Branch& branch : starts) {
    detail::Lottery lottery{{branch.state, 1.0}};
    if (options_.is_signed) dynamics_.sign(lottery);
    std::vector<std::pair<std::size_t, double>>& leads = starts_.emplace_back();
    start_probability_.push_back(branch.probability);
    for (const detail::Branch& begun : lottery) {
      const game::NodeId node = intern(next_start(begun.state, 0));
      share.resize(keys_.size(), 0.0);
      share[node.value()] += branch.probability * begun.probability;
      leads.emplace_back(node.value(), begun.probability);
    }
  }
  for (const Beginning& beginning : options_.also)
    also_.push_back(intern(next_start({beginning.state, 0}, beginning.step)));
  // Where the steps are laid out later, so are the further starts.
  const std::size_t further = layered_ ? 0 : keys_.size() - share.size();
  for (std::size_t k = 0; k < share.size(); ++k)
    builder_.add_start(game::NodeId(k), further == 0 ? share[k] : share[k] / 2);
  for (std::size_t k = 0; k < further; ++k)
    builder_.add_start(game::NodeId(share.size() + k), 0.5 / static_cast<double>(further));
}

bool Enumeration::is_too_large() const {
  // Each key costs its own bytes, a bucket of the index at half load, and its share of the legend.
  const std::size_t bytes_a_key =
      sizeof(NodeKey) + std::size_t{2} * 16 + 20 + (hides_ ? sizeof(std::uint32_t) : std::size_t{0});
  return keys_.size() * bytes_a_key + builder_.bytes() > options_.most_bytes || keys_.size() > std::size_t{1} << 31 ||
         builder_.bytes() / 12 > std::size_t{3} << 30;
}

std::vector<game::NodeId> Enumeration::add_horizons() {
  std::vector<game::NodeId> last(keys_.size(), game::NodeId(0));
  if (!layered_) return last;
  const auto endless = static_cast<std::uint32_t>(keys_.size());
  for (std::uint32_t node = 0; node < endless; ++node) {
    NodeKey key = keys_[node];
    if (stage_of(key) != 0 || key.phase == Phase::kEnded) continue;
    key.phase = Phase::kHorizon;
    last[node] = intern(key);
  }
  for (std::uint32_t node = endless; node < keys_.size(); ++node) {
    expand(node, *scenario_.horizon.steps);
    last.emplace_back(node);
  }
  return last;
}

base::Result<CompiledGame> Enumeration::unrolled(const game::Game& base, const std::vector<game::NodeId>& last) {
  game::UnrollPlan plan{.steps = *scenario_.horizon.steps, .last = last};
  for (std::size_t node = 0; node < base.nodes(); ++node)
    plan.exits.push_back(legend_.phase_[node] == Phase::kExit ? 1 : 0);
  for (std::size_t k = 0; k < also_.size(); ++k) plan.also.emplace_back(also_[k], options_.also[k].step);
  game::Unrolled unrolled = game::unroll(base, plan, options_.most_bytes);
  if (!unrolled.complete) return base::failure(too_large());
  Legend legend = legend_;
  legend.state_.clear();
  legend.phase_.clear();
  legend.outcomes_.clear();
  legend.seen_.clear();
  legend.moves_.clear();
  legend.breaks_.clear();
  for (const game::NodeId node : unrolled.origin) {
    legend.state_.push_back(legend_.state_[node.value()]);
    legend.phase_.push_back(legend_.phase_[node.value()]);
    legend.outcomes_.push_back(legend_.outcomes_[node.value()]);
    if (hides_) legend.seen_.push_back(legend_.seen_[node.value()]);
    for (const game::SeatId seat : base.seats_of(node))
      for (const game::MoveId move : base.moves_of(seat)) {
        legend.moves_.push_back(legend_.moves_[move.value()]);
        if (options_.is_signed) legend.breaks_.push_back(legend_.breaks_[move.value()]);
      }
  }
  legend.step_ = std::move(unrolled.step);
  for (std::size_t node = 0; node < legend.step_.size(); ++node)
    if (legend.phase_[node] == Phase::kHorizon)
      legend.step_[node] = static_cast<std::uint32_t>(*scenario_.horizon.steps);
  return CompiledGame{std::move(unrolled.game), std::move(legend),  {},
                      std::move(unrolled.also), std::move(starts_), std::move(start_probability_)};
}

base::Result<CompiledGame> Enumeration::run() {
  if (base::Diagnostics sizes = check_sizes(); sizes.has_errors()) return base::failure(std::move(sizes));
  add_starts();
  for (std::uint32_t node = 0; node < keys_.size(); ++node) {
    expand(node, keys_[node].step);
    if (node % kLook != 0) continue;
    context_.report("compiling", node, keys_.size());
    if (is_too_large()) return base::failure(too_large());
    if (context_.stop() != base::Stop::kNo) return base::failure(stopped());
    // A scenario with mistakes is searched a little further for more of them, not to its end.
    constexpr std::uint32_t kFurther = 64 * kLook;
    if (mistakes_.any() && node > kFurther) break;
  }
  const std::vector<game::NodeId> last = add_horizons();
  if (mistakes_.any()) return base::failure(mistakes_.diagnostics());
  index_.clear();
  auto game = std::move(builder_).build();
  if (!game) return base::failure(game.error());
  auto compiled = layered_ ? unrolled(*game, last)
                           : base::Result<CompiledGame>(CompiledGame{std::move(*game),
                                                                     std::move(legend_),
                                                                     {},
                                                                     std::move(also_),
                                                                     std::move(starts_),
                                                                     std::move(start_probability_)});
  if (compiled && options_.warn) warn_of_idle_parts(*compiled);
  return compiled;
}

base::Diagnostic Enumeration::stopped() const {
  base::Diagnostic stopped;
  stopped.code = "E0411";
  stopped.message = fmt::format("stopped while compiling, after {} nodes", builder_.nodes());
  stopped.help = "give the command more time, or make the scenario smaller";
  return stopped;
}

}  // namespace parley::compile
