// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/base/diagnostics.h"

namespace parley::scenario {

/// What the TOML reader said, and the byte it stopped at.
struct SyntaxError {
  std::string description;
  std::size_t byte = 0;
};

/// Whether the text may be read at all: of a sensible size, UTF-8, without zero bytes. Reports what is wrong.
[[nodiscard]] bool check_text(const base::SourcePtr& source, const std::string& text, base::Diagnostics& found);

/// Reports the error in our words, with the remedy.
void report(const SyntaxError& error, const base::SourcePtr& source, const std::string& text, base::Diagnostics& found);

/// Blanks the statement that holds the error, so that the rest can be read; false if there is nothing to blank.
[[nodiscard]] bool leave_out(const SyntaxError& error, std::string& text);

}  // namespace parley::scenario
