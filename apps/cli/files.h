// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include "parley/base/result.h"

namespace parley::cli {

/// A whole file. Errors: E0801.
[[nodiscard]] base::Result<base::SourcePtr> read_file(const std::string& path);

/// Whether a file begins as an SQLite database does; false where it cannot be read.
[[nodiscard]] bool is_sweep_file(const std::string& path);

/// Writes a whole file or leaves what was there: a new file beside it takes its place when complete.
/// `replace` false: an existing file is an error. Errors: E0802, E0803.
[[nodiscard]] std::optional<base::Diagnostic> write_file(const std::string& path, const std::string& text,
                                                         bool replace = true);

/// The mistakes the program itself can tell of: files and usage.
[[nodiscard]] std::span<const base::Code> codes();

}  // namespace parley::cli
