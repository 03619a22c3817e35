// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/base/result.h"
#include "parley/game/assessment.h"
#include "parley/game/labels.h"
#include "parley/game/profile.h"

namespace parley::game {

/// The JSON forms of a game, a profile and an assessment: docs/guide/game-files.md and the schemas of these names in
/// schema/. Doubles are written so that they read back with the same bits.
inline constexpr unsigned kGameSchemaVersion = 1;

/// "game", "profile", "assessment" or whatever a file says it is; empty if it says nothing or cannot be read.
[[nodiscard]] std::string kind_of_json(base::SourcePtr source);

[[nodiscard]] std::string write_game_json(const Game& game, const Labels& labels);

/// Reads what write_game_json() writes, or what a person writes. Errors, each with its place: E0511 to E0515 for the
/// text, E0501 to E0510, E0517 and E0518 for the game.
[[nodiscard]] base::Result<LabelledGame> read_game_json(const base::SourcePtr& source);

[[nodiscard]] std::string write_profile_json(const Game& game, const Profile& profile, const Labels& labels);

/// Errors: E0511 to E0515 for the text, E0516 where it does not belong to the game.
[[nodiscard]] base::Result<Profile> read_profile_json(base::SourcePtr source, const Game& game);

[[nodiscard]] std::string write_assessment_json(const Game& game, const Assessment& assessment, const Labels& labels);

/// Beliefs that the file leaves out are those that Bayes' rule gives from the start on, along the first way there.
/// Errors: E0511 to E0515 for the text, E0502 and E0503 for lotteries, E0519 where it does not belong to the game.
[[nodiscard]] base::Result<Assessment> read_assessment_json(base::SourcePtr source, const Game& game);

}  // namespace parley::game
