// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parley::base {

/// A half-open run of bytes [begin, end) in one source text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A place in a source text as an editor shows it: both 1-based, the column in bytes.
struct Place {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// A text with the name it is known by: a file, or the words of a `--set`.
class Source {
 public:
  Source(std::string name, std::string text);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The place of a byte; a byte past the end is the end.
  [[nodiscard]] Place place(std::size_t byte) const;
  /// The byte of a place; a place past its line's end is that end.
  [[nodiscard]] std::size_t byte(Place place) const;
  /// A line's text without its line break; `line` is 1-based and in the text.
  [[nodiscard]] std::string_view line(std::size_t line) const;
  [[nodiscard]] std::size_t lines() const { return line_begin_.size(); }

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> line_begin_;
};

using SourcePtr = std::shared_ptr<const Source>;

}  // namespace parley::base
