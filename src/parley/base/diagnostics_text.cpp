// SPDX-License-Identifier: Apache-2.0
#include "parley/base/diagnostics_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace parley::base {

namespace {

// Lines are cut around the caret so that they fit a wide terminal with the gutter.
constexpr std::size_t kWidest = 110;
constexpr std::size_t kBeforeCaret = 40;
constexpr std::size_t kTab = 4;
constexpr std::string_view kCut = "…";

enum class Ink : std::uint8_t { kPlain, kError, kWarning, kGutter, kStrong };

constexpr std::string_view code(Ink ink) {
  switch (ink) {
    case Ink::kError:
      return "\x1b[1;31m";
    case Ink::kWarning:
      return "\x1b[1;33m";
    case Ink::kGutter:
      return "\x1b[1;34m";
    case Ink::kStrong:
      return "\x1b[1m";
    case Ink::kPlain:
      break;
  }
  return "";
}

/// One column of a line as shown: its bytes, and which byte of the line it comes from.
struct Cell {
  std::string shown;
  std::size_t byte = 0;
};

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

/// Whether the bytes are one well-formed UTF-8 character that a terminal may be given.
bool is_printable(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  if (lead < 0x80) return lead >= 0x20 && lead != 0x7F;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  return lead <= 0xF4 && bytes.size() == length && !bytes.starts_with("\xC2\x80") &&
         !(lead == 0xC2 && static_cast<unsigned char>(bytes[1]) < 0xA0);
}

bool combines(std::string_view bytes) {
  // Combining diacritical marks, U+0300 to U+036F.
  return bytes.size() == 2 && ((bytes[0] == '\xCC') || (bytes[0] == '\xCD' && bytes[1] < '\xB0'));
}

/// The line in columns: tabs become spaces, what cannot be printed a replacement mark.
std::vector<Cell> cells(std::string_view line) {
  std::vector<Cell> made;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at + 1;
    while (end < line.size() && continues(line[end])) ++end;
    const std::string_view bytes = line.substr(at, end - at);
    if (line[at] == '\t') {
      do made.push_back({" ", at});
      while (made.size() % kTab != 0);
    } else if (combines(bytes) && !made.empty()) {
      made.back().shown += bytes;
    } else {
      made.push_back({is_printable(bytes) ? std::string(bytes) : std::string("\xEF\xBF\xBD"), at});
    }
    at = end;
  }
  return made;
}

/// A text of ours that may quote the author's: without what a terminal must not be given.
std::string clean(std::string_view text) {
  std::string made;
  for (const Cell& cell : cells(text)) made += cell.shown;
  return made;
}

std::size_t column_of(const std::vector<Cell>& line, std::size_t byte) {
  const auto found = std::find_if(line.begin(), line.end(), [&](const Cell& cell) { return cell.byte >= byte; });
  return static_cast<std::size_t>(found - line.begin());
}

class Renderer {
 public:
  explicit Renderer(bool colour) : colour_(colour) {}

  void diagnostic(const Diagnostic& found) {
    const bool is_error = found.severity == Severity::kError;
    const Ink ink = is_error ? Ink::kError : Ink::kWarning;
    text_ += inked(ink, fmt::format("{}[{}]", is_error ? "error" : "warning", found.code));
    text_ += inked(Ink::kStrong, ": " + clean(found.message)) + "\n";
    gutter_ = gutter_width(found);
    if (found.source) excerpt(*found.source, found.span, found.label, ink, '^');
    for (const Note& note : found.notes) {
      if (note.source) {
        excerpt(*note.source, note.span, note.text, Ink::kGutter, '-');
      } else {
        remark("note", note.text);
      }
    }
    if (!found.suggestion.empty()) remark("did you mean", fmt::format("`{}`?", found.suggestion));
    if (!found.help.empty()) remark("help:", found.help);
    text_ += "\n";
  }

  void summary(std::size_t errors, std::size_t warnings) {
    const auto counted = [](std::size_t count, std::string_view what) {
      return count == 0 ? std::string() : fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
    };
    const std::string all =
        counted(errors, "error") + (errors > 0 && warnings > 0 ? " and " : "") + counted(warnings, "warning");
    text_ += inked(errors > 0 ? Ink::kError : Ink::kWarning, all) + "\n";
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  [[nodiscard]] std::string inked(Ink ink, std::string_view text) const {
    if (!colour_ || ink == Ink::kPlain || text.empty()) return std::string(text);
    return fmt::format("{}{}\x1b[0m", code(ink), text);
  }

  static std::size_t gutter_width(const Diagnostic& found) {
    std::size_t last = found.source ? found.source->place(found.span.begin).line : 1;
    for (const Note& note : found.notes)
      if (note.source) last = std::max(last, note.source->place(note.span.begin).line);
    return fmt::format("{}", last).size();
  }

  void gutter(std::string_view number) { text_ += inked(Ink::kGutter, fmt::format("{:>{}} |", number, gutter_)); }

  void remark(std::string_view what, std::string_view text) {
    text_ +=
        fmt::format("{:{}} {} {} {}\n", "", gutter_, inked(Ink::kGutter, "="), inked(Ink::kStrong, what), clean(text));
  }

  void excerpt(const Source& source, Span span, std::string_view label, Ink ink, char mark) {
    const Place place = source.place(span.begin);
    text_ += fmt::format("{:{}}{} {}:{}:{}\n", "", gutter_, inked(Ink::kGutter, "-->"), clean(source.name()),
                         place.line, place.column);
    gutter("");
    text_ += "\n";
    const std::vector<Cell> line = cells(source.line(place.line));
    const std::size_t first = column_of(line, place.column - 1);
    // A span over several lines is marked to the end of its first.
    const std::size_t last =
        std::max(column_of(line, place.column - 1 + (span.end - std::min(span.end, span.begin))), first + 1);
    gutter(fmt::format("{}", place.line));
    const std::size_t cut = line.size() > kWidest && first > kBeforeCaret ? first - kBeforeCaret : 0;
    const std::size_t end = std::min(line.size(), cut + kWidest);
    std::string shown = cut > 0 ? std::string(kCut) : std::string();
    for (std::size_t k = cut; k < end; ++k) shown += line[k].shown;
    if (end < line.size()) shown += kCut;
    if (!shown.empty()) text_ += " " + shown;
    text_ += "\n";
    gutter("");
    const std::size_t marks = std::max<std::size_t>(std::min(last, std::max(end, first + 1)) - first, 1);
    text_ += std::string(1 + first - cut + (cut > 0 ? 1 : 0), ' ');
    text_ += inked(ink, std::string(marks, mark) + (label.empty() ? "" : " ") + clean(label)) + "\n";
  }

  bool colour_;
  std::size_t gutter_ = 1;
  std::string text_;
};

}  // namespace

std::string render(const Diagnostics& found, bool colour) {
  if (found.empty()) return {};
  Renderer renderer(colour);
  std::size_t errors = 0;
  for (const Diagnostic& diagnostic : found.all()) {
    renderer.diagnostic(diagnostic);
    errors += diagnostic.severity == Severity::kError ? 1 : 0;
  }
  renderer.summary(errors, found.all().size() - errors);
  return renderer.take();
}

}  // namespace parley::base
