// SPDX-License-Identifier: Apache-2.0
#include "parley/game/nfg.h"

#include <fmt/format.h>

#include <span>
#include <utility>

#include "parley/game/builder.h"
#include "parley/game/detail/nfg_tokens.h"

namespace parley::game {

namespace {

using Kind = NfgToken::Kind;

constexpr std::size_t kMostBytes = std::size_t{128} << 20;

/// One strategic game being read. The first mistake ends it: what follows a misread count means nothing.
class NfgReader {
 public:
  explicit NfgReader(base::SourcePtr source) : source_(std::move(source)), tokens_(source_->text()) {}

  base::Result<LabelledGame> read() {
    if (!read_head() || !read_strategies() || !read_contingencies()) return base::failure(std::move(*mistake_));
    return build();
  }

 private:
  bool fail(std::string_view code, base::Span span, std::string message, std::string help) {
    base::Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.fault = base::Fault::kScenario;
    diagnostic.message = std::move(message);
    diagnostic.source = source_;
    diagnostic.span = span;
    diagnostic.help = std::move(help);
    mistake_ = std::move(diagnostic);
    return false;
  }

  [[nodiscard]] static std::string shown(const NfgToken& token) {
    // The start of a long word is enough to find it.
    constexpr std::size_t kShown = 40;
    switch (token.kind) {
      case Kind::kEnd:
        return "the file ends here";
      case Kind::kUnclosed:
        return "a quoted text begins here and does not end";
      default:
        return fmt::format("this is {}", token.word.substr(0, kShown));
    }
  }

  bool expect(Kind kind, std::string_view what) {
    if (tokens_.peek().kind == kind) return true;
    return fail("E0521", tokens_.peek().span, fmt::format("{}, where {} should be", shown(tokens_.peek()), what),
                fmt::format("give {} here", what));
  }

  bool skip(Kind kind, std::string_view what) {
    if (!expect(kind, what)) return false;
    tokens_.take();
    return true;
  }

  bool read_head() {
    if (source_->text().size() > kMostBytes)
      return fail("E0522", {}, fmt::format("the file has {} bytes", source_->text().size()),
                  fmt::format("give a file of at most {} bytes", kMostBytes));
    constexpr std::string_view kHead = "give a file that begins with NFG 1 R or NFG 1 D";
    for (const std::string_view word : {"NFG", "1", ""}) {
      const NfgToken token = tokens_.take();
      const bool right = word.empty() ? token.word == "R" || token.word == "D" : token.word == word;
      if (!right || token.kind == Kind::kText)
        return fail("E0521", token.span, "this is not a strategic game in Gambit's format", std::string(kHead));
    }
    if (!expect(Kind::kText, "the title in quotes")) return false;
    labels_.title = unescaped(tokens_.take().word);
    return read_texts("a player's name in quotes", labels_.actors) && check_players();
  }

  bool check_players() {
    if (labels_.actors.empty())
      return fail("E0522", tokens_.peek().span, "the game has no player", "name at least one player");
    if (labels_.actors.size() > GameBuilder::kMostActors)
      return fail("E0522", tokens_.peek().span, fmt::format("{} players are too many", labels_.actors.size()),
                  fmt::format("give at most {}", GameBuilder::kMostActors));
    return true;
  }

  /// { "…" "…" }
  bool read_texts(std::string_view what, std::vector<std::string>& texts) {
    if (!skip(Kind::kOpen, "an opening brace")) return false;
    while (tokens_.peek().kind != Kind::kClose) {
      if (!expect(Kind::kText, what)) return false;
      texts.push_back(unescaped(tokens_.take().word));
    }
    tokens_.take();
    return true;
  }

  /// { 2 3 }, or { { "…" "…" } { "…" "…" "…" } }
  bool read_strategies() {
    const base::Span begin = tokens_.peek().span;
    if (!skip(Kind::kOpen, "the strategies in braces")) return false;
    std::size_t most = 1;
    while (tokens_.peek().kind != Kind::kClose) {
      const NfgToken token = tokens_.peek();
      std::vector<std::string> names;
      std::size_t count = 0;
      if (token.kind == Kind::kOpen) {
        if (!read_texts("a strategy's name in quotes", names)) return false;
        count = names.size();
      } else {
        if (!expect(Kind::kNumber, "a number of strategies")) return false;
        tokens_.take();
        // A payoff takes two bytes, so no honest count is larger than the text.
        const bool possible = token.whole && token.number <= static_cast<double>(source_->text().size());
        count = possible ? static_cast<std::size_t>(token.number) : 0;
        if (token.whole && !possible) return too_many(token.span);
      }
      if (count == 0)
        return fail("E0522", token.span, "a player has no strategy", "give each player at least one strategy");
      strategies_.push_back(count);
      strategy_names_.push_back(std::move(names));
      if (most > source_->text().size()) return too_many(token.span);
      most *= count;
    }
    tokens_.take();
    if (strategies_.size() != labels_.actors.size())
      return fail(
          "E0522", begin,
          fmt::format("strategies for {} players where {} are named", strategies_.size(), labels_.actors.size()),
          "give each player its strategies");
    contingencies_ = most;
    if (tokens_.peek().kind == Kind::kText) tokens_.take();  // a comment
    return contingencies_ <= tokens_.left() / 2 + 1 || too_many(begin);
  }

  bool too_many(base::Span span) {
    return fail("E0522", span, "the file is too short for so many strategies",
                "correct the numbers, or complete the file");
  }

  bool read_number(std::string_view what, double& value) {
    if (!expect(Kind::kNumber, what)) return false;
    value = tokens_.take().number;
    return true;
  }

  bool read_contingencies() {
    return tokens_.peek().kind == Kind::kOpen ? read_outcomes() && read_outcome_numbers() : read_payoffs();
  }

  bool read_payoffs() {
    const std::size_t players = strategies_.size();
    // A payoff takes two bytes, the last one.
    if (contingencies_ * players > tokens_.left() / 2 + 1)
      return fail("E0523", tokens_.peek().span,
                  fmt::format("the file is too short for {} payoffs", contingencies_ * players),
                  "give a payoff a player for each contingency");
    payoffs_.resize(contingencies_ * players);
    for (double& payoff : payoffs_)
      if (!read_number("a payoff", payoff)) return false;
    return read_end();
  }

  /// { { "…" 1, 2 } { "…" 3, 4 } }, after the null outcome.
  bool read_outcomes() {
    const std::size_t players = strategies_.size();
    outcomes_.assign(players, 0.0);
    tokens_.take();
    while (tokens_.peek().kind != Kind::kClose) {
      if (!skip(Kind::kOpen, "an outcome in braces") || !skip(Kind::kText, "the outcome's name in quotes"))
        return false;
      for (std::size_t i = 0; i < players; ++i) {
        double payoff = 0;
        if (!read_number("a payoff", payoff)) return false;
        outcomes_.push_back(payoff);
      }
      if (!skip(Kind::kClose, "a closing brace after a payoff a player")) return false;
    }
    tokens_.take();
    return true;
  }

  bool read_outcome_numbers() {
    const std::size_t players = strategies_.size();
    const std::size_t outcomes = outcomes_.size() / players;
    if (contingencies_ > tokens_.left() / 2 + 1)
      return fail("E0523", tokens_.peek().span, fmt::format("the file is too short for {} outcomes", contingencies_),
                  "give the number of an outcome for each contingency");
    for (std::size_t k = 0; k < contingencies_; ++k) {
      if (!expect(Kind::kNumber, "the number of an outcome")) return false;
      const NfgToken token = tokens_.take();
      if (!token.whole || !(token.number < static_cast<double>(outcomes)))
        return fail("E0523", token.span, fmt::format("there is no outcome {}", token.word.substr(0, 40)),
                    fmt::format("give a number from 0 to {}", outcomes - 1));
      outcome_.push_back(static_cast<std::size_t>(token.number));
    }
    return read_end();
  }

  bool read_end() {
    if (tokens_.peek().kind == Kind::kEnd) return true;
    return fail("E0521", tokens_.peek().span, fmt::format("{}, where the file should end", shown(tokens_.peek())),
                "remove what follows, or give each player its strategies above");
  }

  /// Where a joint move of ours, the last seat running fastest, stands in the file, where the first does.
  [[nodiscard]] std::size_t place_in_file(std::size_t joint) const {
    std::size_t place = 0;
    for (std::size_t i = strategies_.size(); i-- > 0;) {
      std::size_t stride = 1;
      for (std::size_t j = 0; j < i; ++j) stride *= strategies_[j];
      place += joint % strategies_[i] * stride;
      joint /= strategies_[i];
    }
    return place;
  }

  base::Result<LabelledGame> build() {
    const std::size_t players = strategies_.size();
    std::vector<ActorId> terms;
    for (std::size_t i = 0; i < players; ++i) terms.emplace_back(i);
    // Play ends at once, so no discount matters.
    GameBuilder builder(std::vector<double>(players, 1.0), terms);
    builder.add_node(0, true);
    for (std::size_t i = 0; i < players; ++i) builder.add_seat(ActorId(i), strategies_[i]);
    for (std::size_t joint = 0; joint < contingencies_; ++joint) {
      const std::size_t place = place_in_file(joint);
      const double* const row =
          outcomes_.empty() ? payoffs_.data() + place * players : outcomes_.data() + outcome_[place] * players;
      builder.add_joint({row, players}, {}, {});
    }
    for (std::size_t i = 0; i < players; ++i)
      for (std::size_t k = 0; k < strategies_[i]; ++k)
        labels_.moves.push_back(strategy_names_[i].empty() ? fmt::format("{}", k + 1) : strategy_names_[i][k]);
    builder.add_start(NodeId(0), 1.0);
    builder.locate(source_, {base::Span{0, 3}});
    base::Result<Game> game = std::move(builder).build();
    if (!game) return base::failure(std::move(game.error()));
    return LabelledGame{*std::move(game), std::move(labels_)};
  }

  base::SourcePtr source_;
  NfgTokens tokens_;
  Labels labels_;
  std::optional<base::Diagnostic> mistake_;
  std::vector<std::size_t> strategies_;
  std::vector<std::vector<std::string>> strategy_names_;  ///< [player]; empty where only their number is given
  std::size_t contingencies_ = 0;
  std::vector<double> payoffs_;
  std::vector<double> outcomes_;      ///< [outcome][player], the null outcome first
  std::vector<std::size_t> outcome_;  ///< by contingency
};

}  // namespace

base::Result<LabelledGame> read_nfg(base::SourcePtr source) { return NfgReader(std::move(source)).read(); }

}  // namespace parley::game
