// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include "parley/base/source.h"

/// The lines of a TOML text that the TOML reader could not read: enough is understood to say what is wrong with them
/// and to leave them out. Places are bytes of the text.
namespace parley::scenario {

/// Where the line of a byte begins and ends, without its line break.
[[nodiscard]] std::size_t line_begin(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t line_end(std::string_view text, std::size_t at);

/// The bracket or brace above that is not closed and so swallowed the begin of the statement at `at`, or the file's
/// end; npos if there is none.
[[nodiscard]] std::size_t swallowing_bracket(std::string_view text, std::size_t at);

/// The lines [begin, end) to leave out so that the rest can be read, when reading stopped at `at`. A section's line
/// takes its keys with it; `is_broken_table`: an inline table over several lines goes to its closing brace.
[[nodiscard]] base::Span statement(std::string_view text, std::size_t at, bool is_broken_table);

/// The key of the line that begins at `begin`, or all of a section's line.
[[nodiscard]] base::Span key_span(std::string_view text, std::size_t begin);

/// Where a key or section given twice stands first, or an empty run.
[[nodiscard]] base::Span first_place(std::string_view text, base::Span second);

/// The byte of a key of more dotted parts than any scenario needs, or npos: each part is a level of recursion to the
/// reader.
[[nodiscard]] std::size_t overlong_key(std::string_view text);

}  // namespace parley::scenario
