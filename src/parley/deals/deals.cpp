// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/deals.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>
#include <set>

#include "parley/base/parallel.h"
#include "parley/base/random.h"
#include "parley/deals/detail/judge.h"
#include "parley/deals/journal.h"

namespace parley::deals {

namespace {

std::optional<base::Diagnostic> refused(const scenario::Scenario& scenario) {
  if (!scenario.deal)
    return base::mistake("E1001", "the scenario has no deal",
                         "write a section [deal]: its terms, parties and breaches");
  for (const scenario::Actor& actor : scenario.actors) {
    if (actor.types.size() > 1)
      return base::mistake("E1002",
                           fmt::format("deals are looked for where nothing is private; `{}` has types", actor.key),
                           "write a copy of the file for each type, with that type's numbers and moves alone");
    if (std::isfinite(actor.precision))
      return base::mistake(
          "E1003", fmt::format("`{}` chooses with finite precision, and so breaks every deal in time", actor.key),
          "leave `precision` out: deals are held to best responses");
  }
  return std::nullopt;
}

/// The combinations looked at, those that go together: all, or as many as allowed drawn without repetition.
std::vector<std::vector<std::size_t>> chosen(const scenario::Scenario& scenario, const DealOptions& options,
                                             std::uint64_t seed, DealsFound& found) {
  scenario::Deal open = *scenario.deal;
  for (std::size_t t = 0; t < options.fixed.size(); ++t)
    if (options.fixed[t]) open.terms[t].values = {open.terms[t].values[*options.fixed[t]]};
  found.all = scenario::combinations(open);
  found.is_sampled = found.all > static_cast<double>(options.most);
  std::set<std::size_t> indices;
  for (std::uint64_t k = 0;
       static_cast<double>(indices.size()) < std::min(found.all, static_cast<double>(options.most)); ++k)
    indices.insert(found.is_sampled ? static_cast<std::size_t>(base::random_block(seed, k, 0).uniform(0) * found.all)
                                    : k);
  scenario::Scenario tried = scenario;
  std::vector<std::vector<std::size_t>> choices;
  for (const std::size_t index : indices) {
    std::vector<std::size_t> terms = scenario::combination(open, index);
    for (std::size_t t = 0; t < options.fixed.size(); ++t)
      if (options.fixed[t]) terms[t] = *options.fixed[t];
    scenario::set_terms(tried, terms);
    if (scenario::terms_go_together(tried))
      choices.push_back(std::move(terms));
    else
      ++found.excluded;
  }
  return choices;
}

void draw_frontier(DealsFound& found) {
  const std::vector<scenario::ActorId>& parties = found.scenario->deal->parties;
  std::vector<std::size_t> holding;
  for (std::size_t k = 0; k < found.findings.size(); ++k)
    if (found.findings[k].verdict == Verdict::kHolds) holding.push_back(k);
  const auto gain = [&](std::size_t k, scenario::ActorId party) { return found.findings[k].sides[party.value()].gain; };
  const auto is_better = [&](std::size_t a, std::size_t b) {
    bool is_strict = false;
    for (const scenario::ActorId party : parties) {
      if (gain(a, party) < gain(b, party)) return false;
      is_strict = is_strict || gain(a, party) > gain(b, party);
    }
    return is_strict;
  };
  for (const std::size_t k : holding)
    if (std::none_of(holding.begin(), holding.end(), [&](std::size_t other) { return is_better(other, k); }))
      found.frontier.push_back(k);
  std::vector<double> best(found.scenario->actors.size(), 0.0);
  for (const std::size_t k : holding)
    for (const scenario::ActorId party : parties) best[party.value()] = std::max(best[party.value()], gain(k, party));
  const auto choose = [&](const auto& score) {
    std::optional<std::size_t> at;
    double most = 0;
    for (const std::size_t k : found.frontier) {
      const double of = score(k);
      if (!at || of > most) {
        at = k;
        most = of;
      }
    }
    return at;
  };
  const auto least = [&](std::size_t k, const auto& of) {
    double lowest = std::numeric_limits<double>::infinity();
    for (const scenario::ActorId party : parties) lowest = std::min(lowest, of(k, party));
    return lowest;
  };
  found.points.nash = choose([&](std::size_t k) {
    double product = 1;
    for (const scenario::ActorId party : parties) product *= std::max(0.0, gain(k, party));
    return product;
  });
  found.points.kalai = choose([&](std::size_t k) {
    return least(k, [&](std::size_t j, scenario::ActorId party) {
      return best[party.value()] > 0 ? gain(j, party) / best[party.value()] : 1.0;
    });
  });
  found.points.egalitarian = choose([&](std::size_t k) { return least(k, gain); });
}

void find_nearest(DealsFound& found) {
  for (std::size_t k = 0; k < found.findings.size(); ++k) {
    const Finding& one = found.findings[k];
    if (one.verdict == Verdict::kHolds) {
      found.nearest.reset();
      return;
    }
    if (one.sides.empty() || one.verdict == Verdict::kUnsettled) continue;
    if (!found.nearest || one.shortfall() < found.findings[*found.nearest].shortfall()) found.nearest = k;
  }
}

}  // namespace

double Finding::shortfall() const {
  double most = 0;
  for (const Side& side : sides)
    if (side.best_breach) most = std::max(most, side.best_breach->gain);
  for (const scenario::ActorId party : refused_by) most = std::max(most, -sides[party.value()].least_gain);
  return most;
}

base::Result<DealsFound> find_deals(const scenario::Scenario& scenario, const DealOptions& options,
                                    const base::RunContext& context) {
  if (auto mistake = refused(scenario)) return base::failure(std::move(*mistake));
  DealsFound found;
  found.scenario = &scenario;
  found.bound = options.bound;
  const std::vector<std::vector<std::size_t>> choices = chosen(scenario, options, context.seed, found);
  if (choices.empty())
    return base::failure(base::mistake("E1004", "the terms that are fixed do not go together",
                                       "fix others, or correct the deal's `only_when`"));
  const auto with = [&](const std::vector<std::size_t>& terms) {
    scenario::Scenario changed = scenario;
    scenario::set_terms(changed, terms);
    return changed;
  };
  base::RunContext single = context;
  single.threads = 1;
  single.progress = nullptr;

  std::vector<std::vector<compile::Beginning>> exits(choices.size());
  std::atomic<std::size_t> done = 0;
  base::parallel_for(choices.size(), context.threads, [&](std::size_t k) {
    if (context.stop() != base::Stop::kNo) return;
    const scenario::Scenario changed = with(choices[k]);
    if (const auto compiled = signed_game(changed, options, single)) exits[k] = exits_of(*compiled);
    if (context.threads <= 1) context.report("where deals can end", ++done, choices.size());
  });
  std::set<compile::Beginning> all_exits;
  for (const auto& of : exits) all_exits.insert(of.begin(), of.end());
  auto without = solve_without(scenario, {all_exits.begin(), all_exits.end()}, options, context);
  if (!without) return base::failure(without.error());
  found.without_share = without->share;
  found.without_holds = without->holds;

  found.findings.resize(choices.size());
  std::mutex telling;
  std::size_t judged = 0;
  bool is_kept = true;
  base::parallel_for(choices.size(), context.threads, [&](std::size_t k) {
    if (context.stop() != base::Stop::kNo) return;
    const bool in_full = options.in_full && choices.size() == 1;
    const Finding* const known = options.journal == nullptr || in_full ? nullptr : options.journal->find(choices[k]);
    if (known != nullptr) {
      found.findings[k] = *known;
      return;
    }
    const scenario::Scenario changed = with(choices[k]);
    found.findings[k] = judge(changed, *without, in_full, options, single);
    found.findings[k].choices = choices[k];
    const std::scoped_lock lock(telling);
    // What was stopped on the way is judged again.
    if (options.journal != nullptr && context.stop() == base::Stop::kNo)
      is_kept = options.journal->add(found.findings[k]) && is_kept;
    context.report("judging deals", ++judged, choices.size());
  });
  if (!is_kept)
    return base::failure(base::mistake("E1006", "the file of judged deals cannot be written",
                                       "what was stored stays; check the space left and run it again",
                                       base::Fault::kFile));
  found.stopped = context.stop();
  found.without.assign(scenario.actors.size(), 0.0);
  for (std::size_t s = 0; s < without->start.size(); ++s)
    for (std::size_t i = 0; i < found.without.size(); ++i)
      found.without[i] += without->start_probability[s] * without->start[s][i];
  draw_frontier(found);
  find_nearest(found);
  return found;
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHolds:
      return "holds";
    case Verdict::kKnifeEdge:
      return "knife-edge";
    case Verdict::kBroken:
      return "broken";
    case Verdict::kRefused:
      return "refused";
    case Verdict::kImpossible:
      return "impossible";
    case Verdict::kUnsettled:
      return "inconclusive";
  }
  return "";
}

}  // namespace parley::deals
