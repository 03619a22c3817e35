// SPDX-License-Identifier: Apache-2.0
#include "parley/report/table.h"

#include <algorithm>
#include <string_view>

namespace parley::report {

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string Table::text(std::size_t width, std::string_view indent) const {
  if (rows_.empty()) return "";
  const std::size_t count = rows_.front().size();
  std::vector<std::size_t> widths(count, 0);
  for (const auto& row : rows_)
    for (std::size_t c = 0; c < count; ++c) widths[c] = std::max(widths[c], columns(row[c]));

  std::string out;
  std::size_t first = 1;
  do {
    std::size_t used = indent.size() + widths[0];
    std::size_t last = first;
    while (last < count && (last == first || used + 2 + widths[last] <= width)) used += 2 + widths[last++];
    if (first > 1) out += '\n';
    for (const auto& row : rows_) {
      std::string line(indent);
      line += row[0] + std::string(widths[0] - columns(row[0]), ' ');
      for (std::size_t c = first; c < last; ++c) line += "  " + std::string(widths[c] - columns(row[c]), ' ') + row[c];
      line.erase(line.find_last_not_of(' ') + 1);
      out += line + '\n';
    }
    first = last;
  } while (first < count);
  return out;
}

}  // namespace parley::report
