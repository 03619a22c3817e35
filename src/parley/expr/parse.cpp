// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "parley/expr/detail/program.h"
#include "parley/expr/detail/tokens.h"
#include "parley/expr/detail/tree.h"
#include "parley/expr/detail/types.h"
#include "parley/expr/expression.h"

namespace parley::expr {

namespace {

// Ten screens of text; an attack or a slip beyond it.
constexpr std::size_t kLongestFormula = 20000;

}  // namespace

/// Turns a checked tree into the program of an expression.
class Emitter {
 public:
  /// None if the program needs too large a stack.
  static std::optional<Expression> emit(const Tree& tree, const std::vector<Meaning>& meaning, const Written& written) {
    Emitter emitter;
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) emitter.node(tree.nodes[i], meaning[i]);
    if (emitter.most_ > kMostStack) return std::nullopt;
    Expression& made = emitter.made_;
    for (const Expression::Step& step : made.steps_)
      if (static_cast<Op>(step.op) == Op::kSlot) made.reads_.push_back(step.slot);
    std::sort(made.reads_.begin(), made.reads_.end());
    made.reads_.erase(std::unique(made.reads_.begin(), made.reads_.end()), made.reads_.end());
    made.type_ = meaning.back().type.value_or(Type::kNumber);
    made.text_ = std::string(written.text);
    made.source_ = written.source;
    made.span_ = written.span({0, written.text.size()});
    return std::move(made);
  }

 private:
  void node(const Node& node, const Meaning& meaning) {
    const std::size_t operands = node.operands.size();
    if (meaning.constant) {
      // What its operands pushed is constant too: one push each by now.
      made_.steps_.resize(made_.steps_.size() - operands);
      made_.steps_.push_back({static_cast<std::uint8_t>(Op::kNumber), 0, *meaning.constant});
    } else if (meaning.slot) {
      made_.steps_.push_back({static_cast<std::uint8_t>(Op::kSlot), *meaning.slot, 0});
    } else {
      made_.steps_.push_back({static_cast<std::uint8_t>(node.op), static_cast<Slot>(operands), 0});
    }
    depth_ = depth_ + 1 - operands;
    most_ = std::max(most_, depth_);
  }

  Expression made_;
  std::size_t depth_ = 0;
  std::size_t most_ = 0;
};

namespace {

bool is_too_long(Mistakes& mistakes) {
  const std::size_t length = mistakes.written().text.size();
  if (length <= kLongestFormula) return false;
  mistakes.add({"E0213",
                {0, 1},
                fmt::format("the formula has {} characters, more than {}", length, kLongestFormula),
                "begins here",
                "split it: state variables, rules and payoff terms can each carry a part"});
  return true;
}

/// The tree from word `first` on, checked and turned into a program; none if anything is wrong.
std::optional<Expression> compile(const std::vector<Lexeme>& words, std::size_t first, const Names& names,
                                  const std::optional<Wanted>& wanted, Mistakes& mistakes) {
  if (words[first].token == Token::kEnd && !mistakes.any()) {
    mistakes.add(
        {"E0201", words[first].span, "the formula is empty", "nothing here", "write a formula, or remove the key"});
    return std::nullopt;
  }
  const Tree tree = parse_tree(words, first, mistakes);
  if (!tree.is_whole) return std::nullopt;
  const std::vector<Meaning> meaning = find_meanings(tree, names, wanted, mistakes);
  if (mistakes.any()) return std::nullopt;
  std::optional<Expression> made = Emitter::emit(tree, meaning, mistakes.written());
  if (!made) {
    mistakes.add({"E0213", tree.nodes.back().span, "the formula is nested too deeply", "needs too much at once",
                  "split it: state variables, rules and payoff terms can each carry a part"});
  }
  return made;
}

struct AssignSign {
  Token token;
  Assign assign;
};

constexpr AssignSign kAssignSigns[] = {
    {Token::kAssign, Assign::kSet},
    {Token::kAddAssign, Assign::kAdd},
    {Token::kSubtractAssign, Assign::kSubtract},
    {Token::kMultiplyAssign, Assign::kMultiply},
};

constexpr std::string_view kEffectForm = "write `variable = …`, `variable += …`, `variable -= …` or `variable *= …`";

/// The sign of an effect `variable sign formula`; none, and reported, if the words do not begin like that.
std::optional<Assign> effect_sign(const std::vector<Lexeme>& words, Mistakes& mistakes) {
  if (words[0].token != Token::kName) {
    mistakes.add({"E0217", words[0].span, "an effect begins with the variable it changes", "expected a state variable",
                  std::string(kEffectForm)});
    return std::nullopt;
  }
  const Lexeme& sign = words[1];
  for (const AssignSign& known : kAssignSigns)
    if (known.token == sign.token) return known.assign;
  if (sign.token == Token::kEqual) {
    mistakes.add({"E0217", sign.span, "`==` compares, an effect sets", "two `=` in an effect",
                  "write one `=` to set the variable", "="});
    return std::nullopt;
  }
  mistakes.add({"E0217", sign.span, "an effect sets its variable after its name", "expected `=`, `+=`, `-=` or `*=`",
                std::string(kEffectForm)});
  return std::nullopt;
}

/// The name of the variable meant; empty, and reported, if it is none; then a near one is returned as `guess`.
void check_target(const Lexeme& word, const Names& names, std::span<const std::string> targets, std::string& guess,
                  Mistakes& mistakes) {
  guess = std::string(word.text);
  if (std::find(targets.begin(), targets.end(), word.text) != targets.end()) return;
  guess = base::nearest_name(word.text, targets);
  const bool is_known = names.find(word.text).has_value();
  mistakes.add({"E0216", word.span,
                is_known ? fmt::format("`{}` is not a state variable, an effect cannot change it", word.text)
                         : fmt::format("there is no state variable `{}`", word.text),
                "not a state variable",
                targets.empty() ? std::string("declare it in [state]")
                                : fmt::format("the state variables are {}", fmt::join(targets, ", ")),
                guess});
}

}  // namespace

base::Result<Expression> parse(const Written& written, const Names& names, const Wanted& wanted) {
  Mistakes mistakes(written);
  if (is_too_long(mistakes)) return base::failure(mistakes.found());
  const std::vector<Lexeme> words = lex(written.text, mistakes);
  std::optional<Expression> made = compile(words, 0, names, wanted, mistakes);
  if (!made || mistakes.any()) return base::failure(mistakes.found());
  return std::move(*made);
}

base::Result<Assignment> parse_assignment(const Written& written, const Names& names,
                                          std::span<const std::string> targets) {
  Mistakes mistakes(written);
  if (is_too_long(mistakes)) return base::failure(mistakes.found());
  const std::vector<Lexeme> words = lex(written.text, mistakes);
  const std::optional<Assign> assign = effect_sign(words, mistakes);
  if (!assign) return base::failure(mistakes.found());
  std::string target;
  check_target(words[0], names, targets, target, mistakes);
  if (target.empty()) {
    static_cast<void>(parse_tree(words, 2, mistakes));
    return base::failure(mistakes.found());
  }
  std::optional<Wanted> wanted;
  if (const std::optional<Symbol> symbol = names.find(target)) {
    const bool sets_level = symbol->type == Type::kLevel && *assign == Assign::kSet;
    wanted = sets_level ? Wanted{Type::kLevel, symbol->levels} : Wanted{};
  }
  std::optional<Expression> value = compile(words, 2, names, wanted, mistakes);
  if (!value || mistakes.any()) return base::failure(mistakes.found());
  return Assignment{target, written.span(words[0].span), *assign, std::move(*value)};
}

}  // namespace parley::expr
