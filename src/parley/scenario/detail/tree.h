// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parley/scenario/scenario.h"

namespace parley::scenario {

enum class Kind : std::uint8_t { kText, kNumber, kTruth, kDate, kTime, kList, kTable };

struct Entry;

/// A value of the file and where it stands. Only the fields of its kind are used.
struct Node {
  Kind kind = Kind::kTable;
  Where where;
  std::string text;                  ///< kText; the date of kDate as "2019-05-09"
  std::size_t text_begin = 0;        ///< kText: the byte of its source where the text begins
  std::vector<std::size_t> offsets;  ///< kText written with escapes: the byte of each byte of `text`, and of its end
  double number = 0;
  bool is_whole = false;  ///< kNumber: written without a fraction
  bool truth = false;
  std::vector<Node> items;     ///< kList
  std::vector<Entry> entries;  ///< kTable, in the order written

  /// The value of a key, or null.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
  [[nodiscard]] const Entry* entry(std::string_view key) const;
};

struct Entry {
  std::string key;
  Where where;
  Node value;
};

}  // namespace parley::scenario
