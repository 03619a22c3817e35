// SPDX-License-Identifier: Apache-2.0
#include "parley/game/assessment.h"

#include <cmath>
#include <string>
#include <unordered_map>

namespace parley::game {

namespace {

/// Numbers a node with beliefs, the same for the same bits.
class Numbering {
 public:
  Numbering(const Game& game, std::size_t most, Assessment& out) : game_(game), most_(most), out_(out) {}

  /// The history's number; `most` where there would be too many.
  std::uint32_t number(NodeId node, std::span<const double> beliefs) {
    const std::uint32_t at = node.value();
    key_.assign(reinterpret_cast<const char*>(&at), sizeof at);
    key_.append(reinterpret_cast<const char*>(beliefs.data()), beliefs.size_bytes());
    const auto next = static_cast<std::uint32_t>(out_.histories());
    const auto [found, is_new] = numbers_.try_emplace(key_, next);
    if (is_new && next < most_) out_.add(game_, node, beliefs);
    return found->second;
  }

 private:
  const Game& game_;
  std::size_t most_;
  Assessment& out_;
  std::string key_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// Each type's chances, scaled to sum to 1.
void chances_of(std::span<const TypedSeat> seats, std::span<const double> log_probability, std::span<double> chance) {
  for (const TypedSeat& seat : seats)
    for (std::size_t t = 0; t < seat.types; ++t) {
      double sum = 0;
      for (std::size_t m = 0; m < seat.moves; ++m)
        sum += chance[seat.slot(t, m)] = std::exp(log_probability[seat.slot(t, m)]);
      for (std::size_t m = 0; m < seat.moves; ++m) chance[seat.slot(t, m)] /= sum;
    }
}

}  // namespace

std::uint32_t Assessment::add(const Game& game, NodeId at, std::span<const double> beliefs) {
  const auto number = static_cast<std::uint32_t>(node.size());
  node.push_back(at);
  belief.insert(belief.end(), beliefs.begin(), beliefs.end());
  chance.resize(chance.size() + typed_moves(typed_seats(game, at)), 0.0);
  first_chance.push_back(chance.size());
  next.resize(next.size() + outcomes_of(game, at), 0);
  first_next.push_back(next.size());
  return number;
}

std::size_t outcomes_of(const Game& game, NodeId node) {
  std::size_t count = 0;
  for (const JointId joint : game.joints_of(node)) count += game.successors(joint).size();
  return count;
}

std::optional<Assessment> assessment_of(const Game& game, BeliefPlayer& player, std::size_t most,
                                        const base::RunContext& context) {
  Assessment out;
  Numbering numbering(game, most, out);
  const std::vector<double> prior = prior_beliefs(game);
  for (const NodeId node : game.start_nodes()) out.start.push_back(numbering.number(node, prior));
  std::vector<double> log_probability;
  std::vector<double> beliefs;
  std::vector<double> after(game.types());
  for (std::size_t history = 0; history < out.histories(); ++history) {
    if (context.stop() != base::Stop::kNo) return std::nullopt;
    const NodeId node = out.node[history];
    beliefs.assign(out.beliefs_at(history).begin(), out.beliefs_at(history).end());
    const std::vector<TypedSeat> seats = typed_seats(game, node);
    log_probability.resize(typed_moves(seats));
    if (!seats.empty()) player.choose(node, beliefs, log_probability);
    chances_of(seats, log_probability, std::span(out.chance).subspan(out.first_chance[history]));
    std::size_t place = out.first_next[history];
    for (std::size_t j = 0; j < game.joints_of(node).size(); ++j)
      for (const NodeId successor : game.successors(game.joints_of(node)[j])) {
        update_beliefs(game, node, j, successor, log_probability, beliefs, after);
        const std::uint32_t number = numbering.number(successor, after);
        if (number >= most) return std::nullopt;
        out.next[place++] = number;
      }
  }
  return out;
}

}  // namespace parley::game
