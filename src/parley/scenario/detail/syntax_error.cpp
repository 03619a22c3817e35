// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/syntax_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "parley/scenario/detail/limits.h"
#include "parley/scenario/detail/mistake.h"
#include "parley/scenario/detail/toml_lines.h"

namespace parley::scenario {

namespace {

/// What the TOML reader says, by a part of it, and what we say.
struct Saying {
  std::string_view theirs;
  std::string_view code;
  std::string_view ours;
  std::string_view help;
};

// The first that fits is used: special ones first.
constexpr Saying kSayings[] = {
    {"cannot redefine", "E0102", "", "keep one of the two; tables given in several places must be merged into one"},
    {"parsing date", "E0110", "this date is not in the calendar", "write year, month and day as in 2019-05-09"},
    {"parsing time", "E0110", "a time of day is not understood here", "write year, month and day as in 2019-05-09"},
    {"control characters", "E0101", "a quote is opened and not closed on its line",
     "close the quote; text over several lines stands between three quotes"},
    {"parsing string: encountered end-of-file", "E0101", "a quote is opened and not closed", "close the quote"},
    {"parsing literal string: encountered end-of-file", "E0101", "a quote is opened and not closed", "close the quote"},
    {"parsing array: encountered end-of-file", "E0101", "a list is opened and not closed", "close it with `]`"},
    {"parsing inline table: encountered end-of-file", "E0101", "a `{` is opened and not closed", "close it with `}`"},
    {"parsing table header: encountered end-of-file", "E0101", "a section's name is not closed", "close it with `]`"},
    {"dangling comma", "E0101", "a comma stands before the closing `}`", "remove the last comma"},
    {"parsing inline table: expected key or closing '}', saw '\\n'", "E0101", "a `{ … }` is broken over two lines",
     "put it on one line, or write it as a section of its own"},
    {"unknown escape", "E0101", "an unknown escape in a text",
     "write the text in single quotes, or double the backslash"},
    {"leading zero", "E0101", "a number begins with a zero", "remove the leading zeros"},
    {"representable in 64 bits", "E0101", "the number is too large", "write it with an exponent, as in 1e20"},
    {"could not be interpreted as a value", "E0101", "the number is too large or too small",
     "use numbers between 1e-300 and 1e300"},
    {"could not determine value type", "E0101", "this is not a value",
     "put text in quotes, as in step = \"quarter\"; a list stands in [ ], a table in { }"},
    {"parsing boolean", "E0101", "this is not a value", "write true or false in lower case, and text in quotes"},
    {"expected '='", "E0101", "a key must be followed by `=` and a value", "write KEY = VALUE"},
    {"parsing key-value pair: encountered end-of-file", "E0101", "the file ends where a value is expected",
     "write a value after the `=`"},
    {"expected a comment or whitespace", "E0101", "something stands after the end of the statement",
     "begin a new line, or remove it; text stands in quotes"},
    {"parsing array", "E0101", "the list is not written as a list",
     "separate its items with commas and close it with `]`"},
    {"parsing inline table", "E0101", "the table is not written as a table",
     "write { key = value, key = value } with commas between"},
    {"expected keys, tables", "E0101", "a line must begin with a key or a [section]",
     "use letters, digits and `_` for keys; a comment begins with `#`"},
};

std::string quoted_part(std::string_view description) {
  const std::size_t open = description.find('\'');
  const std::size_t close = description.rfind('\'');
  return open < close ? std::string(description.substr(open + 1, close - open - 1)) : std::string();
}

/// The word the reader stopped in, or the character.
base::Span span_of(const SyntaxError& error, std::string_view text) {
  const auto is_word = [&](std::size_t at) {
    const char c = text[at];
    return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '+' || c == '.' || c == ':';
  };
  std::size_t begin = std::min(error.byte, text.size());
  const bool is_string = error.description.find("string") != std::string::npos;
  if (is_string && error.description.find("escape sequence") == std::string::npos) {
    const char quote = error.description.find("literal") == std::string::npos ? '"' : '\'';
    const std::size_t open = text.rfind(quote, begin == 0 ? 0 : begin - 1);
    if (open != std::string_view::npos) return {open, line_end(text, open)};
  }
  std::size_t end = begin;
  while (begin > 0 && is_word(begin - 1)) --begin;
  while (end < text.size() && is_word(end)) ++end;
  if (begin == end && end < text.size() && text[end] != '\n') ++end;
  return {begin, end};
}

void report_duplicate(const SyntaxError& error, const base::SourcePtr& source, std::string_view text,
                      const Saying& saying, base::Diagnostics& found) {
  const base::Span second = key_span(text, line_begin(text, std::min(error.byte, text.size())));
  const base::Span first = first_place(text, second);
  std::vector<base::Note> notes;
  if (first.end > first.begin) notes.push_back({source, first, "the first one"});
  add(found, {saying.code,
              {source, second},
              fmt::format("`{}` is given twice", quoted_part(error.description)),
              "the second one",
              std::string(saying.help),
              "",
              std::move(notes)});
}

}  // namespace

bool check_text(const base::SourcePtr& source, const std::string& text, base::Diagnostics& found) {
  const auto refuse = [&](std::size_t at, std::string message, std::string help) {
    add(found, {"E0109", {source, {at, at + 1}}, std::move(message), "", std::move(help)});
    return false;
  };
  if (text.size() > kMostBytes)
    return refuse(0, fmt::format("the file has {} bytes, more than {}", text.size(), kMostBytes),
                  "a scenario is a page or two of text: check that this is the right file");
  if (const std::size_t zero = text.find('\0'); zero != std::string::npos)
    return refuse(zero, "the file holds a zero byte, so it is not text", "check that this is the right file");
  if (const std::size_t at = overlong_key(text); at != std::string::npos)
    return refuse(at, "a key has far too many parts", "a key has at most a few parts, as in [moves.us.ease]");
  return true;
}

void report(const SyntaxError& error, const base::SourcePtr& source, const std::string& text,
            base::Diagnostics& found) {
  const std::string_view theirs = error.description;
  if (theirs.find("utf-8") != std::string_view::npos || theirs.find("UTF-8") != std::string_view::npos) {
    add(found, {"E0109",
                {source, {error.byte, error.byte + 1}},
                "the file is not UTF-8 text",
                "not UTF-8",
                "save the file as UTF-8"});
    return;
  }
  const auto saying = std::find_if(std::begin(kSayings), std::end(kSayings), [&](const Saying& known) {
    return theirs.find(known.theirs) != std::string_view::npos;
  });
  if (saying != std::end(kSayings) && saying->code == "E0102")
    return report_duplicate(error, source, text, *saying, found);
  if (const std::size_t bracket = swallowing_bracket(text, std::min(error.byte, text.size()));
      bracket != std::string_view::npos) {
    const bool is_list = text[bracket] == '[';
    add(found, {"E0101",
                {source, {bracket, bracket + 1}},
                fmt::format("a `{}` is opened and not closed", text[bracket]),
                "opened here",
                is_list ? "close it with `]`" : "close it with `}` on the same line"});
    return;
  }
  if (saying != std::end(kSayings)) {
    add(found, {saying->code,
                {source, span_of(error, text)},
                std::string(saying->ours),
                "cannot be read",
                std::string(saying->help)});
    return;
  }
  const std::size_t colon = theirs.find(": ");
  add(found, {"E0101",
              {source, span_of(error, text)},
              fmt::format("not TOML: {}", colon == std::string_view::npos ? theirs : theirs.substr(colon + 2)),
              "cannot be read",
              "correct the line; the guide's language page shows every form"});
}

bool leave_out(const SyntaxError& error, std::string& text) {
  const base::Span lines =
      statement(text, std::min(error.byte, text.size()), error.description.find("inline table") != std::string::npos);
  bool has_blanked = false;
  for (std::size_t i = lines.begin; i < lines.end; ++i) {
    if (text[i] == '\n' || text[i] == '\r' || text[i] == ' ') continue;
    text[i] = ' ';
    has_blanked = true;
  }
  return has_blanked;
}

}  // namespace parley::scenario
