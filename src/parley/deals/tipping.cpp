// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/tipping.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "parley/analyze/worlds.h"
#include "parley/base/parallel.h"
#include "parley/scenario/inputs.h"

namespace parley::deals {

namespace {

/// The verdict of one deal at the values of one input.
class Moved {
 public:
  Moved(const scenario::Scenario& scenario, const DealOptions& options, scenario::Input input,
        const base::RunContext& context)
      : scenario_(scenario), options_(options), input_(input), context_(context) {}

  Verdict verdict(double value) {
    const auto known = judged_.find(value);
    if (known != judged_.end()) return known->second;
    scenario::Scenario changed = scenario_;
    scenario::set_input(changed, input_, value);
    const auto found = find_deals(changed, options_, context_);
    const bool is_judged = found && !found->findings.empty() && found->stopped == base::Stop::kNo;
    return judged_[value] = is_judged ? found->findings.front().verdict : Verdict::kUnsettled;
  }

  std::optional<bool> holds(double value) {
    const Verdict here = verdict(value);
    return here == Verdict::kUnsettled ? std::nullopt : std::optional(here == Verdict::kHolds);
  }

  [[nodiscard]] std::size_t judged() const { return judged_.size(); }

 private:
  const scenario::Scenario& scenario_;
  const DealOptions& options_;
  scenario::Input input_;
  const base::RunContext& context_;
  std::map<double, Verdict> judged_;
};

DealTip tip_of(const scenario::Scenario& scenario, const scenario::Input& input, const DealOptions& options,
               const base::RunContext& context) {
  const scenario::Quantity& quantity = scenario::quantity_of(scenario, input);
  const auto ends = analyze::ends_of(quantity);
  Moved moved(scenario, options, input, context);
  DealTip tip{input, ends.first, ends.second, {}, Verdict::kUnsettled, 0};
  tip.turn = numeric::nearest_turn(std::clamp(quantity.value, ends.first, ends.second), ends.first, ends.second,
                                   [&](double value) { return moved.holds(value); });
  if (tip.turn.status == numeric::TurnStatus::kTurns) tip.verdict = moved.verdict(tip.turn.after);
  tip.judged = moved.judged();
  return tip;
}

}  // namespace

std::vector<DealTip> find_deal_tips(const scenario::Scenario& scenario, const std::vector<std::size_t>& choices,
                                    const std::vector<scenario::Input>& inputs, const DealOptions& options,
                                    const base::RunContext& context) {
  DealOptions one = options;
  one.fixed.assign(choices.begin(), choices.end());
  one.in_full = false;
  base::RunContext single = context;
  single.threads = 1;
  single.progress = nullptr;
  std::vector<DealTip> tips(inputs.size());
  std::size_t done = 0;
  std::mutex telling;
  base::parallel_for(inputs.size(), context.threads, [&](std::size_t k) {
    tips[k] = tip_of(scenario, inputs[k], one, single);
    const std::scoped_lock lock(telling);
    context.report("moving inputs", ++done, inputs.size());
  });
  std::stable_sort(tips.begin(), tips.end(), [](const DealTip& a, const DealTip& b) {
    const bool a_turns = a.turn.status == numeric::TurnStatus::kTurns;
    const bool b_turns = b.turn.status == numeric::TurnStatus::kTurns;
    return a_turns != b_turns ? a_turns : a_turns && a.turn.share < b.turn.share;
  });
  return tips;
}

}  // namespace parley::deals
