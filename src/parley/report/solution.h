// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parley/certify/certify.h"
#include "parley/game/labels.h"
#include "parley/game/profile.h"
#include "parley/report/report.h"
#include "parley/solve/solve.h"

namespace parley::report {

/// An equilibrium met beside the path, and what separate code found of it.
struct CertifiedOther {
  const solve::OtherEquilibrium* found = nullptr;
  certify::Certificate certificate;
};

/// A game, strategies for it, and what is known of them. Everything outlives the report.
struct SolvedGame {
  const game::Game* game = nullptr;
  const game::Labels* labels = nullptr;
  const game::Profile* profile = nullptr;
  const solve::Solution* solution = nullptr;  ///< null: the profile was given, not solved for
  const certify::Certificate* certificate = nullptr;
  /// Of the solution's others, those whose certificates hold.
  std::vector<CertifiedOther> others = {};
};

/// The certificate decides: a solution that misses its bound is not guaranteed, whatever the solver says.
[[nodiscard]] Status status_of(const SolvedGame& solved);

[[nodiscard]] std::string solved_text(const SolvedGame& solved, const Provenance& provenance, const Status& status,
                                      std::size_t width);
/// A document of kind "solution", or "certificate" where the profile was given.
[[nodiscard]] std::string solved_json(const SolvedGame& solved, const Provenance& provenance, const Status& status);

/// A line for each seat of each node: the moves played, with their chances.
[[nodiscard]] std::string strategies_text(const game::Game& game, const game::Labels& labels,
                                          const game::Profile& profile, std::size_t width, std::string_view indent);

/// The last lines of every text about a game: how to make it again, and how it ended.
[[nodiscard]] std::string closing(const Provenance& provenance, const Status& status);

/// What the paths of a solution took together.
struct PathTotals {
  std::size_t rejected = 0;  ///< steps
  std::size_t folds = 0;
  std::size_t crossings = 0;
  std::array<std::size_t, solve::kRungs> solved_on{};  ///< [rung]: components
  std::size_t agree = 0;                               ///< components that a second run verified
  std::vector<const solve::PathReport*> mismatched;    ///< those that it did not
};
[[nodiscard]] PathTotals totals_of(const solve::Solution& solution);
/// "branch", "passage".
[[nodiscard]] std::string_view name_of(solve::Met met);
/// What became of the branches beside the path.
[[nodiscard]] std::string others_text(const SolvedGame& solved);

/// Names where the game has them, else "node 3", "actor 1", "move 0".
[[nodiscard]] std::string node_name(const SolvedGame& solved, game::NodeId node);
[[nodiscard]] std::string actor_name(const SolvedGame& solved, game::ActorId actor);
[[nodiscard]] std::string move_name(const SolvedGame& solved, game::SeatId seat, game::MoveId move);

}  // namespace parley::report
