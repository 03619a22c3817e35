// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/result.h"

namespace parley::expr {

enum class Type : std::uint8_t { kNumber, kBoolean, kLevel };

/// Where a name's value stands in the array an expression is evaluated on.
using Slot = std::uint32_t;

/// What a name means to a formula.
struct Symbol {
  Type type = Type::kNumber;
  Slot slot = 0;
  /// For kLevel: the names of the levels, lowest first; outlives the expression's parsing.
  std::span<const std::string> levels;
};

/// The names a formula may use. Level names are not among them: they are understood beside a level.
class Names {
 public:
  Names() = default;
  Names(const Names&) = default;
  Names(Names&&) = default;
  Names& operator=(const Names&) = default;
  Names& operator=(Names&&) = default;
  virtual ~Names() = default;
  [[nodiscard]] virtual std::optional<Symbol> find(std::string_view name) const = 0;
  /// Every name, for "did you mean".
  [[nodiscard]] virtual std::vector<std::string> all() const = 0;
  /// Why a known word of the language may not be used here, or empty. Said instead of "unknown name".
  [[nodiscard]] virtual std::string refusal(std::string_view /*name*/) const { return {}; }
};

/// Where a formula was written: `text` begins at byte `begin` of `source`.
struct Written {
  std::string_view text;
  base::SourcePtr source;
  std::size_t begin = 0;
  /// Where each byte of `text`, and its end, stands in `source`; empty: one after another from `begin`. For texts that
  /// were written with escapes.
  std::span<const std::size_t> offsets = {};

  /// The place in `source` of a run of bytes of `text`.
  [[nodiscard]] base::Span span(base::Span in_text) const {
    if (offsets.empty()) return {begin + in_text.begin, begin + in_text.end};
    return {offsets[in_text.begin], offsets[in_text.end]};
  }
};

/// A checked formula, ready to be evaluated: a postfix program over an array of slots.
class Expression {
 public:
  /// The value at these slots: a number, 0 or 1 for a boolean, the 0-based level for a level. Never throws; what is
  /// undefined (1 / 0, log(-1)) is not finite.
  [[nodiscard]] double operator()(std::span<const double> slots) const;
  [[nodiscard]] bool is_true(std::span<const double> slots) const { return (*this)(slots) != 0; }

  [[nodiscard]] Type type() const { return type_; }
  /// The slots read, sorted, each once.
  [[nodiscard]] std::span<const Slot> reads() const { return reads_; }
  /// The formula as written.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const base::SourcePtr& source() const { return source_; }
  [[nodiscard]] base::Span span() const { return span_; }
  /// The value if it reads no slot.
  [[nodiscard]] std::optional<double> constant() const;

 private:
  friend class Emitter;
  struct Step {
    std::uint8_t op;
    Slot slot;
    double number;
  };
  std::vector<Step> steps_;
  std::vector<Slot> reads_;
  Type type_ = Type::kNumber;
  std::string text_;
  base::SourcePtr source_;
  base::Span span_;
};

/// What the formula must be. kNumber accepts a level (its 0-based place) too.
struct Wanted {
  Type type = Type::kNumber;
  /// For kLevel: the levels a bare word is looked up in.
  std::span<const std::string> levels;
};

/// Reads one formula. Every mistake in it is reported with its place: E0201 to E0219.
[[nodiscard]] base::Result<Expression> parse(const Written& written, const Names& names, const Wanted& wanted);

enum class Assign : std::uint8_t { kSet, kAdd, kSubtract, kMultiply };

/// `target op formula`, as in "warheads += output".
struct Assignment {
  std::string target;
  base::Span target_span;
  Assign assign = Assign::kSet;
  Expression value;
};

/// Reads one effect. A plain `=` on a level wants one of its levels; the other operators want a number. The target must
/// be one of `targets` (a find in `names` that `is_target` accepts): E0216.
[[nodiscard]] base::Result<Assignment> parse_assignment(const Written& written, const Names& names,
                                                        std::span<const std::string> targets);

/// Words no name of a scenario may be: and, or, not, if, true, false, functions.
[[nodiscard]] std::span<const std::string_view> reserved_words();

[[nodiscard]] std::span<const base::Code> codes();

}  // namespace parley::expr
