// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/scenario/scenario.h"

namespace parley::scenario {

struct ReadOptions {
  /// "a.b=c" each, applied to the file's tree before it is read; c is TOML, or else taken as a string.
  std::vector<std::string> overrides;
  /// Reads a file that the scenario names, by the path written there; empty: it may name none.
  std::function<base::Result<base::SourcePtr>(const std::string&)> open = {};
};

/// Reads a scenario from a TOML text. All mistakes of the file are reported at once, each at its place.
[[nodiscard]] base::Result<Scenario> read(const base::SourcePtr& source, const ReadOptions& options);

/// The JSON Schema (2020-12) of a scenario file, from the same table as the reader, for editors.
[[nodiscard]] std::string json_schema();

/// Every mistake of scenario files, by code: those of the reader and of formulas' surroundings.
[[nodiscard]] std::span<const base::Code> codes();

}  // namespace parley::scenario
