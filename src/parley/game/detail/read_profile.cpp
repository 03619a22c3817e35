// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "parley/game/detail/json_fields.h"
#include "parley/game/json.h"

namespace parley::game {

namespace {

// As in certify: six decimals a probability is what people write by hand.
constexpr double kSumTolerance = 1e-6;

void read_seat(const JsonCursor& item, const Game& game, SeatId seat, Profile& profile) {
  constexpr std::array<std::string_view, 2> kFields = {"actor", "probabilities"};
  item.only(kFields);
  const auto actor = item.require("actor");
  const auto list = item.require("probabilities");
  if (!actor || !list) return;
  if (actor->whole(game.actors() - 1) != game.actor(seat).value())
    actor->mistake("E0516", fmt::format("this seat is actor {}'s", game.actor(seat).value()),
                   "give the seats in the order of the game");
  const std::vector<double> probabilities = read_probabilities(*list);
  const auto moves = game.moves_of(seat);
  if (probabilities.size() != moves.size())
    return list->mistake("E0516", fmt::format("{} probabilities for {} moves", probabilities.size(), moves.size()),
                         "give one probability a move");
  double sum = 0;
  for (std::size_t k = 0; k < moves.size(); ++k) sum += profile[moves[k]] = probabilities[k];
  if (!(std::abs(sum - 1) <= kSumTolerance))
    list->mistake("E0502", fmt::format("these probabilities sum to {:.9g}, not 1", sum), "make them sum to 1");
}

}  // namespace

base::Result<Profile> read_profile_json(base::SourcePtr source, const Game& game) {
  const base::Result<JsonTape> tape = JsonTape::parse(std::move(source));
  if (!tape) return base::failure(tape.error());
  base::Diagnostics mistakes;
  const JsonCursor root(*tape, mistakes);
  if (!check_head(root, "profile")) return base::failure(std::move(mistakes));
  constexpr std::array<std::string_view, 4> kFields = {"schema_version", "kind", "title", "nodes"};
  root.only(kFields);
  Profile profile;
  profile.probability.assign(game.moves(), std::numeric_limits<double>::quiet_NaN());
  const auto nodes = root.require("nodes");
  if (!nodes) return base::failure(std::move(mistakes));
  std::vector<bool> given(game.nodes(), false);
  nodes->each([&](std::size_t, const JsonCursor& item) {
    constexpr std::array<std::string_view, 3> kNodeFields = {"node", "name", "seats"};
    item.only(kNodeFields);
    const auto index = item.require("node");
    const auto seats = item.require("seats");
    if (!index || !seats) return;
    const NodeId node(index->whole(game.nodes() - 1));
    if (given[node.value()])
      return index->mistake("E0516", fmt::format("node {} is given twice", node.value()), "remove one");
    given[node.value()] = true;
    const auto own = game.seats_of(node);
    if (seats->size() != own.size())
      return seats->mistake("E0516",
                            fmt::format("{} seats where node {} has {}", seats->size(), node.value(), own.size()),
                            "give a profile of this game");
    seats->each([&](std::size_t k, const JsonCursor& seat) { read_seat(seat, game, own[k], profile); });
  });
  for (const NodeId node : game.all_nodes()) {
    if (given[node.value()] || game.seats_of(node).empty()) continue;
    nodes->mistake("E0516", fmt::format("node {} is missing", node.value()), "give a profile of this game");
    break;
  }
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  return profile;
}

}  // namespace parley::game
