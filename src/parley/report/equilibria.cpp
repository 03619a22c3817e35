// SPDX-License-Identifier: Apache-2.0
#include "parley/report/equilibria.h"

#include <fmt/format.h>

#include <algorithm>

#include "parley/report/plain.h"
#include "parley/report/solution.h"
#include "parley/report/table.h"

namespace parley::report {

using solve::Completeness;

namespace {

SolvedGame named(const ListedGame& listed) { return {listed.game, listed.labels, nullptr, nullptr, nullptr}; }

}  // namespace

Status status_of(const ListedGame& listed) {
  const Completeness completeness = listed.enumeration.completeness;
  if (completeness == Completeness::kInterrupted)
    return {Exit::kInterrupted, "interrupted: these are the equilibria found by then"};
  if (completeness == Completeness::kOutOfTime)
    return {Exit::kBudget, "the time allowed is over: these are the equilibria found by then"};
  const auto holds = [](const ListedEquilibrium& equilibrium) { return equilibrium.certificate.holds; };
  const auto failing =
      listed.list.size() - static_cast<std::size_t>(std::count_if(listed.list.begin(), listed.list.end(), holds));
  if (failing > 0)
    return {Exit::kNotGuaranteed,
            fmt::format("{} of {} equilibria miss the bound asked for", failing, listed.list.size())};
  if (completeness == Completeness::kTruncated)
    return {Exit::kNotGuaranteed, "every equilibrium listed is certified, but the list is truncated"};
  if (completeness == Completeness::kUnknown)
    return {Exit::kNotGuaranteed, "every equilibrium listed is certified, but whether these are all cannot be known"};
  return {Exit::kAnswered, "every equilibrium is certified, and these are all"};
}

std::string completeness_text(const ListedGame& listed) {
  const solve::Enumeration& enumeration = listed.enumeration;
  std::string text;
  switch (enumeration.completeness) {
    case Completeness::kComplete:
      return "complete: these are all Markov perfect equilibria, up to ties closer than rounding";
    case Completeness::kTruncated:
      text =
          fmt::format("truncated: there are more than {}; allow more with --most, or --memory if that ended the list",
                      enumeration.found);
      break;
    case Completeness::kUnknown:
      text = "cannot know";
      break;
    case Completeness::kInterrupted:
    case Completeness::kOutOfTime:
      text = fmt::format("{}: there may be more", solve::describe(enumeration.completeness));
      break;
  }
  if (enumeration.doubtful_node)
    text += fmt::format("{} at {}, {}", enumeration.completeness == Completeness::kUnknown ? ":" : "; and",
                        node_name(named(listed), *enumeration.doubtful_node), enumeration.doubt);
  return text;
}

std::string equilibria_text(const ListedGame& listed, const Provenance& provenance, const Status& status,
                            std::size_t width) {
  const game::Game& game = *listed.game;
  std::string out = listed.labels->title.empty() ? provenance.file : listed.labels->title;
  out += fmt::format("\n\n{} nodes, {} actors, {} choices of {} moves, {} edges\n", game.nodes(), game.actors(),
                     game.seats(), game.moves(), game.edges());
  out +=
      wrapped(fmt::format("{} Markov perfect {} listed by state recursion ({} stage games, at most {} equilibria each)",
                          listed.list.size(), listed.list.size() == 1 ? "equilibrium" : "equilibria",
                          listed.enumeration.stage_games, listed.enumeration.most_stage_equilibria),
              width, "") +
      '\n';
  out += wrapped("Completeness: " + completeness_text(listed), width, "  ") + '\n';
  out += fmt::format("\nEquilibria; bound {:.1e} of the payoff range\n", listed.bound);
  Table table;
  std::vector<std::string> head{"number"};
  for (const game::ActorId actor : game.all_actors()) head.push_back("value of " + actor_name(named(listed), actor));
  head.insert(head.end(), {"share of range to gain", "mixing nodes"});
  table.add(head);
  for (std::size_t k = 0; k < listed.list.size(); ++k) {
    const ListedEquilibrium& equilibrium = listed.list[k];
    std::vector<std::string> row{fmt::format("{}", k)};
    for (const certify::ActorGain& gain : equilibrium.certificate.actors)
      row.push_back(fmt::format("{:.10g}", gain.value_start));
    row.push_back(fmt::format("{:.2e}{}", equilibrium.certificate.largest_share,
                              equilibrium.certificate.holds ? "" : " (missed)"));
    row.push_back(fmt::format("{}", equilibrium.mixing_nodes));
    table.add(row);
  }
  out += table.text(width, "  ");
  if (game.nodes() <= kMostNodesPrinted)
    for (std::size_t k = 0; k < listed.list.size(); ++k)
      out += fmt::format("\nStrategies of {}\n", k) +
             strategies_text(game, *listed.labels, listed.list[k].profile, width, "  ");
  else
    out += fmt::format("\nStrategies of games of more than {} nodes are printed with --json\n", kMostNodesPrinted);
  out += closing(provenance, status);
  return out;
}

}  // namespace parley::report
