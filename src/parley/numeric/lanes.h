// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#ifdef __FMA__
#include <immintrin.h>
#endif

namespace parley::numeric {

/// How many doubles one instruction of the target takes.
#if defined(__AVX512F__)
inline constexpr std::size_t kLanes = 8;
#elif defined(__AVX__)
inline constexpr std::size_t kLanes = 4;
#else
inline constexpr std::size_t kLanes = 2;
#endif

/// Several doubles that are computed with at once by the vector extensions of g++ and clang. What a lane holds depends
/// on nothing in the others: the same numbers give the same bits in any lane.
struct Lanes {
  using Raw [[gnu::vector_size(kLanes * sizeof(double))]] = double;

  Raw raw;

  Lanes() = default;
  Lanes(Raw value) : raw(value) {}             // NOLINT(google-explicit-constructor)
  Lanes(double value) : raw(value - Raw{}) {}  // NOLINT(google-explicit-constructor)
  double operator[](std::size_t lane) const { return raw[lane]; }
  void set(std::size_t lane, double value) { raw[lane] = value; }

  Lanes& operator+=(Lanes b) { return raw += b.raw, *this; }
  Lanes& operator-=(Lanes b) { return raw -= b.raw, *this; }
  Lanes& operator*=(Lanes b) { return raw *= b.raw, *this; }
};
inline Lanes operator+(Lanes a, Lanes b) { return a.raw + b.raw; }
inline Lanes operator-(Lanes a, Lanes b) { return a.raw - b.raw; }
inline Lanes operator*(Lanes a, Lanes b) { return a.raw * b.raw; }
inline Lanes operator/(Lanes a, Lanes b) { return a.raw / b.raw; }
inline Lanes operator-(Lanes a) { return -a.raw; }

/// As many numbers as there are lanes, one after another, aligned or not.
inline Lanes load(const double* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}
inline void store(double* to, Lanes lanes) { std::memcpy(to, &lanes, sizeof lanes); }

/// By lane, all bits or none.
struct LaneMask {
  using Raw [[gnu::vector_size(kLanes * sizeof(std::int64_t))]] = std::int64_t;
  Raw raw;

  bool operator[](std::size_t lane) const { return raw[lane] != 0; }
  void set(std::size_t lane, bool value) { raw[lane] = value ? -1 : 0; }
};
inline LaneMask operator<(Lanes a, Lanes b) { return {a.raw < b.raw}; }
inline LaneMask operator>(Lanes a, Lanes b) { return {a.raw > b.raw}; }
inline LaneMask operator&(LaneMask a, LaneMask b) { return {a.raw & b.raw}; }
inline LaneMask operator|(LaneMask a, LaneMask b) { return {a.raw | b.raw}; }
inline LaneMask operator~(LaneMask a) { return {~a.raw}; }
inline Lanes select(LaneMask mask, Lanes yes, Lanes no) { return mask.raw ? yes.raw : no.raw; }
inline bool any(LaneMask mask) {
  std::int64_t bits = 0;
  for (std::size_t lane = 0; lane < kLanes; ++lane) bits |= mask.raw[lane];
  return bits != 0;
}

/// a * b + c, rounded once where the target can.
inline Lanes multiply_add(Lanes a, Lanes b, Lanes c) {
#if defined(__AVX512F__)
  return Lanes::Raw(_mm512_fmadd_pd(a.raw, b.raw, c.raw));
#elif defined(__FMA__) && defined(__AVX__)
  return Lanes::Raw(_mm256_fmadd_pd(a.raw, b.raw, c.raw));
#else
  return a * b + c;
#endif
}

inline Lanes max(Lanes a, Lanes b) { return select(a > b, a, b); }
inline Lanes min(Lanes a, Lanes b) { return select(a < b, a, b); }
inline Lanes abs(Lanes a) { return std::bit_cast<Lanes::Raw>(std::bit_cast<LaneMask::Raw>(a.raw) & INT64_MAX); }

/// What, added to a number below 2^51 in size, leaves its nearest whole number in the last bits.
inline constexpr double kToWhole = 0x1.8p52;
/// To the nearest whole number, ties to even; of sizes below 2^51.
inline Lanes round(Lanes a) { return (a + kToWhole) - kToWhole; }

/// The polynomial with these coefficients, from the constant on. Halves it at each step, for short chains of
/// operations.
template <std::size_t kTerms>
Lanes polynomial(Lanes x, const double (&coefficient)[kTerms]) {
  Lanes sum[(kTerms + 1) / 2];
  for (std::size_t k = 0; k < kTerms / 2; ++k) sum[k] = multiply_add(x, coefficient[2 * k + 1], coefficient[2 * k]);
  if (kTerms % 2 != 0) sum[kTerms / 2] = coefficient[kTerms - 1];
  for (std::size_t terms = (kTerms + 1) / 2; terms > 1; terms = (terms + 1) / 2) {
    x = x * x;
    for (std::size_t k = 0; k < terms / 2; ++k) sum[k] = multiply_add(x, sum[2 * k + 1], sum[2 * k]);
    if (terms % 2 != 0) sum[terms / 2] = sum[terms - 1];
  }
  return sum[0];
}

// log(2) in two parts, of which whole numbers below 2^20 times the first are exact.
inline constexpr double kLog2High = 0x1.62e42feep-1;
inline constexpr double kLog2Low = 0x1.a39ef35793c76p-33;

/// Within 2 units in the last place; 0 below -708 in place of a denormal number, and the largest at 709 above it.
inline Lanes exp(Lanes a) {
  // e^a = 2^n e^r with |r| <= log(2) / 2, by the Taylor series, whose remainder is below 2^-55.
  constexpr double kInverseLog2 = 1.4426950408889634074;
  constexpr double kSeries[] = {
      1,         1,          1. / 2,      1. / 6,       1. / 24,       1. / 120,       1. / 720,
      1. / 5040, 1. / 40320, 1. / 362880, 1. / 3628800, 1. / 39916800, 1. / 479001600, 1. / 6227020800};
  const Lanes x = min(max(a, -708.0), 709.0);
  const Lanes shifted = multiply_add(x, kInverseLog2, kToWhole);
  const Lanes n = shifted - kToWhole;
  const Lanes r = multiply_add(n, -kLog2Low, multiply_add(n, -kLog2High, x));
  const auto power = std::bit_cast<Lanes::Raw>((std::bit_cast<LaneMask::Raw>(shifted.raw) + 1023) << 52);
  return select(a < -708.0, 0.0, polynomial(r, kSeries) * power);
}

/// Within 2 units in the last place, of numbers that are positive, finite and not denormal.
inline Lanes log(Lanes a) {
  // a = 2^n m with m between the square roots of 1/2 and 2; log m = 2 artanh s with s = (m - 1) / (m + 1), by its
  // series in s^2 <= .0295, whose remainder is below 2^-55.
  constexpr double kSeries[] = {2. / 3, 2. / 5, 2. / 7, 2. / 9, 2. / 11, 2. / 13, 2. / 15, 2. / 17, 2. / 19};
  constexpr auto kRootHalf = std::bit_cast<std::uint64_t>(0.70710678118654752440);
  constexpr auto kFraction = (std::uint64_t{1} << 52) - 1;
  constexpr std::uint64_t kBias = 1023;
  using Bits [[gnu::vector_size(kLanes * sizeof(std::uint64_t))]] = std::uint64_t;
  // Kept positive, since many processors cannot shift a negative one.
  const Bits bits = std::bit_cast<Bits>(a.raw) + ((kBias << 52) - kRootHalf);
  const Lanes m = std::bit_cast<Lanes::Raw>(Bits((bits & kFraction) + kRootHalf));
  const Lanes n =
      Lanes(std::bit_cast<Lanes::Raw>(Bits((bits >> 52) | std::bit_cast<std::uint64_t>(0x1p52)))) - (0x1p52 + kBias);
  const Lanes s = (m - 1.0) / (m + 1.0);
  const Lanes square = s * s;
  const Lanes tail = multiply_add(s * square, polynomial(square, kSeries), n * kLog2Low);
  return multiply_add(n, kLog2High, multiply_add(s, 2.0, tail));
}

}  // namespace parley::numeric
