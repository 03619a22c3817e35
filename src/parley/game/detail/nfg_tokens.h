// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parley/base/result.h"

namespace parley::game {

/// One word of an .nfg text.
struct NfgToken {
  enum class Kind : std::uint8_t { kOpen, kClose, kText, kNumber, kWord, kEnd, kUnclosed };
  Kind kind = Kind::kEnd;
  base::Span span;
  std::string_view word;  ///< as written; for a text, without its quotes
  double number = 0;      ///< of a number: an integer, a decimal or a rational
  bool whole = false;     ///< written as digits alone
};

/// Braces, quoted texts (\" stands for a quote), numbers and words; commas count as blanks.
class NfgTokens {
 public:
  explicit NfgTokens(std::string_view text) : text_(text) { next(); }

  [[nodiscard]] const NfgToken& peek() const { return token_; }
  NfgToken take() {
    const NfgToken taken = token_;
    next();
    return taken;
  }
  /// How many bytes are left, the current token's included.
  [[nodiscard]] std::size_t left() const { return text_.size() - token_.span.begin; }

 private:
  void next();
  void read_text();
  void read_word();

  std::string_view text_;
  std::size_t at_ = 0;
  NfgToken token_;
};

/// What a quoted text says.
[[nodiscard]] std::string unescaped(std::string_view word);

}  // namespace parley::game
