// SPDX-License-Identifier: Apache-2.0
// How long solving and certifying random games takes, by nodes, actors, moves and successors of a joint move.
// Run it with `build/bench/bench/solve_benchmark`; figures of one run stand in bench/README.md.
#include <benchmark/benchmark.h>

#include <vector>

#include "parley/certify/certify.h"
#include "parley/game/random_game.h"
#include "parley/solve/solve.h"

namespace {

using namespace parley;

constexpr std::uint64_t kGames = 5;

std::vector<game::Game> games(const benchmark::State& state) {
  std::vector<game::Game> drawn;
  const auto argument = [&](std::size_t k) { return static_cast<std::size_t>(state.range(k)); };
  const std::size_t successors = argument(3) == 0 ? SIZE_MAX : argument(3);
  for (std::uint64_t seed = 0; seed < kGames; ++seed)
    drawn.push_back(game::random_game(
        {.seed = seed, .nodes = argument(0), .actors = argument(1), .moves = argument(2), .successors = successors}));
  return drawn;
}

/// Games in turn; each iteration is one game.
void Solve(benchmark::State& state) {
  const std::vector<game::Game> drawn = games(state);
  std::size_t k = 0;
  std::size_t steps = 0;
  std::size_t failed = 0;
  for (auto _ : state) {
    const auto solution = solve::solve(drawn[k++ % kGames], {}, {});
    steps += solution->path_steps;
    failed += solution->is_usable() ? 0 : 1;
  }
  state.counters["steps"] = benchmark::Counter(static_cast<double>(steps), benchmark::Counter::kAvgIterations);
  state.counters["failed"] = static_cast<double>(failed);
}

void Certify(benchmark::State& state) {
  const std::vector<game::Game> drawn = games(state);
  std::vector<game::Profile> profiles;
  for (const game::Game& game : drawn) profiles.push_back(solve::solve(game, {}, {})->profile);
  std::size_t k = 0;
  double worst = 0;
  for (auto _ : state) {
    const auto certificate = certify::certify(drawn[k % kGames], profiles[k % kGames], {}, {});
    worst = std::max(worst, certificate->largest_share);
    ++k;
  }
  state.counters["worst_share"] = worst;
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"nodes", "actors", "moves", "successors"})
      ->Args({5, 2, 3, 0})
      ->Args({20, 2, 3, 0})
      ->Args({20, 3, 2, 0})
      ->Args({50, 2, 3, 0})
      ->Args({100, 2, 3, 0})
      ->Args({200, 2, 2, 0})
      ->Args({1, 2, 40, 0})
      ->Args({1, 8, 2, 0})
      ->Args({1000, 2, 3, 8})
      ->Unit(benchmark::kMillisecond)
      ->MeasureProcessCPUTime();
}

BENCHMARK(Solve)->Apply(sizes);
BENCHMARK(Certify)->Apply(sizes);

}  // namespace
