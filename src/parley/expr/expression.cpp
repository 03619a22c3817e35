// SPDX-License-Identifier: Apache-2.0
#include "parley/expr/expression.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "parley/base/check.h"
#include "parley/expr/detail/program.h"

namespace parley::expr {

namespace {

// Numbers this close are equal to a condition, so that the grid point 3 * 0.1 is the 0.3 an author writes.
constexpr double kSameNumber = 1e-9;

bool equal(double a, double b) {
  return a == b || std::abs(a - b) <= kSameNumber * std::max({1.0, std::abs(a), std::abs(b)});
}

double truth(bool value) { return value ? 1.0 : 0.0; }

double unary(Op op, double x) {
  switch (op) {
    case Op::kNegate:
      return -x;
    case Op::kNot:
      return truth(x == 0);
    case Op::kAbs:
      return std::abs(x);
    case Op::kCeil:
      return std::ceil(x);
    case Op::kExp:
      return std::exp(x);
    case Op::kFloor:
      return std::floor(x);
    case Op::kLog:
      return std::log(x);
    case Op::kRound:
      return std::round(x);
    default:
      return std::sqrt(x);
  }
}

double binary(Op op, double a, double b) {
  switch (op) {
    case Op::kAdd:
      return a + b;
    case Op::kSubtract:
      return a - b;
    case Op::kMultiply:
      return a * b;
    case Op::kDivide:
      return a / b;
    case Op::kPower:
      return std::pow(a, b);
    case Op::kEqual:
      return truth(equal(a, b));
    case Op::kUnequal:
      return truth(!equal(a, b));
    case Op::kLess:
      return truth(a < b && !equal(a, b));
    case Op::kLessEqual:
      return truth(a < b || equal(a, b));
    case Op::kGreater:
      return truth(a > b && !equal(a, b));
    case Op::kGreaterEqual:
      return truth(a > b || equal(a, b));
    case Op::kAnd:
      return truth(a != 0 && b != 0);
    default:
      return truth(a != 0 || b != 0);
  }
}

// Unlike std::max these do not lose a NaN, which says that something is undefined.
double larger(double a, double b) { return a >= b || std::isnan(a) ? a : b; }
double smaller(double a, double b) { return a <= b || std::isnan(a) ? a : b; }

enum class Shape : std::uint8_t { kPush, kUnary, kBinary, kChoice, kMany };

constexpr Shape shape(Op op) {
  if (op <= Op::kSlot) return Shape::kPush;
  if (op <= Op::kNot) return Shape::kUnary;
  if (op <= Op::kOr) return Shape::kBinary;
  if (op == Op::kIf) return Shape::kChoice;
  return op == Op::kMax || op == Op::kMin ? Shape::kMany : Shape::kUnary;
}

}  // namespace

double compute(Op op, std::span<const double> operands) {
  switch (shape(op)) {
    case Shape::kUnary:
      return unary(op, operands[0]);
    case Shape::kBinary:
      return binary(op, operands[0], operands[1]);
    case Shape::kChoice:
      return operands[0] != 0 ? operands[1] : operands[2];
    case Shape::kMany: {
      double best = operands[0];
      for (const double operand : operands.subspan(1))
        best = op == Op::kMax ? larger(best, operand) : smaller(best, operand);
      return best;
    }
    case Shape::kPush:
      break;
  }
  PARLEY_CHECK(false && "a push has no operands");
  return 0;
}

double Expression::operator()(std::span<const double> slots) const {
  // Left uninitialised: only what was pushed is read, and the parser has refused programs that need more.
  std::array<double, kMostStack> stack;
  std::size_t top = 0;
  for (const Step& step : steps_) {
    const Op op = static_cast<Op>(step.op);
    if (op == Op::kSlot) {
      stack[top++] = slots[step.slot];
    } else if (op == Op::kNumber) {
      stack[top++] = step.number;
    } else {
      // For every operation but a push, `slot` is how many operands it takes.
      top -= step.slot;
      stack[top] = compute(op, {stack.data() + top, step.slot});
      ++top;
    }
  }
  return stack[0];
}

std::optional<double> Expression::constant() const {
  if (!reads_.empty()) return std::nullopt;
  return (*this)({});
}

}  // namespace parley::expr
