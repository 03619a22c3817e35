// SPDX-License-Identifier: Apache-2.0
#include "parley/expr/detail/tokens.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

namespace parley::expr {

namespace {

struct Spelling {
  std::string_view text;
  Token token;
};

// Longer ones first: the first that fits is taken.
constexpr Spelling kSymbols[] = {
    {"==", Token::kEqual},
    {"!=", Token::kUnequal},
    {"<=", Token::kLessEqual},
    {">=", Token::kGreaterEqual},
    {"+=", Token::kAddAssign},
    {"-=", Token::kSubtractAssign},
    {"*=", Token::kMultiplyAssign},
    {"+", Token::kPlus},
    {"-", Token::kMinus},
    {"*", Token::kTimes},
    {"/", Token::kDivide},
    {"^", Token::kPower},
    {"<", Token::kLess},
    {">", Token::kGreater},
    {"(", Token::kOpen},
    {")", Token::kClose},
    {",", Token::kComma},
    {"=", Token::kAssign},
};

struct Foreign {
  std::string_view text;
  std::string_view ours;
  Token token;
};

// Operators of other languages and of mathematics, and what this language writes for them.
constexpr Foreign kForeign[] = {
    {"===", "==", Token::kEqual},
    {"&&", "and", Token::kAnd},
    {"||", "or", Token::kOr},
    {"**", "^", Token::kPower},
    {"<>", "!=", Token::kUnequal},
    {"=<", "<=", Token::kLessEqual},
    {"=>", ">=", Token::kGreaterEqual},
    {"&", "and", Token::kAnd},
    {"|", "or", Token::kOr},
    {"\xC2\xAC", "not", Token::kNot},              // ¬
    {"\xE2\x88\xA7", "and", Token::kAnd},          // ∧
    {"\xE2\x88\xA8", "or", Token::kOr},            // ∨
    {"\xE2\x89\xA4", "<=", Token::kLessEqual},     // ≤
    {"\xE2\x89\xA5", ">=", Token::kGreaterEqual},  // ≥
    {"\xE2\x89\xA0", "!=", Token::kUnequal},       // ≠
    {"\xC3\x97", "*", Token::kTimes},              // ×
    {"\xC2\xB7", "*", Token::kTimes},              // ·
    {"\xC3\xB7", "/", Token::kDivide},             // ÷
    {"\xE2\x88\x92", "-", Token::kMinus},          // −
    {"\xE2\x80\x93", "-", Token::kMinus},          // –
};

constexpr Spelling kWords[] = {
    {"and", Token::kAnd}, {"or", Token::kOr}, {"not", Token::kNot}, {"true", Token::kTrue}, {"false", Token::kFalse},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// How many bytes the character at `at` takes, at least 1, at most what is left.
std::size_t character_bytes(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) ++end;
  return end - at;
}

class Lexer {
 public:
  Lexer(std::string_view text, Mistakes& mistakes) : text_(text), mistakes_(mistakes) {}

  std::vector<Lexeme> run() {
    while (skip_space(), at_ < text_.size()) {
      const char c = text_[at_];
      if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
        number();
      } else if (is_letter(c)) {
        word();
      } else if (c == '\'' || c == '"') {
        quoted(c);
      } else if (!foreign() && !symbol()) {
        stray();
      }
    }
    words_.push_back({Token::kEnd, {text_.size(), text_.size()}, {}});
    return std::move(words_);
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }

  void push(Token token, std::size_t begin, double number = 0) {
    words_.push_back({token, {begin, at_}, text_.substr(begin, at_ - begin), number});
  }

  void number() {
    const std::size_t begin = at_;
    double value = 0;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    at_ = static_cast<std::size_t>(end - text_.data());
    if (at_ == begin) at_ = begin + 1;
    if (error == std::errc::result_out_of_range) {
      mistakes_.add({"E0215",
                     {begin, at_},
                     fmt::format("the number `{}` cannot be held", text_.substr(begin, at_ - begin)),
                     "too large or too small",
                     "use numbers between 1e-300 and 1e300"});
      value = 1;
    }
    const std::size_t digits_end = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '.')) ++at_;
    if (at_ != digits_end) {
      mistakes_.add({"E0201",
                     {begin, at_},
                     fmt::format("`{}` is neither a number nor a name", text_.substr(begin, at_ - begin)),
                     "letters follow the digits",
                     "put an operator between them, as in `2 * x`; names begin with a letter"});
    }
    push(Token::kNumber, begin, value);
  }

  void word() {
    const std::size_t begin = at_;
    const auto goes_on = [&] {
      const bool joins = text_[at_] == '.' && at_ + 1 < text_.size() && is_letter(text_[at_ + 1]);
      return joins || is_letter(text_[at_]) || is_digit(text_[at_]);
    };
    while (at_ < text_.size() && goes_on()) ++at_;
    const std::string_view text = text_.substr(begin, at_ - begin);
    for (const Spelling& known : kWords)
      if (known.text == text) return push(known.token, begin);
    push(Token::kName, begin);
  }

  void quoted(char quote) {
    const std::size_t begin = at_;
    const std::size_t close = text_.find(quote, at_ + 1);
    if (close == std::string_view::npos) {
      mistakes_.add({"E0201",
                     {begin, text_.size()},
                     "a quote is opened and not closed",
                     "opened here",
                     "close it with a single quote, as in 'east left'"});
      at_ = text_.size();
    } else {
      at_ = close + 1;
      if (quote == '"') {
        mistakes_.add({"E0219",
                       {begin, at_},
                       "levels stand in single quotes",
                       "double quotes here",
                       fmt::format("write '{}'", text_.substr(begin + 1, close - begin - 1))});
      }
    }
    const std::size_t last = close == std::string_view::npos ? text_.size() : close;
    words_.push_back({Token::kQuoted, {begin, at_}, text_.substr(begin + 1, last - begin - 1)});
  }

  bool foreign() {
    const std::string_view rest = text_.substr(at_);
    const Foreign* known = nullptr;
    for (const Foreign& candidate : kForeign) {
      if (known == nullptr && rest.starts_with(candidate.text)) known = &candidate;
    }
    if (known == nullptr && rest.starts_with("!") && !rest.starts_with("!=")) {
      static constexpr Foreign kNot{"!", "not", Token::kNot};
      known = &kNot;
    }
    // "x =>= 3" aside, "=>" could be "= >"; neither means anything here.
    if (known == nullptr) return false;
    const std::size_t begin = at_;
    at_ += known->text.size();
    mistakes_.add({"E0219",
                   {begin, at_},
                   fmt::format("`{}` is not an operator of the language", known->text),
                   "another language's",
                   fmt::format("write `{}`", known->ours),
                   std::string(known->ours)});
    push(known->token, begin);
    return true;
  }

  bool symbol() {
    const std::string_view rest = text_.substr(at_);
    for (const Spelling& known : kSymbols) {
      if (!rest.starts_with(known.text)) continue;
      const std::size_t begin = at_;
      at_ += known.text.size();
      push(known.token, begin);
      return true;
    }
    return false;
  }

  void stray() {
    const std::size_t begin = at_;
    at_ += character_bytes(text_, at_);
    const std::string_view text = text_.substr(begin, at_ - begin);
    const bool printable = text.size() > 1 || (text[0] >= ' ' && text[0] <= '~');
    mistakes_.add({"E0201",
                   {begin, at_},
                   printable ? fmt::format("`{}` means nothing in a formula", text)
                             : std::string("an unprintable character means nothing in a formula"),
                   "unexpected character",
                   "remove it; formulas are made of names, numbers, operators and parentheses"});
  }

  std::string_view text_;
  Mistakes& mistakes_;
  std::size_t at_ = 0;
  std::vector<Lexeme> words_;
};

}  // namespace

std::vector<Lexeme> lex(std::string_view text, Mistakes& mistakes) { return Lexer(text, mistakes).run(); }

}  // namespace parley::expr
