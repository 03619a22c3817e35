// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "parley/base/context.h"
#include "parley/game/beliefs.h"
#include "parley/game/game.h"

namespace parley::simulate {

/// One type somewhere in a lottery over nodes, at public beliefs.
struct Standing {
  std::vector<game::NodeId> nodes;
  std::vector<double> probability;  ///< as many, sum to 1
  std::vector<double> beliefs;      ///< by TypeId
  game::TypeId type;
};

/// What the type does first, at each of the nodes, in place of what its strategy says.
struct FirstMove {
  std::size_t move = 0;  ///< of its seat
  bool tells = true;     ///< false: what is believed of its actor stays as it was, whatever the move says about it
};

struct TypedValueOptions {
  std::size_t most_histories = 20000;  ///< followed one by one before play is sampled
  std::size_t breadth = 64;            ///< histories kept at a time where it is sampled
  std::size_t repeats = 16;            ///< of the sample, for its standard error; at least 3
  std::size_t most_steps = 4000;
  /// A history whose discount times chance is below this, or that is longer, is cut off.
  double least_weight = 1e-10;
};

/// What play is worth to a type, term by term.
struct TypedValue {
  double total = 0;
  double error = 0;                 ///< standard error; 0 if every history was followed
  std::vector<double> terms;        ///< by TermId, 0 for other actors' terms; with `rest` they sum to `total`
  std::vector<double> terms_error;  ///< standard errors
  double rest = 0;                  ///< what the player claims of histories that were cut off; 0 if next to nothing
  bool followed = true;             ///< every history was; false: sampled
  bool complete = true;             ///< false if stopped early: the numbers mean nothing
};

/// What the play of everybody's strategies is worth to one type from where it stands. Beliefs move by Bayes' rule, and
/// strategies are asked for at exactly these beliefs. Histories that meet at the same node and beliefs are followed as
/// one. Where there are too many of them, all but the heaviest are resampled without bias [FearnheadClifford2003], and
/// the player's claimed values, as a control variate, take out most of the noise; they cannot bias it.
/// The bits depend on the seed alone.
[[nodiscard]] TypedValue typed_value(const game::Game& game, game::BeliefPlayer& player, const Standing& standing,
                                     const std::optional<FirstMove>& first, const TypedValueOptions& options,
                                     const base::RunContext& context);

}  // namespace parley::simulate
