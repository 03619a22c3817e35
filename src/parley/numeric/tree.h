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

struct TreeOptions {
  std::size_t depth = 3;  ///< questions one after another
  std::size_t least = 1;  ///< points of a leaf
  /// A question is asked only if it tells more than the best of all possible ones would by chance in so many cases, by
  /// Bonferroni's bound on chi-squared; 1: any that tells something.
  double false_alarm = 0.05;
};

/// A classification tree [Breiman1984]: each question is the one that lowers Gini's impurity most. The root is the
/// first node.
[[nodiscard]] std::vector<TreeNode> grow_tree(const Labelled& data, const TreeOptions& options);

}  // namespace parley::numeric
