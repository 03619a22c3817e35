// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/toml_lines.h"

#include <algorithm>
#include <vector>

namespace parley::scenario {

std::size_t line_begin(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  const std::size_t before = text.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) { return std::min(text.find('\n', at), text.size()); }

namespace {

std::string_view trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r\n") - first + 1);
}

/// Whether a line looks like the begin of a statement: `key = …`, `[name` or `[[name`.
bool begins_statement(std::string_view line) {
  line = trimmed(line);
  const bool is_header = line.starts_with('[');
  if (is_header) line = line.substr(line.starts_with("[[") ? 2 : 1);
  const std::size_t end =
      line.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.\"' ");
  if (end == 0 || end == std::string_view::npos) return is_header && end == std::string_view::npos && !line.empty();
  return is_header ? line[end] == ']' : line[end] == '=';
}

bool is_header(std::string_view line) { return trimmed(line).starts_with('[') && begins_statement(line); }

std::string_view line_at(std::string_view text, std::size_t begin) {
  return text.substr(begin, line_end(text, begin) - begin);
}

/// The first bracket or brace of a run of text that is not closed in it, or npos. Strings are skipped.
std::size_t open_bracket(std::string_view text, base::Span run) {
  std::vector<std::size_t> open;
  for (std::size_t at = run.begin; at < run.end; ++at) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      const std::size_t close = text.find_first_of(c == '"' ? "\"\n" : "'\n", at + 1);
      at = std::min(close, run.end);
    } else if (c == '#') {
      at = line_end(text, at);
    } else if (c == '[' || c == '{') {
      open.push_back(at);
    } else if ((c == ']' || c == '}') && !open.empty()) {
      open.pop_back();
    }
  }
  return open.empty() ? std::string_view::npos : open.front();
}

}  // namespace

std::size_t swallowing_bracket(std::string_view text, std::size_t at) {
  const std::size_t begin = line_begin(text, at);
  const bool is_end = trimmed(text.substr(begin)).empty();
  const std::string_view before = trimmed(text.substr(begin, at - begin));
  const bool at_first = before.find_first_not_of('[') == std::string_view::npos;
  if (begin == 0 || !at_first || !(is_end || begins_statement(line_at(text, begin)))) return std::string_view::npos;
  std::size_t first = line_begin(text, begin - 1);
  while (first > 0 && !begins_statement(line_at(text, first))) first = line_begin(text, first - 1);
  return open_bracket(text, {first, begin});
}

base::Span statement(std::string_view text, std::size_t at, bool is_broken_table) {
  if (const std::size_t bracket = swallowing_bracket(text, at); bracket != std::string_view::npos) {
    const std::size_t begin = line_begin(text, at);
    return {line_begin(text, bracket),
            is_header(line_at(text, begin)) || begins_statement(line_at(text, begin)) ? begin : line_end(text, at)};
  }
  std::size_t begin = line_begin(text, at);
  while (begin > 0 && !begins_statement(line_at(text, begin))) begin = line_begin(text, begin - 1);
  std::size_t end = line_end(text, at);
  // The keys of a section without a name would fall to the section above; those of a broken table stand alone.
  const bool is_section = is_header(line_at(text, begin)) || trimmed(line_at(text, begin)).starts_with('[');
  while ((is_section || is_broken_table) && end < text.size()) {
    const std::string_view next = line_at(text, end + 1);
    if (is_header(next)) break;
    const bool closes = is_broken_table && next.find('}') != std::string_view::npos;
    if (is_broken_table && !closes && trimmed(next).empty()) break;
    end = line_end(text, end + 1);
    if (closes) break;
  }
  return {begin, end};
}

base::Span key_span(std::string_view text, std::size_t begin) {
  const std::string_view line = line_at(text, begin);
  const std::string_view key = trimmed(trimmed(line).starts_with('[') ? line : line.substr(0, line.find('=')));
  if (key.empty()) return {begin, begin};
  begin += static_cast<std::size_t>(key.data() - line.data());
  return {begin, begin + key.size()};
}

base::Span first_place(std::string_view text, base::Span second) {
  const std::string_view key = text.substr(second.begin, second.end - second.begin);
  base::Span found;
  for (std::size_t begin = 0; begin < line_begin(text, second.begin); begin = line_end(text, begin) + 1) {
    const base::Span span = key_span(text, begin);
    if (!key.starts_with('[') && is_header(line_at(text, begin))) found = {};
    if (text.substr(span.begin, span.end - span.begin) == key) found = span;
  }
  return found;
}

std::size_t overlong_key(std::string_view text) {
  constexpr std::size_t kMostParts = 32;
  std::size_t dots = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      const std::size_t close = text.find_first_of(c == '"' ? "\"\n" : "'\n", at + 1);
      if (close != std::string_view::npos && text[close] == c) at = close;
    } else if (c == '#') {
      at = line_end(text, at) - 1;
    } else if (c == '.') {
      if (++dots > kMostParts) return at;
    } else if (std::string_view(",=[]{}\n").find(c) != std::string_view::npos) {
      dots = 0;
    }
  }
  return std::string_view::npos;
}

}  // namespace parley::scenario
