// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "parley/expr/detail/mistakes.h"

namespace parley::expr {

enum class Token : std::uint8_t {
  kEnd,
  kNumber,
  kName,    ///< a word, or words joined by dots
  kQuoted,  ///< in single quotes; the text is what stands between them
  kAnd,
  kOr,
  kNot,
  kTrue,
  kFalse,
  kPlus,
  kMinus,
  kTimes,
  kDivide,
  kPower,
  kEqual,
  kUnequal,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kOpen,
  kClose,
  kComma,
  kAssign,
  kAddAssign,
  kSubtractAssign,
  kMultiplyAssign,
};

/// A word of a formula and where it stands in the formula's text.
struct Lexeme {
  Token token = Token::kEnd;
  base::Span span;
  std::string_view text;
  double number = 0;
};

/// The words of a formula, closed by kEnd. What cannot be read is reported and left out, or taken for what it means.
[[nodiscard]] std::vector<Lexeme> lex(std::string_view text, Mistakes& mistakes);

}  // namespace parley::expr
