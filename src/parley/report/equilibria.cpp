// SPDX-License-Identifier: Apache-2.0
#include "parley/report/equilibria.h"

#include <fmt/format.h>

#include <utility>

#include "parley/report/detail/equilibria_records.h"
#include "parley/report/plain.h"
#include "parley/report/solution.h"

namespace parley::report {

using solve::Completeness;

namespace {

SolvedGame named(const ListedGame& listed) { return {listed.game, listed.labels, nullptr, nullptr, nullptr}; }

std::string head_text(const ListedGame& listed, const Provenance& provenance, std::size_t width) {
  const game::Game& game = *listed.game;
  std::string out = listed.labels->title.empty() ? provenance.file : listed.labels->title;
  out += fmt::format("\n\n{} nodes, {} actors, {} choices of {} moves, {} edges\n\n", game.nodes(), game.actors(),
                     game.seats(), game.moves(), game.edges());
  out += wrapped(fmt::format("Markov perfect equilibria as they are found; bound {:.1e} of the payoff range{}",
                             listed.bound,
                             game.nodes() <= kMostNodesPrinted
                                 ? ""
                                 : fmt::format("; strategies of games of more than {} nodes are printed with --json",
                                               kMostNodesPrinted)),
                 width, "") +
         '\n';
  return out;
}

std::string equilibrium_text(const ListedGame& listed, const solve::FoundEquilibrium& found,
                             const certify::Certificate& certificate, std::size_t width) {
  std::string line = fmt::format("  {}: value", found.number);
  for (const certify::ActorGain& gain : certificate.actors)
    line += fmt::format("{} of {} {:.10g}", gain.actor.value() == 0 ? "" : ",", actor_name(named(listed), gain.actor),
                        gain.value_start);
  line += fmt::format("; share of range to gain {:.2e}{}; {} nodes mix", certificate.largest_share,
                      certificate.holds ? "" : " (missed)", found.mixing_nodes);
  std::string out = wrapped(line, width, "     ") + '\n';
  if (listed.game->nodes() <= kMostNodesPrinted)
    out += strategies_text(*listed.game, *listed.labels, found.profile, width, "     ");
  return out;
}

std::string end_text(const ListedGame& listed, const Provenance& provenance, const solve::Enumeration& enumeration,
                     const Status& status, std::size_t width) {
  std::string out = "\n" +
                    wrapped(fmt::format("{} Markov perfect {} listed by state recursion ({} stage games, at most "
                                        "{} equilibria each)",
                                        enumeration.found, enumeration.found == 1 ? "equilibrium" : "equilibria",
                                        enumeration.stage_games, enumeration.most_stage_equilibria),
                            width, "") +
                    '\n';
  out += wrapped("Completeness: " + completeness_text(listed, enumeration), width, "  ") + '\n';
  return out + closing(provenance, status);
}

}  // namespace

std::string EquilibriaPrinter::head() {
  if (std::exchange(begun_, true)) return "";
  return json_ ? head_record(listed_, provenance_) : head_text(listed_, provenance_, width_);
}

std::string EquilibriaPrinter::equilibrium(const solve::FoundEquilibrium& found,
                                           const certify::Certificate& certificate) {
  ++printed_;
  failing_ += certificate.holds ? 0 : 1;
  std::string out = head();
  return out + (json_ ? equilibrium_record(listed_, found, certificate)
                      : equilibrium_text(listed_, found, certificate, width_));
}

std::string EquilibriaPrinter::end(const solve::Enumeration& enumeration, const Status& status) {
  std::string out = head();
  return out + (json_ ? end_records(listed_, enumeration, status)
                      : end_text(listed_, provenance_, enumeration, status, width_));
}

Status EquilibriaPrinter::status(const solve::Enumeration& enumeration) const {
  const Completeness completeness = enumeration.completeness;
  if (completeness == Completeness::kInterrupted)
    return {Exit::kInterrupted, "interrupted: these are the equilibria found by then"};
  if (completeness == Completeness::kOutOfTime)
    return {Exit::kBudget, "the time allowed is over: these are the equilibria found by then"};
  if (failing_ > 0)
    return {Exit::kNotGuaranteed, fmt::format("{} of {} equilibria miss the bound asked for", failing_, printed_)};
  if (completeness == Completeness::kTruncated)
    return {Exit::kNotGuaranteed, "every equilibrium listed is certified, but the list is truncated"};
  if (completeness == Completeness::kUnknown)
    return {Exit::kNotGuaranteed, "every equilibrium listed is certified, but whether these are all cannot be known"};
  return {Exit::kAnswered, "every equilibrium is certified, and these are all"};
}

std::string completeness_text(const ListedGame& listed, const solve::Enumeration& enumeration) {
  std::string text;
  switch (enumeration.completeness) {
    case Completeness::kComplete:
      return "complete: these are all Markov perfect equilibria, up to ties closer than rounding";
    case Completeness::kTruncated:
      text = fmt::format("truncated: there are more than {}; allow more with --most", enumeration.found);
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

}  // namespace parley::report
