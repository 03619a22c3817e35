// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "parley/base/diagnostics.h"

namespace parley::scenario {

/// E01xx: the file's syntax, keys and kinds of values.
[[nodiscard]] std::span<const base::Code> structure_codes();
/// E03xx: values that make no sense.
[[nodiscard]] std::span<const base::Code> value_codes();
/// W01xx.
[[nodiscard]] std::span<const base::Code> warning_codes();

}  // namespace parley::scenario
