// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "parley/expr/detail/mistakes.h"
#include "parley/expr/detail/program.h"
#include "parley/expr/detail/tokens.h"

namespace parley::expr {

enum class Leaf : std::uint8_t { kNone, kNumber, kTruth, kName, kQuoted };

/// A node of a formula's tree. Nodes stand in the order of evaluation: every node after its operands, the root last.
struct Node {
  Op op = Op::kNumber;
  Leaf leaf = Leaf::kNone;
  base::Span span;        ///< all of it
  base::Span sign;        ///< its operator or function name
  std::string_view word;  ///< a name or a quoted level
  double number = 0;
  std::vector<std::uint32_t> operands;
  bool is_broken = false;  ///< its mistake is reported already: no type
};

/// A formula's tree, or nothing where it could not be read to its end.
struct Tree {
  std::vector<Node> nodes;
  bool is_whole = false;
};

/// Reads the words from `first` on.
[[nodiscard]] Tree parse_tree(const std::vector<Lexeme>& words, std::size_t first, Mistakes& mistakes);

}  // namespace parley::expr
