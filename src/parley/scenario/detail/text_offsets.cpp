// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/text_offsets.h"

#include <algorithm>
#include <string_view>

namespace parley::scenario {

namespace {

/// A string as written: the part between its quotes, and where that begins.
struct Body {
  std::string_view text;
  std::size_t begin = 0;
  bool has_escapes = false;
};

Body body_of(std::string_view file, base::Span span) {
  std::string_view raw = file.substr(std::min(span.begin, file.size()), span.end - span.begin);
  const bool is_long = raw.size() >= 6 && (raw.starts_with("\"\"\"") || raw.starts_with("'''"));
  const bool is_quoted = raw.starts_with('"') || raw.starts_with('\'');
  const std::size_t quotes = is_long ? 3 : (is_quoted && raw.size() >= 2 ? 1 : 0);
  Body body{raw.substr(quotes, raw.size() - 2 * quotes), span.begin + quotes, raw.starts_with('"')};
  if (is_long && body.text.starts_with('\r')) body = {body.text.substr(1), body.begin + 1, body.has_escapes};
  if (is_long && body.text.starts_with('\n')) body = {body.text.substr(1), body.begin + 1, body.has_escapes};
  return body;
}

/// How many bytes the escape that starts `text` takes, and how many bytes of text it stands for.
struct Escape {
  std::size_t written = 2;
  std::size_t meant = 1;
};

Escape escape(std::string_view text) {
  const char kind = text.size() > 1 ? text[1] : '\0';
  if (kind == 'u' || kind == 'U') {
    const std::size_t digits = kind == 'u' ? 4 : 8;
    std::uint32_t point = 0;
    for (const char c : text.substr(2, digits)) {
      const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
      point = point * 16 + static_cast<std::uint32_t>(digit & 0xF);
    }
    const std::size_t bytes = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    return {2 + digits, bytes};
  }
  if (kind == ' ' || kind == '\t' || kind == '\n' || kind == '\r') {
    const std::size_t next = text.find_first_not_of(" \t\r\n", 1);
    return {next == std::string_view::npos ? text.size() : next, 0};
  }
  return {};
}

}  // namespace

void find_offsets(Node& node) {
  const Body body = body_of(node.where.source->text(), node.where.span);
  node.text_begin = body.begin;
  node.offsets.clear();
  if (body.text == node.text) return;
  for (std::size_t at = 0; at < body.text.size();) {
    const bool escapes = body.has_escapes && body.text[at] == '\\';
    const Escape step = escapes ? escape(body.text.substr(at)) : Escape{1, 1};
    node.offsets.insert(node.offsets.end(), step.meant, body.begin + at);
    at += std::max<std::size_t>(step.written, 1);
  }
  node.offsets.push_back(body.begin + body.text.size());
  if (node.offsets.size() == node.text.size() + 1) return;
  node.offsets.assign(node.text.size() + 1, node.where.span.begin);
  node.offsets.back() = node.where.span.end;
}

}  // namespace parley::scenario
