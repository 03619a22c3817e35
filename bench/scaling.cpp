// SPDX-License-Identifier: Apache-2.0
// scaling THREADS: how the time to solve and certify random games grows with their nodes, as tables in Markdown, beside
// one pass over the model at the memory bandwidth measured at the start. bench/scaling.sh writes the page of it.
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "parley/certify/certify.h"
#include "parley/game/random_game.h"
#include "parley/solve/solve.h"

namespace {

using namespace parley;

// A game that takes longer than this is given up, with the sizes beyond it.
constexpr double kMostSeconds = 60;

double seconds_on(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Seconds {
  double processor = 0;
  double wall = 0;
};

template <typename Work>
Seconds time_of(const Work& work) {
  const Seconds began{seconds_on(CLOCK_PROCESS_CPUTIME_ID), seconds_on(CLOCK_MONOTONIC)};
  work();
  return {seconds_on(CLOCK_PROCESS_CPUTIME_ID) - began.processor, seconds_on(CLOCK_MONOTONIC) - began.wall};
}

/// Bytes a second that one thread reads from memory, the best of several passes over an array no cache holds.
double bandwidth() {
  const std::vector<double> numbers(std::size_t{1} << 26, 1.0);
  double best = 1e300;
  double sum = 0;
  for (int pass = 0; pass < 5; ++pass)
    best = std::min(best, time_of([&] { sum += std::reduce(numbers.begin(), numbers.end()); }).wall);
  if (sum <= 0) std::abort();
  return 8.0 * static_cast<double>(numbers.size()) / best;
}

/// What a pass over the game's arrays reads: edges with their probabilities, payoffs, and the bounds of joint moves.
double bytes_of(const game::Game& game) {
  std::size_t edges = 0;
  std::size_t joints = 0;
  for (const game::NodeId node : game.all_nodes())
    for (const game::JointId joint : game.joints_of(node)) {
      edges += game.successors(joint).size();
      ++joints;
    }
  return static_cast<double>(edges) * (sizeof(double) + sizeof(game::NodeId)) +
         static_cast<double>(joints * (game.actors() * sizeof(double) + sizeof(std::uint64_t)));
}

struct Measured {
  Seconds solving;
  Seconds warm;
  Seconds certifying;
  double share = 0;
  std::string failure;
};

Measured measure(const game::Game& game, unsigned threads) {
  Measured measured;
  base::RunContext context{.threads = threads};
  context.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(static_cast<int>(kMostSeconds));
  std::optional<solve::Solution> solution;
  measured.solving = time_of([&] { solution = *solve::solve(game, {}, context); });
  if (!solution->is_usable()) {
    measured.failure = describe(solution->status);
    return measured;
  }
  context.deadline = {};
  measured.warm = time_of([&] { static_cast<void>(solve::solve(game, {.start = &solution->profile}, context)); });
  measured.certifying =
      time_of([&] { measured.share = certify::certify(game, solution->profile, {}, context)->largest_share; });
  return measured;
}

/// A table of one kind of game at rising sizes; the exponent is that of processor time against the size before.
void print_table(const std::string& title, game::RandomGame kind, const std::vector<std::size_t>& sizes,
                 std::size_t layer_width, unsigned threads, double bytes_a_second) {
  fmt::print(
      "\n## {}\n| nodes | solve, CPU | microseconds a node | exponent | solve, wall | again from the answer, wall | "
      "certificate, CPU | largest gain | one pass at memory bandwidth |\n|---|---|---|---|---|---|---|---|---|\n",
      title);
  double before = 0;
  std::size_t nodes_before = 0;
  for (const std::size_t nodes : sizes) {
    kind.nodes = nodes;
    kind.layers = layer_width == 0 ? 0 : nodes / layer_width;
    const game::Game game = game::random_game(kind);
    const Measured m = measure(game, threads);
    if (!m.failure.empty()) {
      fmt::print("| {} | {} after {:.0f} s | | | | | | | |\n", nodes, m.failure, m.solving.wall);
      std::fflush(stdout);
      return;
    }
    const std::string exponent =
        nodes_before == 0
            ? ""
            : fmt::format("{:.2f}", std::log(m.solving.processor / before) /
                                        std::log(static_cast<double>(nodes) / static_cast<double>(nodes_before)));
    fmt::print("| {} | {:.3g} s | {:.3g} | {} | {:.3g} s | {:.3g} s | {:.3g} s | {:.1g} | {:.2g} s |\n", nodes,
               m.solving.processor, 1e6 * m.solving.processor / static_cast<double>(nodes), exponent, m.solving.wall,
               m.warm.wall, m.certifying.processor, m.share, bytes_of(game) / bytes_a_second);
    std::fflush(stdout);
    before = m.solving.processor;
    nodes_before = nodes;
  }
}

}  // namespace

int main(int count, char** arguments) {
  const unsigned threads = count > 1 ? static_cast<unsigned>(std::atoi(arguments[1])) : 1;
  const double bytes_a_second = bandwidth();
  fmt::print("Memory bandwidth, one thread: {:.1f} GB/s. Threads: {}.\n", 1e-9 * bytes_a_second, threads);
  const auto print = [&](const std::string& title, const game::RandomGame& kind, const std::vector<std::size_t>& sizes,
                         std::size_t layer_width = 0) {
    print_table(title, kind, sizes, layer_width, threads, bytes_a_second);
  };
  print("Directional: two actors, two moves, layers of 1,000 nodes, itself and three of the next",
        {.moves = 2, .successors = 4}, {1000, 10000, 100000, 1000000}, 1000);
  print("Directional: three actors, four moves, layers of 1,000 nodes, itself and seven of the next",
        {.actors = 3, .moves = 4, .successors = 8}, {1000, 10000, 100000}, 1000);
  print("One component: two actors, two moves, eight successors", {.moves = 2, .successors = 8},
        {100, 1000, 3000, 10000, 30000, 100000});
  print("One component: two actors, three moves, eight successors", {.moves = 3, .successors = 8},
        {100, 1000, 3000, 10000, 30000, 100000});
  print("One component: three actors, four moves, eight successors", {.actors = 3, .moves = 4, .successors = 8},
        {100, 300, 1000, 100000});
  print("One component: two actors, two moves, every node after every joint move", {.moves = 2},
        {100, 200, 400, 800, 1600});
}
