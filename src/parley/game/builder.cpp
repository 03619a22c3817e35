// SPDX-License-Identifier: Apache-2.0
#include "parley/game/builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "parley/base/check.h"
#include "parley/game/detail/lottery.h"

namespace parley::game {

/// Payoff rows seen so far, by their bits.
struct GameBuilder::Rows {
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_hash;
};

GameBuilder::GameBuilder(std::vector<double> discount, const std::vector<ActorId>& term_actor)
    : rows_(std::make_unique<Rows>()) {
  PARLEY_CHECK(discount.size() <= kMostActors);
  game_.discount_ = std::move(discount);
  for (const ActorId actor : term_actor) {
    PARLEY_CHECK(actor.value() < game_.discount_.size());
    game_.term_actor_.push_back(static_cast<std::uint8_t>(actor.value()));
  }
}

GameBuilder::~GameBuilder() = default;

std::size_t GameBuilder::nodes() const { return game_.nodes(); }

NodeId GameBuilder::add_node(unsigned stage, bool ends_step) {
  PARLEY_CHECK(stage < kMostStages);
  game_.stage_.push_back(static_cast<std::uint8_t>(stage));
  game_.stages_ = std::max(game_.stages_, stage + 1);
  game_.ends_step_.push_back(ends_step ? 1 : 0);
  game_.node_seats_.push_back(game_.node_seats_.back());
  game_.node_joints_.push_back(game_.node_joints_.back());
  return NodeId(game_.nodes() - 1);
}

SeatId GameBuilder::add_seat(ActorId actor, std::size_t moves) {
  game_.seat_actor_.push_back(static_cast<std::uint8_t>(actor.value()));
  game_.seat_moves_.push_back(game_.seat_moves_.back() + static_cast<std::uint32_t>(moves));
  game_.node_seats_.back() = static_cast<std::uint32_t>(game_.seats());
  if (!game_.closed_.empty()) game_.closed_.resize(game_.moves() * game_.widest_, 0);
  if (!game_.hidden_.empty()) game_.hidden_.resize(game_.seats(), 0);
  return SeatId(game_.seats() - 1);
}

JointId GameBuilder::add_joint(std::span<const double> terms, std::span<const NodeId> successors,
                               std::span<const double> probabilities) {
  PARLEY_CHECK(terms.size() == game_.term_slots() && successors.size() == probabilities.size());
  std::uint64_t hash = 0x9E3779B97F4A7C15u;
  for (const double term : terms) {
    hash = (hash ^ std::bit_cast<std::uint64_t>(term + 0.0)) * 0xFF51AFD7ED558CCDu;
    hash ^= hash >> 32;
  }
  std::uint32_t row = static_cast<std::uint32_t>(terms.empty() ? 0 : game_.row_terms_.size() / terms.size());
  bool known = false;
  const auto [first, last] = rows_->by_hash.equal_range(hash);
  for (auto it = first; it != last && !known; ++it) {
    const auto begin = game_.row_terms_.begin() + static_cast<std::ptrdiff_t>(it->second * terms.size());
    known = std::equal(terms.begin(), terms.end(), begin);
    if (known) row = it->second;
  }
  if (!known) {
    rows_->by_hash.emplace(hash, row);
    game_.row_terms_.insert(game_.row_terms_.end(), terms.begin(), terms.end());
    const std::size_t types = game_.types();
    game_.row_payoff_.resize(game_.row_payoff_.size() + types, 0.0);
    double* const payoff = game_.row_payoff_.data() + std::size_t{row} * types;
    for (std::size_t t = 0; t < terms.size(); ++t) payoff[game_.slot_type(t).value()] += terms[t];
  }
  game_.payoff_row_.push_back(row);
  game_.successor_.insert(game_.successor_.end(), successors.begin(), successors.end());
  game_.probability_.insert(game_.probability_.end(), probabilities.begin(), probabilities.end());
  game_.joint_edges_.push_back(static_cast<std::uint32_t>(game_.successor_.size()));
  game_.node_joints_.back() = static_cast<std::uint32_t>(game_.joints());
  return JointId(game_.joints() - 1);
}

void GameBuilder::add_start(NodeId node, double probability) {
  game_.start_node_.push_back(node);
  game_.start_probability_.push_back(probability);
}

void GameBuilder::locate(base::SourcePtr source, std::vector<base::Span> nodes) {
  source_ = std::move(source);
  node_span_ = std::move(nodes);
}

namespace {

// More mistakes than this of one game are no use to anybody.
constexpr std::size_t kMostMistakes = 50;

}  // namespace

void GameBuilder::note(base::Diagnostic diagnostic, std::optional<NodeId> node) {
  if (mistakes_.all().size() >= kMostMistakes) return;
  diagnostic.source = source_;
  if (node && node->value() < node_span_.size()) diagnostic.span = node_span_[node->value()];
  mistakes_.add(std::move(diagnostic));
}

void GameBuilder::check_start() {
  for (const NodeId node : game_.start_node_) {
    if (node.value() >= game_.nodes())
      note(mistake("E0505", "play starts at a node that does not exist", "name a node of the game"), {});
    else if (game_.stage(node) != 0)
      note(
          mistake("E0509", fmt::format("play starts at node {}, which is of stage {}", node.value(), game_.stage(node)),
                  "start at a node of stage 0"),
          node);
  }
  if (const auto wrong = settle_lottery(game_.start_probability_))
    note(mistake(wrong->first, "the start " + wrong->second, std::string(remedy(wrong->first))), {});
}

void GameBuilder::check_seats(NodeId node) {
  std::size_t joints = 1;
  std::size_t hidden = 0;
  std::vector<bool> seated(game_.actors(), false);
  for (const SeatId seat : game_.seats_of(node)) {
    const std::size_t moves = game_.moves_of(seat).size();
    if (moves == 0)
      note(mistake("E0510", fmt::format("node {} has a seat without a move", node.value()),
                   "give every seat at least one move"),
           node);
    // Beyond the number of joint moves the product only grows, and must not wrap round.
    if (joints <= game_.joints() || joints == 1) joints *= moves;
    const std::size_t actor = game_.actor(seat).value();
    if (actor >= game_.actors() || seated[actor])
      note(mistake("E0507", fmt::format("actor {} has two seats at node {}, or does not exist", actor, node.value()),
                   "give each actor at most one seat a node"),
           node);
    else
      seated[actor] = true;
    hidden += game_.is_hidden(seat) ? 1 : 0;
    if (actor < game_.actors()) check_open(node, seat);
  }
  if (hidden > 1)
    note(mistake("E0518", fmt::format("node {} has {} seats whose moves are hidden", node.value(), hidden),
                 "let hidden moves be made one after the other, at a node each"),
         node);
  if (joints != game_.joints_of(node).size())
    note(mistake("E0506",
                 fmt::format("node {} has {} joint moves where its seats make {}{}", node.value(),
                             game_.joints_of(node).size(), joints > game_.joints() ? "more than " : "",
                             joints > game_.joints() ? game_.joints() : joints),
                 "give one joint move for each combination of the seats' moves, the last seat fastest"),
         node);
}

void GameBuilder::check_edges(NodeId node) {
  for (const JointId joint : game_.joints_of(node)) {
    const std::size_t first = game_.joint_edges_[joint.value()];
    const std::size_t count = game_.joint_edges_[joint.value() + 1] - first;
    if (const auto wrong = settle_lottery({game_.probability_.data() + first, count}))
      note(mistake(wrong->first,
                   fmt::format("joint move {} of node {} {}", joint.value() - game_.joints_of(node).front().value(),
                               node.value(), wrong->second),
                   std::string(remedy(wrong->first))),
           node);
    for (const NodeId next : game_.successors(joint)) {
      if (next.value() >= game_.nodes())
        note(mistake("E0505", fmt::format("node {} leads to node {}, which does not exist", node.value(), next.value()),
                     fmt::format("name a node from 0 to {}", game_.nodes() - 1)),
             node);
      else if (game_.ends_step(node) ? game_.stage(next) != 0 : game_.stage(next) <= game_.stage(node))
        note(mistake("E0509",
                     fmt::format("the edge from node {} to node {} does not lead forward", node.value(), next.value()),
                     "lead to a higher stage inside a step, or to stage 0 where the step ends"),
             node);
    }
  }
}

void GameBuilder::measure_payoffs() {
  const std::size_t types = game_.types();
  const std::size_t rows = types == 0 ? 0 : game_.row_payoff_.size() / types;
  game_.payoff_range_.assign(game_.actors(), 0.0);
  game_.payoff_size_.assign(game_.actors(), 0.0);
  for (std::size_t k = 0; k < types && rows > 0; ++k) {
    double low = game_.row_payoff_[k];
    double high = low;
    for (std::size_t row = 1; row < rows; ++row) {
      low = std::min(low, game_.row_payoff_[row * types + k]);
      high = std::max(high, game_.row_payoff_[row * types + k]);
    }
    const std::size_t i = game_.actor(TypeId(k)).value();
    game_.payoff_range_[i] = std::max(game_.payoff_range_[i], high - low);
    game_.payoff_size_[i] = std::max({game_.payoff_size_[i], std::abs(low), std::abs(high)});
    game_.largest_payoff_size_ = std::max(game_.largest_payoff_size_, game_.payoff_size_[i]);
  }
}

base::Result<Game> GameBuilder::build() && {
  if (game_.nodes() == 0 || game_.start_node_.empty()) {
    note(mistake("E0501", game_.nodes() == 0 ? "the game has no node" : "the game has no start",
                 "give at least one node and one start"),
         {});
    return base::failure(std::move(mistakes_));
  }
  for (const ActorId actor : game_.all_actors())
    if (!(game_.discount(actor) >= 0 && game_.discount(actor) <= 1))
      note(mistake("E0508", fmt::format("actor {} has a discount factor of {}", actor.value(), game_.discount(actor)),
                   "give a discount factor from 0 to 1, per step"),
           {});
  check_types();
  check_start();
  for (const NodeId node : game_.all_nodes()) {
    if (mistakes_.all().size() >= kMostMistakes) break;
    check_seats(node);
    check_edges(node);
  }
  for (const std::vector<double>* payoffs : {&game_.row_terms_, &game_.row_payoff_})
    for (const double payoff : *payoffs) {
      if (std::isfinite(payoff)) continue;
      note(mistake("E0504", fmt::format("a payoff is {}", payoff), "give every payoff as a finite number"), {});
      break;
    }
  if (mistakes_.has_errors()) return base::failure(std::move(mistakes_));
  measure_payoffs();
  return std::move(game_);
}

}  // namespace parley::game
