// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/tipping.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <tuple>

#include "parley/analyze/worlds.h"
#include "parley/base/parallel.h"
#include "parley/scenario/inputs.h"

namespace parley::deals {

namespace {

// Values tried on each side of the present one, evenly up to the end of the range, before halving.
constexpr std::size_t kTries = 3;

class Search {
 public:
  Search(const scenario::Scenario& scenario, const DealOptions& options, scenario::Input input,
         const base::RunContext& context)
      : scenario_(scenario), options_(options), context_(context) {
    const scenario::Quantity& quantity = scenario::quantity_of(scenario, input);
    now_ = quantity.value;
    tip_.input = input;
    std::tie(tip_.low, tip_.high) = analyze::ends_of(quantity);
  }

  DealTip run() {
    const auto standing = at(now_);
    tip_.status = standing == Standing::kOpen ? TipStatus::kUnknown : TipStatus::kSame;
    if (standing != Standing::kOpen)
      for (const double end : {tip_.low, tip_.high}) look_towards(end, standing);
    if (context_.stop() != base::Stop::kNo) tip_.status = TipStatus::kStopped;
    tip_.judged = judged_.size();
    return tip_;
  }

 private:
  enum class Standing : std::uint8_t { kHolds, kFails, kOpen };

  Verdict verdict_at(double value) {
    const auto known = judged_.find(value);
    if (known != judged_.end()) return known->second;
    scenario::Scenario changed = scenario_;
    scenario::set_input(changed, tip_.input, value);
    const auto found = find_deals(changed, options_, context_);
    const Verdict verdict = found && !found->findings.empty() && found->stopped == base::Stop::kNo
                                ? found->findings.front().verdict
                                : Verdict::kUnsettled;
    return judged_[value] = verdict;
  }

  Standing at(double value) {
    const Verdict verdict = verdict_at(value);
    if (verdict == Verdict::kUnsettled) return Standing::kOpen;
    return verdict == Verdict::kHolds ? Standing::kHolds : Standing::kFails;
  }

  void look_towards(double end, Standing standing) {
    double before = now_;
    for (std::size_t k = 1; k <= kTries && end != now_; ++k) {
      const double value = now_ + (end - now_) * static_cast<double>(k) / static_cast<double>(kTries);
      const Standing here = at(value);
      if (context_.stop() != base::Stop::kNo) return;
      if (here == Standing::kOpen) {
        if (tip_.status == TipStatus::kSame) tip_.status = TipStatus::kUnknown;
        return;
      }
      if (here == standing) {
        before = value;
        continue;
      }
      halve(before, value, standing);
      return;
    }
  }

  void halve(double before, double tipped, Standing standing) {
    while (std::abs(tipped - before) > kTipPrecision * (tip_.high - tip_.low)) {
      const double middle = before + (tipped - before) / 2;
      const Standing here = at(middle);
      if (here == Standing::kOpen) break;
      (here == standing ? before : tipped) = middle;
    }
    const double share = std::abs(tipped - now_) / (tip_.high - tip_.low);
    if (tip_.status == TipStatus::kTips && tip_.share <= share) return;
    tip_.status = TipStatus::kTips;
    tip_.before = before;
    tip_.tipped = tipped;
    tip_.share = share;
    tip_.verdict = verdict_at(tipped);
  }

  const scenario::Scenario& scenario_;
  const DealOptions& options_;
  const base::RunContext& context_;
  double now_ = 0;
  std::map<double, Verdict> judged_;
  DealTip tip_;
};

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
    tips[k] = Search(scenario, one, inputs[k], single).run();
    const std::scoped_lock lock(telling);
    context.report("moving inputs", ++done, inputs.size());
  });
  std::stable_sort(tips.begin(), tips.end(), [](const DealTip& a, const DealTip& b) {
    if ((a.status == TipStatus::kTips) != (b.status == TipStatus::kTips)) return a.status == TipStatus::kTips;
    return a.status == TipStatus::kTips && a.share < b.share;
  });
  return tips;
}

}  // namespace parley::deals
