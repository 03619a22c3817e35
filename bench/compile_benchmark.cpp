// SPDX-License-Identifier: Apache-2.0
// How long compiling, solving and certifying a scenario of a million states takes, and how much memory.
// Run it with `build/bench/bench/compile_benchmark`; figures of one run stand in bench/README.md.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <memory>
#include <string>

#include "parley/compile/compile.h"
#include "parley/scenario/read.h"

namespace {

/// Two stocks that climb and a dial that turns both ways: `side` x `side` x 10 states, all reachable.
parley::base::SourcePtr ladder(std::size_t side) {
  const std::string top = std::to_string(side - 1);
  return std::make_shared<parley::base::Source>("ladder.toml", R"(
title = "Ladder"
start = 2000-01-01
step = "quarter"
turns = [["a"], ["b"]]
[actors.a]
patience = 0.9
[actors.b]
patience = 0.9
[state]
x = { range = [0, )" + top + R"(], start = 0, edge = "clamp" }
y = { range = [0, )" + top + R"(], start = 0, edge = "clamp" }
heat = { range = [0, 9], start = 0, edge = "clamp" }
[parameters]
growth = 0.4
[moves.a.build]
then = ["x += growth"]
pays = { a = -0.1 }
[moves.b.build]
then = ["y += growth"]
[moves.b.cool]
when = "heat > 0"
then = ["heat -= 1"]
[[rules]]
when = "x > y"
chance = 0.3
then = ["heat += 1"]
[payoffs.a]
lead = "(x - y) / 100 - heat"
[payoffs.b]
lead = "(y - x) / 100 - heat / 2"
)");
}

void Compile(benchmark::State& state) {
  const auto scenario = parley::scenario::read(ladder(static_cast<std::size_t>(state.range(0))), {});
  if (!scenario) return state.SkipWithError("the scenario has mistakes");
  std::size_t nodes = 0;
  std::size_t starts = 0;
  for (auto _ : state) {
    const auto compiled = parley::compile::compile(*scenario, {}, {});
    if (!compiled) return state.SkipWithError("it does not compile");
    nodes = compiled->game.nodes();
    starts = 0;
    for (const auto node : compiled->game.all_nodes()) starts += compiled->game.stage(node) == 0 ? 1 : 0;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["states"] = static_cast<double>(starts);
  state.counters["nodes"] = static_cast<double>(nodes);
  state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

BENCHMARK(Compile)->Arg(32)->Arg(100)->Arg(317)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

}  // namespace
