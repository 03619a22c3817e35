// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/scenario/detail/tree.h"

namespace parley::scenario {

/// Finds where each byte of a kText node's text stands in the file, from the string as written there: quotes, escapes
/// and line-ending backslashes are skipped. Where that cannot be told, every byte points at the whole string.
void find_offsets(Node& node);

}  // namespace parley::scenario
