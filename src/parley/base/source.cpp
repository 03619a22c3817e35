// SPDX-License-Identifier: Apache-2.0
#include "parley/base/source.h"

#include <algorithm>
#include <utility>

namespace parley::base {

Source::Source(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  line_begin_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i)
    if (text_[i] == '\n') line_begin_.push_back(i + 1);
}

Place Source::place(std::size_t byte) const {
  byte = std::min(byte, text_.size());
  const auto after = std::upper_bound(line_begin_.begin(), line_begin_.end(), byte);
  const auto line = static_cast<std::size_t>(after - line_begin_.begin());
  return {line, byte - line_begin_[line - 1] + 1};
}

std::size_t Source::byte(Place place) const {
  const std::size_t number = std::clamp<std::size_t>(place.line, 1, lines());
  const std::size_t offset = place.column > 0 ? place.column - 1 : 0;
  return line_begin_[number - 1] + std::min(offset, line(number).size());
}

std::string_view Source::line(std::size_t number) const {
  const std::size_t begin = line_begin_[number - 1];
  std::size_t end = number < lines() ? line_begin_[number] - 1 : text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return std::string_view(text_).substr(begin, end - begin);
}

}  // namespace parley::base
