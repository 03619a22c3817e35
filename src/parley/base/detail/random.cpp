// SPDX-License-Identifier: Apache-2.0
#include "parley/base/random.h"

#include <Random123/philox.h>

namespace parley::base {

RandomBlock random_block(std::uint64_t seed, std::uint64_t stream, std::uint32_t block, std::uint32_t lane) {
  const r123::Philox4x32::key_type key = {{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
  const r123::Philox4x32::ctr_type counter = {
      {static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(stream >> 32), block, lane}};
  const auto words = r123::Philox4x32()(counter, key);
  return {{words[0], words[1], words[2], words[3]}};
}

}  // namespace parley::base
