// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/scenario/scenario.h"
#include "parley/solve/solve.h"

namespace parley::deals {

/// What became of one combination of terms.
enum class Verdict : std::uint8_t {
  kHolds,       ///< every party signs, and to comply is an equilibrium, with a certificate
  kKnifeEdge,   ///< nobody gains by breaking it, but somebody loses nothing by doing so
  kBroken,      ///< somebody gains by breaking it
  kRefused,     ///< it would be kept, but somebody is better off without it
  kImpossible,  ///< it cannot be signed, or leaves somebody no way to comply
  kUnsettled,   ///< its game was not solved, or the certificate misses the bound: inconclusive
};

/// The best move that breaks the deal at one place. What follows is play without the deal, or its suspension.
struct Breach {
  scenario::ActorId actor;
  std::string move;   ///< "dprk.produce"
  std::string where;  ///< the state
  std::size_t step = 0;
  double gain = 0;      ///< over complying, in payoff units; below zero: what is lost
  double replayed = 0;  ///< the same by evaluating the deviation itself, by separate code
};

/// What the deal is to one actor.
struct Side {
  double value = 0;                   ///< from the start, with the deal
  double gain = 0;                    ///< over no deal
  double least_gain = 0;              ///< the same in that start in which it is least
  std::optional<Breach> best_breach;  ///< where breaking it gains most, wherever play leads to when everybody complies
};

/// What can be looked up for one combination of terms and would be too much for all of them.
struct Sheet {
  std::vector<std::vector<double>>
      slack;                      ///< [actor][step]: the least loss by breaking it; not finite: nothing to break
  std::vector<double> in_force;   ///< by step, from 0: the chance that it is in force
  std::vector<double> suspended;  ///< likewise
  std::vector<Breach> tempting;   ///< of each actor and move: where breaking it gains most
};

struct Finding {
  std::vector<std::size_t> choices;  ///< of each term
  Verdict verdict = Verdict::kUnsettled;
  std::string reason;           ///< of what is impossible or unsettled
  std::vector<Side> sides;      ///< [actor]; empty where there is no solution
  std::optional<Breach> first;  ///< the earliest breach that gains, and of these the one that gains most
  std::vector<scenario::ActorId> refused_by;
  double years = 0;          ///< expected, in force within the forecast
  double lasting = 0;        ///< the chance that it is in force at the forecast's end
  double share = 0;          ///< the certificate: the most that anybody could gain, of the payoff range
  bool is_breakable = true;  ///< false: no move that breaks it is ever open
  std::optional<Sheet> sheet;

  /// How far it is from holding, in payoff units: the most that breaking or refusing it gains; 0 if it holds.
  [[nodiscard]] double shortfall() const;
};

struct Points {
  std::optional<std::size_t> nash;   ///< the largest product of the parties' gains
  std::optional<std::size_t> kalai;  ///< Kalai-Smorodinsky: the largest least share of what each could get at best
  std::optional<std::size_t> egalitarian;  ///< the largest least gain
};

struct DealsFound {
  const scenario::Scenario* scenario = nullptr;
  double all = 0;                 ///< combinations of terms as written
  std::size_t excluded = 0;       ///< of those looked at, by `only_when`
  bool is_sampled = false;        ///< not every combination was looked at
  std::vector<Finding> findings;  ///< in the order of the combinations
  std::vector<double> without;    ///< [actor]: the value of no deal
  double without_share = 0;       ///< the certificate of play without the deal
  bool without_holds = false;     ///< within the bound
  double bound = 0;
  std::vector<std::size_t> frontier;   ///< of those that hold: nothing else that holds is better for every party
  Points points;                       ///< among those that hold
  std::optional<std::size_t> nearest;  ///< where none holds: the one with the least shortfall
  base::Stop stopped = base::Stop::kNo;
};

class Journal;

struct DealOptions {
  double bound = 1e-6;  ///< of every certificate, as a share of the payoff range
  /// Nearer to zero than this share of the payoff range a gain is nothing: the arithmetic of two solutions.
  double indifference = 1e-9;
  bool in_full = true;  ///< with a sheet, where one combination is left
  /// [term]: the choice that is fixed, if one is; empty: none is.
  std::vector<std::optional<std::size_t>> fixed;
  std::size_t most = 1'000'000;  ///< combinations to look at; of more, so many are drawn
  std::size_t most_bytes = std::size_t{4} << 30;
  solve::SolveOptions solve{.most_branches = 0};
  /// Deals that stand in it are not judged again, and those that are judged are added; null for none. Must outlive the
  /// call. One that is looked up in full is judged all the same.
  Journal* journal = nullptr;
};

/// For every combination of the deal's terms: is it an equilibrium to sign and to comply? Where it is broken for good,
/// play goes on as it would without a deal; that game is solved once, from every state in which any of the deals can
/// end. Combinations are looked at side by side on context.threads threads; the result does not depend on how many.
/// docs/method/deals.md. Errors: E1001 (no deal), E1002 (private types), E1003 (finite precision), E1004 (nothing
/// left), E1006 (the journal cannot be written), those of compile().
[[nodiscard]] base::Result<DealsFound> find_deals(const scenario::Scenario& scenario, const DealOptions& options,
                                                  const base::RunContext& context);

[[nodiscard]] std::string_view name(Verdict verdict);
[[nodiscard]] std::span<const base::Code> codes();

}  // namespace parley::deals
