// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "parley/report/report.h"

namespace parley::report {

std::string_view name(Exit exit) {
  switch (exit) {
    case Exit::kAnswered:
      return "answered";
    case Exit::kAssertionFailed:
      return "assertion failed";
    case Exit::kUsage:
      return "usage";
    case Exit::kInvalidScenario:
      return "invalid scenario";
    case Exit::kNotGuaranteed:
      return "guarantee not reached";
    case Exit::kBudget:
      return "budget reached";
    case Exit::kFile:
      return "file";
    case Exit::kBug:
      return "bug";
    case Exit::kInterrupted:
      return "interrupted";
  }
  return "bug";
}

Status status_of(const run::Answer& answer) {
  if (answer.stopped == base::Stop::kInterrupted)
    return {Exit::kInterrupted, "interrupted: the answer holds what was done by then"};
  if (answer.stopped == base::Stop::kBudget)
    return {Exit::kBudget, "the time allowed is over: the answer holds what was done by then"};
  std::size_t failing = 0;
  for (const run::PolicyRun& run : answer.runs) failing += run.certificate.holds ? 0 : 1;
  for (const run::SweepResult& sweep : answer.sweeps)
    for (const run::SweepLine& line : sweep.lines)
      for (const bool certified : line.certified) failing += certified ? 0 : 1;
  if (failing > 0) return {Exit::kNotGuaranteed, fmt::format("{} solutions miss the bound asked for", failing)};
  return {Exit::kAnswered, "every solution is certified"};
}

}  // namespace parley::report
