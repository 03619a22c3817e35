// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/result.h"

namespace parley::game {

/// A JSON text as a flat list of its values in their order, 24 bytes each, every one with its place in the text.
class JsonTape {
 public:
  enum class Kind : std::uint8_t { kNull, kBoolean, kNumber, kString, kArray, kObject, kKey };

  /// Errors: E0511 (no JSON, too long, nested too deep).
  [[nodiscard]] static base::Result<JsonTape> parse(base::SourcePtr source);

  /// More than this is refused before it is read: it may take eight times as much memory.
  static constexpr std::size_t kMostBytes = std::size_t{128} << 20;
  static constexpr std::size_t kDeepest = 32;

 private:
  friend class JsonCursor;
  friend struct TapeWriter;
  struct Entry {
    Kind kind = Kind::kNull;
    bool whole = false;      ///< a number written as a whole one, 0 or more
    std::uint32_t byte = 0;  ///< where it ends
    std::uint32_t end = 0;   ///< the entry after it and all it contains; of a string or key: its place in strings_
    double number = 0;       ///< or 0 and 1 for false and true
  };
  base::SourcePtr source_;
  std::vector<Entry> entries_;
  std::vector<std::string> strings_;
};

/// Reads a tape as what it should be, and notes every mistake with its place.
class JsonCursor {
 public:
  JsonCursor(const JsonTape& tape, base::Diagnostics& mistakes) : JsonCursor(tape, mistakes, 0) {}

  /// The number of items of an array; 0 and a mistake (E0512) if it is none.
  [[nodiscard]] std::size_t size() const;
  /// Calls `visit(k, item)` for each item of an array.
  template <class Visit>
  void each(const Visit& visit) const {
    if (!expect(JsonTape::Kind::kArray, "an array")) return;
    std::size_t k = 0;
    for (std::uint32_t at = at_ + 1; at < entry().end; at = after(at)) visit(k++, JsonCursor(tape_, mistakes_, at));
  }

  /// A member of an object, if it has it.
  [[nodiscard]] std::optional<JsonCursor> find(std::string_view name) const;
  /// A member; a mistake (E0512) if it has none.
  [[nodiscard]] std::optional<JsonCursor> require(std::string_view name) const;
  /// Notes members that are not among these, and those given twice (E0513).
  void only(std::span<const std::string_view> names) const;

  [[nodiscard]] bool is(JsonTape::Kind kind) const { return entry().kind == kind; }
  /// Each gives a mistake (E0512, E0515) and the fallback where the value is something else.
  [[nodiscard]] double number() const;
  [[nodiscard]] std::size_t whole(std::size_t most) const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::string string() const;

  void mistake(std::string_view code, std::string message, std::string help) const;
  [[nodiscard]] base::Span span() const;

 private:
  JsonCursor(const JsonTape& tape, base::Diagnostics& mistakes, std::uint32_t at)
      : tape_(tape), mistakes_(mistakes), at_(at) {}
  [[nodiscard]] const JsonTape::Entry& entry() const { return tape_.entries_[at_]; }
  [[nodiscard]] std::uint32_t after(std::uint32_t at) const;
  [[nodiscard]] bool expect(JsonTape::Kind kind, std::string_view what) const;

  const JsonTape& tape_;
  base::Diagnostics& mistakes_;
  std::uint32_t at_;
};

/// The text as a JSON string, quotes included; what is not UTF-8 is replaced.
[[nodiscard]] std::string json_quoted(std::string_view text);
/// The shortest decimal that reads back as the same double; `value` is finite.
[[nodiscard]] std::string json_number(double value);

}  // namespace parley::game
