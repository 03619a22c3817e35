// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stagewise/field.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "parley/base/parallel.h"
#include "parley/solve/logit/logit_path.h"
#include "parley/solve/stagewise/reduced.h"

namespace parley::solve::stagewise {

using game::ActorId;
using game::Game;
using game::MoveId;
using game::NodeId;

namespace {

// Neighbours seldom move at once, and each sweep still sees what the last part of it did.
constexpr std::size_t kColours = 4;
// The start need not be exact: it only says from where values set out.
constexpr double kStartMoves = 0.01;
constexpr std::size_t kMostStartSweeps = 20;
// A node that changed its mind k times moves its values by 2 / (k + 1) of the way, at the least by this.
constexpr double kLeastShare = 0.05;

}  // namespace

Field::Field(const Component& component, const SolveOptions& options, const base::RunContext& context, Draft& draft)
    : component_(component),
      options_(options),
      context_(context),
      draft_(draft),
      actors_(component.game.actors()),
      place_(component.game.nodes(), kOutside),
      kind_(component.nodes.size(), Kind::kNew),
      changes_(component.nodes.size(), 0),
      played_(component.game.moves(), 0),
      next_(component.nodes.size() * actors_, 0.0),
      recent_(component.nodes.size(), 0),
      rounds_(component.nodes.size(), 0),
      released_(component.nodes.size(), 0) {
  const Game& game = component.game;
  for (std::uint32_t k = 0; k < component.nodes.size(); ++k) place_[component.nodes[k].value()] = k;
  for (const ActorId actor : game.all_actors()) {
    const double range = game.payoff_range(actor);
    const double size = game.largest_payoff_size(actor);
    unit_.push_back(range > 0 ? range : size > 0 ? size : 1.0);
  }
  for (std::size_t c = 0; c < kChunkCount; ++c) workers_.push_back(std::make_unique<Worker>());
}

void Field::each_chunk(const std::function<void(std::size_t, std::size_t, std::size_t)>& body) {
  const std::size_t count = component_.nodes.size();
  const std::size_t length = (count + kChunkCount - 1) / kChunkCount;
  base::parallel_for(kChunkCount, context_.threads, [&](std::size_t chunk) {
    body(chunk, std::min(count, chunk * length), std::min(count, (chunk + 1) * length));
  });
}

void Field::resume(const Temper& temper) {
  temper_ = temper;
  std::fill(kind_.begin(), kind_.end(), Kind::kKept);
  for (auto* counts : {&changes_, &recent_}) std::fill(counts->begin(), counts->end(), 0);
  for (auto* counts : {&rounds_, &released_}) std::fill(counts->begin(), counts->end(), 0);
  held_.clear();
}

void Field::start(const Temper& temper) {
  resume(temper);
  std::fill(kind_.begin(), kind_.end(), Kind::kNew);
  const Game& game = component_.game;
  for (std::size_t a = 0; a < actors_; ++a) {
    const ActorId actor(a);
    double sum = 0;
    std::size_t joints = 0;
    for (const NodeId node : component_.nodes) {
      for (const game::JointId joint : game.joints_of(node)) sum += game.payoff(joint, actor);
      joints += game.joints_of(node).size();
    }
    const double mean = sum / static_cast<double>(joints) / std::max(1 - game.discount(actor), kStartMoves);
    for (const NodeId node : component_.nodes) draft_.values(node, actor) = mean;
  }
  const game::Profile uniform = game::uniform_profile(game);
  for (std::size_t sweep = 0; sweep < kMostStartSweeps; ++sweep) {
    each_chunk([&](std::size_t chunk, std::size_t first, std::size_t last) {
      std::vector<double> weight;
      for (std::size_t k = first; k < last; ++k) {
        const NodeId node = component_.nodes[k];
        game::joint_probabilities(game, uniform, node, weight);
        double* const next = &next_[k * actors_];
        std::fill_n(next, actors_, 0.0);
        std::size_t j = 0;
        for (const game::JointId joint : game.joints_of(node)) {
          const auto successors = game.successors(joint);
          const auto probabilities = game.probabilities(joint);
          for (std::size_t a = 0; a < actors_; ++a) {
            double after = 0;
            for (std::size_t e = 0; e < successors.size(); ++e)
              after += probabilities[e] * draft_.values(successors[e], ActorId(a));
            next[a] += weight[j] * (game.payoff(joint, ActorId(a)) + game.discount_after(node, ActorId(a)) * after);
          }
          ++j;
        }
      }
      static_cast<void>(chunk);
    });
    double moved = 0;
    for (std::size_t k = 0; k < component_.nodes.size(); ++k)
      for (std::size_t a = 0; a < actors_; ++a) {
        double& value = draft_.values(component_.nodes[k], ActorId(a));
        moved = std::max(moved, share(a, std::abs(next_[k * actors_ + a] - value)));
        value = next_[k * actors_ + a];
      }
    if (moved <= kStartMoves || context_.stop() != base::Stop::kNo) return;
  }
}

/// The node's strategy at the present values into the draft, its values into next_.
void Field::visit_node(std::size_t k, Worker& worker) {
  const Game& game = component_.game;
  const NodeId node = component_.nodes[k];
  stage::NodeSolver& solver = worker.solver;
  bool solved = false;
  if (kind_[k] == Kind::kKept) {
    solver.read(game, draft_.values, node, &draft_.profile);
    solved = solver.keep(draft_.profile, game);
  }
  if (!solved) {
    if (kind_[k] == Kind::kKept) {
      ++worker.visit.changed;
      if (changes_[k] < std::numeric_limits<std::uint16_t>::max()) ++changes_[k];
      if (recent_[k] < std::numeric_limits<std::uint16_t>::max()) ++recent_[k];
    }
    solver.read(game, draft_.values, node);
    PathReport report;
    solved = solver.node().seats().empty() || solver.follow(options_, context_, report);
    worker.visit.steps += report.steps;
    worker.visit.folds += report.folds;
  }
  kind_[k] = Kind::kKept;
  if (solved) {
    solver.publish(game, node, draft_.values, draft_.profile, std::span(next_).subspan(k * actors_, actors_));
  } else {
    worker.lost.push_back(k);
  }
}

/// A node whose path the quick code did not get through: the general method, one node at a time.
void Field::rescue(std::size_t k, Visit& visit) {
  const NodeId node = component_.nodes[k];
  std::vector<double> before;
  for (const ActorId actor : component_.game.all_actors()) before.push_back(draft_.values(node, actor));
  const Component alone{component_.game, component_.number, component_.nodes.subspan(k, 1), true, component_.precision};
  SolveOptions options = options_;
  options.most_branches = 0;
  options.verify = false;
  if (logit::solve(alone, options, context_, draft_).status != Status::kConverged) ++visit.lost;
  for (std::size_t a = 0; a < actors_; ++a) {
    double& value = draft_.values(node, ActorId(a));
    next_[k * actors_ + a] = value;
    value = before[a];
  }
}

/// What the workers saw, and their lost nodes solved.
Visit Field::gather() {
  Visit visit;
  for (const auto& worker : workers_) {
    visit.changed += worker->visit.changed;
    visit.steps += worker->visit.steps;
    visit.folds += worker->visit.folds;
    for (const std::size_t k : worker->lost) rescue(k, visit);
    worker->lost.clear();
    worker->visit = {};
  }
  return visit;
}

void Field::save() {
  saved_values_.clear();
  for (const NodeId node : component_.nodes)
    for (std::size_t a = 0; a < actors_; ++a) saved_values_.push_back(draft_.values(node, ActorId(a)));
  saved_chances_ = probabilities_in(component_, draft_);
  saved_played_ = played_;
}

void Field::restore() {
  std::size_t at = 0;
  for (const NodeId node : component_.nodes)
    for (std::size_t a = 0; a < actors_; ++a) draft_.values(node, ActorId(a)) = saved_values_[at++];
  set_probabilities_in(component_, saved_chances_, draft_);
  played_ = saved_played_;
}

void Field::forgive() { std::fill(changes_.begin(), changes_.end(), 0); }

void Field::hold(PathReport& report) {
  std::uint16_t most = 0;
  for (std::size_t k = 0; k < kind_.size(); ++k) {
    if (kind_[k] != Kind::kKept) continue;
    most = std::max(most, recent_[k]);
    if (recent_[k] > 0) ++rounds_[k];
  }
  for (std::size_t k = 0; k < kind_.size(); ++k) {
    if (kind_[k] != Kind::kKept || recent_[k] == 0) continue;
    if ((recent_[k] < 3 || 2 * recent_[k] < most) && rounds_[k] < 3) continue;
    kind_[k] = Kind::kSliding;
    held_.push_back(k);
  }
  std::sort(held_.begin(), held_.end());
  const bool solved = !held_.empty() && solve_together(component_, held_, options_, context_, draft_, reach_, report);
  for (const std::size_t k : held_) mark_played(k);
  if (solved) release();
  watch();
}

/// Lets those go that play an equilibrium of their own stage, unless they came back too often.
void Field::release() {
  std::vector<std::size_t> left;
  stage::NodeSolver& solver = workers_.front()->solver;
  for (const std::size_t k : held_) {
    const NodeId node = component_.nodes[k];
    solver.read(component_.game, draft_.values, node, &draft_.profile);
    if (released_[k] < temper_.most_releases && solver.keep(draft_.profile, component_.game)) {
      kind_[k] = Kind::kKept;
      rounds_[k] = 0;
      ++released_[k];
    } else {
      left.push_back(k);
    }
  }
  held_ = std::move(left);
}

Visit Field::sweep() {
  Visit total;
  for (std::size_t colour = 0; colour < kColours; ++colour) {
    each_chunk([&](std::size_t chunk, std::size_t first, std::size_t last) {
      for (std::size_t k = first; k < last; ++k)
        if (k % kColours == colour && kind_[k] != Kind::kSliding) visit_node(k, *workers_[chunk]);
    });
    const Visit visit = gather();
    total.changed += visit.changed;
    total.steps += visit.steps;
    total.folds += visit.folds;
    total.lost += visit.lost;
    for (std::size_t k = colour; k < component_.nodes.size(); k += kColours) {
      if (kind_[k] == Kind::kSliding) continue;
      const double way = temper_.pace * std::max(kLeastShare, std::min(1.0, 2.0 / (1.0 + changes_[k])));
      for (std::size_t a = 0; a < actors_; ++a) {
        double& value = draft_.values(component_.nodes[k], ActorId(a));
        const double change = next_[k * actors_ + a] - value;
        total.moved = std::max(total.moved, share(a, std::abs(change)));
        value += way * change;
      }
    }
  }
  return total;
}

}  // namespace parley::solve::stagewise
