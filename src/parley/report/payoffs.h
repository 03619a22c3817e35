// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "parley/deals/payoff_set.h"
#include "parley/game/labels.h"
#include "parley/game/profile.h"
#include "parley/report/report.h"

namespace parley::report {

/// A game of two actors and what they can sustain. Everything outlives the report.
struct SustainedGame {
  const game::Game* game = nullptr;
  const game::Labels* labels = nullptr;
  const deals::PayoffSets* sets = nullptr;
  std::vector<game::NodeId> shown;
  /// Values of a certified Markov equilibrium to compare with; null: none.
  const game::Values* equilibrium = nullptr;
  double bound = 0;  ///< on what a deviation may gain, as a share of the payoff range
};

/// What either actor can get by an agreement that leaves the other what it has in the equilibrium: both, or none.
struct Improvement {
  deals::Payoffs equilibrium{};
  std::array<std::optional<double>, 2> most;  ///< [actor]; none: the other cannot be given that much
  bool both_gain = false;                     ///< by more than the figures' error
};
[[nodiscard]] std::optional<Improvement> improvement_of(const SustainedGame& sustained, game::NodeId node);

/// Not guaranteed where the iteration did not converge or deviations may gain more than the bound.
[[nodiscard]] Status status_of(const SustainedGame& sustained);

[[nodiscard]] std::string payoffs_text(const SustainedGame& sustained, const Provenance& provenance,
                                       const Status& status, std::size_t width);
/// A document of kind "payoffs".
[[nodiscard]] std::string payoffs_json(const SustainedGame& sustained, const Provenance& provenance,
                                       const Status& status);

/// The moves of a joint move, seat by seat.
struct NamedMove {
  game::ActorId actor;
  std::string move;
};
[[nodiscard]] std::vector<NamedMove> moves_of(const SustainedGame& sustained, game::NodeId node, game::JointId joint);

}  // namespace parley::report
