// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string>

#include "apps/cli/arguments.h"
#include "apps/cli/terminal.h"
#include "parley/report/report.h"

namespace parley::cli {

/// Runs the command and gives the exit code.
[[nodiscard]] int execute(const Arguments& arguments, const std::atomic<bool>& interrupted, Terminal& terminal);

/// Prints help, or what was wrong with the command line.
[[nodiscard]] int refuse(const Refusal& refusal, bool json, Terminal& terminal);

/// Says why nothing more can be done.
[[nodiscard]] int give_up(report::Exit exit, const std::string& message, const std::string& help, bool json,
                          Terminal& terminal);

}  // namespace parley::cli
