// SPDX-License-Identifier: Apache-2.0
// instruction_jobs JOB: does one fixed piece of work, on one thread and from fixed seeds, for count.py to count the
// instructions of. What the work needs is made beforehand and not counted. Exit code 1: the work failed.
#include <fmt/format.h>

#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>

#include "parley/certify/certify.h"
#include "parley/compile/compile.h"
#include "parley/game/random_game.h"
#include "parley/scenario/read.h"
#include "parley/solve/beliefs.h"
#include "parley/solve/solve.h"

// Valgrind counts from where this begins to where it ends, by its name.
extern "C" [[gnu::noinline]] bool parley_counted_work(const std::function<bool()>& work) { return work(); }

namespace {

using namespace parley;
using Work = std::function<bool()>;

const base::RunContext kOneThread{.threads = 1};

game::Game random_game() { return game::random_game({.seed = 1, .nodes = 20}); }

Work solve_random() {
  return [game = random_game()] {
    const auto solution = solve::solve(game, {}, kOneThread);
    return solution && solution->is_usable();
  };
}

Work certify_random() {
  const game::Game game = random_game();
  const auto solution = solve::solve(game, {}, kOneThread);
  if (!solution || !solution->is_usable()) return [] { return false; };
  return [game, profile = solution->profile] {
    const auto certificate = certify::certify(game, profile, {}, kOneThread);
    return certificate && certificate->largest_share < 1e-9;
  };
}

base::Result<compile::CompiledGame> read_and_compile(const std::string& name) {
  std::stringstream text;
  text << std::ifstream(fmt::format("{}/scenarios/{}/{}.toml", PARLEY_SOURCE_DIR, name, name)).rdbuf();
  const auto scenario = scenario::read(std::make_shared<base::Source>(name, text.str()), {});
  if (!scenario) return tl::unexpected(scenario.error());
  return compile::compile(*scenario, {.warn = false}, kOneThread);
}

Work compile_scenario() {
  return [] { return read_and_compile("after-hanoi").has_value(); };
}

Work solve_beliefs() {
  auto made = read_and_compile("reputational-attrition");
  if (!made) return [] { return false; };
  solve::BeliefOptions options;
  options.points = 9;
  options.precision.assign(made->game.actors(), 100);
  return [game = std::move(made->game), options] {
    const auto solution = solve::solve_beliefs(game, options, kOneThread);
    return solution && solution->is_usable();
  };
}

Work prepared(std::string_view job) {
  if (job == "solve") return solve_random();
  if (job == "certify") return certify_random();
  if (job == "compile") return compile_scenario();
  if (job == "beliefs") return solve_beliefs();
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  const Work work = prepared(count == 2 ? arguments[1] : "");
  if (!work) {
    fmt::print(stderr, "usage: instruction_jobs solve|certify|compile|beliefs\n");
    return 2;
  }
  return parley_counted_work(work) ? 0 : 1;
}
