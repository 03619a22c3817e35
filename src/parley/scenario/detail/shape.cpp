// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "parley/scenario/detail/mistake.h"

namespace parley::scenario {

namespace {

std::string_view described(Kind kind) {
  switch (kind) {
    case Kind::kText:
      return "text";
    case Kind::kNumber:
      return "a number";
    case Kind::kTruth:
      return "true or false";
    case Kind::kDate:
      return "a date";
    case Kind::kTime:
      return "a time";
    case Kind::kList:
      return "a list";
    case Kind::kTable:
      return "a table";
  }
  return "";
}

/// "a, b or c".
template <class Texts>
std::string either(const Texts& texts) {
  std::string all;
  for (std::size_t i = 0; i < texts.size(); ++i)
    fmt::format_to(std::back_inserter(all), "{}{}", i == 0 ? "" : i + 1 == texts.size() ? " or " : ", ", texts[i]);
  return all;
}

std::string plural(const Form& form) {
  switch (form.kind) {
    case FormKind::kNumber:
      return "numbers";
    case FormKind::kList:
      return "lists of " + plural(form.items[0]);
    case FormKind::kTable:
      return "tables";
    default:
      return "texts in quotes";
  }
}

std::string described(const Form& form) {
  switch (form.kind) {
    case FormKind::kText:
      return "text in quotes";
    case FormKind::kFormula:
      return "a formula in quotes";
    case FormKind::kNumber:
      return "a number";
    case FormKind::kTruth:
      return "true or false";
    case FormKind::kDate:
      return "a date such as 2019-05-09";
    case FormKind::kWord: {
      std::vector<std::string> words;
      for (const std::string_view word : form.words) words.push_back(fmt::format("\"{}\"", word));
      return either(words);
    }
    case FormKind::kList:
      return "a list of " + plural(form.items[0]);
    case FormKind::kTable: {
      std::vector<std::string_view> names;
      for (const Key& key : form.section->keys) names.push_back(key.name);
      return names.empty() ? "a table { KEY = … }" : fmt::format("a table with {}", fmt::join(names, ", "));
    }
  }
  return "";
}

/// What the author is asked for; tables with a marker are a special case of those without.
std::string described(const std::vector<Form>& forms) {
  std::vector<std::string> all;
  for (const Form& form : forms)
    if (form.marker.empty()) all.push_back(described(form));
  return either(all);
}

bool fits(const Form& form, const Node& node) {
  const Kind kind = node.kind;
  switch (form.kind) {
    case FormKind::kText:
    case FormKind::kWord:
      return kind == Kind::kText;
    case FormKind::kFormula:
      return kind == Kind::kText || kind == Kind::kNumber;
    case FormKind::kNumber:
      return kind == Kind::kNumber;
    case FormKind::kTruth:
      return kind == Kind::kTruth;
    case FormKind::kDate:
      return kind == Kind::kDate;
    case FormKind::kList:
      return kind == Kind::kList;
    case FormKind::kTable:
      return kind == Kind::kTable && (form.marker.empty() || node.find(form.marker) != nullptr);
  }
  return false;
}

}  // namespace

const Form* fitting(const std::vector<Form>& forms, const Node& node) {
  const auto found = std::find_if(forms.begin(), forms.end(), [&](const Form& form) { return fits(form, node); });
  return found == forms.end() ? nullptr : &*found;
}

namespace {

class ShapeCheck {
 public:
  ShapeCheck(bool is_whole, base::Diagnostics& found) : is_whole_(is_whole), found_(found) {}

  /// `path` is the keys that lead to the table, joined by dots.
  void table(Node& node, const Section& section, const Where& where, const std::string& path) {
    bool is_planned = false;
    for (const Entry& entry : node.entries) is_planned = refuse_planned(entry, section) || is_planned;
    for (Entry& entry : node.entries) {
      if (const Key* const key = find(section, entry.key)) {
        value(entry.value, key->forms, joined(path, entry.key), entry.where);
      } else if (!section.own.empty()) {
        check_own_key(entry, section);
        value(entry.value, section.own, joined(path, entry.key), entry.where);
      } else if (!is_planned) {
        unknown(entry, node, section, path);
      }
    }
    if (is_planned || !is_whole_) return;
    for (const Key& key : section.keys)
      if (key.need == Need::kRequired && node.find(key.name) == nullptr) missing(key, where, path);
  }

 private:
  static std::string joined(const std::string& path, std::string_view key) {
    return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
  }

  static std::string called(const std::string& path) { return path.empty() ? "the file" : fmt::format("`{}`", path); }

  void missing(const Key& key, const Where& where, const std::string& path) {
    const Form& form = key.forms[0];
    const bool is_sections = form.kind == FormKind::kTable && !form.section->own.empty();
    add(found_,
        {"E0105", where, fmt::format("{} lacks `{}`", called(path), key.name), fmt::format("`{}` is missing", key.name),
         is_sections ? fmt::format("add sections [{}.KEY]", key.name)
                     : fmt::format("add `{}`: {}", key.name, described(key.forms))});
  }

  static const Key* find(const Section& section, std::string_view name) {
    const auto found =
        std::find_if(section.keys.begin(), section.keys.end(), [&](const Key& k) { return k.name == name; });
    return found == section.keys.end() ? nullptr : &*found;
  }

  bool refuse_planned(const Entry& entry, const Section& section) {
    for (const Planned& planned : section.planned) {
      if (planned.name != entry.key) continue;
      add(found_,
          {"E0107", entry.where, fmt::format("`{}` is not part of this version of the language", entry.key),
           std::string(planned.what),
           fmt::format("remove it: {} will come with a later version and must not be ignored silently", planned.what)});
      return true;
    }
    return false;
  }

  void check_own_key(const Entry& entry, const Section& section) {
    if (section.naming == Naming::kFree || is_name(entry.key)) return;
    add(found_, {"E0108", entry.where, fmt::format("`{}` cannot be a name", entry.key), "not a name",
                 "use letters, digits and `_`, a letter first; say the rest in `says` or `name`"});
  }

  void unknown(Entry& entry, const Node& node, const Section& section, const std::string& path) {
    std::vector<std::string> names;
    for (const Key& key : section.keys) names.emplace_back(key.name);
    const std::string meant = base::nearest_name(entry.key, names);
    std::string help = fmt::format("the keys of {} are {}", section.title, fmt::join(names, ", "));
    const bool belongs_above =
        &section != &file_section() && meant.empty() && find(file_section(), entry.key) != nullptr;
    if (belongs_above) help = fmt::format("`{}` stands at the top of the file, above the first [section]", entry.key);
    add(found_, {"E0104", entry.where, fmt::format("unknown key `{}` in {}", entry.key, called(path)), "unknown key",
                 std::move(help), meant});
    if (meant.empty() || node.find(meant) != nullptr) return;
    entry.key = meant;
    value(entry.value, find(section, meant)->forms, joined(path, meant), entry.where);
  }

  void value(Node& node, const std::vector<Form>& forms, const std::string& path, const Where& key) {
    const std::string name = path.substr(path.rfind('.') + 1);
    const Form* const form = fitting(forms, node);
    if (form == nullptr) {
      add(found_, {"E0106", node.where, fmt::format("`{}` must be {}", name, described(forms)),
                   fmt::format("this is {}", described(node.kind)), fix(node, forms)});
      return;
    }
    if (form->kind == FormKind::kTable) {
      // A section is missing keys at its name; an inline table in its braces.
      table(node, *form->section, node.where.span.begin <= key.span.begin ? key : node.where, path);
    } else if (form->kind == FormKind::kList) {
      for (Node& item : node.items) value(item, form->items, path, item.where);
    } else if (form->kind == FormKind::kWord) {
      check_word(node, forms, *form, name);
    }
  }

  void check_word(const Node& node, const std::vector<Form>& forms, const Form& form, std::string_view name) {
    if (std::find(form.words.begin(), form.words.end(), node.text) != form.words.end()) return;
    const std::vector<std::string> words(form.words.begin(), form.words.end());
    add(found_, {"E0103", node.where, fmt::format("`{}` cannot be \"{}\"", name, node.text), "not one of its words",
                 fmt::format("write {}", described(forms)), base::nearest_name(node.text, words)});
  }

  static std::string fix(const Node& node, const std::vector<Form>& forms) {
    const bool wants_text = std::any_of(forms.begin(), forms.end(), [](const Form& f) {
      return f.kind == FormKind::kText || f.kind == FormKind::kFormula || f.kind == FormKind::kWord;
    });
    const bool wants_list =
        std::any_of(forms.begin(), forms.end(), [](const Form& f) { return f.kind == FormKind::kList; });
    if (wants_text && node.kind != Kind::kTable && node.kind != Kind::kList) return "put it in quotes";
    if (wants_list && node.kind == Kind::kTable) return "write [[name]] for each item of the list";
    if (wants_list) return "put it in brackets, as in [ … ]";
    if (node.kind == Kind::kText) return "write it without quotes";
    return fmt::format("write {}", described(forms));
  }

  bool is_whole_;
  base::Diagnostics& found_;
};

}  // namespace

void check_shape(Node& root, bool is_whole, base::Diagnostics& found) {
  ShapeCheck(is_whole, found).table(root, file_section(), {root.where.source, {0, 0}}, "");
}

bool is_name(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !text.empty() && is_letter(text[0]) && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace parley::scenario
