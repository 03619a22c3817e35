// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "apps/cli/arguments.h"
#include "apps/cli/terminal.h"
#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/report/report.h"
#include "parley/run/beliefs.h"
#include "parley/run/run.h"
#include "parley/scenario/scenario.h"

namespace parley::cli {

/// What every command works with: the arguments, where to write, and the run context made of them.
class Session {
 public:
  Session(const Arguments& arguments, const std::atomic<bool>& interrupted, Terminal& terminal);

  [[nodiscard]] const Arguments& arguments() const { return arguments_; }
  [[nodiscard]] const base::RunContext& context() const { return context_; }
  [[nodiscard]] Terminal& terminal() const { return terminal_; }
  [[nodiscard]] std::size_t most_bytes() const;
  [[nodiscard]] run::RunOptions run_options() const;
  /// Of games with private types; precision is left to the caller.
  [[nodiscard]] run::BeliefRunOptions belief_options() const;
  /// What the certificate of a game without private types allows.
  [[nodiscard]] double bound() const;

  /// The scenario named on the command line, with its overrides.
  [[nodiscard]] base::Result<scenario::Scenario> scenario() const;
  /// The policies named, or all; errors name the nearest.
  [[nodiscard]] base::Result<std::vector<std::size_t>> policies(const scenario::Scenario& scenario) const;
  /// At most one policy.
  [[nodiscard]] base::Result<std::optional<std::size_t>> policy(const scenario::Scenario& scenario) const;
  /// The actor named, if one is.
  [[nodiscard]] base::Result<std::optional<scenario::ActorId>> actor(const scenario::Scenario& scenario) const;
  /// Options of the solver that differ from the defaults, as they are written.
  [[nodiscard]] std::string solver_settings() const;
  /// The command line that gives the same bytes again.
  [[nodiscard]] report::Provenance provenance(std::string_view command) const;

  /// Prints a report in the form that was asked for, and gives its exit code.
  [[nodiscard]] int answer(const report::Status& status, const std::function<std::string()>& json,
                           const std::function<std::string()>& text) const;
  /// Tells the mistakes and gives their exit code; an interrupted or stopped command says that instead.
  [[nodiscard]] int fail(base::Diagnostics diagnostics) const;
  /// Writes a file; the exit code if that failed.
  [[nodiscard]] std::optional<int> write(const std::string& path, const std::string& text) const;

 private:
  const Arguments& arguments_;
  Terminal& terminal_;
  base::RunContext context_;
};

[[nodiscard]] base::Diagnostic usage_mistake(std::string message, std::string help);

// One function a command; each gives the exit code.
[[nodiscard]] int run_command(const Session& session);
[[nodiscard]] int check_command(const Session& session);
[[nodiscard]] int show_command(const Session& session);
[[nodiscard]] int compare_command(const Session& session);
/// The policies of a sweep's file, where `compare` is given one.
[[nodiscard]] int compare_sweep_command(const Session& session);
[[nodiscard]] int spillover_command(const Session& session);
[[nodiscard]] int sweep_command(const Session& session);
[[nodiscard]] int merge_command(const Session& session);
[[nodiscard]] int claims_command(const Session& session);
[[nodiscard]] int sensitivity_command(const Session& session);
[[nodiscard]] int deals_command(const Session& session);
[[nodiscard]] int diff_command(const Session& session);
[[nodiscard]] int export_command(const Session& session);
[[nodiscard]] int simulate_command(const Session& session);
[[nodiscard]] int compile_command(const Session& session);
[[nodiscard]] int solve_command(const Session& session);
[[nodiscard]] int certify_command(const Session& session);
[[nodiscard]] int payoffs_command(const Session& session);
[[nodiscard]] int schema_command(const Session& session);
[[nodiscard]] int explain_command(const Session& session);
/// What a diagnostic's code means.
[[nodiscard]] int explain_code(const Session& session);
[[nodiscard]] int new_command(const Session& session);

}  // namespace parley::cli
