// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace parley::base {

/// Random numbers that depend only on where they are used: Philox4x32-10 [Salmon2011], keyed by the seed and counted by
/// (stream, block, lane). The same numbers give the same bits on any machine and for any number of threads.
struct RandomBlock {
  std::array<std::uint32_t, 4> words;

  /// A double in [0, 1) from words 2k and 2k + 1, with 53 random bits; k is 0 or 1.
  [[nodiscard]] double uniform(unsigned k) const {
    const std::uint64_t bits = (std::uint64_t{words[std::size_t{2} * k]} << 32 | words[std::size_t{2} * k + 1]) >> 11;
    return static_cast<double>(bits) * 0x1p-53;
  }
};

[[nodiscard]] RandomBlock random_block(std::uint64_t seed, std::uint64_t stream, std::uint32_t block,
                                       std::uint32_t lane = 0);

}  // namespace parley::base
