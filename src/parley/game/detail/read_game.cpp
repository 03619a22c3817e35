// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "parley/game/builder.h"
#include "parley/game/components.h"
#include "parley/game/detail/json_fields.h"
#include "parley/game/json.h"

namespace parley::game {

namespace {

// No file is long enough to list more nodes than this; larger indices are mistakes.
constexpr std::size_t kMostIndex = JsonTape::kMostBytes;

/// Collects names that stand at some or all of a list's items; unnamed items among named ones are called by number.
class NameList {
 public:
  void add(const JsonCursor& object) {
    const auto name = object.find("name");
    any_ = any_ || name.has_value();
    names_.push_back(name ? name->string() : fmt::format("{}", names_.size()));
  }
  void add_all(const JsonCursor& names) {
    any_ = true;
    names.each([&](std::size_t, const JsonCursor& name) { names_.push_back(name.string()); });
  }
  void add_unnamed(std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) names_.push_back(fmt::format("{}", k));
  }
  std::vector<std::string> take() { return any_ ? std::move(names_) : std::vector<std::string>(); }

 private:
  std::vector<std::string> names_;
  bool any_ = false;
};

struct Parties {
  std::vector<double> discount;
  std::vector<std::vector<double>> prior;
  std::vector<ActorId> term_actor;
  Labels labels;

  [[nodiscard]] std::size_t types(std::size_t actor) const { return actor < prior.size() ? prior[actor].size() : 1; }
};

/// The prior over an actor's types, and their names; without "types" it has one.
std::vector<double> read_types(const JsonCursor& actor, NameList& names) {
  std::vector<double> prior;
  const auto list = actor.find("types");
  if (list) {
    list->each([&](std::size_t, const JsonCursor& type) {
      constexpr std::array<std::string_view, 2> kFields = {"name", "prior"};
      type.only(kFields);
      names.add(type);
      const auto chance = type.require("prior");
      prior.push_back(chance ? chance->number() : 0.0);
    });
    if (prior.empty() || prior.size() > GameBuilder::kMostTypes) {
      list->mistake("E0515", fmt::format("an actor has {} types", prior.size()),
                    fmt::format("give from 1 to {}, or leave \"types\" out", GameBuilder::kMostTypes));
      prior.clear();
    }
  } else {
    names.add_unnamed(1);
  }
  if (prior.empty()) prior = {1.0};
  return prior;
}

Parties read_parties(const JsonCursor& root) {
  Parties parties;
  NameList actors;
  NameList types;
  if (const auto list = root.require("actors")) {
    list->each([&](std::size_t, const JsonCursor& actor) {
      constexpr std::array<std::string_view, 3> kFields = {"name", "discount", "types"};
      actor.only(kFields);
      actors.add(actor);
      const auto discount = actor.require("discount");
      parties.discount.push_back(discount ? discount->number() : 0.0);
      parties.prior.push_back(read_types(actor, types));
    });
    if (parties.discount.size() > GameBuilder::kMostActors) {
      list->mistake("E0515", fmt::format("{} actors are too many", parties.discount.size()),
                    fmt::format("give at most {}", GameBuilder::kMostActors));
      parties.discount.clear();
      parties.prior.clear();
    }
  }
  NameList terms;
  const auto list = root.find("terms");
  for (std::size_t i = 0; !list && i < parties.discount.size(); ++i) parties.term_actor.emplace_back(i);
  if (list) {
    list->each([&](std::size_t, const JsonCursor& term) {
      constexpr std::array<std::string_view, 2> kFields = {"name", "actor"};
      term.only(kFields);
      terms.add(term);
      const auto actor = term.require("actor");
      if (!actor) return;
      if (parties.discount.empty())
        actor->mistake("E0515", "there is no such actor", "list the actors first");
      else
        parties.term_actor.emplace_back(actor->whole(parties.discount.size() - 1));
    });
  }
  parties.labels.actors = actors.take();
  parties.labels.terms = terms.take();
  if (std::any_of(parties.prior.begin(), parties.prior.end(), [](const auto& prior) { return prior.size() > 1; }))
    parties.labels.types = types.take();
  if (const auto title = root.find("title")) parties.labels.title = title->string();
  return parties;
}

/// Reads node after node into the builder.
class NodeReader {
 public:
  NodeReader(GameBuilder& builder, const Parties& parties, std::size_t nodes)
      : builder_(builder), parties_(parties), nodes_(nodes) {}

  void read(const JsonCursor& node) {
    constexpr std::array<std::string_view, 5> kFields = {"name", "stage", "ends_step", "seats", "joint_moves"};
    node.only(kFields);
    names_.add(node);
    spans_.push_back(node.span());
    const auto stage = node.find("stage");
    const auto ends = node.find("ends_step");
    builder_.add_node(stage ? static_cast<unsigned>(stage->whole(GameBuilder::kMostStages - 1)) : 0,
                      ends ? ends->boolean() : true);
    const auto joints = node.require("joint_moves");
    if (!joints) return;
    const std::size_t count = joints->size();
    made_ = 1;
    if (const auto seats = node.find("seats"))
      seats->each([&](std::size_t, const JsonCursor& seat) { read_seat(seat, count); });
    joints->each([&](std::size_t, const JsonCursor& joint) { read_joint(joint); });
  }
  std::vector<std::string> take_node_names() { return names_.take(); }
  std::vector<std::string> take_move_names() { return moves_.take(); }
  std::vector<base::Span> take_spans() { return std::move(spans_); }

 private:
  /// The seats of a node make no more joint moves than the file lists, so nothing large is made from a mere number.
  void read_seat(const JsonCursor& seat, std::size_t most_joints) {
    constexpr std::array<std::string_view, 4> kFields = {"actor", "moves", "hidden", "open_to"};
    seat.only(kFields);
    const auto actor = seat.require("actor");
    const auto moves = seat.require("moves");
    if (!actor || !moves) return;
    const std::size_t actors = parties_.discount.size();
    const std::size_t who = actor->whole(actors > 0 ? actors - 1 : 0);
    if (actors == 0) return actor->mistake("E0515", "there is no such actor", "list the actors first");
    const std::size_t count = moves->is(JsonTape::Kind::kNumber) ? moves->whole(most_joints) : moves->size();
    if (count * made_ > most_joints)
      return moves->mistake("E0506", fmt::format("the node has only {} joint moves", most_joints),
                            "give one joint move for each combination of the seats' moves");
    made_ *= std::max<std::size_t>(count, 1);
    if (moves->is(JsonTape::Kind::kNumber))
      moves_.add_unnamed(count);
    else
      moves_.add_all(*moves);
    const SeatId added = builder_.add_seat(ActorId(who), count);
    if (const auto hidden = seat.find("hidden"); hidden && hidden->boolean()) builder_.hide(added);
    if (const auto open = seat.find("open_to")) read_open(*open, added, count, parties_.types(who));
  }

  /// For each move the types it is open to.
  void read_open(const JsonCursor& list, SeatId seat, std::size_t moves, std::size_t types) {
    if (list.size() != moves)
      return list.mistake("E0515", fmt::format("{} lists of types for {} moves", list.size(), moves),
                          "give one list a move, or leave \"open_to\" out");
    list.each([&](std::size_t move, const JsonCursor& item) {
      std::vector<bool> open(types, false);
      item.each([&](std::size_t, const JsonCursor& type) { open[type.whole(types - 1)] = true; });
      for (std::size_t type = 0; type < types; ++type)
        if (!open[type]) builder_.close(seat, move, type);
    });
  }

  /// A number a term, or a list of one for each type of its actor.
  [[nodiscard]] std::vector<double> read_payoffs(const JsonCursor& list) const {
    std::vector<double> payoffs;
    const std::size_t terms = parties_.term_actor.size();
    const std::size_t given = list.size();
    if (given != terms)
      list.mistake("E0515", fmt::format("{} payoffs where the game has {} terms", given, terms),
                   "give one payoff a term");
    list.each([&](std::size_t term, const JsonCursor& item) {
      const std::size_t types = term < terms ? parties_.types(parties_.term_actor[term].value()) : 1;
      if (!item.is(JsonTape::Kind::kArray)) return payoffs.resize(payoffs.size() + types, item.number());
      if (item.size() != types)
        return item.mistake("E0515", fmt::format("{} payoffs where the term's actor has {} types", item.size(), types),
                            "give one payoff a type, or one number for all");
      item.each([&](std::size_t, const JsonCursor& type) { payoffs.push_back(type.number()); });
    });
    return payoffs;
  }

  void read_joint(const JsonCursor& joint) {
    constexpr std::array<std::string_view, 3> kFields = {"payoffs", "successors", "probabilities"};
    joint.only(kFields);
    std::vector<double> payoffs;
    if (const auto list = joint.require("payoffs")) payoffs = read_payoffs(*list);
    payoffs.resize(builder_.term_slots(), 0.0);
    std::vector<NodeId> successors;
    if (const auto list = joint.find("successors"))
      list->each([&](std::size_t, const JsonCursor& item) { successors.push_back(read_node(item)); });
    std::vector<double> probabilities;
    if (const auto list = joint.find("probabilities")) probabilities = read_probabilities(*list);
    if (!joint.find("probabilities") && successors.size() == 1) probabilities = {1.0};
    if (probabilities.size() != successors.size())
      joint.mistake("E0515", fmt::format("{} probabilities for {} successors", probabilities.size(), successors.size()),
                    "give one probability a successor");
    probabilities.resize(successors.size(), 0.0);
    builder_.add_joint(payoffs, successors, probabilities);
  }

  [[nodiscard]] NodeId read_node(const JsonCursor& item) const {
    const std::size_t node = item.whole(kMostIndex);
    if (node >= nodes_)
      item.mistake("E0505", fmt::format("there is no node {}", node), fmt::format("the file has {} nodes", nodes_));
    return NodeId(node < nodes_ ? node : 0);
  }

  GameBuilder& builder_;
  const Parties& parties_;
  std::size_t nodes_;
  std::size_t made_ = 1;  ///< joint moves made by the node's seats so far
  NameList names_;
  NameList moves_;
  std::vector<base::Span> spans_;
};

void read_start(const JsonCursor& root, std::size_t nodes, GameBuilder& builder) {
  const auto start = root.require("start");
  if (!start) return;
  constexpr std::array<std::string_view, 2> kFields = {"nodes", "probabilities"};
  start->only(kFields);
  std::vector<std::size_t> at;
  std::vector<double> probabilities;
  if (const auto list = start->require("nodes"))
    list->each([&](std::size_t, const JsonCursor& item) {
      at.push_back(item.whole(kMostIndex));
      if (at.back() >= nodes)
        item.mistake("E0505", fmt::format("there is no node {}", at.back()), "name a node by index");
    });
  if (const auto list = start->find("probabilities"))
    probabilities = read_probabilities(*list);
  else if (at.size() == 1)
    probabilities = {1.0};
  if (probabilities.size() != at.size())
    start->mistake("E0515", fmt::format("{} probabilities for {} nodes", probabilities.size(), at.size()),
                   "give one probability a node");
  for (std::size_t k = 0; k < std::min(at.size(), probabilities.size()); ++k)
    builder.add_start(NodeId(at[k]), probabilities[k]);
}

}  // namespace

base::Result<LabelledGame> read_game_json(const base::SourcePtr& source) {
  const base::Result<JsonTape> tape = JsonTape::parse(source);
  if (!tape) return base::failure(tape.error());
  base::Diagnostics mistakes;
  const JsonCursor root(*tape, mistakes);
  if (!check_head(root, "game")) return base::failure(std::move(mistakes));
  constexpr std::array<std::string_view, 7> kFields = {"schema_version", "kind",  "title", "actors",
                                                       "terms",          "start", "nodes"};
  root.only(kFields);
  Parties parties = read_parties(root);
  const auto nodes = root.require("nodes");
  if (!nodes || mistakes.has_errors()) return base::failure(std::move(mistakes));

  GameBuilder builder(parties.discount, parties.term_actor);
  for (std::size_t i = 0; i < parties.prior.size(); ++i) builder.set_types(ActorId(i), parties.prior[i]);
  const std::size_t count = nodes->size();
  NodeReader reader(builder, parties, count);
  nodes->each([&](std::size_t, const JsonCursor& node) { reader.read(node); });
  read_start(root, count, builder);
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));

  builder.locate(source, reader.take_spans());
  base::Result<Game> game = std::move(builder).build();
  if (!game) return base::failure(std::move(game.error()));
  const base::Diagnostics undiscounted = check_discounts(*game);
  for (base::Diagnostic diagnostic : undiscounted.all()) {
    diagnostic.source = source;
    diagnostic.span = nodes->span();
    mistakes.add(std::move(diagnostic));
  }
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  parties.labels.nodes = reader.take_node_names();
  parties.labels.moves = reader.take_move_names();
  return LabelledGame{*std::move(game), std::move(parties.labels)};
}

}  // namespace parley::game
