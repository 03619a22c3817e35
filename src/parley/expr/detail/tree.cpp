// SPDX-License-Identifier: Apache-2.0
#include "parley/expr/detail/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "parley/expr/detail/functions.h"

namespace parley::expr {

namespace {

// How tightly operators bind, loosest first [Pratt1973].
enum Binding : int {
  kNothing,
  kOrBinds,
  kAndBinds,
  kNotBinds,
  kCompareBinds,
  kSumBinds,
  kProductBinds,
  kSignBinds,
  kPowerBinds
};

struct Infix {
  Token token;
  Op op;
  int binding;
};

constexpr Infix kInfix[] = {
    {Token::kOr, Op::kOr, kOrBinds},
    {Token::kAnd, Op::kAnd, kAndBinds},
    {Token::kEqual, Op::kEqual, kCompareBinds},
    {Token::kAssign, Op::kEqual, kCompareBinds},  // a mistake, taken for what it means
    {Token::kUnequal, Op::kUnequal, kCompareBinds},
    {Token::kLess, Op::kLess, kCompareBinds},
    {Token::kLessEqual, Op::kLessEqual, kCompareBinds},
    {Token::kGreater, Op::kGreater, kCompareBinds},
    {Token::kGreaterEqual, Op::kGreaterEqual, kCompareBinds},
    {Token::kPlus, Op::kAdd, kSumBinds},
    {Token::kMinus, Op::kSubtract, kSumBinds},
    {Token::kTimes, Op::kMultiply, kProductBinds},
    {Token::kDivide, Op::kDivide, kProductBinds},
    {Token::kPower, Op::kPower, kPowerBinds},
};

// Each parenthesis costs one or two; deeper is a slip or an attack.
constexpr int kDeepest = 200;

class Grammar {
 public:
  Grammar(const std::vector<Lexeme>& words, std::size_t first, Mistakes& mistakes)
      : words_(words), at_(first), mistakes_(mistakes) {}

  Tree run() {
    Tree tree;
    const bool is_read = formula(kNothing, 0).has_value();
    if (is_read && peek().token != Token::kEnd) unexpected("an operator or the end");
    tree.is_whole = is_read && peek().token == Token::kEnd;
    tree.nodes = std::move(nodes_);
    return tree;
  }

 private:
  using Index = std::uint32_t;
  using MaybeIndex = std::optional<Index>;

  [[nodiscard]] const Lexeme& peek() const { return words_[at_]; }
  const Lexeme& next() { return words_[at_ + 1 < words_.size() ? at_++ : at_]; }

  Index push(Node node) {
    nodes_.push_back(std::move(node));
    return static_cast<Index>(nodes_.size() - 1);
  }

  void unexpected(std::string_view wanted) {
    const Lexeme& word = peek();
    if (word.token == Token::kEnd) {
      mistakes_.add({"E0201", word.span, fmt::format("the formula ends where {} is expected", wanted),
                     fmt::format("expected {}", wanted), "complete the formula"});
      return;
    }
    const std::string text = word.token == Token::kQuoted ? fmt::format("'{}'", word.text) : std::string(word.text);
    std::string help = "correct the formula here";
    if (word.token == Token::kClose) help = "remove the parenthesis, or open one before it";
    if (word.token == Token::kName || word.token == Token::kNumber || word.token == Token::kOpen)
      help = "put an operator such as `*` or `and` between the two; a level's name with spaces stands in single quotes";
    mistakes_.add({"E0201", word.span, fmt::format("`{}` is not expected here", text),
                   fmt::format("expected {}", wanted), std::move(help)});
  }

  bool close(std::string_view what) {
    if (peek().token == Token::kClose) {
      next();
      return true;
    }
    unexpected(what);
    return false;
  }

  MaybeIndex formula(int binding, int depth) {
    if (depth > kDeepest) {
      mistakes_.add({"E0213", peek().span, "the formula is nested too deeply", "too many parentheses inside each other",
                     "split it: state variables, rules and payoff terms can each carry a part"});
      return {};
    }
    MaybeIndex left = operand(depth);
    bool has_compared = false;
    while (left) {
      const auto infix = std::find_if(std::begin(kInfix), std::end(kInfix),
                                      [this](const Infix& known) { return known.token == peek().token; });
      if (infix == std::end(kInfix) || infix->binding <= binding) break;
      const Lexeme& sign = next();
      if (infix->token == Token::kAssign) {
        mistakes_.add({"E0203", sign.span, "`=` sets, it does not compare", "one `=` in a condition",
                       "write `==` to ask whether both are equal", "=="});
      }
      const bool compares = infix->binding == kCompareBinds;
      // A power is the one operator that groups to the right.
      const MaybeIndex right = formula(infix->op == Op::kPower ? infix->binding - 1 : infix->binding, depth + 1);
      if (!right) return {};
      Node node{.op = infix->op, .span = {nodes_[*left].span.begin, nodes_[*right].span.end}, .sign = sign.span};
      node.operands = {*left, *right};
      node.is_broken = compares && has_compared;
      if (node.is_broken) report_chain(node, sign.span);
      has_compared = has_compared || compares;
      left = push(std::move(node));
    }
    return left;
  }

  void report_chain(const Node& node, base::Span sign) {
    const Node& first = nodes_[node.operands[0]];
    const Node& middle = nodes_[first.operands[1]];
    const std::string_view text = mistakes_.written().text;
    const auto cut = [&](std::size_t begin, std::size_t end) { return text.substr(begin, end - begin); };
    mistakes_.add({"E0204", sign, "comparisons cannot be chained", "a second comparison",
                   fmt::format("write `{} and {}`", cut(first.span.begin, first.span.end),
                               cut(middle.span.begin, node.span.end))});
  }

  MaybeIndex operand(int depth) {
    const Lexeme& word = peek();
    switch (word.token) {
      case Token::kNumber:
        next();
        return push({.leaf = Leaf::kNumber, .span = word.span, .number = word.number});
      case Token::kTrue:
      case Token::kFalse:
        next();
        return push({.leaf = Leaf::kTruth, .span = word.span, .number = word.token == Token::kTrue ? 1.0 : 0.0});
      case Token::kQuoted:
        next();
        return push({.leaf = Leaf::kQuoted, .span = word.span, .word = word.text});
      case Token::kName:
        next();
        if (peek().token == Token::kOpen) return call(word, depth);
        return push({.leaf = Leaf::kName, .span = word.span, .word = word.text});
      case Token::kMinus:
        return prefix(Op::kNegate, kSignBinds, depth);
      case Token::kNot:
        return prefix(Op::kNot, kNotBinds, depth);
      case Token::kOpen:
        return parenthesis(depth);
      default:
        unexpected("a number, a name or `(`");
        return {};
    }
  }

  MaybeIndex prefix(Op op, int binding, int depth) {
    const Lexeme& sign = next();
    const MaybeIndex of = formula(binding, depth + 1);
    if (!of) return {};
    return push({.op = op, .span = {sign.span.begin, nodes_[*of].span.end}, .sign = sign.span, .operands = {*of}});
  }

  MaybeIndex parenthesis(int depth) {
    const std::size_t begin = next().span.begin;
    const MaybeIndex inside = formula(kNothing, depth + 1);
    if (!inside || !close("`)`")) return {};
    nodes_[*inside].span = {begin, words_[at_ - 1].span.end};
    return inside;
  }

  MaybeIndex call(const Lexeme& name, int depth) {
    next();
    Node node{.span = name.span, .sign = name.span, .word = name.text};
    while (peek().token != Token::kClose || !node.operands.empty()) {
      const MaybeIndex argument = formula(kNothing, depth + 1);
      if (!argument) return {};
      node.operands.push_back(*argument);
      if (peek().token != Token::kComma) break;
      next();
    }
    if (!close("`,` or `)`")) return {};
    node.span.end = words_[at_ - 1].span.end;
    check_call(node);
    return push(std::move(node));
  }

  void check_call(Node& node) {
    const Function* const function = find_function(node.word);
    node.is_broken = true;
    if (function == nullptr) {
      const std::vector<std::string> names = function_names();
      mistakes_.add({"E0208", node.sign, fmt::format("`{}` is not a function", node.word), "unknown function",
                     fmt::format("the functions are {}", fmt::join(names, ", ")),
                     base::nearest_name(node.word, names)});
      return;
    }
    node.op = function->op;
    const std::size_t given = node.operands.size();
    node.is_broken = given < function->fewest || given > function->most;
    if (node.is_broken) {
      mistakes_.add({"E0209", node.span, fmt::format("`{}` takes {}, not {}", function->name, function->takes, given),
                     fmt::format("{} given", given), fmt::format("write `{}`", function->usage)});
    }
  }

  const std::vector<Lexeme>& words_;
  std::size_t at_;
  Mistakes& mistakes_;
  std::vector<Node> nodes_;
};

}  // namespace

Tree parse_tree(const std::vector<Lexeme>& words, std::size_t first, Mistakes& mistakes) {
  return Grammar(words, first, mistakes).run();
}

}  // namespace parley::expr
