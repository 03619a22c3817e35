// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "parley/numeric/prim.h"

namespace parley::numeric {

/// One question of a tree, or a leaf.
struct TreeNode {
  std::size_t points = 0;
  std::size_t yes = 0;
  bool is_leaf = true;
  std::size_t dim = 0;  ///< of the question: is this coordinate at most `limit`?
  double limit = 0;
  std::size_t below = 0;  ///< place of the node for yes, and the next one for no
  std::size_t above = 0;
};

/// A classification tree [Breiman1984]: each question is the one that lowers Gini's impurity most. At most `depth`
/// questions one after another, no leaf with fewer than `least` points, and no question that lowers nothing. The root
/// is the first node.
[[nodiscard]] std::vector<TreeNode> grow_tree(const Labelled& data, std::size_t depth, std::size_t least);

}  // namespace parley::numeric
