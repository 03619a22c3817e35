// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "parley/certify/certify.h"
#include "parley/game/labels.h"
#include "parley/game/profile.h"
#include "parley/report/report.h"
#include "parley/solve/enumerate.h"

namespace parley::report {

/// Strategies of larger games are not printed beside each equilibrium; their JSON has them.
inline constexpr std::size_t kMostNodesPrinted = 12;

/// The game whose equilibria are listed. Game and labels outlive the report.
struct ListedGame {
  const game::Game* game = nullptr;
  const game::Labels* labels = nullptr;
  double bound = 0;  ///< asked of every certificate
};

/// Writes the equilibria of a game one by one, as they are found, and keeps none of them: as text, or as JSON records,
/// one to a line. A record is an object with some members of a document of kind "equilibria": the head, then one
/// `equilibrium` each, then `completeness`, then `status`.
class EquilibriaPrinter {
 public:
  /// `listed` and `provenance` outlive the printer.
  EquilibriaPrinter(const ListedGame& listed, const Provenance& provenance, bool json, std::size_t width)
      : listed_(listed), provenance_(provenance), json_(json), width_(width) {}

  /// The next equilibrium; the first comes with the head.
  [[nodiscard]] std::string equilibrium(const solve::FoundEquilibrium& found, const certify::Certificate& certificate);
  /// Answered only if every equilibrium printed is certified and the list is known to be complete.
  [[nodiscard]] Status status(const solve::Enumeration& enumeration) const;
  /// What is said after the last; comes with the head where there was none.
  [[nodiscard]] std::string end(const solve::Enumeration& enumeration, const Status& status);

 private:
  [[nodiscard]] std::string head();

  const ListedGame& listed_;
  const Provenance& provenance_;
  bool json_;
  std::size_t width_;
  bool begun_ = false;
  std::size_t printed_ = 0;
  std::size_t failing_ = 0;  ///< of them, those that miss the bound
};

/// Whether there may be more, in a sentence.
[[nodiscard]] std::string completeness_text(const ListedGame& listed, const solve::Enumeration& enumeration);

}  // namespace parley::report
