// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/base/result.h"
#include "parley/game/labels.h"
#include "parley/game/profile.h"

namespace parley::game {

/// The JSON form of a game and of a profile: docs/guide/game-files.md, schema/game.schema.json and
/// schema/profile.schema.json. Doubles are written so that they read back with the same bits.
inline constexpr unsigned kGameSchemaVersion = 1;

[[nodiscard]] std::string write_game_json(const Game& game, const Labels& labels);

/// Reads what write_game_json() writes, or what a person writes. Errors, each with its place: E0511 to E0515 for the
/// text, E0501 to E0510, E0517 and E0518 for the game.
[[nodiscard]] base::Result<LabelledGame> read_game_json(const base::SourcePtr& source);

[[nodiscard]] std::string write_profile_json(const Game& game, const Profile& profile, const Labels& labels);

/// Errors: E0511 to E0515 for the text, E0516 where it does not belong to the game.
[[nodiscard]] base::Result<Profile> read_profile_json(base::SourcePtr source, const Game& game);

}  // namespace parley::game
