// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/base/diagnostics.h"

namespace parley::base {

/// The mistakes for a person at a terminal, each with its line of text and carets under it, and a line that counts
/// them; empty if there are none. With `colour`, ANSI colours are used.
[[nodiscard]] std::string render(const Diagnostics& found, bool colour);

}  // namespace parley::base
