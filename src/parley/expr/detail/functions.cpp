// SPDX-License-Identifier: Apache-2.0
#include "parley/expr/detail/functions.h"

#include <algorithm>
#include <span>

#include "parley/expr/expression.h"

namespace parley::expr {

namespace {

constexpr std::size_t kMany = kMostStack / 2;
constexpr std::string_view kOne = "one argument";
constexpr std::string_view kTwoOrMore = "two or more arguments";

constexpr Function kFunctions[] = {
    {"abs", Op::kAbs, 1, 1, kOne, "abs(x)"},
    {"ceil", Op::kCeil, 1, 1, kOne, "ceil(x)"},
    {"exp", Op::kExp, 1, 1, kOne, "exp(x)"},
    {"floor", Op::kFloor, 1, 1, kOne, "floor(x)"},
    {"if", Op::kIf, 3, 3, "three arguments", "if(condition, a, b)"},
    {"log", Op::kLog, 1, 1, kOne, "log(x)"},
    {"max", Op::kMax, 2, kMany, kTwoOrMore, "max(a, b)"},
    {"min", Op::kMin, 2, kMany, kTwoOrMore, "min(a, b)"},
    {"round", Op::kRound, 1, 1, kOne, "round(x)"},
    {"sqrt", Op::kSqrt, 1, 1, kOne, "sqrt(x)"},
};

// The functions, in the order above, and the words of the grammar.
constexpr std::string_view kReserved[] = {"abs",   "ceil", "exp", "floor", "if",  "log",  "max",  "min",
                                          "round", "sqrt", "and", "or",    "not", "true", "false"};

}  // namespace

const Function* find_function(std::string_view name) {
  const auto found =
      std::find_if(std::begin(kFunctions), std::end(kFunctions), [&](const Function& f) { return f.name == name; });
  return found == std::end(kFunctions) ? nullptr : found;
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const Function& function : kFunctions) names.emplace_back(function.name);
  return names;
}

std::span<const std::string_view> reserved_words() { return kReserved; }

}  // namespace parley::expr
