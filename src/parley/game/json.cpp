// SPDX-License-Identifier: Apache-2.0
#include "parley/game/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <string_view>

#include "parley/game/detail/json.h"

namespace parley::game {

namespace {

/// Writes into one string; `separator` is what stands before the next item of a list.
class Writer {
 public:
  void text(std::string_view text) { out_ += text; }
  void whole(std::size_t value) { fmt::format_to(std::back_inserter(out_), "{}", value); }
  void number(double value) { out_ += json_number(value); }
  void quoted(std::string_view text) { out_ += json_quoted(text); }

  template <class Items, class Write>
  void list(const Items& items, const Write& write, std::string_view separator = ", ") {
    out_ += '[';
    bool first = true;
    for (const auto& item : items) {
      if (!first) out_ += separator;
      first = false;
      write(item);
    }
    out_ += ']';
  }
  void numbers(std::span<const double> values) {
    list(values, [&](double value) { number(value); });
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

void write_name(Writer& out, const std::vector<std::string>& names, std::size_t index) {
  if (names.empty()) return;
  out.text("\"name\": ");
  out.quoted(names[index]);
  out.text(", ");
}

void write_head(Writer& out, std::string_view kind, const Labels& labels) {
  out.text(fmt::format("{{\n\"schema_version\": {},\n\"kind\": \"{}\",\n", kGameSchemaVersion, kind));
  if (labels.title.empty()) return;
  out.text("\"title\": ");
  out.quoted(labels.title);
  out.text(",\n");
}

void write_types(Writer& out, const Game& game, const Labels& labels, ActorId actor) {
  if (!game.has_types()) return;
  const std::span<const double> prior = game.prior(actor);
  out.text(", \"types\": ");
  out.list(game.types_of(actor), [&](TypeId type) {
    out.text("{");
    write_name(out, labels.types, type.value());
    out.text("\"prior\": ");
    out.number(prior[type.value() - game.types_of(actor).front().value()]);
    out.text("}");
  });
}

/// For each move the types it is open to, unless all are open to all.
void write_open(Writer& out, const Game& game, SeatId seat) {
  const auto types = game.types_of(game.actor(seat));
  bool all = true;
  for (const MoveId move : game.moves_of(seat))
    for (const TypeId type : types) all = all && game.is_open(move, type);
  if (all) return;
  out.text(", \"open_to\": ");
  out.list(game.moves_of(seat), [&](MoveId move) {
    std::vector<std::size_t> open;
    for (std::size_t k = 0; k < types.size(); ++k)
      if (game.is_open(move, types[k])) open.push_back(k);
    out.list(open, [&](std::size_t type) { out.whole(type); });
  });
}

void write_seat(Writer& out, const Game& game, const Labels& labels, SeatId seat) {
  out.text("{\"actor\": ");
  out.whole(game.actor(seat).value());
  out.text(", \"moves\": ");
  if (labels.moves.empty())
    out.whole(game.moves_of(seat).size());
  else
    out.list(game.moves_of(seat), [&](MoveId move) { out.quoted(labels.moves[move.value()]); });
  if (game.is_hidden(seat)) out.text(", \"hidden\": true");
  write_open(out, game, seat);
  out.text("}");
}

void write_payoffs(Writer& out, const Game& game, JointId joint) {
  const std::span<const double> payoffs = game.payoff_terms(joint);
  std::size_t slot = 0;
  out.list(game.all_terms(), [&](TermId term) {
    const std::size_t types = game.types_of(game.term_actor(term)).size();
    const std::span<const double> own = payoffs.subspan(slot, types);
    slot += types;
    const auto is_first = [&](double payoff) {
      return std::bit_cast<std::uint64_t>(payoff) == std::bit_cast<std::uint64_t>(own[0]);
    };
    if (std::all_of(own.begin(), own.end(), is_first))
      out.number(own[0]);
    else
      out.numbers(own);
  });
}

void write_joint(Writer& out, const Game& game, JointId joint) {
  out.text("\n    {\"payoffs\": ");
  write_payoffs(out, game, joint);
  if (!game.successors(joint).empty()) {
    out.text(", \"successors\": ");
    out.list(game.successors(joint), [&](NodeId node) { out.whole(node.value()); });
    out.text(", \"probabilities\": ");
    out.numbers(game.probabilities(joint));
  }
  out.text("}");
}

void write_node(Writer& out, const Game& game, const Labels& labels, NodeId node) {
  out.text("\n  {");
  write_name(out, labels.nodes, node.value());
  out.text("\"stage\": ");
  out.whole(game.stage(node));
  out.text(game.ends_step(node) ? ", \"ends_step\": true" : ", \"ends_step\": false");
  if (!game.seats_of(node).empty()) {
    out.text(", \"seats\": ");
    out.list(game.seats_of(node), [&](SeatId seat) { write_seat(out, game, labels, seat); });
  }
  out.text(", \"joint_moves\": ");
  out.list(
      game.joints_of(node), [&](JointId joint) { write_joint(out, game, joint); }, ",");
  out.text("}");
}

void write_history(Writer& out, const Game& game, const Assessment& assessment, const Labels& labels,
                   std::size_t history) {
  const NodeId node = assessment.node[history];
  out.text("\n  {\"node\": ");
  out.whole(node.value());
  out.text(", ");
  write_name(out, labels.nodes, node.value());
  out.text("\"beliefs\": ");
  const auto beliefs = assessment.beliefs_at(history);
  out.list(game.all_actors(), [&](ActorId actor) {
    const auto types = game.types_of(actor);
    out.numbers(beliefs.subspan(types.front().value(), types.size()));
  });
  const auto chances = assessment.chances_at(history);
  const std::vector<TypedSeat> seats = typed_seats(game, node);
  if (!seats.empty()) {
    out.text(", \"seats\": ");
    out.list(seats, [&](const TypedSeat& seat) {
      out.text("{\"actor\": ");
      out.whole(seat.actor.value());
      out.text(", \"probabilities\": ");
      out.list(game.types_of(seat.actor), [&](TypeId type) {
        out.numbers(chances.subspan(seat.slot(type.value() - seat.first_type, 0), seat.moves));
      });
      out.text("}");
    });
  }
  const auto next = assessment.next_at(history);
  if (!next.empty()) {
    std::size_t place = 0;
    out.text(", \"next\": ");
    out.list(game.joints_of(node), [&](JointId joint) {
      const std::size_t count = game.successors(joint).size();
      out.list(next.subspan(place, count), [&](std::uint32_t after) { out.whole(after); });
      place += count;
    });
  }
  out.text("}");
}

}  // namespace

std::string write_game_json(const Game& game, const Labels& labels) {
  Writer out;
  write_head(out, "game", labels);
  out.text("\"actors\": ");
  out.list(game.all_actors(), [&](ActorId actor) {
    out.text("{");
    write_name(out, labels.actors, actor.value());
    out.text("\"discount\": ");
    out.number(game.discount(actor));
    write_types(out, game, labels, actor);
    out.text("}");
  });
  out.text(",\n\"terms\": ");
  out.list(game.all_terms(), [&](TermId term) {
    out.text("{");
    write_name(out, labels.terms, term.value());
    out.text("\"actor\": ");
    out.whole(game.term_actor(term).value());
    out.text("}");
  });
  out.text(",\n\"start\": {\"nodes\": ");
  out.list(game.start_nodes(), [&](NodeId node) { out.whole(node.value()); });
  out.text(", \"probabilities\": ");
  out.numbers(game.start_probabilities());
  out.text("},\n\"nodes\": ");
  out.list(
      game.all_nodes(), [&](NodeId node) { write_node(out, game, labels, node); }, ",");
  out.text("\n}\n");
  return out.take();
}

std::string write_profile_json(const Game& game, const Profile& profile, const Labels& labels) {
  Writer out;
  write_head(out, "profile", labels);
  std::vector<NodeId> deciding;
  for (const NodeId node : game.all_nodes())
    if (!game.seats_of(node).empty()) deciding.push_back(node);
  out.text("\"nodes\": ");
  const auto write_strategy = [&](SeatId seat) {
    out.text("{\"actor\": ");
    out.whole(game.actor(seat).value());
    out.text(", \"probabilities\": ");
    const auto moves = game.moves_of(seat);
    out.numbers({profile.probability.data() + moves.front().value(), moves.size()});
    out.text("}");
  };
  out.list(
      deciding,
      [&](NodeId node) {
        out.text("\n  {\"node\": ");
        out.whole(node.value());
        if (!labels.nodes.empty()) {
          out.text(", \"name\": ");
          out.quoted(labels.nodes[node.value()]);
        }
        out.text(", \"seats\": ");
        out.list(game.seats_of(node), write_strategy);
        out.text("}");
      },
      ",");
  out.text("\n}\n");
  return out.take();
}

std::string write_assessment_json(const Game& game, const Assessment& assessment, const Labels& labels) {
  Writer out;
  write_head(out, "assessment", labels);
  out.text("\"start\": ");
  out.list(assessment.start, [&](std::uint32_t history) { out.whole(history); });
  out.text(",\n\"histories\": ");
  std::vector<std::size_t> histories(assessment.histories());
  std::iota(histories.begin(), histories.end(), std::size_t{0});
  out.list(
      histories, [&](std::size_t history) { write_history(out, game, assessment, labels, history); }, ",");
  out.text("\n}\n");
  return out.take();
}

}  // namespace parley::game
