// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace parley::scenario {

struct Section;

/// What a value may look like.
enum class FormKind : std::uint8_t {
  kText,
  kFormula,  ///< text, or a bare number
  kNumber,
  kTruth,
  kDate,
  kWord,  ///< one of a list of words
  kList,
  kTable,
};

/// One way to write a value. A key allows one or several, of different kinds.
struct Form {
  FormKind kind = FormKind::kText;
  std::vector<std::string_view> words = {};  ///< kWord
  std::vector<Form> items = {};              ///< kList: the ways to write an item
  const Section* section = nullptr;          ///< kTable
  std::string_view marker = {};              ///< kTable: for tables with this key alone; stands before the others
};

enum class Need : std::uint8_t { kOptional, kRequired };

struct Key {
  std::string_view name;
  std::vector<Form> forms;
  std::string_view says;
  Need need = Need::kOptional;
};

/// A key the language plans and this version refuses.
struct Planned {
  std::string_view name;
  std::string_view what;
};

enum class Naming : std::uint8_t { kName, kActor, kFree };

/// What a table may hold: keys of the language, or keys of the author's own.
struct Section {
  std::string_view id;     ///< its name in the JSON Schema
  std::string_view title;  ///< as messages call it
  std::string_view says;
  std::vector<Key> keys;
  std::vector<Form> own = {};     ///< how the values of the author's own keys are written; empty: none allowed
  Naming naming = Naming::kName;  ///< what the author's own keys are
  std::vector<Planned> planned = {};
};

/// The whole file: the one table from which files are checked and the JSON Schema is made.
[[nodiscard]] const Section& file_section();

}  // namespace parley::scenario
