// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/base/diagnostics.h"
#include "parley/scenario/detail/tree.h"

namespace parley::scenario {

/// A TOML text as a tree. After a syntax error the statement it stands in is left out and reading goes on, so that
/// several are found at once; the tree then holds the rest.
struct TomlTree {
  Node root;
  bool is_whole = true;
};

/// Reports syntax errors, duplicate keys and impossible dates into `found`.
[[nodiscard]] TomlTree read_toml(const base::SourcePtr& source, base::Diagnostics& found);

/// The tree of `text` instead of the source's own, of the same length: places are shown in `source`.
[[nodiscard]] TomlTree read_toml_as(const base::SourcePtr& source, std::string text, base::Diagnostics& found);

}  // namespace parley::scenario
