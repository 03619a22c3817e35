// SPDX-License-Identifier: Apache-2.0
// How long the stage games of a game with private types take, by precision: three actors of two types each, who move
// one after the other, with four moves, over a few periods. Run it with `build/bench/bench/beliefs_benchmark`.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <vector>

#include "parley/base/random.h"
#include "parley/game/builder.h"
#include "parley/solve/beliefs.h"

namespace {

using namespace parley;

constexpr std::size_t kActors = 3;
constexpr std::size_t kMoves = 4;
constexpr std::size_t kPeriods = 4;
constexpr std::size_t kPoints = 9;

/// Payoffs evenly drawn from [0, 1], each move leading to one of three states with a chance of its own.
game::Game three_actors(std::size_t states) {
  std::vector<game::ActorId> terms;
  for (std::size_t i = 0; i < kActors; ++i) terms.emplace_back(i);
  game::GameBuilder builder(std::vector<double>(kActors, 0.95), terms);
  for (std::size_t i = 0; i < kActors; ++i) builder.set_types(game::ActorId(i), std::vector{0.4, 0.6});
  std::uint64_t drawn = 0;
  const auto uniform = [&] { return base::random_block(1, drawn++, 0, 0).uniform(0); };
  const std::size_t layers = kPeriods * kActors;
  for (std::size_t layer = 0; layer < layers; ++layer)
    for (std::size_t state = 0; state < states; ++state) {
      const bool ends = layer % kActors == kActors - 1;
      builder.add_node(static_cast<unsigned>(layer % kActors), ends);
      builder.add_seat(game::ActorId(layer % kActors), kMoves);
      for (std::size_t m = 0; m < kMoves; ++m) {
        std::vector<double> payoffs(builder.term_slots());
        for (double& payoff : payoffs) payoff = uniform();
        if (layer + 1 == layers) {
          builder.add_joint(payoffs, {}, {});
          continue;
        }
        std::vector<game::NodeId> next;
        for (std::size_t k = 0; k < 3; ++k) next.emplace_back((layer + 1) * states + (state + k * (m + 1)) % states);
        builder.add_joint(payoffs, next, std::vector{0.5, 0.3, 0.2});
      }
    }
  builder.add_start(game::NodeId(0), 1);
  auto game = std::move(builder).build();
  if (!game) std::abort();
  return std::move(*game);
}

void StageGames(benchmark::State& state) {
  const game::Game game = three_actors(31);
  solve::BeliefOptions options;
  options.precision.assign(kActors, static_cast<double>(state.range(0)));
  options.points = kPoints;
  base::RunContext context;
  context.threads = static_cast<unsigned>(state.range(1));
  const solve::BeliefCost cost = solve::belief_cost(game, options);
  std::uint64_t unsolved = 0;
  std::uint64_t folded = 0;
  std::uint64_t retried = 0;
  for (auto _ : state) {
    const auto solution = solve::solve_beliefs(game, options, context);
    unsolved = solution->rungs[static_cast<std::size_t>(solve::BeliefRung::kUnsolved)];
    retried = solution->rungs[static_cast<std::size_t>(solve::BeliefRung::kPath)];
    folded = solution->folded;
  }
  const auto stages = static_cast<double>(cost.stage_games);
  state.counters["us_a_stage"] =
      benchmark::Counter(stages * 1e-6, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["on_a_path"] = static_cast<double>(retried) / stages;
  state.counters["folded"] = static_cast<double>(folded) / stages;
  state.counters["unsolved"] = static_cast<double>(unsolved) / stages;
  state.counters["MiB"] = static_cast<double>(cost.bytes) / 0x1p20;
}

BENCHMARK(StageGames)
    ->ArgNames({"precision", "threads"})
    ->ArgsProduct({{10, 30, 100, 300}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

}  // namespace
