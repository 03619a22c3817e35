// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "parley/base/check.h"
#include "parley/game/builder.h"
#include "parley/game/detail/lottery.h"

namespace parley::game {

void GameBuilder::set_types(ActorId actor, std::span<const double> prior) {
  PARLEY_CHECK(game_.nodes() == 0 && actor.value() < game_.actors());
  PARLEY_CHECK(!prior.empty() && prior.size() <= kMostTypes);
  priors_.resize(game_.actors(), {1.0});
  priors_[actor.value()].assign(prior.begin(), prior.end());
  game_.actor_types_.clear();
  game_.type_actor_.clear();
  game_.prior_.clear();
  game_.slot_type_.clear();
  game_.widest_ = 1;
  for (const auto& one : priors_) game_.widest_ = std::max(game_.widest_, one.size());
  if (game_.widest_ == 1) return;
  game_.actor_types_.push_back(0);
  for (std::size_t i = 0; i < priors_.size(); ++i) {
    game_.type_actor_.insert(game_.type_actor_.end(), priors_[i].size(), static_cast<std::uint8_t>(i));
    game_.prior_.insert(game_.prior_.end(), priors_[i].begin(), priors_[i].end());
    game_.actor_types_.push_back(static_cast<std::uint32_t>(game_.type_actor_.size()));
  }
  for (const std::uint8_t owner : game_.term_actor_)
    for (const TypeId type : game_.types_of(ActorId(owner))) game_.slot_type_.push_back(type.value());
}

void GameBuilder::hide(SeatId seat) {
  PARLEY_CHECK(seat.value() < game_.seats());
  game_.hidden_.resize(game_.seats(), 0);
  game_.hidden_[seat.value()] = 1;
}

void GameBuilder::close(SeatId seat, std::size_t move, std::size_t type) {
  PARLEY_CHECK(seat.value() < game_.seats() && move < game_.moves_of(seat).size());
  PARLEY_CHECK(type < game_.types_of(game_.actor(seat)).size());
  game_.closed_.resize(game_.moves() * game_.widest_, 0);
  game_.closed_[game_.moves_of(seat)[move].value() * game_.widest_ + type] = 1;
}

void GameBuilder::check_types() {
  for (const ActorId actor : game_.all_actors()) {
    // A prior of one type is a lottery too.
    std::span<double> prior;
    if (game_.has_types())
      prior = {game_.prior_.data() + game_.actor_types_[actor.value()], game_.types_of(actor).size()};
    else if (!priors_.empty())
      prior = priors_[actor.value()];
    if (const auto wrong = settle_lottery(prior))
      note(mistake(wrong->first, fmt::format("the prior over the types of actor {} {}", actor.value(), wrong->second),
                   std::string(remedy(wrong->first))),
           {});
  }
}

void GameBuilder::check_open(NodeId node, SeatId seat) {
  if (game_.closed_.empty()) return;
  const std::size_t types = game_.types_of(game_.actor(seat)).size();
  const auto is_closed = [&](MoveId move, std::size_t type) {
    return game_.closed_[move.value() * game_.widest_ + type] != 0;
  };
  const auto moves = game_.moves_of(seat);
  for (std::size_t type = 0; type < types; ++type) {
    bool open = moves.empty();
    for (const MoveId move : moves) open = open || !is_closed(move, type);
    if (!open)
      note(mistake(
               "E0517",
               fmt::format("type {} of actor {} has no move at node {}", type, game_.actor(seat).value(), node.value()),
               "leave at least one move open to every type"),
           node);
  }
  for (std::size_t k = 0; k < moves.size(); ++k) {
    bool open = false;
    for (std::size_t type = 0; type < types; ++type) open = open || !is_closed(moves[k], type);
    if (!open)
      note(mistake("E0517",
                   fmt::format("move {} of actor {} at node {} is open to no type", k, game_.actor(seat).value(),
                               node.value()),
                   "remove the move, or open it to a type"),
           node);
  }
}

}  // namespace parley::game
