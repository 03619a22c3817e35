// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parley/analyze/study.h"
#include "parley/numeric/prim.h"
#include "parley/numeric/quantile.h"
#include "parley/numeric/tree.h"
#include "parley/run/run.h"

namespace parley::analyze {

enum class Verdict : std::uint8_t {
  kHolds,         ///< in clearly more than nine worlds of ten
  kFails,         ///< in clearly fewer than one of ten
  kDepends,       ///< clearly in between
  kInconclusive,  ///< there are too few worlds, or too many without a certificate, to tell
};
/// "holds", "fails", "depends", "inconclusive".
[[nodiscard]] std::string_view name(Verdict verdict);
/// What "clearly more" and "clearly fewer" are measured against.
inline constexpr double kClearShare = 0.9;

/// A region of the inputs, and how well it tells where a claim holds.
struct ClaimRegion {
  numeric::Box box;
  numeric::BoxFit fit;                     ///< on all worlds
  std::optional<numeric::BoxFit> checked;  ///< a box found on half of the worlds, on the other half
  double share_elsewhere = 0;              ///< of the other half of the worlds in which it holds, in the region or not
  std::vector<numeric::Peel> trajectory;   ///< coverage against density

  /// Whether the other half bears it out: in the region found elsewhere it holds clearly more often than at large.
  [[nodiscard]] bool is_borne_out() const;
};

/// A world, and how far it is from the scenario as written.
struct OtherSide {
  std::size_t world = 0;
  double distance = 0;              ///< the mean over the inputs of |difference| as a share of what is drawn of it
  std::vector<std::size_t> inputs;  ///< that differ most, the first the most
};

/// How much of what is not known of a claim one input tells.
struct Telling {
  std::size_t input = 0;
  double share = 0;  ///< of the variance of holding or not, between slices of the input; less what chance would give
  bool is_clear = false;  ///< chance would give as much to the best of all inputs in fewer than one case of a hundred
};

struct ClaimFinding {
  std::size_t claim = 0;    ///< index into Scenario::claims
  bool is_measured = true;  ///< false: the file lacks a measure of it, which `missing` names
  std::string missing;
  std::size_t worlds = 0;   ///< certified, in which the test can be made
  std::size_t holds = 0;    ///< of these
  std::size_t unknown = 0;  ///< without a certificate, or without one of the numbers
  /// For the share of all worlds that might be drawn; with those unknown failing at its low and holding at its high
  /// end. Of a table or a factorial design, whose worlds are all there are: what those unknown leave open.
  numeric::Interval95 share;
  Verdict verdict = Verdict::kInconclusive;
  bool is_drawn = true;                 ///< the interval is one of sampling
  bool by_construction = false;         ///< no world on the other side: true, or false, by what was drawn
  std::optional<bool> as_written;       ///< in the scenario as it stands
  std::optional<OtherSide> other_side;  ///< nearest to the scenario, and other than it is there
  std::optional<ClaimRegion> region;    ///< where it holds, if it does in some worlds and in others not
  std::vector<numeric::TreeNode> tree;
  std::vector<std::optional<bool>> by_row;  ///< of the study's rows: whether it holds there
  std::vector<Telling> telling;             ///< inputs that are worth learning, the best first
};

/// The inputs that show best where a claim holds: those that its region limits, then those that are worth learning; at
/// most two.
[[nodiscard]] std::vector<std::size_t> telling_inputs(const ClaimFinding& finding);

/// Every claim of a study against its worlds. The scenario as it stands is solved too, on context.threads threads.
/// Errors: those of solving are none: then `as_written` is not known.
[[nodiscard]] std::vector<ClaimFinding> test_claims(const Study& study, const run::RunOptions& options,
                                                    const base::RunContext& context);

}  // namespace parley::analyze
