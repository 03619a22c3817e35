// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <utility>

#include "parley/game/detail/json_fields.h"
#include "parley/game/json.h"

namespace parley::game {

namespace {

// As in certify: six decimals a probability is what people write by hand.
constexpr double kSumTolerance = 1e-6;

/// Reads a lottery of `out.size()` numbers.
void read_lottery(const JsonCursor& list, std::string_view of, std::span<double> out) {
  const std::vector<double> chances = read_probabilities(list);
  if (chances.size() != out.size())
    return list.mistake("E0519", fmt::format("{} numbers for {} {}", chances.size(), out.size(), of),
                        fmt::format("give one number for each of the {}", of));
  double sum = 0;
  for (std::size_t k = 0; k < chances.size(); ++k) sum += out[k] = chances[k];
  if (!(std::abs(sum - 1) <= kSumTolerance))
    return list.mistake("E0502", fmt::format("these probabilities sum to {:.9g}, not 1", sum), "make them sum to 1");
  for (double& chance : out) chance /= sum;
}

class AssessmentReader {
 public:
  AssessmentReader(const Game& game, Assessment& out) : game_(game), out_(out) {}

  void read(const JsonCursor& root) {
    constexpr std::array<std::string_view, 5> kFields = {"schema_version", "kind", "title", "start", "histories"};
    root.only(kFields);
    const auto histories = root.require("histories");
    const auto start = root.require("start");
    if (!histories || !start) return;
    count_ = histories->size();
    if (count_ == 0)
      return histories->mistake("E0519", "no history is listed", "list the histories that the start leads to");
    histories->each([&](std::size_t, const JsonCursor& item) { add(item); });
    if (failed_) return;
    histories->each([&](std::size_t history, const JsonCursor& item) { read_next(history, item); });
    read_start(*start);
    if (!failed_) fill_beliefs(*histories);
  }

  [[nodiscard]] bool failed() const { return failed_; }

 private:
  void wrong(const JsonCursor& at, std::string message, std::string help) {
    at.mistake("E0519", std::move(message), std::move(help));
    failed_ = true;
  }

  void add(const JsonCursor& item) {
    constexpr std::array<std::string_view, 5> kFields = {"node", "name", "beliefs", "seats", "next"};
    item.only(kFields);
    const auto index = item.require("node");
    if (!index) {
      failed_ = true;
      return;
    }
    const NodeId node(index->whole(game_.nodes() - 1));
    const std::vector<double> unknown(game_.types(), std::numeric_limits<double>::quiet_NaN());
    const std::size_t history = out_.add(game_, node, unknown);
    if (const auto beliefs = item.find("beliefs")) read_beliefs(*beliefs, history);
    read_seats(item, history);
  }

  void read_beliefs(const JsonCursor& beliefs, std::size_t history) {
    if (beliefs.size() != game_.actors())
      return wrong(beliefs, fmt::format("beliefs about {} actors, of {}", beliefs.size(), game_.actors()),
                   "give one list an actor, in the order of the game, with a number for each of its types");
    beliefs.each([&](std::size_t i, const JsonCursor& list) {
      const auto types = game_.types_of(ActorId(i));
      read_lottery(list, "types",
                   std::span(out_.belief).subspan(history * game_.types() + types.front().value(), types.size()));
    });
  }

  void read_seats(const JsonCursor& item, std::size_t history) {
    const auto seats = typed_seats(game_, out_.node[history]);
    if (seats.empty() && !item.find("seats")) return;
    const auto list = item.require("seats");
    if (!list) return;
    if (list->size() != seats.size())
      return wrong(*list, fmt::format("{} seats where the node has {}", list->size(), seats.size()),
                   "give the seats of the node, in the order of the game");
    list->each([&](std::size_t k, const JsonCursor& seat) { read_seat(seat, seats[k], history); });
  }

  void read_seat(const JsonCursor& item, const TypedSeat& seat, std::size_t history) {
    constexpr std::array<std::string_view, 2> kFields = {"actor", "probabilities"};
    item.only(kFields);
    const auto actor = item.require("actor");
    const auto lists = item.require("probabilities");
    if (!actor || !lists) return;
    if (actor->whole(game_.actors() - 1) != seat.actor.value())
      return wrong(*actor, fmt::format("this seat is actor {}'s", seat.actor.value()),
                   "give the seats in the order of the game");
    if (lists->size() != seat.types)
      return wrong(*lists, fmt::format("chances for {} types, of {}", lists->size(), seat.types),
                   "give one list of probabilities for each type of the actor");
    lists->each([&](std::size_t t, const JsonCursor& list) {
      const auto chances = std::span(out_.chance).subspan(out_.first_chance[history] + seat.slot(t, 0), seat.moves);
      read_lottery(list, "moves", chances);
      for (std::size_t m = 0; m < seat.moves; ++m)
        if (chances[m] > 0 && !game_.is_open(game_.moves_of(seat.seat)[m], TypeId(seat.first_type + t)))
          wrong(list, fmt::format("move {} is not open to type {}", m, t), "give it a probability of 0");
    });
  }

  void read_next(std::size_t history, const JsonCursor& item) {
    const auto joints = game_.joints_of(out_.node[history]);
    if (outcomes_of(game_, out_.node[history]) == 0 && !item.find("next")) return;
    const auto next = item.require("next");
    if (!next) {
      failed_ = true;
      return;
    }
    if (next->size() != joints.size())
      return wrong(*next, fmt::format("what follows {} joint moves, of {}", next->size(), joints.size()),
                   "give one list for each joint move of the node, in the order of the game");
    std::size_t place = out_.first_next[history];
    next->each([&](std::size_t j, const JsonCursor& list) {
      const auto successors = game_.successors(joints[j]);
      if (list.size() != successors.size())
        return wrong(list, fmt::format("{} histories for {} successors", list.size(), successors.size()),
                     "give one history for each node that the joint move may lead to, in the order of the game");
      list.each([&](std::size_t e, const JsonCursor& one) { out_.next[place++] = follow(one, successors[e]); });
    });
  }

  std::uint32_t follow(const JsonCursor& item, NodeId node) {
    const auto history = static_cast<std::uint32_t>(item.whole(count_ - 1));
    if (out_.node[history] != node)
      wrong(item,
            fmt::format("history {} is at node {}, and this leads to node {}", history, out_.node[history].value(),
                        node.value()),
            "name a history at the node that the move leads to");
    return history;
  }

  void read_start(const JsonCursor& start) {
    if (start.size() != game_.start_nodes().size())
      return wrong(start, fmt::format("{} starts, of {}", start.size(), game_.start_nodes().size()),
                   "give one history for each node where the game may start");
    start.each(
        [&](std::size_t k, const JsonCursor& item) { out_.start.push_back(follow(item, game_.start_nodes()[k])); });
  }

  /// Beliefs that were not given, along the first way from the start on.
  void fill_beliefs(const JsonCursor& histories) {
    std::deque<std::uint32_t> open;
    std::vector<bool> reached(count_, false);
    const auto reach = [&](std::uint32_t history, std::span<const double> beliefs) {
      if (reached[history]) return;
      reached[history] = true;
      open.push_back(history);
      const auto own = std::span(out_.belief).subspan(history * game_.types(), game_.types());
      if (std::isnan(own.front())) std::copy(beliefs.begin(), beliefs.end(), own.begin());
    };
    const std::vector<double> prior = prior_beliefs(game_);
    for (const std::uint32_t history : out_.start) reach(history, prior);
    std::vector<double> log_chance;
    std::vector<double> after(game_.types());
    for (; !open.empty(); open.pop_front()) {
      const std::uint32_t history = open.front();
      log_chance.assign(out_.chances_at(history).begin(), out_.chances_at(history).end());
      for (double& chance : log_chance) chance = std::log(chance);
      std::size_t place = out_.first_next[history];
      const NodeId node = out_.node[history];
      for (std::size_t j = 0; j < game_.joints_of(node).size(); ++j)
        for (const NodeId successor : game_.successors(game_.joints_of(node)[j])) {
          update_beliefs(game_, node, j, successor, log_chance, out_.beliefs_at(history), after);
          reach(out_.next[place++], after);
        }
    }
    histories.each([&](std::size_t history, const JsonCursor& item) {
      if (!std::isnan(out_.beliefs_at(history).front())) return;
      wrong(item, "nothing leads to this history, and it has no beliefs", "give its beliefs, or remove it");
    });
  }

  const Game& game_;
  Assessment& out_;
  std::size_t count_ = 0;
  bool failed_ = false;
};

}  // namespace

base::Result<Assessment> read_assessment_json(base::SourcePtr source, const Game& game) {
  const base::Result<JsonTape> tape = JsonTape::parse(std::move(source));
  if (!tape) return base::failure(tape.error());
  base::Diagnostics mistakes;
  const JsonCursor root(*tape, mistakes);
  if (!check_head(root, "assessment")) return base::failure(std::move(mistakes));
  Assessment assessment;
  AssessmentReader(game, assessment).read(root);
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  return assessment;
}

}  // namespace parley::game
