// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "parley/report/plain.h"
#include "parley/report/report.h"
#include "parley/report/table.h"

namespace parley::report {

std::string simulation_text(const run::Simulation& simulation, const scenario::Scenario& scenario,
                            const std::optional<std::size_t>& policy, const Provenance& provenance,
                            const Status& status, std::size_t width) {
  std::string out = fmt::format("{}\n{}: {} sampled paths, seed {}\n\n", scenario.title, run_name(scenario, policy),
                                simulation.paths, simulation.seed);
  // A few dates are enough for a person; the JSON has them all.
  const std::size_t last = scenario.forecast_steps;
  const std::set<std::size_t> shown = {0, last / 4, last / 2, last};
  Table table;
  table.add({"", "date", "exact", "sampled (estimated)", "standard error", "deviation"});
  for (const run::SampledNumber& number : simulation.numbers) {
    if (!shown.contains(number.step)) continue;
    table.add({number.what, scenario::text(scenario::after(scenario.start, scenario.step, number.step)),
               fmt::format("{:.4g}", number.computed), fmt::format("{:.4g}", number.sampled),
               fmt::format("{:.2g}", number.standard_error), fmt::format("{:.1f}", number.deviation())});
  }
  out += table.text(width, "  ");
  out += fmt::format("\nThe largest deviation of all {} numbers is {:.1f} standard errors.\n",
                     simulation.numbers.size(), simulation.largest_deviation);
  out += fmt::format("\nTo reproduce\n  {}\n", provenance.command);
  if (status.exit != Exit::kAnswered)
    out +=
        fmt::format("\nStatus: {} (exit {}): {}\n", name(status.exit), static_cast<int>(status.exit), status.message);
  return out;
}

}  // namespace parley::report
