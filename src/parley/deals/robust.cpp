// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/robust.h"

#include <algorithm>
#include <map>

#include "parley/analyze/worlds.h"
#include "parley/numeric/quantile.h"
#include "parley/scenario/inputs.h"

namespace parley::deals {

base::Result<RobustDeals> find_robust_deals(const scenario::Scenario& scenario, std::size_t worlds,
                                            const DealOptions& options, const base::RunContext& context) {
  analyze::Design design;
  design.inputs = scenario::uncertain_inputs(scenario);
  design.batches = {worlds};
  const auto drawn = analyze::draw_worlds(scenario, design, context.seed);
  if (!drawn) return base::failure(drawn.error());
  DealOptions all = options;
  all.in_full = false;
  base::RunContext quiet = context;
  quiet.progress = nullptr;
  RobustDeals robust;
  robust.wanted = drawn->count();
  std::map<std::vector<std::size_t>, Robustness> by_choices;
  for (std::size_t k = 0; k < drawn->count() && context.stop() == base::Stop::kNo; ++k) {
    context.report("judging deals in worlds", k, drawn->count());
    scenario::Scenario changed = scenario;
    if (!scenario::set_inputs(changed, design.inputs, drawn->world(k))) continue;
    const auto found = find_deals(changed, all, quiet);
    if (!found) return base::failure(found.error());
    if (found->stopped != base::Stop::kNo) break;
    ++robust.worlds;
    bool any = false;
    for (const Finding& finding : found->findings) {
      Robustness& one = by_choices[finding.choices];
      one.counted += finding.verdict == Verdict::kUnsettled ? 0 : 1;
      one.holds += finding.verdict == Verdict::kHolds ? 1 : 0;
      any = any || finding.verdict == Verdict::kHolds;
    }
    robust.none_holds += any ? 0 : 1;
  }
  robust.stopped = context.stop();
  for (auto& [choices, one] : by_choices) {
    one.choices = choices;
    if (one.counted > 0) {
      const numeric::Interval95 share =
          numeric::wilson(static_cast<double>(one.holds), static_cast<double>(one.counted));
      one.low = share.low;
      one.high = share.high;
    }
    robust.deals.push_back(one);
  }
  const auto share = [](const Robustness& one) {
    return one.counted == 0 ? 0.0 : static_cast<double>(one.holds) / static_cast<double>(one.counted);
  };
  std::stable_sort(robust.deals.begin(), robust.deals.end(),
                   [&](const Robustness& a, const Robustness& b) { return share(a) > share(b); });
  return robust;
}

}  // namespace parley::deals
