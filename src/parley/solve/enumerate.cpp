// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/enumerate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/game/components.h"
#include "parley/solve/detail/mistakes.h"
#include "parley/solve/recursion/stage_equilibria.h"

namespace parley::solve {

using game::Game;
using game::NodeId;

std::string_view describe(Completeness completeness) {
  switch (completeness) {
    case Completeness::kComplete:
      return "complete";
    case Completeness::kTruncated:
      return "truncated";
    case Completeness::kUnknown:
      return "cannot know";
    case Completeness::kInterrupted:
      return "interrupted";
    case Completeness::kOutOfTime:
      return "out of time";
  }
  return "unknown";
}

Completeness completeness_of(base::Stop stop) {
  switch (stop) {
    case base::Stop::kNo:
      return Completeness::kComplete;
    case base::Stop::kInterrupted:
      return Completeness::kInterrupted;
    case base::Stop::kBudget:
      break;
  }
  return Completeness::kOutOfTime;
}

base::Diagnostics EnumerateOptions::check(const Game& game) const {
  base::Diagnostics mistakes;
  if (most == 0) mistakes.add(mistake("E0601", "the list is allowed no equilibrium", "allow at least one"));
  for (std::size_t i = 0; i < std::min(precision.size(), game.actors()); ++i)
    if (!std::isinf(precision[i]))
      mistakes.add(mistake(
          "E0603",
          fmt::format("actor {} has a precision of {}; all equilibria are listed in the limit only", i, precision[i]),
          "leave the precision out, or solve for the one logit equilibrium of the principal branch"));
  return mistakes;
}

namespace {

void check_direction(const game::Components& components, base::Diagnostics& mistakes) {
  for (std::size_t k = 0; k < components.size(); ++k) {
    const auto nodes = components.nodes(k);
    if (nodes.size() == 1) continue;
    mistakes.add(
        mistake("E0604",
                fmt::format("play can go from node {} to node {} and back; all equilibria are listed only where "
                            "it never returns to a node that it left",
                            nodes[0].value(), nodes[1].value()),
                "solve for one equilibrium, or count the steps in the game so that no node comes again"));
    return;
  }
}

// Nodes between two questions whether to stop: a few milliseconds where each has one seat.
constexpr std::size_t kNodesBetweenStops = 1 << 10;

/// The walk through the tree of choices: level k is the k-th component's node.
class Walk {
 public:
  Walk(const Game& game, const game::Components& components, const base::RunContext& context)
      : game_(game),
        context_(context),
        profile_(game::uniform_profile(game)),
        values_(game.nodes(), game.actors()),
        levels_(components.size()),
        changed_(game.nodes(), 0) {
    for (std::size_t k = 0; k < levels_.size(); ++k) levels_[k].node = components.nodes(k).front();
  }

  Enumeration run(std::size_t most, const std::function<bool(const FoundEquilibrium&)>& visit) {
    std::size_t level = 0;
    while (true) {
      if (level < levels_.size() && !must_stop() && enter(level)) {
        ++level;
        continue;
      }
      if (stop_ != base::Stop::kNo) break;
      if (level == levels_.size()) {
        if (result_.found == most || !visit({result_.found, profile_, values_, mixing_})) {
          result_.completeness = Completeness::kTruncated;
          return result_;
        }
        ++result_.found;
        context_.report("listing equilibria", result_.found, 0);
      }
      if (!advance(level)) break;
    }
    if (stop_ != base::Stop::kNo)
      result_.completeness = completeness_of(stop_);
    else if (result_.doubtful_node)
      result_.completeness = Completeness::kUnknown;
    return result_;
  }

 private:
  struct Level {
    NodeId node;
    std::vector<recursion::StageEquilibrium> choices;
    std::size_t choice = 0;
    std::uint64_t solved_at = 0;  ///< 0: not yet
    bool mixes = false;
  };

  bool must_stop() {
    if (entered_++ % kNodesBetweenStops == 0 || just_solved_) stop_ = context_.stop();
    just_solved_ = false;
    return stop_ != base::Stop::kNo;
  }

  /// Finds the node's equilibria at the values after it, unless these are as they were, and chooses the first. False if
  /// there is none.
  bool enter(std::size_t k) {
    Level& level = levels_[k];
    if (level.solved_at == 0 || last_change(level.node) > level.solved_at) {
      recursion::StageEquilibria found =
          recursion::stage_equilibria(recursion::stage_game(game_, values_, level.node), context_);
      level.choices = std::move(found.list);
      level.solved_at = ++clock_;
      just_solved_ = true;
      ++result_.stage_games;
      result_.most_stage_equilibria = std::max(result_.most_stage_equilibria, level.choices.size());
      if (!found.doubt.empty() && !result_.doubtful_node) {
        result_.doubtful_node = level.node;
        result_.doubt = std::move(found.doubt);
      }
    }
    if (level.choices.empty()) return false;
    choose(level, 0);
    return true;
  }

  /// Goes back from `level` to the last one before it with a choice left, and on from there. False at the end.
  bool advance(std::size_t& level) {
    while (level-- > 0) {
      Level& at = levels_[level];
      if (at.choice + 1 >= at.choices.size()) continue;
      choose(at, at.choice + 1);
      ++level;
      return true;
    }
    return false;
  }

  void choose(Level& level, std::size_t choice) {
    level.choice = choice;
    const recursion::StageEquilibrium& chosen = level.choices[choice];
    const auto seats = game_.seats_of(level.node);
    bool mixes = false;
    for (std::size_t s = 0; s < seats.size(); ++s) {
      const auto moves = game_.moves_of(seats[s]);
      for (std::size_t m = 0; m < moves.size(); ++m) {
        profile_[moves[m]] = chosen.mix[s][m];
        mixes = mixes || (chosen.mix[s][m] > 0 && chosen.mix[s][m] < 1);
      }
    }
    mixing_ += mixes ? 1 : 0;
    mixing_ -= level.mixes ? 1 : 0;
    level.mixes = mixes;
    for (const game::ActorId actor : game_.all_actors()) {
      double& value = values_(level.node, actor);
      // To the bit: the same choice at the same values gives the same number again.
      if (!std::equal(&value, &value + 1, &chosen.value[actor.value()])) changed_[level.node.value()] = ++clock_;
      value = chosen.value[actor.value()];
    }
  }

  [[nodiscard]] std::uint64_t last_change(NodeId node) const {
    std::uint64_t last = 0;
    for (const game::JointId joint : game_.joints_of(node))
      for (const NodeId next : game_.successors(joint))
        if (next != node) last = std::max(last, changed_[next.value()]);
    return last;
  }

  const Game& game_;
  const base::RunContext& context_;
  game::Profile profile_;
  game::Values values_;
  std::vector<Level> levels_;
  std::vector<std::uint64_t> changed_;  ///< [node]: when its values last changed
  std::uint64_t clock_ = 0;
  std::size_t mixing_ = 0;
  std::size_t entered_ = 0;
  bool just_solved_ = false;
  base::Stop stop_ = base::Stop::kNo;
  Enumeration result_;
};

}  // namespace

base::Result<Enumeration> enumerate(const Game& game, const EnumerateOptions& options, const base::RunContext& context,
                                    const std::function<bool(const FoundEquilibrium&)>& visit) {
  base::Diagnostics mistakes = options.check(game);
  const game::Components components(game);
  mistakes.append(game::check_discounts(game, components));
  check_no_types(game, mistakes);
  check_direction(components, mistakes);
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  return Walk(game, components, context).run(options.most, visit);
}

}  // namespace parley::solve
