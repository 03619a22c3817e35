// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parley::cli {

enum class Command : std::uint8_t {
  kNone,
  kRun,
  kCheck,
  kShow,
  kCompile,
  kSolve,
  kCertify,
  kPayoffs,
  kSimulate,
  kCompare,
  kSpillover,
  kSweep,
  kMerge,
  kExport,
  kClaims,
  kSensitivity,
  kDiff,
  kDeals,
  kSchema,
  kExplain,
  kNew,
};

/// What was asked for on the command line.
struct Arguments {
  Command command = Command::kNone;
  std::string file;                   ///< scenario or game
  std::string profile;                ///< certify: the profile's file; solve: where to write it
  std::string word;                   ///< explain: the code, or the scenario, then in `file` too; schema: which
  std::vector<std::string> policies;  ///< run, compare: only these; solve, simulate, compile: the one
  bool all_policies = true;
  std::vector<std::string> set;
  std::string world;            ///< "FILE:N", whose inputs are set before `set`
  std::vector<std::string> at;  ///< explain: what is said of the place; all of it must hold
  std::string actor;            ///< explain: whose choice, empty: everybody's; spillover: who stands on several fronts
  std::vector<std::string> inputs;         ///< explain, sweep: the inputs moved; empty: all that say a range
  std::string design = "latin-hypercube";  ///< sweep
  std::optional<std::size_t> worlds;       ///< sweep: how many; 200 if it is new
  std::size_t levels = 5;                  ///< sweep: values an input of a factorial design
  std::string table;                       ///< sweep: a CSV file with a world a row
  std::vector<std::string> measures;       ///< sweep: reported besides the usual ones
  std::string out;                         ///< sweep, merge, export: the file that is written
  std::string format = "csv";              ///< export: csv or ema
  std::vector<std::string> files;          ///< merge, diff
  std::string shard;                       ///< sweep: "2/3"
  std::string journal;                     ///< deals: the file of what is judged
  bool tipping = false;                    ///< deals: move each input until the verdict turns
  std::vector<std::string> terms;          ///< deals: "cap=20": those that are fixed
  std::size_t most_deals = 1'000'000;      ///< deals: combinations to look at
  bool resume = false;
  bool dry_run = false;
  std::string page;       ///< run, explain: where to write the page
  std::string json_file;  ///< run: where to write the JSON document
  bool json = false;
  bool quiet = false;
  std::uint64_t seed = 1;
  unsigned threads = 0;             ///< 0: as many as the machine has
  std::optional<double> bound;      ///< of the certificate; the default depends on the kind of game
  std::optional<double> precision;  ///< solve: finite precision of every actor
  bool trace = false;               ///< solve: the curve of logit equilibria up to the precision
  std::string start;                ///< solve: a profile to set out from; empty for none
  bool verify = false;              ///< solve: follow every path again with much shorter steps
  bool all = false;                 ///< solve: list every equilibrium
  std::size_t most = 1000;          ///< solve --all: equilibria to list
  std::optional<double> tolerance;  ///< payoffs: where to stop, as a share of the largest value
  std::string state;                ///< payoffs: the node to show, by name or number; empty: where play may start
  bool all_states = false;          ///< payoffs: show every node
  std::size_t paths = 10000;
  std::size_t belief_points = 0;         ///< of the first grid of beliefs, an axis; 0: by how many there are
  std::string belief_axis = "log-odds";  ///< linear, log or log-odds
  std::size_t refine = 6;                ///< finer grids to try while the certificate does not hold
  std::size_t steps = 0;                 ///< simulate a game: how far
  double memory_gib = 4;
  std::optional<double> time_limit;  ///< seconds
};

/// What to do instead of running a command.
struct Refusal {
  int exit = 0;         ///< 0: help or version was asked for
  std::string out;      ///< for stdout
  std::string message;  ///< for stderr, one line
  std::string help;
};

struct Parsed {
  Arguments arguments;
  std::optional<Refusal> refusal;
};

/// Reads the command line. Never exits.
[[nodiscard]] Parsed parse_arguments(int argc, const char* const* argv);

}  // namespace parley::cli
