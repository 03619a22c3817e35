// SPDX-License-Identifier: Apache-2.0
#include "parley/simulate/evaluate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "parley/base/check.h"
#include "parley/game/components.h"
#include "parley/simulate/detail/chain.h"
#include "parley/simulate/detail/recurrent.h"

namespace parley::simulate {

namespace {

constexpr std::size_t kLookEvery = 1024;
constexpr double kRoundoff = std::numeric_limits<double>::epsilon();

/// One backward pass over the components, successors first.
class Backward {
 public:
  Backward(const game::Game& game, const game::Profile& profile, const base::RunContext& context, double wanted)
      : game_(game),
        context_(context),
        wanted_(wanted),
        row_(game, profile),
        values_(game.nodes(), game.terms()),
        error_(game.nodes(), 0.0),
        place_(game.nodes(), 0) {
    for (const game::TermId term : game.all_terms()) discount_.push_back(game.discount(game.term_actor(term)));
  }

  TermValues run() {
    const game::Components components(game_);
    for (std::size_t k = 0; k < components.size(); ++k) {
      if (k % kLookEvery == 0 && context_.stop() != base::Stop::kNo) values_.complete = false;
      if (!values_.complete)
        give_up(components.nodes(k));
      else if (components.is_cyclic(k))
        evaluate_cycle(components.nodes(k));
      else
        evaluate_node(components.nodes(k).front());
    }
    for (const double error : error_)
      if (!(error <= values_.error)) values_.error = error;
    return std::move(values_);
  }

 private:
  void give_up(std::span<const game::NodeId> nodes) {
    for (const game::NodeId node : nodes) error_[node.value()] = std::numeric_limits<double>::infinity();
  }

  [[nodiscard]] double discount_after(game::NodeId node, std::size_t term) const {
    return game_.ends_step(node) ? discount_[term] : 1.0;
  }

  void evaluate_node(game::NodeId node) {
    row_.read(node);
    const auto out = values_[node];
    double outer = 0;
    double size = 0;
    for (std::size_t t = 0; t < out.size(); ++t) {
      Long sum = 0;
      for (std::size_t e = 0; e < row_.next().size(); ++e) sum += row_.probability()[e] * values_[row_.next()[e]][t];
      out[t] = static_cast<double>(row_.payoff()[t] + discount_after(node, t) * sum);
      size = std::max(size, std::abs(out[t]));
    }
    for (const game::NodeId next : row_.next()) outer = std::max(outer, error_[next.value()]);
    error_[node.value()] = outer * (1 + 4 * kRoundoff) + kRoundoff * size + long_rounding(node);
  }

  /// What the sums in extended precision may be off by, in one node.
  [[nodiscard]] double long_rounding(game::NodeId node) const {
    double size = 0;
    for (const game::NodeId next : row_.next())
      for (const double value : values_[next]) size = std::max(size, std::abs(value));
    for (const game::JointId joint : game_.joints_of(node))
      for (const double term : game_.payoff_terms(joint)) size = std::max(size, std::abs(term));
    const auto terms = static_cast<double>(row_.next().size() + game_.joints_of(node).size() + 8);
    return 2 * terms * static_cast<double>(std::numeric_limits<Long>::epsilon()) * size;
  }

  void evaluate_cycle(std::span<const game::NodeId> component) {
    // Last stage first, so that one sweep takes a step's end back to its start.
    const std::vector<game::NodeId> nodes(component.rbegin(), component.rend());
    for (std::uint32_t k = 0; k < nodes.size(); ++k) place_[nodes[k].value()] = k;
    RecurrentPart part;
    part.discount.assign(discount_.begin(), discount_.end());
    part.stages = game_.stages();
    double outer = 0;
    for (const game::NodeId node : nodes) add_row(node, nodes, part, outer);
    const RecurrentValues values = evaluate_recurrent(part, wanted_ / 4, context_);
    if (!values.complete) values_.complete = false;
    double size = 0;
    for (std::size_t k = 0; k < nodes.size(); ++k)
      for (std::size_t t = 0; t < game_.terms(); ++t) {
        values_[nodes[k]][t] = static_cast<double>(values.value[k * game_.terms() + t]);
        size = std::max(size, std::abs(values_[nodes[k]][t]));
      }
    const double error = values.error + outer * (1 + 1e-12) + kRoundoff * size;
    for (const game::NodeId node : nodes) error_[node.value()] = error;
  }

  void add_row(game::NodeId node, std::span<const game::NodeId> nodes, RecurrentPart& part, double& outer) {
    row_.read(node);
    part.most_terms = std::max(part.most_terms, 2 * row_.next().size() + game_.joints_of(node).size());
    const std::size_t at = part.payoff.size();
    std::vector<std::pair<std::uint32_t, Long>> inside;
    part.payoff.insert(part.payoff.end(), row_.payoff().begin(), row_.payoff().end());
    for (std::size_t e = 0; e < row_.next().size(); ++e) {
      const game::NodeId next = row_.next()[e];
      const std::uint32_t place = place_[next.value()];
      if (place < nodes.size() && nodes[place] == next) {
        inside.emplace_back(place, row_.probability()[e]);
        continue;
      }
      outer = std::max(outer, error_[next.value()]);
      for (std::size_t t = 0; t < game_.terms(); ++t)
        part.payoff[at + t] += discount_after(node, t) * row_.probability()[e] * values_[next][t];
    }
    // Joint moves often lead to the same nodes: each is kept once.
    std::sort(inside.begin(), inside.end());
    for (const auto& [place, probability] : inside) {
      if (part.column.size() > part.first.back() && part.column.back() == place) {
        part.probability.back() += probability;
      } else {
        part.column.push_back(place);
        part.probability.push_back(probability);
      }
    }
    part.first.push_back(static_cast<std::uint32_t>(part.column.size()));
    part.ends_step.push_back(game_.ends_step(node) ? 1 : 0);
  }

  const game::Game& game_;
  const base::RunContext& context_;
  double wanted_;
  ChainRow row_;
  TermValues values_;
  std::vector<double> error_;
  std::vector<std::uint32_t> place_;
  std::vector<double> discount_;
};

}  // namespace

TermValues evaluate(const game::Game& game, const game::Profile& profile, const base::RunContext& context,
                    double error_wanted) {
  PARLEY_CHECK(!game.has_types());
  PARLEY_CHECK(profile.probability.size() == game.moves());
  return Backward(game, profile, context, error_wanted * game.largest_payoff_size()).run();
}

std::vector<double> move_value(const game::Game& game, const game::Profile& profile, const TermValues& values,
                               game::NodeId node, game::SeatId seat, game::MoveId move) {
  ChainRow row(game, profile);
  row.read_with(node, seat, move);
  std::vector<double> value(game.terms());
  for (const game::TermId term : game.all_terms()) {
    const std::size_t t = term.value();
    Long sum = 0;
    for (std::size_t e = 0; e < row.next().size(); ++e) sum += row.probability()[e] * values[row.next()[e]][t];
    value[t] = static_cast<double>(row.payoff()[t] + game.discount_after(node, game.term_actor(term)) * sum);
  }
  return value;
}

}  // namespace parley::simulate
