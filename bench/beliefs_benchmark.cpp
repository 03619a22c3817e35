// SPDX-License-Identifier: Apache-2.0
// How long a game with private types takes: three actors of two types each, four moves, 20 quarters, 9 beliefs an axis.
// Run it with `build/bench/bench/beliefs_benchmark`; figures of one run stand in bench/README.md.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "parley/compile/compile.h"
#include "parley/scenario/read.h"
#include "parley/solve/beliefs.h"

namespace {

using namespace parley;

constexpr double kTargetStates = 5000;

std::string actor(const std::string& name, const std::string& left, const std::string& right) {
  std::string text = R"(
[actors.NAME]
patience = 0.97
types = { hard = 0.3, soft = 0.7 }
[moves.NAME.press]
when = "NAME_level < top"
then = ["NAME_level += 1"]
pays = { NAME = -0.1 }
[moves.NAME.ease]
when = "NAME_level > 0"
then = ["NAME_level -= 1"]
[moves.NAME.strike]
when = "LEFT_level > 0 and RIGHT_level > 0"
then = ["LEFT_level -= 1", "RIGHT_level -= 1"]
pays = { NAME = -0.25 }
[payoffs.NAME]
gain = "resolve_NAME * NAME_level / top"
pain = "-0.5 * (LEFT_level + RIGHT_level) / top"
)";
  const std::pair<std::string, std::string> words[] = {{"NAME", name}, {"LEFT", left}, {"RIGHT", right}};
  for (const auto& [word, by] : words)
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos;) text.replace(at, word.size(), by);
  return text;
}

/// Three stocks of `levels` levels each: so many to the third power public states, any of them at the start.
base::SourcePtr standoff(std::size_t levels, bool random) {
  const std::string top = std::to_string(levels - 1);
  std::string text = "title = \"Standoff\"\nstart = 2000-01-01\nstep = \"quarter\"\nhorizon = { steps = 20 }\nturns = ";
  text += random ? "\"random\"\n" : "[[\"a\"], [\"b\"], [\"c\"]]\n";
  text += "[parameters]\ntop = " + top + "\n";
  for (const std::string name : {"a", "b", "c"})
    text += fmt::format("resolve_{0} = {{ by = \"{0}\", hard = 1.2, soft = 0.4 }}\n", name);
  text += "[state]\n";
  for (const std::string name : {"a", "b", "c"})
    text += fmt::format("{0}_level = {{ range = [0, {1}], start = {{ uniform = [0, {1}] }} }}\n", name, top);
  text += actor("a", "b", "c") + actor("b", "c", "a") + actor("c", "a", "b");
  return std::make_shared<base::Source>("standoff.toml", text);
}

double count(const solve::BeliefSolution& solution, std::size_t rung) {
  return static_cast<double>(solution.rungs[rung]);
}

void report(benchmark::State& state, const solve::BeliefSolution& solution, double seconds, double states) {
  double turns = 0;
  for (std::size_t rung = 0; rung < solve::kBeliefRungs; ++rung) turns += count(solution, rung);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["turns"] = turns;
  state.counters["us_a_turn"] = 1e6 * seconds / turns;
  state.counters["s_for_5000_states"] = seconds * kTargetStates / states;
  state.counters["not_from_start"] = 1 - count(solution, 0) / turns;
  state.counters["folded"] = static_cast<double>(solution.folded) / turns;
  state.counters["unsolved"] = count(solution, solve::kBeliefRungs - 1);
  state.counters["value"] = solution.start_value[0];
  state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) + 1e-6 * static_cast<double>(usage.ru_utime.tv_usec);
}

/// A turn is one actor's choice at one node and one point of the grid of beliefs.
void SolveBeliefs(benchmark::State& state) {
  const auto argument = [&](int k) { return static_cast<std::size_t>(state.range(k)); };
  const auto scenario = scenario::read(standoff(argument(0), argument(1) != 0), {});
  if (!scenario) return state.SkipWithError(scenario.error().all().front().message.c_str());
  const auto compiled = compile::compile(*scenario, {.warn = false}, {});
  if (!compiled) return state.SkipWithError(compiled.error().all().front().message.c_str());
  solve::BeliefOptions options;
  options.points = 9;
  options.keep_values = false;
  options.precision.assign(3, static_cast<double>(argument(2)));
  base::RunContext context;
  context.threads = static_cast<unsigned>(argument(3));
  for (auto _ : state) {
    const double before = cpu_seconds();
    const auto solution = solve::solve_beliefs(compiled->game, options, context);
    if (!solution) return state.SkipWithError(solution.error().all().front().message.c_str());
    report(state, *solution, cpu_seconds() - before, static_cast<double>(argument(0) * argument(0) * argument(0)));
  }
}

void cases(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"levels", "random", "precision", "threads"})->Unit(benchmark::kSecond)->MeasureProcessCPUTime();
  benchmark->Iterations(1);
  for (const int random : {0, 1})
    for (const int precision : {30, 100, 300}) benchmark->Args({4, random, precision, 1});
  benchmark->Args({4, 0, 30, 2})->Args({4, 0, 100, 2});
  // 4,913 states.
  benchmark->Args({17, 0, 30, 2})->Args({17, 0, 100, 2});
}

BENCHMARK(SolveBeliefs)->Apply(cases);

}  // namespace
