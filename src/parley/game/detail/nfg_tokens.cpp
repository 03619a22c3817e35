// SPDX-License-Identifier: Apache-2.0
#include "parley/game/detail/nfg_tokens.h"

#include <charconv>
#include <cmath>

namespace parley::game {

namespace {

constexpr std::string_view kBlank = " \t\r\n\f\v,";
constexpr std::string_view kWordEnd = " \t\r\n\f\v,{}\"";

std::optional<double> decimal(std::string_view word) {
  if (word.starts_with('+')) word.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<double> rational(std::string_view word) {
  const std::size_t slash = word.find('/');
  if (slash == std::string_view::npos) return decimal(word);
  const auto above = decimal(word.substr(0, slash));
  const auto below = decimal(word.substr(slash + 1));
  if (!above || !below || *below == 0 || !std::isfinite(*above / *below)) return std::nullopt;
  return *above / *below;
}

}  // namespace

void NfgTokens::next() {
  at_ = std::min(text_.find_first_not_of(kBlank, at_), text_.size());
  token_ = {NfgToken::Kind::kEnd, {at_, at_}, {}, 0, false};
  if (at_ == text_.size()) return;
  const char c = text_[at_];
  if (c == '"') return read_text();
  if (c != '{' && c != '}') return read_word();
  token_ = {c == '{' ? NfgToken::Kind::kOpen : NfgToken::Kind::kClose, {at_, at_ + 1}, text_.substr(at_, 1), 0, false};
  ++at_;
}

void NfgTokens::read_text() {
  const std::size_t begin = at_++;
  while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
  if (at_ >= text_.size()) {
    at_ = text_.size();
    token_ = {NfgToken::Kind::kUnclosed, {begin, begin + 1}, {}, 0, false};
    return;
  }
  token_ = {NfgToken::Kind::kText, {begin, at_ + 1}, text_.substr(begin + 1, at_ - begin - 1), 0, false};
  ++at_;
}

void NfgTokens::read_word() {
  const std::size_t begin = at_;
  at_ = std::min(text_.find_first_of(kWordEnd, at_), text_.size());
  const std::string_view word = text_.substr(begin, at_ - begin);
  const auto number = rational(word);
  const bool whole = word.find_first_not_of("0123456789") == std::string_view::npos;
  token_ = {number ? NfgToken::Kind::kNumber : NfgToken::Kind::kWord, {begin, at_}, word, number.value_or(0), whole};
}

std::string unescaped(std::string_view word) {
  std::string text;
  for (std::size_t k = 0; k < word.size(); ++k) {
    if (word[k] == '\\' && k + 1 < word.size()) ++k;
    text += word[k];
  }
  return text;
}

}  // namespace parley::game
