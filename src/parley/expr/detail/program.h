// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace parley::expr {

/// What a step of a program does to the stack. The nodes of a formula's tree carry the same names.
enum class Op : std::uint8_t {
  kNumber,  ///< pushes the step's number
  kSlot,    ///< pushes the value of a slot
  kNegate,
  kNot,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kPower,
  kEqual,
  kUnequal,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAnd,
  kOr,
  kAbs,
  kCeil,
  kExp,
  kFloor,
  kIf,  ///< of three: the second if the first is true, else the third
  kLog,
  kMax,  ///< of as many as the step's slot says
  kMin,
  kRound,
  kSqrt,
};

/// The stack of every evaluation. Formulas that would need more are refused: a person's formula needs fewer than ten.
inline constexpr std::size_t kMostStack = 128;

/// Applies an operation of `operands.size()` operands, none of which is a push.
[[nodiscard]] double compute(Op op, std::span<const double> operands);

}  // namespace parley::expr
