// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "parley/base/context.h"
#include "parley/simulate/detail/chain.h"
#include "parley/simulate/evaluate.h"

namespace parley::simulate {

/// The part of the chain inside one cyclic component, its payoffs with the values of all nodes outside added.
struct RecurrentPart {
  std::vector<std::uint32_t> first{0};
  std::vector<std::uint32_t> column;  ///< within the part
  std::vector<Long> probability;
  std::vector<std::uint8_t> ends_step;
  std::vector<Long> payoff;    ///< [row][term]
  std::vector<Long> discount;  ///< [term], of the term's actor
  double stages = 1;
  std::size_t most_terms = 0;  ///< of one row's sums, before entries to the same node were added up

  [[nodiscard]] std::size_t rows() const { return first.size() - 1; }
  [[nodiscard]] std::size_t terms() const { return discount.size(); }
};

struct RecurrentValues {
  std::vector<Long> value;  ///< [row][term]
  double error = 0;         ///< no entry is further from the truth than this, rounding included
  bool complete = true;
};

/// Each term by itself: a fast iteration over sweeps of value iteration, last stage first, and plain sweeps where it
/// fails [Puterman1994, section 6.3]. Ends when the contraction bound S r / (1 - d) of the largest residual r is below
/// `wanted`, or rounding is reached; the error is that bound. A discount of 1 gives an infinite error.
[[nodiscard]] RecurrentValues evaluate_recurrent(const RecurrentPart& part, double wanted,
                                                 const base::RunContext& context);

}  // namespace parley::simulate
