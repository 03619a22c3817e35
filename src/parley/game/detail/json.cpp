// SPDX-License-Identifier: Apache-2.0
#include "parley/game/detail/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

namespace parley::game {

namespace {

using Kind = JsonTape::Kind;

// Of one file; more are no use to anybody.
constexpr std::size_t kMostMistakes = 50;

/// Bytes of the text that also tell how far reading has come.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  const char** reached_;
};

base::Diagnostic unreadable(base::SourcePtr source, std::size_t byte, std::string message, std::string help) {
  base::Diagnostic diagnostic;
  diagnostic.code = "E0511";
  diagnostic.fault = base::Fault::kScenario;
  diagnostic.message = std::move(message);
  diagnostic.span = {std::min(byte, source->text().size()), std::min(byte + 1, source->text().size())};
  diagnostic.source = std::move(source);
  diagnostic.help = std::move(help);
  return diagnostic;
}

}  // namespace

/// Takes nlohmann's events down.
struct TapeWriter {
  JsonTape& tape;
  const char* begin;
  const char* reached;
  std::vector<std::uint32_t> open;
  std::optional<base::Diagnostic> mistake;

  bool push(Kind kind, double number = 0, bool whole = false) {
    const auto size = static_cast<std::uint32_t>(tape.entries_.size());
    tape.entries_.push_back({kind, whole, static_cast<std::uint32_t>(reached - begin), size + 1, number});
    return true;
  }
  bool push_text(Kind kind, std::string& text) {
    push(kind);
    tape.entries_.back().end = static_cast<std::uint32_t>(tape.strings_.size());
    tape.strings_.push_back(std::move(text));
    return true;
  }
  bool start(Kind kind) {
    open.push_back(static_cast<std::uint32_t>(tape.entries_.size()));
    if (open.size() > JsonTape::kDeepest) {
      mistake = unreadable(tape.source_, static_cast<std::size_t>(reached - begin),
                           fmt::format("values are nested more than {} deep", JsonTape::kDeepest),
                           "give a game or a profile in the documented form");
      return false;
    }
    return push(kind);
  }
  bool close() {
    tape.entries_[open.back()].end = static_cast<std::uint32_t>(tape.entries_.size());
    open.pop_back();
    return true;
  }

  bool null() { return push(Kind::kNull); }
  bool boolean(bool value) { return push(Kind::kBoolean, value ? 1 : 0); }
  bool number_integer(std::int64_t value) { return push(Kind::kNumber, static_cast<double>(value)); }
  bool number_unsigned(std::uint64_t value) { return push(Kind::kNumber, static_cast<double>(value), true); }
  bool number_float(double value, const std::string& /*text*/) { return push(Kind::kNumber, value); }
  bool string(std::string& text) { return push_text(Kind::kString, text); }
  bool binary(std::vector<std::uint8_t>& /*bytes*/) { return false; }
  bool start_object(std::size_t /*size*/) { return start(Kind::kObject); }
  bool key(std::string& text) { return push_text(Kind::kKey, text); }
  bool end_object() { return close(); }
  bool start_array(std::size_t /*size*/) { return start(Kind::kArray); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t byte, const std::string& /*token*/, const nlohmann::detail::exception& error) {
    std::string message = error.what();
    // nlohmann's own codes and positions stand before the sentence that helps.
    if (const std::size_t colon = message.find(": "); colon != std::string::npos) message.erase(0, colon + 2);
    if (const std::size_t bracket = message.find("] "); message.starts_with('[') && bracket != std::string::npos)
      message.erase(0, bracket + 2);
    mistake = unreadable(tape.source_, byte > 0 ? byte - 1 : 0, "this is not JSON: " + message,
                         "correct the text at this place, or write the file again");
    return false;
  }
};

base::Result<JsonTape> JsonTape::parse(base::SourcePtr source) {
  if (const std::size_t size = source->text().size(); size > kMostBytes)
    return base::failure(unreadable(std::move(source), 0, fmt::format("the file has {} bytes", size),
                                    fmt::format("give a file of at most {} bytes", kMostBytes)));
  JsonTape tape;
  tape.source_ = std::move(source);
  const std::string& text = tape.source_->text();
  // Each value follows a bracket, a comma or a colon, but for the first; so nothing is allocated twice.
  const auto values =
      std::count_if(text.begin(), text.end(), [](char c) { return c == '[' || c == '{' || c == ',' || c == ':'; });
  tape.entries_.reserve(static_cast<std::size_t>(values) + 1);
  TapeWriter writer{tape, text.data(), text.data(), {}, {}};
  const CountingIterator first(text.data(), &writer.reached);
  const CountingIterator last(text.data() + text.size(), &writer.reached);
  if (!nlohmann::json::sax_parse(first, last, &writer) || writer.mistake)
    return base::failure(writer.mistake.value_or(
        unreadable(tape.source_, 0, "this is not JSON", "give a game or a profile in the documented form")));
  return tape;
}

std::uint32_t JsonCursor::after(std::uint32_t at) const {
  const Kind kind = tape_.entries_[at].kind;
  return kind == Kind::kString || kind == Kind::kKey ? at + 1 : tape_.entries_[at].end;
}

base::Span JsonCursor::span() const {
  const std::size_t end = entry().byte;
  return {end > 0 ? end - 1 : 0, end};
}

void JsonCursor::mistake(std::string_view code, std::string message, std::string help) const {
  if (mistakes_.all().size() >= kMostMistakes) return;
  base::Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.fault = base::Fault::kScenario;
  diagnostic.message = std::move(message);
  diagnostic.source = tape_.source_;
  diagnostic.span = span();
  diagnostic.help = std::move(help);
  mistakes_.add(std::move(diagnostic));
}

bool JsonCursor::expect(Kind kind, std::string_view what) const {
  if (entry().kind == kind) return true;
  mistake("E0512", fmt::format("this should be {}", what), fmt::format("give {} here", what));
  return false;
}

std::size_t JsonCursor::size() const {
  std::size_t count = 0;
  each([&](std::size_t, const JsonCursor&) { ++count; });
  return count;
}

std::optional<JsonCursor> JsonCursor::find(std::string_view name) const {
  if (entry().kind != Kind::kObject) return std::nullopt;
  for (std::uint32_t at = at_ + 1; at < entry().end; at = after(at + 1))
    if (tape_.strings_[tape_.entries_[at].end] == name) return JsonCursor(tape_, mistakes_, at + 1);
  return std::nullopt;
}

std::optional<JsonCursor> JsonCursor::require(std::string_view name) const {
  if (!expect(Kind::kObject, "an object")) return std::nullopt;
  std::optional<JsonCursor> member = find(name);
  if (!member) mistake("E0512", fmt::format("\"{}\" is missing", name), fmt::format("add \"{}\" to this object", name));
  return member;
}

void JsonCursor::only(std::span<const std::string_view> names) const {
  if (!expect(Kind::kObject, "an object")) return;
  std::vector<std::string_view> seen;
  for (std::uint32_t at = at_ + 1; at < entry().end; at = after(at + 1)) {
    const JsonCursor key(tape_, mistakes_, at);
    const std::string& name = tape_.strings_[key.entry().end];
    const bool known = std::find(names.begin(), names.end(), name) != names.end();
    const bool twice = std::find(seen.begin(), seen.end(), name) != seen.end();
    if (known && !twice) {
      seen.push_back(name);
      continue;
    }
    const std::vector<std::string> candidates(names.begin(), names.end());
    const std::string nearest = known ? "" : base::nearest_name(name, candidates);
    key.mistake("E0513",
                fmt::format("{} is {}", json_quoted(name), known ? "given twice" : "not a field of this object"),
                nearest.empty() ? "remove it" : fmt::format("write \"{}\", or remove it", nearest));
    if (seen.size() > names.size()) return;
  }
}

double JsonCursor::number() const { return expect(Kind::kNumber, "a number") ? entry().number : 0.0; }

std::size_t JsonCursor::whole(std::size_t most) const {
  if (!expect(Kind::kNumber, "a number")) return 0;
  if (entry().whole && entry().number <= static_cast<double>(most)) return static_cast<std::size_t>(entry().number);
  mistake("E0515", fmt::format("{} is not a whole number from 0 to {}", entry().number, most),
          fmt::format("give a whole number from 0 to {}", most));
  return 0;
}

bool JsonCursor::boolean() const { return expect(Kind::kBoolean, "true or false") && entry().number != 0; }

std::string JsonCursor::string() const {
  return expect(Kind::kString, "a string") ? tape_.strings_[entry().end] : std::string();
}

std::string json_quoted(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_number(double value) {
  std::string text = fmt::format("{}", value);
  // "-0" would be read as the whole number 0.
  return text == "-0" ? "-0.0" : text;
}

}  // namespace parley::game
