// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "apps/cli/session.h"
#include "parley/deals/deals.h"
#include "parley/deals/journal.h"
#include "parley/report/deals.h"
#include "parley/scenario/inputs.h"

namespace parley::cli {

namespace {

std::optional<std::size_t> choice_of(const scenario::Term& term, const std::string& text) {
  if (!term.words.empty()) {
    const auto word = std::find(term.words.begin(), term.words.end(), text);
    if (word == term.words.end()) return std::nullopt;
    return static_cast<std::size_t>(word - term.words.begin());
  }
  double value = 0;
  const char* const end = text.data() + text.size();
  if (std::from_chars(text.data(), end, value).ptr != end) return std::nullopt;
  const auto found = std::find(term.values.begin(), term.values.end(), value);
  if (found == term.values.end()) return std::nullopt;
  return static_cast<std::size_t>(found - term.values.begin());
}

std::string choices_text(const scenario::Term& term) {
  std::string text;
  for (std::size_t k = 0; k < term.values.size(); ++k)
    text += (text.empty() ? "" : ", ") + (term.words.empty() ? fmt::format("{}", term.values[k]) : term.words[k]);
  return text;
}

/// The terms that the command line fixes, as in "cap=20".
base::Result<std::vector<std::optional<std::size_t>>> fixed_terms(const Session& session, const scenario::Deal& deal) {
  std::vector<std::optional<std::size_t>> fixed(deal.terms.size());
  std::vector<std::string> keys;
  for (const scenario::Term& term : deal.terms) keys.push_back(term.key);
  base::Diagnostics mistakes;
  for (const std::string& text : session.arguments().terms) {
    const std::size_t equals = text.find('=');
    const std::string key = text.substr(0, equals);
    const auto term = std::find(keys.begin(), keys.end(), key);
    if (equals == std::string::npos || term == keys.end()) {
      base::Diagnostic mistake =
          usage_mistake(fmt::format("the deal has no term `{}`", key),
                        fmt::format("write --term KEY=CHOICE; its terms are {}", fmt::join(keys, ", ")));
      mistake.suggestion = base::nearest_name(key, keys);
      mistakes.add(std::move(mistake));
      continue;
    }
    const auto place = static_cast<std::size_t>(term - keys.begin());
    const auto choice = choice_of(deal.terms[place], text.substr(equals + 1));
    if (!choice)
      mistakes.add(usage_mistake(fmt::format("`{}` is no choice of `{}`", text.substr(equals + 1), key),
                                 fmt::format("its choices are {}", choices_text(deal.terms[place]))));
    fixed[place] = choice;
  }
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  return fixed;
}

/// Everything that decides a verdict.
std::string judged_for(const Session& session, const scenario::Scenario& scenario) {
  std::string about = fmt::format("{}\n{}\n{}\n", PARLEY_VERSION, session.bound(), session.arguments().world);
  for (const std::string& set : session.arguments().set) about += set + "\n";
  return about + scenario.source->text();
}

/// The inputs named, or all that their author does not know.
base::Result<std::vector<scenario::Input>> moved_inputs(const Session& session, const scenario::Scenario& scenario) {
  std::vector<scenario::Input> all = scenario::uncertain_inputs(scenario);
  if (session.arguments().inputs.empty()) return all;
  std::vector<std::string> paths;
  paths.reserve(all.size());
  for (const scenario::Input& input : all) paths.push_back(scenario::path_of(scenario, input));
  std::vector<scenario::Input> chosen;
  for (const std::string& path : session.arguments().inputs) {
    const auto found = std::find(paths.begin(), paths.end(), path);
    if (found == paths.end()) {
      base::Diagnostic mistake = usage_mistake(fmt::format("`{}` is no input with a range or a distribution", path),
                                               fmt::format("those are {}", fmt::join(paths, ", ")));
      mistake.suggestion = base::nearest_name(path, paths);
      return base::failure(base::Diagnostics(std::move(mistake)));
    }
    chosen.push_back(all[static_cast<std::size_t>(found - paths.begin())]);
  }
  return chosen;
}

/// The only one, the best, or the nearest to holding.
std::optional<std::size_t> deal_to_tip(const deals::DealsFound& found) {
  if (found.findings.size() == 1) return 0;
  return found.points.nash ? found.points.nash : found.nearest;
}

}  // namespace

int deals_command(const Session& session) {
  const auto scenario = session.scenario();
  if (!scenario) return session.fail(scenario.error());
  deals::DealOptions options;
  options.bound = session.bound();
  options.most_bytes = session.most_bytes();
  options.most = session.arguments().most_deals;
  if (scenario->deal) {
    auto fixed = fixed_terms(session, *scenario->deal);
    if (!fixed) return session.fail(fixed.error());
    options.fixed = std::move(*fixed);
  }
  std::optional<deals::Journal> journal;
  if (!session.arguments().journal.empty()) {
    auto opened = deals::Journal::open(session.arguments().journal, judged_for(session, *scenario));
    if (!opened) return session.fail(opened.error());
    journal.emplace(std::move(*opened));
    options.journal = &*journal;
  }
  auto found = deals::find_deals(*scenario, options, session.context());
  options.journal = nullptr;
  if (!found) return session.fail(found.error());
  report::DealsReport told{std::move(*found), session.context().seed, {}, {}, {}, base::Stop::kNo};
  if (session.arguments().tipping) {
    const auto inputs = moved_inputs(session, *scenario);
    if (!inputs) return session.fail(inputs.error());
    told.tipped = deal_to_tip(told.found);
    if (told.tipped)
      told.tips = deals::find_deal_tips(*scenario, told.found.findings[*told.tipped].choices, *inputs, options,
                                        session.context());
    told.tips_stopped = session.context().stop();
  }
  if (session.arguments().worlds) {
    auto robust = deals::find_robust_deals(*scenario, *session.arguments().worlds, options, session.context());
    if (!robust) return session.fail(robust.error());
    told.robust = std::move(*robust);
  }
  session.terminal().tell(scenario->warnings);
  const report::Provenance provenance = session.provenance("deals");
  const report::Status status = report::status_of(told);
  const auto json = [&] { return report::deals_json(told, provenance, status); };
  if (const std::string& page = session.arguments().page; !page.empty()) {
    if (const auto failed = session.write(page, report::answer_page(json()))) return *failed;
    session.terminal().say("page: " + page);
  }
  return session.answer(status, json,
                        [&] { return report::deals_text(told, provenance, status, session.terminal().width()); });
}

}  // namespace parley::cli
