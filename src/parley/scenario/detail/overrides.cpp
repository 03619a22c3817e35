// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/overrides.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "parley/scenario/detail/keys.h"
#include "parley/scenario/detail/mistake.h"
#include "parley/scenario/detail/shape.h"

namespace parley::scenario {

namespace {

struct PathKey {
  std::string text;
  base::Span span;
};

/// The part of the key table that the value of a key stands in; no section where it is unknown. What is no table yet
/// may become one.
const Section* section_below(const Section* section, std::string_view key, const Node& value) {
  if (section == nullptr) return nullptr;
  const std::vector<Form>* forms = &section->own;
  for (const Key& known : section->keys)
    if (known.name == key) forms = &known.forms;
  const Form* const as_written = fitting(*forms, value);
  if (as_written != nullptr && as_written->kind == FormKind::kTable) return as_written->section;
  for (const Form& form : *forms)
    if (form.kind == FormKind::kTable) return form.section;
  return nullptr;
}

bool is_key_of(const Section* section, std::string_view name) {
  return section != nullptr &&
         std::any_of(section->keys.begin(), section->keys.end(), [&](const Key& key) { return key.name == name; });
}

class Override {
 public:
  Override(TomlTree& tree, const std::string& words, base::Diagnostics& found)
      : tree_(tree), source_(std::make_shared<const base::Source>("--set " + words, words)), found_(found) {}

  void apply() {
    const std::string& words = source_->text();
    equals_ = words.find('=');
    if (equals_ == std::string::npos) return malformed({0, words.size()}, "no `=`");
    if (!split_path()) return;
    std::optional<Node> value = read_value();
    if (!value) return;
    Node* node = &tree_.root;
    const Section* section = &file_section();
    for (const auto& part : path_) {
      Node* next = node->kind == Kind::kTable ? node->find(part.text) : nullptr;
      if (next == nullptr && is_key_of(section, part.text) && node->kind == Kind::kTable) {
        node->entries.push_back({part.text, {source_, part.span}, Node{.where = {source_, part.span}}});
        next = &node->entries.back().value;
      }
      if (next == nullptr) return unknown(*node, section, part);
      node = next;
      section = section_below(section, part.text, *next);
    }
    put(*node, std::move(*value));
  }

 private:
  void malformed(base::Span span, std::string label) {
    add(found_,
        {"E0112", {source_, span}, "`--set` needs KEY=VALUE", std::move(label), "write --set parameters.cost=0.6"});
  }

  bool split_path() {
    const std::string_view words = source_->text();
    for (std::size_t begin = 0; begin <= equals_;) {
      const std::size_t end = std::min(words.find('.', begin), equals_);
      std::size_t first = begin;
      std::size_t last = end;
      while (first < last && words[first] == ' ') ++first;
      while (last > first && words[last - 1] == ' ') --last;
      if (first == last) {
        malformed({begin, std::max(end, begin)}, "a key is missing here");
        return false;
      }
      path_.push_back({std::string(words.substr(first, last - first)), {first, last}});
      begin = end + 1;
    }
    return true;
  }

  /// The words after `=` as TOML; what is not TOML is a number such as .5, or text.
  std::optional<Node> read_value() {
    std::string text = source_->text();
    std::fill(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(equals_), 'x');
    base::Diagnostics mistakes;
    TomlTree read = read_toml_as(source_, text, mistakes);
    if (read.is_whole && read.root.entries.size() == 1) return std::move(read.root.entries[0].value);
    for (const base::Diagnostic& mistake : mistakes.all()) {
      if (mistake.code != "E0109") continue;  // not text at all
      found_.add(mistake);
      return std::nullopt;
    }
    Node plain;
    plain.kind = Kind::kText;
    plain.text = text.substr(equals_ + 1);
    plain.text_begin = equals_ + 1;
    plain.where = {source_, {equals_ + 1, text.size()}};
    if (plain.text.empty()) {
      malformed({equals_, text.size()}, "the value is missing");
      return std::nullopt;
    }
    // TOML wants a digit before the point; a shell user writes .5.
    const char* const end = plain.text.data() + plain.text.size();
    const bool has_digit = plain.text.find_first_of("0123456789") != std::string::npos;
    if (has_digit && std::from_chars(plain.text.data(), end, plain.number).ptr == end) plain.kind = Kind::kNumber;
    return plain;
  }

  void unknown(const Node& node, const Section* section, const PathKey& key) {
    std::vector<std::string> names;
    for (const Entry& entry : node.entries) names.push_back(entry.key);
    if (section != nullptr) {
      for (const Key& known : section->keys)
        if (node.find(known.name) == nullptr) names.emplace_back(known.name);
    }
    const std::string_view before = std::string_view(source_->text()).substr(0, key.span.begin);
    const std::string parent = before.empty() ? "the file" : fmt::format("`{}`", before.substr(0, before.size() - 1));
    add(found_, {"E0111",
                 {source_, key.span},
                 fmt::format("{} has no `{}`", parent, key.text),
                 "unknown key",
                 names.empty() ? fmt::format("{} has no keys below it", parent)
                               : fmt::format("write one of {}", fmt::join(names, ", ")),
                 base::nearest_name(key.text, names)});
  }

  static void put(Node& node, Node value) {
    Node* const inner = node.kind == Kind::kTable && value.kind != Kind::kTable ? node.find("value") : nullptr;
    (inner == nullptr ? node : *inner) = std::move(value);
  }

  TomlTree& tree_;
  base::SourcePtr source_;
  base::Diagnostics& found_;
  std::size_t equals_ = 0;
  std::vector<PathKey> path_;
};

}  // namespace

void apply_overrides(TomlTree& tree, const std::vector<std::string>& overrides, base::Diagnostics& found) {
  for (const std::string& words : overrides) Override(tree, words, found).apply();
}

}  // namespace parley::scenario
