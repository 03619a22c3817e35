// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/base/diagnostics.h"
#include "parley/scenario/detail/keys.h"
#include "parley/scenario/detail/tree.h"

namespace parley::scenario {

/// Compares a tree with the key table: unknown, missing and planned keys, keys that are no names, values of a wrong
/// kind. A misspelt key is reported and then read as the key meant, so that it causes no further mistakes. Missing keys
/// are reported only if `is_whole`.
void check_shape(Node& root, bool is_whole, base::Diagnostics& found);

/// The way to write a value that a part of the tree is read as, by its kind; null: none.
[[nodiscard]] const Form* fitting(const std::vector<Form>& forms, const Node& node);

/// Whether a text can be the name of something: letters, digits and `_`, a letter first.
[[nodiscard]] bool is_name(std::string_view text);

}  // namespace parley::scenario
