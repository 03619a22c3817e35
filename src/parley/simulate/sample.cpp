// SPDX-License-Identifier: Apache-2.0
#include "parley/simulate/sample.h"

#include <algorithm>
#include <span>

#include "parley/base/check.h"
#include "parley/base/parallel.h"
#include "parley/base/random.h"
#include "parley/game/builder.h"
#include "parley/simulate/detail/joint_marks.h"

namespace parley::simulate {

namespace {

// Paths drawn by one thread at a time: enough work to pay for handing it out, few enough to stop soon.
constexpr std::size_t kChunk = 1024;
// Stages use the lanes below; the start is drawn from the last.
constexpr std::uint32_t kStartLane = game::GameBuilder::kMostStages;

/// Where `u` falls in a lottery, and on return `u` is how far into that share it was: uniform again. The last entry of
/// positive probability takes what rounding leaves.
std::size_t draw(std::span<const double> lottery, double& u) {
  std::size_t last = 0;
  for (std::size_t k = 0; k < lottery.size(); ++k) {
    if (lottery[k] == 0) continue;
    last = k;
    if (u < lottery[k]) break;
    u -= lottery[k];
  }
  u = lottery[last] > 0 ? std::min(u / lottery[last], 0x1.fffffffffffffp-1) : 0.0;
  return last;
}

/// Draws single paths into the shared arrays.
class PathDrawer {
 public:
  PathDrawer(const game::Game& game, const game::Profile& profile, const Marks& marks, std::uint64_t seed, Paths& paths)
      : game_(game), profile_(profile), marks_(marks), seed_(seed), paths_(paths) {}

  void draw_path(std::size_t path) {
    path_ = path;
    step_ = 0;
    factor_.assign(game_.actors(), 1.0);
    double u = base::random_block(seed_, path, 0, kStartLane).uniform(0);
    node_ = game_.start_nodes()[draw(game_.start_probabilities(), u)];
    bool ended = false;
    for (; step_ < paths_.steps && !ended; ++step_) {
      arrive(step_);
      ended = !play_step();
    }
    // Play that ended stays; arriving there is an event of the next step's start.
    for (; step_ <= paths_.steps; ++step_) arrive(step_);
  }

 private:
  void arrive(std::size_t step) {
    paths_.node[path_ * (paths_.steps + 1) + step] = node_;
    note(step, node_marks(marks_, node_));
  }

  void note(std::size_t step, std::uint32_t marks) {
    if (marks == 0 || paths_.event_step[path_] >= 0) return;
    paths_.event_step[path_] = static_cast<std::int32_t>(step);
    paths_.event_marks[path_] = marks;
  }

  /// False if play ended at `node_`.
  bool play_step() {
    for (;;) {
      const base::RandomBlock block = base::random_block(seed_, path_, static_cast<std::uint32_t>(step_),
                                                         static_cast<std::uint32_t>(game_.stage(node_)));
      const game::JointId joint = draw_joint(block.uniform(0));
      for (std::size_t i = 0; i < game_.actors(); ++i)
        paths_.discounted[path_ * game_.actors() + i] += factor_[i] * game_.payoff(joint, game::ActorId(i));
      const auto successors = game_.successors(joint);
      if (successors.empty()) return false;
      const bool ends = game_.ends_step(node_);
      double u = block.uniform(1);
      node_ = successors[draw(game_.probabilities(joint), u)];
      if (!ends) continue;
      for (std::size_t i = 0; i < game_.actors(); ++i) factor_[i] *= game_.discount(game::ActorId(i));
      return true;
    }
  }

  game::JointId draw_joint(double u) {
    std::size_t joint = 0;
    std::uint32_t marks = 0;
    for (const game::SeatId seat : game_.seats_of(node_)) {
      const auto moves = game_.moves_of(seat);
      const std::size_t move = draw({profile_.probability.data() + moves.front().value(), moves.size()}, u);
      joint = joint * moves.size() + move;
      if (!marks_.move.empty()) marks |= marks_.move[moves[move].value()];
    }
    note(step_, marks);
    return game_.joints_of(node_)[joint];
  }

  const game::Game& game_;
  const game::Profile& profile_;
  const Marks& marks_;
  std::uint64_t seed_;
  Paths& paths_;
  std::size_t path_ = 0;
  std::size_t step_ = 0;
  game::NodeId node_;
  std::vector<double> factor_;
};

void keep_first(Paths& paths, std::size_t count, std::size_t actors) {
  paths.paths = count;
  paths.complete = false;
  paths.node.resize(count * (paths.steps + 1));
  paths.event_step.resize(count);
  paths.event_marks.resize(count);
  paths.discounted.resize(count * actors);
}

}  // namespace

Paths sample(const game::Game& game, const game::Profile& profile, const Marks& marks, const SampleOptions& options,
             const base::RunContext& context) {
  PARLEY_CHECK(!game.has_types());
  PARLEY_CHECK(profile.probability.size() == game.moves());
  PARLEY_CHECK(options.steps < 0x7FFFFFFF);
  check_marks(game, marks);
  Paths paths;
  paths.paths = options.paths;
  paths.steps = options.steps;
  paths.node.resize(options.paths * (options.steps + 1));
  paths.event_step.assign(options.paths, -1);
  paths.event_marks.assign(options.paths, 0);
  paths.discounted.assign(options.paths * game.actors(), 0.0);

  const std::size_t chunks = (options.paths + kChunk - 1) / kChunk;
  std::vector<std::uint8_t> drawn(chunks, 0);
  base::parallel_for(chunks, context.threads, [&](std::size_t chunk) {
    if (context.stop() != base::Stop::kNo) return;
    PathDrawer drawer(game, profile, marks, context.seed, paths);
    const std::size_t end = std::min(options.paths, (chunk + 1) * kChunk);
    for (std::size_t path = chunk * kChunk; path < end; ++path) drawer.draw_path(path);
    drawn[chunk] = 1;
  });
  const auto first_missing = static_cast<std::size_t>(std::find(drawn.begin(), drawn.end(), 0) - drawn.begin());
  if (first_missing < chunks) keep_first(paths, first_missing * kChunk, game.actors());
  return paths;
}

}  // namespace parley::simulate
