// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "parley/base/diagnostics.h"

namespace parley::cli {

namespace {

constexpr const char* kFooter =
    "Exit codes: 0 answered; 1 an assertion failed; 2 usage; 3 invalid scenario; 4 guarantee not reached;\n"
    "5 budget reached; 6 file; 70 bug; 130 interrupted.";

class CommandLine {
 public:
  explicit CommandLine(Arguments& arguments) : a_(arguments) {
    app_.name("parley");
    app_.require_subcommand(0, 1);
    app_.set_version_flag("--version", "parley " PARLEY_VERSION);
    app_.footer(kFooter);
    app_.add_flag("--json", a_.json, "Machine output: one JSON document, its last member `status`");
    app_.add_flag("-q,--quiet", a_.quiet, "No progress on stderr");
    app_.add_option("--seed", a_.seed, "Seed of everything sampled")->capture_default_str();
    app_.add_option("--threads", a_.threads, "Threads to use; never changes a bit of the result (0: all cores)")
        ->check(CLI::Range(0U, 1024U))
        ->capture_default_str();
    app_.add_option("--memory", a_.memory_gib, "GiB a game may take")
        ->check(CLI::Range(0.001, 1e6))
        ->capture_default_str();
    app_.add_option("--time-limit", a_.time_limit, "Seconds after which to stop with what there is")
        ->check(CLI::PositiveNumber);
    add_scenario_commands();
    add_explain();
    add_spillover();
    add_deals();
    add_sweep();
    add_game_commands();
    add_help_commands();
  }

  CLI::App& app() { return app_; }

  [[nodiscard]] Command chosen() const {
    for (const auto& [sub, command] : commands_)
      if (sub->parsed()) return command;
    return Command::kNone;
  }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& [sub, command] : commands_) all.push_back(sub->get_name());
    return all;
  }

 private:
  CLI::App* add(const char* name, const char* says, Command command) {
    CLI::App* sub = app_.add_subcommand(name, says);
    sub->fallthrough();
    commands_.emplace_back(sub, command);
    return sub;
  }

  /// An option that may be given again, each time with one value.
  static CLI::Option* add_list(CLI::App* sub, const char* name, std::vector<std::string>& list, const char* says) {
    return sub->add_option(name, list, says)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
  void add_file(CLI::App* sub, const char* says) { sub->add_option("file", a_.file, says)->required(); }
  void add_set(CLI::App* sub) {
    add_list(sub, "--set", a_.set, "Replace a value of the scenario, as in --set parameters.pain=1.2")
        ->type_name("PATH=VALUE");
    if (sub->get_name() != "sweep")
      sub->add_option("--world", a_.world, "With the inputs of a world of a sweep, as in --world hanoi.sweep:12")
          ->type_name("FILE:N");
  }
  void add_policies(CLI::App* sub, const char* says) {
    sub->add_option("--policy", a_.policies, says)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
  void add_bound(CLI::App* sub) {
    sub->add_option("--bound", a_.bound,
                    "Largest gain the certificate allows, as a share of the payoff range (default: 1e-6; 1e-2 with "
                    "private types)")
        ->check(CLI::PositiveNumber);
  }
  void add_beliefs(CLI::App* sub) {
    sub->add_option(
           "--belief-points", a_.belief_points,
           "With private types: points of a belief axis, to begin with (default: 33, or 9 with three axes or more)")
        ->check(CLI::Range(std::size_t{2}, std::size_t{100000}));
    sub->add_option("--belief-axis", a_.belief_axis, "With private types: how these points are spread")
        ->check(CLI::IsMember({"linear", "log", "log-odds"}))
        ->capture_default_str();
    sub->add_option("--refine", a_.refine, "With private types: finer grids to try while the certificate fails")
        ->check(CLI::Range(std::size_t{0}, std::size_t{20}))
        ->capture_default_str();
  }

  void add_scenario_commands() {
    CLI::App* run = add("run", "Everything: solve, certify, forecast, compare policies, explain", Command::kRun);
    add_file(run, "A scenario (.toml)");
    add_set(run);
    add_policies(run, "Only this policy beside no commitment; may be given again (default: all)");
    add_bound(run);
    add_beliefs(run);
    run->add_option("--page", a_.page, "Write the offline page to this file");
    run->add_option("--json-file", a_.json_file, "Write the JSON document to this file");
    run->add_option("--paths", a_.paths, "Paths sampled to check the computed chances (0: none)")
        ->capture_default_str();

    CLI::App* check = add("check", "Read and compile a scenario; report every mistake and warning", Command::kCheck);
    add_file(check, "A scenario (.toml)");
    add_set(check);

    CLI::App* show = add("show", "The model in plain English, every number with its source", Command::kShow);
    add_file(show, "A scenario (.toml)");
    add_set(show);

    CLI::App* compare =
        add("compare", "Policies side by side, as differences on the same game or the same worlds", Command::kCompare);
    add_file(compare, "A scenario (.toml), or a file of `parley sweep`");
    compare->add_option("policies", a_.policies, "Policies to compare with no commitment (default: all)");
    add_set(compare);
    add_bound(compare);
    add_beliefs(compare);
  }

  void add_deals() {
    CLI::App* deals =
        add("deals", "Which deals both sides would sign and keep, and what breaks the others", Command::kDeals);
    add_file(deals, "A scenario (.toml) with a section [deal]");
    add_set(deals);
    add_list(deals, "--term", a_.terms,
             "Fix a term, as in --term cap=20; may be given again. With all fixed: the deal's sheet")
        ->type_name("KEY=CHOICE");
    deals->add_option("--most", a_.most_deals, "Combinations to look at; of more, so many are drawn at random")
        ->check(CLI::Range(std::size_t{1}, std::size_t{100'000'000}))
        ->capture_default_str();
    deals->add_option("--page", a_.page, "Write the offline page to this file");
    deals->add_option("--journal", a_.journal,
                      "Store each deal in this file as it is judged, and go on from what it holds");
    deals
        ->add_option("--worlds", a_.worlds,
                     "Judge them also in so many worlds drawn from what the author does not know")
        ->check(CLI::Range(std::size_t{1}, std::size_t{10'000'000}));
    deals->add_flag("--tipping", a_.tipping,
                    "How far each input must move for the deal to hold or not to: of the one that is left, of the best "
                    "(Nash's point), or of the nearest to holding");
    add_list(deals, "--input", a_.inputs, "With --tipping: move this input, as --set calls it; may be given again");
    add_bound(deals);
  }

  void add_spillover() {
    CLI::App* spillover =
        add("spillover", "What is seen of an actor on one front does to the others", Command::kSpillover);
    add_file(spillover, "A scenario (.toml) with private types");
    spillover->add_option("--actor", a_.actor, "Who stands on several fronts")->required();
    add_set(spillover);
    add_bound(spillover);
    add_beliefs(spillover);
    spillover->add_option("--paths", a_.paths, "Paths to sample")
        ->check(CLI::Range(1U, 100000000U))
        ->capture_default_str();
  }

  void add_sweep() {
    CLI::App* sweep =
        add("sweep", "Solve the scenario in many worlds, drawn from what its author does not know", Command::kSweep);
    add_file(sweep, "A scenario (.toml)");
    sweep->add_option("--out", a_.out, "The file of the results (default: the scenario's name with .sweep)");
    CLI::Option* design = sweep->add_option("--design", a_.design, "How the worlds are chosen")
                              ->check(CLI::IsMember({"monte-carlo", "latin-hypercube", "sobol", "factorial", "saltelli",
                                                     "morris", "one-at-a-time"}))
                              ->capture_default_str();
    CLI::Option* worlds =
        sweep->add_option("--worlds", a_.worlds, "How many (default: 200; with --resume as many as before)")
            ->check(CLI::Range(std::size_t{1}, std::size_t{10000000}));
    sweep->add_option("--levels", a_.levels, "With --design factorial: values of each input, from end to end")
        ->check(CLI::Range(std::size_t{1}, std::size_t{100000}))
        ->capture_default_str();
    CLI::Option* input = add_list(sweep, "--input", a_.inputs,
                                  "Move this number alone, as in --input parameters.pain; may be given again "
                                  "(default: each with a range or a distribution)");
    sweep->add_option("--table", a_.table, "A CSV file with a world a row and the inputs' paths as its first line")
        ->excludes(design)
        ->excludes(worlds)
        ->excludes(input);
    add_list(sweep, "--measure", a_.measures,
             "Report this too, as in \"E(warheads at 2 years | firm)\"; may be given again");
    sweep->add_flag("--resume", a_.resume, "Go on with the file where it was left; with more --worlds add to it");
    sweep->add_option("--shard", a_.shard, "Only a part of the worlds, as in --shard 2/3; `parley merge` joins them");
    sweep->add_flag("--dry-run", a_.dry_run, "Solve one world and say what all would take");
    add_set(sweep);
    add_policies(sweep, "Only this policy beside no commitment; may be given again (default: all)");
    add_bound(sweep);
    add_beliefs(sweep);
    sweep->add_option("--paths", a_.paths, "With private types: paths sampled in each world")
        ->check(CLI::Range(1U, 100000000U))
        ->capture_default_str();

    CLI::App* merge = add("merge", "Join the files of several shards of a sweep", Command::kMerge);
    merge->add_option("files", a_.files, "Files of `parley sweep --shard`")->required();
    merge->add_option("--out", a_.out, "The file to make")->required();

    CLI::App* claims = add("claims", "In which worlds of a sweep each claim of the scenario holds", Command::kClaims);
    add_file(claims, "A file of `parley sweep`");
    claims->add_option("--page", a_.page, "Write the offline page to this file");
    claims->add_flag(
        "--tipping", a_.tipping,
        "Where each input alone turns each claim, from the scenario as written: some ten worlds more an input");
    add_list(claims, "--input", a_.inputs, "With --tipping: move this input alone; may be given again");
    add_bound(claims);
    add_beliefs(claims);

    CLI::App* sensitivity =
        add("sensitivity", "What each input does to each measure of a sweep", Command::kSensitivity);
    add_file(sensitivity, "A file of `parley sweep`");
    add_list(sensitivity, "--measure", a_.measures,
             "Of this measure, as in \"V(us | firm)\"; may be given again (default: all with no commitment)");

    CLI::App* diff =
        add("diff", "Which assumptions make two scenarios disagree, and in what order of weight", Command::kDiff);
    diff->add_option("files", a_.files, "Two scenarios (.toml)")->required()->expected(2);
    add_list(diff, "--measure", a_.measures,
             "About this measure, as in \"V(us | firm)\"; may be given again (default: those of the claims of both, "
             "or the usual ones)");
    add_bound(diff);
    add_beliefs(diff);

    CLI::App* csv = add("export", "The worlds of a sweep as CSV, or for EMA Workbench", Command::kExport);
    add_file(csv, "A file of `parley sweep`");
    csv->add_option("--format", a_.format, "csv, or ema: an archive that EMA Workbench's load_results reads")
        ->check(CLI::IsMember({"csv", "ema"}))
        ->capture_default_str();
    csv->add_option("--out", a_.out, "Where to write it (default: stdout)");
  }

  void add_game_commands() {
    CLI::App* compile = add("compile", "The game of a scenario, as JSON", Command::kCompile);
    add_file(compile, "A scenario (.toml)");
    add_set(compile);
    add_policies(compile, "Under this policy");

    CLI::App* solve = add("solve", "Solve and certify a scenario (.toml) or a game (.json, .nfg)", Command::kSolve);
    add_file(solve, "A scenario (.toml) or a game (.json, .nfg)");
    add_set(solve);
    add_policies(solve, "Under this policy");
    add_bound(solve);
    add_beliefs(solve);
    solve->add_option("--precision", a_.precision, "Finite logit precision of every actor, in 1 / payoff unit")
        ->check(CLI::PositiveNumber);
    CLI::Option* profile =
        solve->add_option("--profile", a_.profile,
                          "Write the strategies to this file, as JSON: a profile, with private types an assessment");
    CLI::Option* trace =
        solve->add_flag("--trace", a_.trace, "The curve of logit equilibria from precision 0, with its turning points");
    trace->excludes(profile);
    CLI::Option* all =
        solve->add_flag("--all", a_.all, "List every equilibrium, where play never goes back to a node it left");
    all->excludes(profile)->excludes(trace);
    CLI::Option* verify =
        solve->add_flag("--verify", a_.verify, "Follow every path again with much shorter steps, and compare")
            ->excludes(trace)
            ->excludes(all);
    solve->add_option("--start", a_.start, "Set out from the strategies of this file, such as a nearby game's")
        ->excludes(trace)
        ->excludes(all)
        ->excludes(verify);
    solve->add_option("--most", a_.most, "With --all: equilibria to list")
        ->needs(all)
        ->check(CLI::Range(std::size_t{1}, std::size_t{1000000000}))
        ->capture_default_str();

    CLI::App* certify = add("certify", "Bound what everybody could gain by deviating from a profile or an assessment",
                            Command::kCertify);
    certify->add_option("game", a_.file, "A scenario (.toml) or a game (.json, .nfg)")->required();
    certify->add_option("profile", a_.profile, "A profile or an assessment (.json), as `solve --profile` writes it")
        ->required();
    add_set(certify);
    add_policies(certify, "Under this policy");
    add_bound(certify);
    certify->add_option("--precision", a_.precision, "Hold every actor to logit choice of this precision")
        ->check(CLI::PositiveNumber);

    add_payoffs();
    CLI::App* simulate = add("simulate", "The exact forecast beside sampled paths", Command::kSimulate);
    add_file(simulate, "A scenario (.toml)");
    add_set(simulate);
    add_policies(simulate, "Under this policy");
    add_bound(simulate);
    add_beliefs(simulate);
    simulate->add_option("--paths", a_.paths, "Paths to sample")
        ->check(CLI::Range(1U, 100000000U))
        ->capture_default_str();
  }

  void add_payoffs() {
    CLI::App* payoffs =
        add("payoffs", "Every payoff that two actors can sustain, and what holds it", Command::kPayoffs);
    add_file(payoffs, "A scenario (.toml) or a game (.json, .nfg)");
    add_set(payoffs);
    add_policies(payoffs, "Under this policy");
    add_bound(payoffs);
    payoffs->add_option("--tolerance", a_.tolerance, "Where to stop, as a share of the largest value (1e-11)")
        ->check(CLI::PositiveNumber);
    CLI::Option* state = payoffs->add_option("--state", a_.state, "This node, by name or number (default: the start)");
    payoffs->add_flag("--all-states", a_.all_states, "Show every node")->excludes(state);
  }

  void add_explain() {
    CLI::App* explain =
        add("explain", "Why an actor waits or acts at one place; or what a diagnostic's code means", Command::kExplain);
    explain->add_option("what", a_.word, "A scenario (.toml), or a code as printed, for instance E0203")->required();
    add_list(explain, "--at", a_.at,
             "The place: conditions on the public state, a date, beliefs, as in \"sanctions == maximum and "
             "date 2020-02-09 and P(dprk is tough) = 0.4\" (default: the start, at the prior)")
        ->type_name("PLACE");
    explain->add_option("--actor", a_.actor, "Whose choice (default: of everybody who chooses there)");
    add_list(explain, "--input", a_.inputs,
             "Look for what tips the choice by moving this input alone, as in --input parameters.pain; may be "
             "given again; none: by none (default: by each that says a range)");
    explain->add_option("--page", a_.page, "Write the offline page to this file");
    add_set(explain);
    add_policies(explain, "Under this policy");
    add_bound(explain);
    add_beliefs(explain);
  }

  void add_help_commands() {
    CLI::App* schema = add("schema", "The JSON Schema of scenario files, or of a document", Command::kSchema);
    a_.word = "";
    schema->add_option("which", a_.word,
                       "scenario (default), answer, assessment, certified, claims, comparison, deals, disagreement, "
                       "explanation, game, payoffs, profile, sensitivity, solution, typed, spillover or sweep");
    CLI::App* create = add("new", "A commented scenario to start from, that runs as it is", Command::kNew);
    create->add_option("file", a_.file, "Where to write it (default: stdout); an existing file is left alone");
  }

  Arguments& a_;
  CLI::App app_{"Parley computes how forward-looking sides would behave in a standoff, and certifies the answer."};
  std::vector<std::pair<CLI::App*, Command>> commands_;
};

/// "E0203" and the like; a word without a dot or slash is none of a file either.
bool is_code(const std::string& word) { return word.find_first_of("./") == std::string::npos; }

Refusal usage(std::string message, std::string help) { return {2, {}, std::move(message), std::move(help)}; }

}  // namespace

Parsed parse_arguments(int argc, const char* const* argv) {
  Parsed parsed;
  CommandLine line(parsed.arguments);
  try {
    line.app().parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    parsed.refusal = {0, line.app().help(), {}, {}};
    for (const CLI::App* sub : line.app().get_subcommands()) parsed.refusal->out = sub->help();
    return parsed;
  } catch (const CLI::CallForVersion& version) {
    parsed.refusal = {0, std::string(version.what()) + "\n", {}, {}};
    return parsed;
  } catch (const CLI::ParseError& error) {
    std::string help = "see `parley --help`";
    if (!line.app().get_subcommands().empty())
      help = "see `parley " + line.app().get_subcommands().front()->get_name() + " --help`";
    if (argc > 1 && argv[1][0] != '-' && line.app().get_subcommands().empty()) {
      const std::string nearest = base::nearest_name(argv[1], line.names());
      if (!nearest.empty()) help = "did you mean `" + nearest + "`? Or " + help;
    }
    parsed.refusal = usage(error.what(), help);
    return parsed;
  }
  parsed.arguments.command = line.chosen();
  if (parsed.arguments.command == Command::kExplain && !is_code(parsed.arguments.word))
    parsed.arguments.file = parsed.arguments.word;
  parsed.arguments.all_policies = parsed.arguments.policies.empty();
  if (parsed.arguments.command == Command::kNone)
    parsed.refusal = {2, {}, "no command was given", "see `parley --help`"};
  return parsed;
}

}  // namespace parley::cli
