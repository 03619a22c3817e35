// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/read_column.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "parley/base/diagnostics.h"
#include "parley/scenario/columns.h"
#include "parley/scenario/detail/limits.h"

namespace parley::scenario {

namespace {

/// Cuts a text into records and these into fields.
class Records {
 public:
  explicit Records(std::string_view text) : text_(text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
  }

  /// The next record, or false at the end. An empty line is skipped.
  bool next(std::vector<std::string>& fields) {
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) skip_break();
    if (at_ >= text_.size()) return false;
    fields.assign(1, {});
    line_ = next_line_;
    bool is_quoted = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') ++next_line_;
      if (c == '"') {
        if (is_quoted && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
          fields.back() += text_[++at_];
        } else {
          is_quoted = !is_quoted;
        }
      } else if (!is_quoted && c == ',') {
        fields.emplace_back();
      } else if (!is_quoted && (c == '\n' || c == '\r')) {
        if (c == '\n') --next_line_;
        return true;
      } else {
        fields.back() += c;
      }
    }
    return true;
  }

  /// Of the record, 1-based.
  [[nodiscard]] std::size_t line() const { return line_; }

 private:
  void skip_break() {
    if (text_[at_] == '\n') ++next_line_;
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t next_line_ = 1;
};

std::string_view stripped(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<double> number_in(std::string_view field) {
  double number = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number);
  const bool is_sound = !field.empty() && error == std::errc() && end == field.data() + field.size();
  return is_sound && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

}  // namespace

base::Result<Columns> read_columns(const base::Source& source) {
  Records records(source.text());
  std::vector<std::string> fields;
  const auto refuse = [&](std::string message, std::string help) {
    base::Diagnostic mistake;
    mistake.code = "E0336";
    mistake.fault = base::Fault::kFile;
    mistake.message = fmt::format("line {} of {} {}", records.line(), source.name(), message);
    mistake.help = std::move(help);
    return base::failure(std::move(mistake));
  };
  Columns columns;
  if (!records.next(fields)) return refuse("is empty", "its first line names the columns");
  for (const std::string& field : fields) {
    std::string name(stripped(field));
    if (std::find(columns.names.begin(), columns.names.end(), name) != columns.names.end())
      return refuse(fmt::format("names the column `{}` twice", name), "remove one of them");
    columns.names.push_back(std::move(name));
  }
  while (records.next(fields)) {
    if (fields.size() != columns.names.size())
      return refuse(fmt::format("has {} fields", fields.size()),
                    fmt::format("the first line names {} columns", columns.names.size()));
    for (std::size_t k = 0; k < fields.size(); ++k) {
      const auto number = number_in(stripped(fields[k]));
      if (!number)
        return refuse(fmt::format("has no number in the column `{}`", columns.names[k]), "every field needs one");
      columns.numbers.push_back(*number);
    }
    if (columns.numbers.size() > kMostRows * columns.names.size())
      return refuse(fmt::format("is one too many: at most {} are allowed", kMostRows), "thin it out");
  }
  if (columns.numbers.empty()) return refuse("is followed by no row", "add one a world");
  return columns;
}

tl::expected<std::vector<double>, ColumnMistake> read_column(const base::Source& source, std::string_view name) {
  Records records(source.text());
  std::vector<std::string> fields;
  const auto refuse = [&](bool is_name, std::string message, std::string help) {
    return tl::make_unexpected(ColumnMistake{is_name, std::move(message), std::move(help)});
  };
  if (!records.next(fields))
    return refuse(false, fmt::format("{} is empty", source.name()), "its first line names the columns");
  std::vector<std::string> names(fields.size());
  std::transform(fields.begin(), fields.end(), names.begin(),
                 [](const std::string& field) { return std::string(stripped(field)); });
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    const std::string nearest = base::nearest_name(name, names);
    return refuse(true, fmt::format("{} has no column `{}`", source.name(), name),
                  nearest.empty() ? "its first line names the columns" : fmt::format("did you mean `{}`?", nearest));
  }
  if (std::find(found + 1, names.end(), name) != names.end())
    return refuse(true, fmt::format("{} has two columns `{}`", source.name(), name), "rename one of them");
  const auto place = static_cast<std::size_t>(found - names.begin());
  std::vector<double> numbers;
  while (records.next(fields)) {
    const auto number = number_in(place < fields.size() ? stripped(fields[place]) : std::string_view());
    if (!number)
      return refuse(false,
                    fmt::format("line {} of {} has no number in the column `{}`", records.line(), source.name(), name),
                    "every row needs one; leave rows without it out");
    numbers.push_back(*number);
    if (numbers.size() > kMostRows)
      return refuse(false, fmt::format("{} has more than {} rows", source.name(), kMostRows), "thin it out");
  }
  if (numbers.empty())
    return refuse(false, fmt::format("{} has no rows below its first line", source.name()), "add a number to draw");
  return numbers;
}

}  // namespace parley::scenario
