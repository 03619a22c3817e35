// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parley/base/context.h"
#include "parley/certify/detail/sparse_rows.h"

namespace parley::certify {

/// One strongly connected block of I - W: the rows [begin, end), Gauss-Seidel running in that order.
struct Block {
  const SplitRows& rows;
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] std::size_t size() const { return end - begin; }
  /// z = the Gauss-Seidel sweep of v: (diagonal - lower part)^-1 v.
  void sweep(std::span<const double> v, std::span<double> z) const;
  /// w = v - (upper part) z, which is the block times z where z is the sweep of v.
  void rest(std::span<const double> v, std::span<const double> z, std::span<double> w) const;
};

[[nodiscard]] double dot(std::span<const double> a, std::span<const double> b);
/// to += factor * from.
void add(std::span<double> to, double factor, std::span<const double> from);

/// Both iterate on block * x = r from x = 0 with the sweep as right preconditioner, until the residual's norm is at
/// most `tolerance` times that of r, and say whether they got there.
///
/// BiCGSTAB [VanDerVorst1992] is cheap a step and may break down, most often where play goes round in circles;
[[nodiscard]] bool bicgstab(const Block& block, std::span<const double> r, double tolerance, std::span<double> x,
                            const base::RunContext& context);
/// restarted GMRES [SaadSchultz1986] does not, and pays for it with work and memory.
[[nodiscard]] bool gmres(const Block& block, std::span<const double> r, double tolerance, std::span<double> x,
                         const base::RunContext& context);

}  // namespace parley::certify
