// SPDX-License-Identifier: Apache-2.0
// Sets of sustainable payoffs: the risk sharing of [AbreuBrooksSannikov2020] and random games.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "parley/deals/payoff_set.h"
#include "parley/game/random_game.h"
#include "parley/game/textbook_pairs.h"

namespace parley {
namespace {

void find(benchmark::State& state, const game::Game& game) {
  deals::PayoffSets sets;
  for (auto _ : state) {
    auto found = deals::payoff_sets(game, {}, {});
    if (!found || !found->is_usable()) {
      state.SkipWithError("not found");
      return;
    }
    sets = std::move(*found);
  }
  state.counters["joints"] = static_cast<double>(game.joints());
  state.counters["passes"] = static_cast<double>(sets.passes);
  state.counters["corners"] = static_cast<double>(sets.corners);
  state.counters["gain"] = std::max(sets.gain[0], sets.gain[1]);
}

/// Endowments, steps between two of them, persistence in tenths.
void risk_sharing(benchmark::State& state) {
  find(state, game::risk_sharing({.endowments = static_cast<std::size_t>(state.range(0)),
                                  .steps = static_cast<std::size_t>(state.range(1)),
                                  .persistence = static_cast<double>(state.range(2)) / 10}));
}
BENCHMARK(risk_sharing)
    ->Args({5, 25, 0})
    ->Args({11, 10, 0})
    ->Args({5, 25, 5})
    ->Args({11, 10, 5})
    ->Unit(benchmark::kMillisecond);

/// Nodes; three moves each, discount .95.
void random_games(benchmark::State& state) {
  find(state, game::random_game({.seed = 3, .nodes = static_cast<std::size_t>(state.range(0))}));
}
BENCHMARK(random_games)->Arg(5)->Arg(20)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace parley
