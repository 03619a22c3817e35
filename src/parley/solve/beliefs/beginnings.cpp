// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "parley/base/check.h"
#include "parley/base/random.h"
#include "parley/solve/beliefs.h"
#include "parley/solve/beliefs/grid_player.h"
#include "parley/solve/beliefs/ladder.h"
#include "parley/solve/beliefs/sweep.h"

namespace parley::solve {

namespace {

// Where Newton's method sets out from: log chances scattered over ever wider ranges, in turn.
constexpr std::uint32_t kAttempts = 256;
constexpr double kWidths[] = {1, 4, 16, 64};
// Of chances: those that differ by less are the same equilibrium.
constexpr double kSame = 1e-4;

bool are_same(std::span<const double> a, std::span<const double> b) {
  for (std::size_t k = 0; k < a.size(); ++k)
    if (std::abs(std::exp(a[k]) - std::exp(b[k])) > kSame) return false;
  return true;
}

/// The nodes of the first turn: those where play starts, or that chance leads to from there.
std::vector<game::NodeId> first_turns(const game::Game& game) {
  std::vector<game::NodeId> nodes;
  const auto add = [&](game::NodeId node) {
    if (!game.seats_of(node).empty() && std::find(nodes.begin(), nodes.end(), node) == nodes.end())
      nodes.push_back(node);
  };
  for (const game::NodeId start : game.start_nodes()) {
    add(start);
    if (!game.seats_of(start).empty()) continue;
    for (const game::JointId joint : game.joints_of(start))
      for (const game::NodeId next : game.successors(joint)) add(next);
  }
  return nodes;
}

class Beginnings {
 public:
  Beginnings(const game::Game& game, const BeliefSolution& solution)
      : game_(game),
        solution_(solution),
        grid_(game, solution.axes),
        ladder_(beliefs::payoff_scale(game)),
        prior_(game::prior_beliefs(game)) {}

  void find(game::NodeId node, const base::RunContext& context, std::vector<OtherBeginning>& found) {
    const beliefs::StageLayout layout(game_, node, solution_.precision);
    const std::size_t known = found.size();
    std::vector<double> chosen(layout.slots);
    beliefs::GridPlayer(game_, solution_).choose(node, prior_, chosen);
    stage_.set(layout, {&grid_, solution_.value.data(), solution_.slot}, prior_);
    std::vector<float> start(layout.unknowns.size());
    for (std::uint32_t attempt = 0; attempt < kAttempts && context.stop() == base::Stop::kNo; ++attempt) {
      for (std::size_t k = 0; k < start.size(); ++k)
        start[k] = static_cast<float>(
            kWidths[attempt % std::size(kWidths)] *
            (base::random_block(context.seed, attempt, static_cast<std::uint32_t>(k)).uniform(0) - 0.5));
      if (!ladder_.settle(stage_, start)) continue;
      const std::span<const double> choice = stage_.log_probability();
      if (are_same(choice, chosen)) continue;
      if (std::any_of(found.begin() + static_cast<std::ptrdiff_t>(known), found.end(),
                      [&](const OtherBeginning& other) { return are_same(choice, other.log_probability); }))
        continue;
      OtherBeginning other{node, {choice.begin(), choice.end()}, std::vector<double>(game_.types())};
      stage_.values(other.value);
      found.push_back(std::move(other));
    }
  }

 private:
  const game::Game& game_;
  const BeliefSolution& solution_;
  beliefs::Grid grid_;
  beliefs::Stage stage_;
  beliefs::Ladder ladder_;
  std::vector<double> prior_;
};

/// The solution's strategy, but for the beginning.
class BeginningPlayer final : public game::BeliefPlayer {
 public:
  BeginningPlayer(const game::Game& game, const BeliefSolution& solution, const OtherBeginning& beginning)
      : game_(game),
        player_(game, solution),
        beginning_(beginning),
        prior_(game::prior_beliefs(game)),
        usual_(game.types()) {
    player_.value(beginning.node, prior_, usual_);
  }

  void choose(game::NodeId node, std::span<const double> beliefs, std::span<double> log_probability) override {
    if (node != beginning_.node || !is_prior(beliefs)) return player_.choose(node, beliefs, log_probability);
    std::copy(beginning_.log_probability.begin(), beginning_.log_probability.end(), log_probability.begin());
  }

  void value(game::NodeId node, std::span<const double> beliefs, std::span<double> value) override {
    player_.value(node, beliefs, value);
    if (!is_prior(beliefs)) return;
    // Of the beginning itself, or of chance before it.
    double share = node == beginning_.node ? 1 : 0;
    if (game_.seats_of(node).empty())
      for (const game::JointId joint : game_.joints_of(node))
        for (std::size_t e = 0; e < game_.successors(joint).size(); ++e)
          if (game_.successors(joint)[e] == beginning_.node) share += game_.probabilities(joint)[e];
    for (std::size_t t = 0; share > 0 && t < value.size(); ++t) {
      const double discount = node == beginning_.node ? 1 : game_.discount_after(node, game_.actor(game::TypeId(t)));
      value[t] += share * discount * (beginning_.value[t] - usual_[t]);
    }
  }

 private:
  bool is_prior(std::span<const double> beliefs) const {
    return std::equal(beliefs.begin(), beliefs.end(), prior_.begin());
  }

  const game::Game& game_;
  beliefs::GridPlayer player_;
  const OtherBeginning& beginning_;
  std::vector<double> prior_;
  std::vector<double> usual_;
};

}  // namespace

std::vector<OtherBeginning> other_beginnings(const game::Game& game, const BeliefSolution& solution,
                                             const base::RunContext& context) {
  PARLEY_CHECK(solution.keeps_values);
  std::vector<OtherBeginning> found;
  Beginnings beginnings(game, solution);
  for (const game::NodeId node : first_turns(game)) beginnings.find(node, context, found);
  return found;
}

game::MakePlayer make_player(const game::Game& game, const BeliefSolution& solution, const OtherBeginning& beginning) {
  PARLEY_CHECK(solution.keeps_values);
  return [&game, &solution, &beginning] { return std::make_unique<BeginningPlayer>(game, solution, beginning); };
}

}  // namespace parley::solve
