// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/game/game.h"

namespace parley::game {

/// What things are called. Each list is empty or complete, by index.
struct Labels {
  std::string title;
  std::vector<std::string> actors;
  std::vector<std::string> terms;
  std::vector<std::string> nodes;
  std::vector<std::string> moves;  ///< by MoveId
  std::vector<std::string> types;  ///< by TypeId; empty without types

  friend bool operator==(const Labels&, const Labels&) = default;
};

struct LabelledGame {
  Game game;
  Labels labels;
};

}  // namespace parley::game
