// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/read_toml.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "parley/scenario/detail/syntax_error.h"
#include "parley/scenario/detail/text_offsets.h"

namespace parley::scenario {

namespace {

// More syntax errors than this are one error: the file is not TOML.
constexpr int kMostSyntaxErrors = 10;

/// Places of toml++, counted in characters, as bytes of the text.
class Places {
 public:
  Places(base::SourcePtr source, const std::string& text) : source_(std::move(source)), size_(text.size()) {
    const std::size_t first = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;  // a byte-order mark is not counted
    for (std::size_t i = first; i < size_; ++i) {
      const bool continues = (static_cast<unsigned char>(text[i]) & 0xC0u) == 0x80u;
      if (!continues) character_.push_back(i);
      if (text[i] == '\n') line_.push_back(character_.size());
    }
  }

  [[nodiscard]] std::size_t byte(toml::source_position at) const {
    if (at.line == 0 || at.line > line_.size()) return size_;
    const std::size_t character = line_[at.line - 1] + std::max<std::size_t>(at.column, 1) - 1;
    return character < character_.size() ? character_[character] : size_;
  }
  [[nodiscard]] Where where(const toml::source_region& region) const {
    const std::size_t begin = byte(region.begin);
    return {source_, {begin, std::max(begin, byte(region.end))}};
  }

 private:
  base::SourcePtr source_;
  std::size_t size_;
  std::vector<std::size_t> character_;   // the byte each character begins at
  std::vector<std::size_t> line_ = {0};  // the character each line begins at
};

std::string date_text(const toml::date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

Node converted(const toml::node& from, const Places& places);

Node converted_table(const toml::table& table, const Places& places) {
  struct Written {
    Where where;
    const toml::key* key;
    const toml::node* value;
  };
  std::vector<Written> written;
  for (const auto& [key, value] : table) written.push_back({places.where(key.source()), &key, &value});
  std::stable_sort(written.begin(), written.end(),
                   [](const Written& a, const Written& b) { return a.where.span.begin < b.where.span.begin; });
  Node node;
  node.entries.reserve(written.size());
  for (const Written& entry : written)
    node.entries.push_back({std::string(entry.key->str()), entry.where, converted(*entry.value, places)});
  return node;
}

Node converted(const toml::node& from, const Places& places) {
  Node node;
  if (const auto* const table = from.as_table()) node = converted_table(*table, places);
  node.where = places.where(from.source());
  if (const auto* const text = from.as_string()) {
    node.kind = Kind::kText;
    node.text = text->get();
    find_offsets(node);
  } else if (const auto* const whole = from.as_integer()) {
    node.kind = Kind::kNumber;
    node.number = static_cast<double>(whole->get());
    node.is_whole = true;
  } else if (const auto* const number = from.as_floating_point()) {
    node.kind = Kind::kNumber;
    node.number = number->get();
  } else if (const auto* const truth = from.as_boolean()) {
    node.kind = Kind::kTruth;
    node.truth = truth->get();
  } else if (const auto* const date = from.as_date()) {
    node.kind = Kind::kDate;
    node.text = date_text(date->get());
  } else if (from.is_time() || from.is_date_time()) {
    node.kind = Kind::kTime;
  } else if (const auto* const list = from.as_array()) {
    node.kind = Kind::kList;
    for (const toml::node& item : *list) node.items.push_back(converted(item, places));
  }
  return node;
}

/// The tree, or the first syntax error.
std::optional<Node> parsed(const base::SourcePtr& source, const std::string& text, std::optional<SyntaxError>& error) {
  const Places places(source, text);
  try {
    const toml::table table = toml::parse(std::string_view(text), std::string_view());
    return converted(table, places);
  } catch (const toml::parse_error& thrown) {
    error = SyntaxError{std::string(thrown.description()), places.byte(thrown.source().begin)};
    return std::nullopt;
  }
}

}  // namespace

TomlTree read_toml_as(const base::SourcePtr& source, std::string text, base::Diagnostics& found) {
  TomlTree tree;
  if (!check_text(source, text, found)) {
    tree.is_whole = false;
    return tree;
  }
  for (int errors = 0; errors < kMostSyntaxErrors; ++errors) {
    std::optional<SyntaxError> error;
    if (std::optional<Node> root = parsed(source, text, error)) {
      tree.root = std::move(*root);
      tree.root.where.source = source;
      return tree;
    }
    tree.is_whole = false;
    report(*error, source, text, found);
    if (!leave_out(*error, text)) break;
  }
  return tree;
}

TomlTree read_toml(const base::SourcePtr& source, base::Diagnostics& found) {
  return read_toml_as(source, source->text(), found);
}

}  // namespace parley::scenario
