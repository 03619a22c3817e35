// SPDX-License-Identifier: Apache-2.0
#include "parley/simulate/typed.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "parley/base/check.h"
#include "parley/base/parallel.h"
#include "parley/base/random.h"
#include "parley/game/builder.h"
#include "parley/simulate/detail/joint_marks.h"

namespace parley::simulate {

namespace {

// Paths drawn by one thread at a time: stage games are dear, so few are enough.
constexpr std::size_t kChunk = 64;
// Stages use the lanes below. Types are drawn from these, an actor a block; the start from the last.
constexpr std::uint32_t kTypeLane = game::GameBuilder::kMostStages;
constexpr std::uint32_t kStartLane = kTypeLane + 1;

/// Where `u` falls in a lottery; what rounding leaves goes to the last entry of positive probability.
std::size_t draw(std::span<const double> lottery, double u) {
  std::size_t last = 0;
  for (std::size_t k = 0; k < lottery.size(); ++k) {
    if (lottery[k] <= 0) continue;
    last = k;
    if (u < lottery[k]) break;
    u -= lottery[k];
  }
  return last;
}

class TypedDrawer {
 public:
  TypedDrawer(const game::Game& game, game::BeliefPlayer& player, const Marks& marks, std::uint64_t seed,
              TypedPaths& out)
      : game_(game), player_(player), marks_(marks), seed_(seed), out_(out) {}

  void draw_path(std::size_t path) {
    path_ = path;
    factor_.assign(game_.actors(), 1.0);
    beliefs_ = game::prior_beliefs(game_);
    for (const game::ActorId actor : game_.all_actors()) {
      const double u = base::random_block(seed_, path, actor.value(), kTypeLane).uniform(0);
      out_.type[path * game_.actors() + actor.value()] = game_.types_of(actor)[draw(game_.prior(actor), u)].value();
    }
    const double u = base::random_block(seed_, path, 0, kStartLane).uniform(0);
    node_ = game_.start_nodes()[draw(game_.start_probabilities(), u)];
    const std::size_t steps = out_.paths.steps;
    bool ended = false;
    for (step_ = 0; step_ < steps && !ended; ++step_) {
      arrive();
      ended = !play_step();
    }
    for (; step_ <= steps; ++step_) arrive();
    out_.ended[path] = ended ? 1 : 0;
  }

 private:
  void arrive() {
    const std::size_t at = path_ * (out_.paths.steps + 1) + step_;
    out_.paths.node[at] = node_;
    for (std::size_t t = 0; t < beliefs_.size(); ++t)
      out_.belief[at * beliefs_.size() + t] = static_cast<float>(beliefs_[t]);
    note(node_marks(marks_, node_));
  }

  void note(std::uint32_t marks) {
    if (marks == 0 || out_.paths.event_step[path_] >= 0) return;
    out_.paths.event_step[path_] = static_cast<std::int32_t>(step_);
    out_.paths.event_marks[path_] = marks;
  }

  /// False if play ended at `node_`.
  bool play_step() {
    for (;;) {
      const std::size_t joint = draw_joint();
      const game::JointId id = game_.joints_of(node_)[joint];
      for (std::size_t i = 0; i < game_.actors(); ++i)
        out_.paths.discounted[path_ * game_.actors() + i] +=
            factor_[i] * game_.payoff(id, game::TypeId(out_.type[path_ * game_.actors() + i]));
      const auto successors = game_.successors(id);
      if (successors.empty()) return false;
      const bool ends = game_.ends_step(node_);
      const double u = block(0).uniform(1);
      const game::NodeId next = successors[draw(game_.probabilities(id), u)];
      after_.resize(beliefs_.size());
      game::update_beliefs(game_, node_, joint, next, log_probability_, beliefs_, after_);
      beliefs_.swap(after_);
      node_ = next;
      if (!ends) continue;
      for (std::size_t i = 0; i < game_.actors(); ++i) factor_[i] *= game_.discount(game::ActorId(i));
      return true;
    }
  }

  /// A random block of this stage of this step: one for each seat, the first for the successor too.
  base::RandomBlock block(std::size_t seat) const {
    const std::size_t count = step_ * game_.actors() + seat;
    return base::random_block(seed_, path_, static_cast<std::uint32_t>(count), game_.stage(node_));
  }

  std::size_t draw_joint() {
    const std::vector<game::TypedSeat> seats = game::typed_seats(game_, node_);
    log_probability_.resize(game::typed_moves(seats));
    if (!seats.empty()) player_.choose(node_, beliefs_, log_probability_);
    std::size_t joint = 0;
    std::uint32_t marks = 0;
    for (std::size_t s = 0; s < seats.size(); ++s) {
      const game::TypedSeat& seat = seats[s];
      const std::size_t type = out_.type[path_ * game_.actors() + seat.actor.value()] - seat.first_type;
      chance_.resize(seat.moves);
      for (std::size_t m = 0; m < seat.moves; ++m) chance_[m] = std::exp(log_probability_[seat.slot(type, m)]);
      const std::size_t move = draw(chance_, block(s).uniform(0));
      joint += move * seat.stride;
      if (!marks_.move.empty()) marks |= marks_.move[game_.moves_of(seat.seat)[move].value()];
    }
    note(marks);
    return joint;
  }

  const game::Game& game_;
  game::BeliefPlayer& player_;
  const Marks& marks_;
  std::uint64_t seed_;
  TypedPaths& out_;
  std::size_t path_ = 0;
  std::size_t step_ = 0;
  game::NodeId node_;
  std::vector<double> factor_;
  std::vector<double> beliefs_;
  std::vector<double> after_;
  std::vector<double> log_probability_;
  std::vector<double> chance_;
};

void resize(TypedPaths& out, std::size_t count, const game::Game& game) {
  out.paths.paths = count;
  out.paths.node.resize(count * (out.paths.steps + 1));
  out.paths.event_step.resize(count, -1);
  out.paths.event_marks.resize(count, 0);
  out.paths.discounted.resize(count * game.actors(), 0.0);
  out.type.resize(count * game.actors(), 0);
  out.ended.resize(count, 0);
  out.belief.resize(count * (out.paths.steps + 1) * game.types(), 0.0F);
}

}  // namespace

TypedPaths sample_typed(const game::Game& game, const game::MakePlayer& make_player, const Marks& marks,
                        const SampleOptions& options, const base::RunContext& context) {
  PARLEY_CHECK(options.steps < 0x7FFFFFFF / game.actors());
  check_marks(game, marks);
  TypedPaths out;
  out.paths.steps = options.steps;
  resize(out, options.paths, game);
  const std::size_t chunks = (options.paths + kChunk - 1) / kChunk;
  std::vector<std::uint8_t> drawn(chunks, 0);
  base::parallel_for(chunks, context.threads, [&](std::size_t chunk) {
    if (context.stop() != base::Stop::kNo) return;
    const auto player = make_player();
    TypedDrawer drawer(game, *player, marks, context.seed, out);
    const std::size_t end = std::min(options.paths, (chunk + 1) * kChunk);
    for (std::size_t path = chunk * kChunk; path < end; ++path) drawer.draw_path(path);
    drawn[chunk] = 1;
  });
  const auto whole = static_cast<std::size_t>(std::find(drawn.begin(), drawn.end(), 0) - drawn.begin());
  if (whole < chunks) {
    out.paths.complete = false;
    resize(out, whole * kChunk, game);
  }
  return out;
}

}  // namespace parley::simulate
