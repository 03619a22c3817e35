// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "parley/compile/legend.h"

namespace parley::compile::detail {

// A move in 32 bits: 12 for the action (4095: to wait), 20 for the argument.
inline constexpr unsigned kArgumentBits = 20;
inline constexpr std::uint32_t kWait = 0xFFF;
inline constexpr std::size_t kMostActions = kWait;
inline constexpr std::size_t kMostArguments = std::size_t{1} << kArgumentBits;

inline std::uint32_t encode_move(std::uint32_t action, std::uint32_t argument) {
  return action << kArgumentBits | argument;
}

inline MoveName decode_move(std::uint32_t code) {
  const std::uint32_t action = code >> kArgumentBits;
  if (action == kWait) return {};
  return {scenario::ActionId(action), static_cast<std::uint32_t>(code & (kMostArguments - 1))};
}

}  // namespace parley::compile::detail
