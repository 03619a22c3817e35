// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/columns.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "parley/base/diagnostics_text.h"

/// Any bytes are a table of numbers or are explained; what is read is whole and finite.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace base = parley::base;
  const auto read = parley::scenario::read_columns(base::Source("fuzz.csv", std::string(data, data + size)));
  if (!read) {
    if (base::render(read.error(), false).empty()) __builtin_trap();
    return 0;
  }
  if (read->names.empty() || read->numbers.empty() || read->numbers.size() % read->names.size() != 0) __builtin_trap();
  for (const double number : read->numbers)
    if (!std::isfinite(number)) __builtin_trap();
  return 0;
}
