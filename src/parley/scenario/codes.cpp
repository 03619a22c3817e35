// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <vector>

#include "parley/scenario/detail/codes.h"
#include "parley/scenario/read.h"

namespace parley::scenario {

std::span<const base::Code> codes() {
  static const std::vector<base::Code> all = [] {
    std::vector<base::Code> made;
    std::ranges::copy(structure_codes(), std::back_inserter(made));
    std::ranges::copy(value_codes(), std::back_inserter(made));
    std::ranges::copy(warning_codes(), std::back_inserter(made));
    return made;
  }();
  return all;
}

}  // namespace parley::scenario
