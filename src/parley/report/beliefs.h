// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/game/labels.h"
#include "parley/report/report.h"
#include "parley/run/beliefs.h"

namespace parley::report {

/// A game with private types and what is known of it. Everything outlives the report.
struct TypedGame {
  const game::Game* game = nullptr;
  const game::Labels* labels = nullptr;
  const run::SolvedBeliefs* solved = nullptr;
};

/// The certificate decides, as for games without types; a run that was stopped says so first.
[[nodiscard]] Status status_of(const run::SolvedBeliefs& solved);

[[nodiscard]] std::string typed_text(const TypedGame& typed, const Provenance& provenance, const Status& status,
                                     std::size_t width);
/// A document of kind "typed_solution", as schema/typed.schema.json describes it.
[[nodiscard]] std::string typed_json(const TypedGame& typed, const Provenance& provenance, const Status& status);

/// What each type is worth and could gain, a line a type; `names` are by TypeId.
[[nodiscard]] std::string belief_certificate_text(const certify::BeliefCertificate& certificate,
                                                  const std::vector<std::string>& names, std::size_t width);
/// The grids that were tried, a line each, and why the last was the last.
[[nodiscard]] std::string rounds_text(const run::SolvedBeliefs& solved, const std::vector<std::string>& actors,
                                      std::size_t width);
/// "us hard", "dprk", by TypeId.
[[nodiscard]] std::vector<std::string> type_names(const game::Game& game, const game::Labels& labels);

}  // namespace parley::report
