// SPDX-License-Identifier: Apache-2.0
// solve_games SECONDS GAME...: solves each game (.json, .nfg) again and again for about SECONDS of CPU time, and prints
// one line of JSON a game: the median CPU seconds of solving and of certifying it, path steps and the certified gain.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "parley/certify/certify.h"
#include "parley/game/json.h"
#include "parley/game/nfg.h"
#include "parley/solve/solve.h"

namespace {

using namespace parley;

constexpr std::size_t kMostRuns = 101;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// The median CPU time of `work`, run for about `budget` seconds and at least once.
template <typename Work>
double median_time(double budget, const Work& work) {
  std::vector<double> times;
  const double end = cpu_seconds() + budget;
  do {
    const double began = cpu_seconds();
    work();
    times.push_back(cpu_seconds() - began);
  } while (cpu_seconds() < end && times.size() < kMostRuns);
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

base::Result<game::LabelledGame> load(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  auto source = std::make_shared<base::Source>(path, text.str());
  return std::filesystem::path(path).extension() == ".nfg" ? game::read_nfg(source) : game::read_game_json(source);
}

bool report(const std::string& path, double budget) {
  const auto loaded = load(path);
  if (!loaded) {
    fmt::print(stderr, "{}: {}\n", path, loaded.error().all().front().message);
    return false;
  }
  const game::Game& game = loaded->game;
  base::Result<solve::Solution> solution = solve::solve(game, {}, {});
  if (!solution) {
    fmt::print(stderr, "{}: {}\n", path, solution.error().all().front().message);
    return false;
  }
  const double solving = median_time(budget, [&] { solution = solve::solve(game, {}, {}); });
  auto certificate = certify::certify(game, solution->profile, {}, {});
  const double certifying =
      median_time(budget / 4, [&] { certificate = certify::certify(game, solution->profile, {}, {}); });
  double gain = 0;
  for (const certify::ActorGain& actor : certificate->actors) gain = std::max(gain, actor.share_worst);
  fmt::print(
      "{{\"game\": \"{}\", \"solved\": {}, \"solve\": {:.6g}, \"certify\": {:.6g}, \"steps\": {}, \"folds\": {}, "
      "\"gain\": {:.3g}}}\n",
      std::filesystem::path(path).stem().string(), solution->is_usable(), solving, certifying, solution->path_steps,
      solution->folded.size(), gain);
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    fmt::print(stderr, "usage: solve_games SECONDS GAME...\n");
    return 2;
  }
  bool all = true;
  for (int k = 2; k < count; ++k) all = report(arguments[k], std::atof(arguments[1])) && all;
  return all ? 0 : 1;
}
