// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace parley::report {

/// A table of text: the first row is the head; the first column is flush left, the others flush right.
class Table {
 public:
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  /// Two spaces between columns, each line after `indent`. A table wider than `width` is cut into blocks of columns,
  /// each with the first column repeated.
  [[nodiscard]] std::string text(std::size_t width, std::string_view indent) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

/// Columns a text takes on a terminal: code points, which is right for the scripts scenarios are written in.
[[nodiscard]] std::size_t columns(std::string_view text);

}  // namespace parley::report
