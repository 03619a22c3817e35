// SPDX-License-Identifier: Apache-2.0
#include "parley/expr/detail/types.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace parley::expr {

namespace {

using Levels = std::span<const std::string>;

bool is_comparison(Op op) { return op >= Op::kEqual && op <= Op::kGreaterEqual; }

bool same(Levels a, Levels b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

std::string_view described(Type type) {
  switch (type) {
    case Type::kNumber:
      return "a number";
    case Type::kBoolean:
      return "true or false";
    case Type::kLevel:
      return "a level";
  }
  return "";
}

class Checker {
 public:
  Checker(const Tree& tree, const Names& names, Mistakes& mistakes)
      : nodes_(tree.nodes),
        names_(names),
        mistakes_(mistakes),
        expected_(nodes_.size()),
        beside_unknown_(nodes_.size()),
        meaning_(nodes_.size()) {}

  std::vector<Meaning> run(const std::optional<Wanted>& wanted) {
    expect_levels(wanted);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      meaning_[i] = nodes_[i].leaf != Leaf::kNone ? leaf(i) : operation(i);
      fold(i);
    }
    if (wanted) check_root(*wanted);
    return std::move(meaning_);
  }

 private:
  /// Which levels a word at each node would be looked up in: those of what it is compared with.
  void expect_levels(const std::optional<Wanted>& wanted) {
    std::vector<Levels> natural(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) natural[i] = natural_levels(i, natural);
    if (wanted && wanted->type == Type::kLevel) expected_.back() = wanted->levels;
    for (std::size_t i = nodes_.size(); i-- > 0;) {
      const Node& node = nodes_[i];
      if (is_comparison(node.op) && node.operands.size() == 2) {
        expected_[node.operands[0]] = natural[node.operands[1]];
        expected_[node.operands[1]] = natural[node.operands[0]];
        beside_unknown_[node.operands[0]] = is_unknown(node.operands[1]);
        beside_unknown_[node.operands[1]] = is_unknown(node.operands[0]);
      } else if (node.op == Op::kIf && node.operands.size() == 3) {
        const Levels levels = expected_[i].empty() ? natural[i] : expected_[i];
        expected_[node.operands[1]] = expected_[node.operands[2]] = levels;
      }
    }
  }

  Levels natural_levels(std::size_t i, const std::vector<Levels>& natural) const {
    const Node& node = nodes_[i];
    if (node.leaf == Leaf::kName) {
      const std::optional<Symbol> symbol = names_.find(node.word);
      return symbol && symbol->type == Type::kLevel ? symbol->levels : Levels();
    }
    if (node.op != Op::kIf || node.operands.size() != 3) return {};
    const Levels first = natural[node.operands[1]];
    return first.empty() ? natural[node.operands[2]] : first;
  }

  /// Whether a node is a name that will be reported, and not as a level: those have no dot.
  [[nodiscard]] bool is_unknown(std::uint32_t i) const {
    const Node& node = nodes_[i];
    if (node.leaf != Leaf::kName || names_.find(node.word)) return false;
    return names_.refusal(node.word).empty() || node.word.find('.') != std::string_view::npos;
  }

  Meaning leaf(std::size_t i) {
    const Node& node = nodes_[i];
    if (node.leaf == Leaf::kNumber) return {.type = Type::kNumber, .constant = node.number};
    if (node.leaf == Leaf::kTruth) return {.type = Type::kBoolean, .constant = node.number};
    const Levels levels = expected_[i];
    const auto level = std::find(levels.begin(), levels.end(), node.word);
    if (level != levels.end())
      return {.type = Type::kLevel, .levels = levels, .constant = static_cast<double>(level - levels.begin())};
    if (node.leaf == Leaf::kName) {
      if (const std::optional<Symbol> symbol = names_.find(node.word))
        return {.type = symbol->type, .levels = symbol->levels, .slot = symbol->slot};
    }
    // Beside an unknown name a level cannot be known either: one mistake, not two.
    const bool may_be_level = node.leaf == Leaf::kQuoted || !names_.refusal(node.word).empty();
    if (!beside_unknown_[i] || !may_be_level) report_word(node, levels);
    return {};
  }

  void report_word(const Node& node, Levels levels) {
    const std::string refusal = node.leaf == Leaf::kName ? names_.refusal(node.word) : std::string();
    if (!refusal.empty()) {
      mistakes_.add(
          {"E0211", node.span, fmt::format("`{}` may not be used here", node.word), "not available here", refusal});
    } else if (!levels.empty()) {
      std::string nearest = base::nearest_name(node.word, levels);
      mistakes_.add({"E0205", node.span, fmt::format("there is no level `{}`", node.word), "unknown level",
                     fmt::format("the levels here are {}", fmt::join(levels, ", ")), std::move(nearest)});
    } else if (node.leaf == Leaf::kQuoted) {
      mistakes_.add({"E0214", node.span, fmt::format("the level '{}' stands beside no variable", node.word),
                     "no variable to look it up in", "compare it with its variable, as in status == 'east left'"});
    } else {
      const std::vector<std::string> all = names_.all();
      std::string nearest = base::nearest_name(node.word, all);
      mistakes_.add({"E0202", node.span, fmt::format("unknown name `{}`", node.word), "unknown name", known_names(all),
                     std::move(nearest)});
    }
  }

  // As many names as fit a line of help.
  static std::string known_names(const std::vector<std::string>& all) {
    constexpr std::size_t kShown = 8;
    if (all.empty()) return "no names may be used here, only numbers";
    const std::size_t shown = std::min(all.size(), kShown);
    return fmt::format("declare it, or use one of the names known here: {}{}",
                       fmt::join(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
                       shown < all.size() ? ", …" : "");
  }

  Meaning operation(std::size_t i) {
    const Node& node = nodes_[i];
    if (is_comparison(node.op)) return comparison(node);
    if (node.is_broken) return {};
    if (node.op == Op::kIf) return choice(node);
    const bool of_booleans = node.op == Op::kAnd || node.op == Op::kOr || node.op == Op::kNot;
    for (const std::uint32_t operand : node.operands) {
      if (of_booleans) {
        want_boolean(operand);
      } else {
        want_number(operand);
      }
    }
    return {.type = of_booleans ? Type::kBoolean : Type::kNumber};
  }

  void want_boolean(std::uint32_t operand) {
    const Meaning& meaning = meaning_[operand];
    if (!meaning.type || *meaning.type == Type::kBoolean) return;
    const std::string_view text = written(nodes_[operand]);
    mistakes_.add({"E0206", nodes_[operand].span,
                   fmt::format("true or false is needed, `{}` is {}", text, described(*meaning.type)),
                   std::string(described(*meaning.type)),
                   *meaning.type == Type::kLevel && !meaning.levels.empty()
                       ? fmt::format("compare it, as in `{} == {}`", text, quoted(meaning.levels.back()))
                       : fmt::format("compare it, as in `{} > 0`", text)});
  }

  void want_number(std::uint32_t operand) {
    const Meaning& meaning = meaning_[operand];
    if (!meaning.type || *meaning.type != Type::kBoolean) return;
    const std::string_view text = written(nodes_[operand]);
    mistakes_.add({"E0207", nodes_[operand].span, fmt::format("a number is needed, `{}` is true or false", text),
                   "true or false", fmt::format("write `if({}, 1, 0)` for 1 where it is true", text)});
  }

  Meaning comparison(const Node& node) {
    const Meaning& left = meaning_[node.operands[0]];
    const Meaning& right = meaning_[node.operands[1]];
    const Meaning boolean{.type = Type::kBoolean};
    if (node.is_broken || !left.type || !right.type) return boolean;
    if (*left.type != *right.type || !same(left.levels, right.levels)) {
      report_mixed(node, left, right, "compared");
    } else if (*left.type == Type::kBoolean && node.op != Op::kEqual && node.op != Op::kUnequal) {
      mistakes_.add({"E0207", node.sign, "true and false have no order", "numbers or levels are needed",
                     "use `==` or `!=`, or join conditions with `and` and `or`"});
    }
    return boolean;
  }

  void report_mixed(const Node& node, const Meaning& left, const Meaning& right, std::string_view verb) {
    const bool both_levels = *left.type == Type::kLevel && *right.type == Type::kLevel;
    std::string message =
        both_levels ? fmt::format("levels of two different kinds cannot be {}", verb)
                    : fmt::format("{} and {} cannot be {}", described(*left.type), described(*right.type), verb);
    std::string help = "numbers, true-or-false and levels do not mix: write the same kind on both sides";
    const Levels levels = left.levels.empty() ? right.levels : left.levels;
    if (!both_levels && !levels.empty())
      help = fmt::format("name one of the levels instead: {}", fmt::join(levels, ", "));
    mistakes_.add({"E0212", node.sign, std::move(message),
                   fmt::format("{} and {}", described(*left.type), described(*right.type)), std::move(help)});
  }

  Meaning choice(const Node& node) {
    want_boolean(node.operands[0]);
    const Meaning& yes = meaning_[node.operands[1]];
    const Meaning& no = meaning_[node.operands[2]];
    if (!yes.type || !no.type) return {};
    const bool both_levels = *yes.type == Type::kLevel && *no.type == Type::kLevel;
    if (both_levels && same(yes.levels, no.levels)) return {.type = Type::kLevel, .levels = yes.levels};
    const bool either_boolean = *yes.type == Type::kBoolean || *no.type == Type::kBoolean;
    if (either_boolean && *yes.type != *no.type) {
      report_mixed(node, yes, no, "the two values of one `if`");
      return {};
    }
    return {.type = either_boolean ? Type::kBoolean : Type::kNumber};
  }

  /// Computes what reads no name, so that a formula without a value is found before it is used.
  void fold(std::size_t i) {
    const Node& node = nodes_[i];
    Meaning& meaning = meaning_[i];
    if (node.op == Op::kDivide && !node.is_broken && meaning_[node.operands[1]].constant == 0.0) {
      mistakes_.add({"E0210",
                     {node.sign.begin, nodes_[node.operands[1]].span.end},
                     "division by zero",
                     "always zero",
                     "divide by something that is never zero"});
      meaning = {};
    }
    if (node.leaf != Leaf::kNone || node.is_broken || !meaning.type) return;
    std::vector<double> operands;
    for (const std::uint32_t operand : node.operands) {
      if (!meaning_[operand].constant) return;
      operands.push_back(*meaning_[operand].constant);
    }
    const double value = compute(node.op, operands);
    if (std::isfinite(value)) {
      meaning.constant = value;
      return;
    }
    mistakes_.add(
        {"E0218", node.span, fmt::format("`{}` has no value", written(node)), "not a finite number",
         "correct its numbers: `log` needs more than zero, `sqrt` at least zero, and nothing may exceed 1e308"});
    meaning = {};
  }

  void check_root(const Wanted& wanted) {
    const auto root = static_cast<std::uint32_t>(nodes_.size() - 1);
    const Meaning& meaning = meaning_[root];
    if (!meaning.type) return;
    if (wanted.type == Type::kNumber) {
      want_number(root);
    } else if (wanted.type == Type::kBoolean) {
      want_boolean(root);
    } else if (*meaning.type != Type::kLevel || !same(meaning.levels, wanted.levels)) {
      mistakes_.add({"E0214", nodes_[root].span,
                     *meaning.type == Type::kLevel ? std::string("a level of another variable's list is given")
                                                   : fmt::format("a level is needed, `{}` is {}", written(nodes_[root]),
                                                                 described(*meaning.type)),
                     std::string(described(*meaning.type)),
                     fmt::format("name one of the levels: {}", fmt::join(wanted.levels, ", "))});
    }
  }

  static std::string quoted(const std::string& level) {
    const bool is_word =
        level.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string::npos;
    return is_word ? level : fmt::format("'{}'", level);
  }

  [[nodiscard]] std::string_view written(const Node& node) const {
    return mistakes_.written().text.substr(node.span.begin, node.span.end - node.span.begin);
  }

  const std::vector<Node>& nodes_;
  const Names& names_;
  Mistakes& mistakes_;
  std::vector<Levels> expected_;
  std::vector<bool> beside_unknown_;
  std::vector<Meaning> meaning_;
};

}  // namespace

std::vector<Meaning> find_meanings(const Tree& tree, const Names& names, const std::optional<Wanted>& wanted,
                                   Mistakes& mistakes) {
  return Checker(tree, names, mistakes).run(wanted);
}

}  // namespace parley::expr
