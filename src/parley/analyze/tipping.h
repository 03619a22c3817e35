// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/run/choice.h"
#include "parley/run/run.h"
#include "parley/scenario/situation.h"

namespace parley::analyze {

/// One choice, and where.
struct ChoiceAsked {
  const scenario::Scenario* scenario = nullptr;
  std::optional<std::size_t> policy;
  const scenario::Situation* situation = nullptr;
};

/// Where another move becomes likelier than the one that is chosen now.
struct Tip {
  double holds = 0;  ///< the last value tried at which the choice is as now, in the input's unit
  double tipped =
      0;  ///< the first value tried at which it is another; they differ by kTipPrecision of the range at most
  std::string move;        ///< the likeliest there
  double share = 0;        ///< of the range from the value now to `tipped`
  bool certified = false;  ///< of both solutions
};
inline constexpr double kTipPrecision = 0.01;

enum class TipStatus : std::uint8_t {
  kTips,
  kHolds,    ///< at every value tried, up to the ends of the range
  kUnknown,  ///< some value tried has no solution, or play cannot get to the place there, and none tips
  kStopped,
};

/// One input moved over its range, all others as they are.
struct InputTip {
  scenario::Input input;
  double low = 0;  ///< of its range
  double high = 0;
  TipStatus status = TipStatus::kStopped;
  std::optional<Tip> tip;  ///< the nearest found
  std::size_t solved = 0;  ///< games, for all choices together
  bool certified = true;   ///< all of them
};

/// For one choice: each input's, those that tip first, by the share of their range that it takes.
struct ChoiceTips {
  scenario::ActorId actor;
  std::string type;     ///< empty: it has one
  std::string move;     ///< the likeliest now
  bool is_free = true;  ///< false: it is the only one, and no input is moved
  std::vector<InputTip> inputs;
};

/// What can be moved: every parameter and prior with a range; but no prior of an actor about whom the situation says
/// what is believed.
[[nodiscard]] std::vector<scenario::Input> inputs_with_range(const scenario::Scenario& scenario,
                                                             const scenario::Situation& situation);

/// Moves each of the inputs by itself, solves the game anew and looks at the likeliest move: at a few values on each
/// side up to the ends of the range, and then by halves between the nearest that tips and the one before. A choice that
/// tips and tips back between two values tried is missed. `now` are the choices of today, one a type. Inputs are
/// searched side by side on context.threads threads; the result does not depend on how many.
[[nodiscard]] std::vector<ChoiceTips> find_tips(const ChoiceAsked& asked, const std::vector<run::StartChoice>& now,
                                                const std::vector<scenario::Input>& inputs,
                                                const run::RunOptions& options, const base::RunContext& context);

}  // namespace parley::analyze
