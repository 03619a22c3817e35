// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <csignal>
#include <exception>
#include <new>
#include <string>

#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/terminal.h"
#include "parley/report/report.h"

namespace {

std::atomic<bool> interrupted{false};

void interrupt(int) {
  // A second one ends the program at once, should a stage not look.
  if (interrupted.exchange(true)) std::signal(SIGINT, SIG_DFL);
}

}  // namespace

int main(int argc, char** argv) {
  using parley::report::Exit;
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  std::signal(SIGPIPE, SIG_IGN);

  const parley::cli::Parsed parsed = parley::cli::parse_arguments(argc, argv);
  parley::cli::Terminal terminal(parsed.arguments.json, parsed.arguments.quiet);
  try {
    if (parsed.refusal) return parley::cli::refuse(*parsed.refusal, parsed.arguments.json, terminal);
    return parley::cli::execute(parsed.arguments, interrupted, terminal);
  } catch (const std::bad_alloc&) {
    return parley::cli::give_up(Exit::kInvalidScenario, "there is not enough memory",
                                "make the scenario smaller, or allow less with --memory", parsed.arguments.json,
                                terminal);
  } catch (const std::exception& exception) {
    return parley::cli::give_up(Exit::kBug, std::string("a bug in Parley: ") + exception.what(),
                                "please report it with the command and its input", parsed.arguments.json, terminal);
  }
}
