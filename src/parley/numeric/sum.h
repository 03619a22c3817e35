// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace parley::numeric {

/// Half the spacing of doubles at 1: the largest relative error of one operation rounded to nearest.
inline constexpr double kUnitRoundoff = 0x1p-53;

/// An unevaluated sum high + low with |low| <= u |high|: about 106 bits [Dekker1971; JoldesMullerPopescu2017].
/// Operations have relative errors of at most 16 u^2, short of underflow and of sizes above 1e290.
struct TwoDouble {
  double high = 0;
  double low = 0;

  [[nodiscard]] double to_double() const { return high + low; }
  friend bool operator==(TwoDouble, TwoDouble) = default;
};

/// a + b without error [Knuth1997, theorem B].
inline TwoDouble two_sum(double a, double b) {
  const double sum = a + b;
  const double part = sum - a;
  return {sum, (a - (sum - part)) + (b - part)};
}

/// a + b without error where |a| >= |b| or a = 0 [Dekker1971].
inline TwoDouble quick_two_sum(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}

/// a * b without error, short of under- and overflow: by a fused product where the processor has one, else
/// [Dekker1971, Veltkamp's splitting]; both are exact.
inline TwoDouble two_product(double a, double b) {
#ifdef __FMA__
  const double product = a * b;
  return {product, std::fma(a, b, -product)};
#else
  constexpr double kSplitter = 134217729;  // 2^27 + 1: halves of 26 bits, whose products are exact
  const double a_far = kSplitter * a;
  const double a_high = a_far - (a_far - a);
  const double a_low = a - a_high;
  const double b_far = kSplitter * b;
  const double b_high = b_far - (b_far - b);
  const double b_low = b - b_high;
  const double product = a * b;
  return {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
#endif
}

inline TwoDouble operator-(TwoDouble a) { return {-a.high, -a.low}; }

inline TwoDouble operator+(TwoDouble a, TwoDouble b) {
  const TwoDouble high = two_sum(a.high, b.high);
  const TwoDouble low = two_sum(a.low, b.low);
  const TwoDouble first = quick_two_sum(high.high, high.low + low.high);
  return quick_two_sum(first.high, first.low + low.low);
}
inline TwoDouble operator+(TwoDouble a, double b) {
  const TwoDouble high = two_sum(a.high, b);
  return quick_two_sum(high.high, high.low + a.low);
}
inline TwoDouble operator-(TwoDouble a, TwoDouble b) { return a + -b; }

inline TwoDouble operator*(TwoDouble a, double b) {
  const TwoDouble product = two_product(a.high, b);
  return quick_two_sum(product.high, product.low + a.low * b);
}
inline TwoDouble operator*(TwoDouble a, TwoDouble b) {
  const TwoDouble product = two_product(a.high, b.high);
  return quick_two_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

/// b is not 0.
inline TwoDouble operator/(TwoDouble a, TwoDouble b) {
  const double first = a.high / b.high;
  const TwoDouble rest = a - b * first;
  const double second = rest.high / b.high;
  const TwoDouble last = rest - b * second;
  return quick_two_sum(first, second) + last.high / b.high;
}

inline bool operator<(TwoDouble a, TwoDouble b) { return a.high < b.high || (a.high == b.high && a.low < b.low); }

/// A sum kept in twice the working precision [OgitaRumpOishi2005, Dot2 without the last rounding]. After n terms it is
/// within 2 (n + 6)^2 u^2 times the sum of the terms' sizes of the truth.
class TwoFoldSum {
 public:
  void add(double term) {
    const TwoDouble sum = two_sum(sum_, term);
    sum_ = sum.high;
    carry_ += sum.low;
  }
  void add(TwoDouble term) {
    add(term.high);
    carry_ += term.low;
  }
  void add_product(double a, TwoDouble b) {
    const TwoDouble product = two_product(a, b.high);
    add(product.high);
    carry_ += product.low + a * b.low;
  }
  void add_product(TwoDouble a, TwoDouble b) {
    const TwoDouble product = two_product(a.high, b.high);
    add(product.high);
    carry_ += product.low + (a.high * b.low + a.low * b.high);
  }
  [[nodiscard]] TwoDouble value() const { return two_sum(sum_, carry_); }

 private:
  double sum_ = 0;
  double carry_ = 0;
};

/// The sum of the terms in their order, with the error of one rounding plus 2 (n + 6)^2 u^2 times the sum of sizes.
inline double ordered_sum(std::span<const double> terms) {
  TwoFoldSum sum;
  for (const double term : terms) sum.add(term);
  return sum.value().to_double();
}

}  // namespace parley::numeric
