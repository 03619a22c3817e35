// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/claim_tips.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

#include "parley/base/parallel.h"
#include "parley/scenario/inputs.h"

namespace parley::analyze {

namespace {

/// Whether each claim holds at the values of one input.
class Moved {
 public:
  Moved(const Study& study, scenario::Input input, const run::RunOptions& options, const base::RunContext& context)
      : study_(study), input_(input), options_(options), context_(context) {
    for (const scenario::Claim& claim : study.scenario.claims)
      wanted_.insert(wanted_.end(), claim.measures.begin(), claim.measures.end());
  }

  std::optional<bool> holds(std::size_t claim, double value) { return at(value)[claim]; }
  [[nodiscard]] std::size_t solved() const { return known_.size(); }

 private:
  const std::vector<std::optional<bool>>& at(double value) {
    const auto known = known_.find(value);
    if (known != known_.end()) return known->second;
    std::vector<std::optional<bool>> answers(study_.scenario.claims.size());
    scenario::Scenario changed = study_.scenario;
    scenario::set_input(changed, input_, value);
    if (context_.stop() == base::Stop::kNo) {
      const WorldRun run = run_world(changed, wanted_, options_, context_);
      if (context_.stop() == base::Stop::kNo && run.status == WorldStatus::kCertified) answers = tested(run);
    }
    return known_[value] = std::move(answers);
  }

  [[nodiscard]] std::vector<std::optional<bool>> tested(const WorldRun& run) const {
    std::vector<std::optional<bool>> answers;
    auto first = run.measures.begin();
    for (const scenario::Claim& claim : study_.scenario.claims) {
      const std::vector<double> numbers(first, first + static_cast<std::ptrdiff_t>(claim.measures.size()));
      first += static_cast<std::ptrdiff_t>(claim.measures.size());
      const bool is_whole = std::all_of(numbers.begin(), numbers.end(), [](double n) { return std::isfinite(n); });
      answers.push_back(is_whole ? std::optional(claim.test.is_true(numbers)) : std::nullopt);
    }
    return answers;
  }

  const Study& study_;
  scenario::Input input_;
  const run::RunOptions& options_;
  const base::RunContext& context_;
  std::vector<scenario::Measure> wanted_;
  std::map<double, std::vector<std::optional<bool>>> known_;
};

}  // namespace

ClaimTips find_claim_tips(const Study& study, const std::vector<std::size_t>& inputs, const run::RunOptions& options,
                          const base::RunContext& context) {
  const std::size_t claims = study.scenario.claims.size();
  base::RunContext single = context;
  single.threads = 1;
  single.progress = nullptr;
  std::vector<std::vector<ClaimTip>> by_input(inputs.size(), std::vector<ClaimTip>(claims));
  ClaimTips tips;
  std::size_t done = 0;
  std::mutex telling;
  base::parallel_for(inputs.size(), context.threads, [&](std::size_t k) {
    const scenario::Input& input = study.plan.design.inputs[inputs[k]];
    const scenario::Quantity& quantity = scenario::quantity_of(study.scenario, input);
    const auto ends = ends_of(quantity);
    Moved moved(study, input, options, single);
    for (std::size_t c = 0; c < claims; ++c) {
      const double now = std::clamp(quantity.value, ends.first, ends.second);
      const auto answer = [&](double value) { return moved.holds(c, value); };
      by_input[k][c] = {inputs[k], ends.first, ends.second,
                        numeric::nearest_turn(now, ends.first, ends.second, answer)};
    }
    const std::scoped_lock lock(telling);
    tips.solved += moved.solved();
    context.report("moving inputs", ++done, inputs.size());
  });
  tips.stopped = context.stop();
  tips.by_claim.resize(claims);
  for (std::size_t c = 0; c < claims; ++c) {
    for (const std::vector<ClaimTip>& of_input : by_input) tips.by_claim[c].push_back(of_input[c]);
    std::stable_sort(tips.by_claim[c].begin(), tips.by_claim[c].end(), [](const ClaimTip& a, const ClaimTip& b) {
      const bool a_turns = a.turn.status == numeric::TurnStatus::kTurns;
      const bool b_turns = b.turn.status == numeric::TurnStatus::kTurns;
      return a_turns != b_turns ? a_turns : a_turns && a.turn.share < b.turn.share;
    });
  }
  return tips;
}

}  // namespace parley::analyze
