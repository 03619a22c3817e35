// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "parley/certify/certify.h"
#include "parley/game/labels.h"
#include "parley/game/profile.h"
#include "parley/report/report.h"
#include "parley/solve/enumerate.h"

namespace parley::report {

/// Strategies of larger games are not printed beside each equilibrium; their JSON has them.
inline constexpr std::size_t kMostNodesPrinted = 12;

/// One equilibrium of the list and what is known of it.
struct ListedEquilibrium {
  game::Profile profile;  ///< may be empty where text is asked for and the game is larger than is printed
  certify::Certificate certificate;
  std::size_t mixing_nodes = 0;  ///< where somebody plays more than one move
};

/// The equilibria of a game, in the order in which they were found. Game and labels outlive the report.
struct ListedGame {
  const game::Game* game = nullptr;
  const game::Labels* labels = nullptr;
  double bound = 0;  ///< asked of every certificate
  std::vector<ListedEquilibrium> list;
  solve::Enumeration enumeration;
};

/// Answered only if every equilibrium is certified and the list is known to be complete.
[[nodiscard]] Status status_of(const ListedGame& listed);

[[nodiscard]] std::string equilibria_text(const ListedGame& listed, const Provenance& provenance, const Status& status,
                                          std::size_t width);
/// A document of kind "equilibria".
[[nodiscard]] std::string equilibria_json(const ListedGame& listed, const Provenance& provenance, const Status& status);

/// Whether there may be more, in a sentence.
[[nodiscard]] std::string completeness_text(const ListedGame& listed);

}  // namespace parley::report
