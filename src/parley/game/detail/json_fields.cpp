// SPDX-License-Identifier: Apache-2.0
#include "parley/game/detail/json_fields.h"

#include <fmt/format.h>

#include <utility>

#include "parley/game/builder.h"
#include "parley/game/json.h"

namespace parley::game {

bool check_head(const JsonCursor& root, std::string_view kind) {
  if (!root.is(JsonTape::Kind::kObject)) {
    root.mistake("E0514", fmt::format("this is not a {}", kind), "give an object with \"kind\" and \"schema_version\"");
    return false;
  }
  const auto found = root.require("kind");
  if (!found) return false;
  if (const std::string text = found->string(); text != kind) {
    found->mistake("E0514", fmt::format("this is of kind {}, not \"{}\"", json_quoted(text), kind),
                   fmt::format("give a file whose \"kind\" is \"{}\"", kind));
    return false;
  }
  const auto version = root.require("schema_version");
  if (!version) return false;
  if (version->whole(1000000) == kGameSchemaVersion) return true;
  version->mistake("E0514", "this version of the form is not known",
                   fmt::format("give a file of version {}", kGameSchemaVersion));
  return false;
}

std::string kind_of_json(base::SourcePtr source) {
  const base::Result<JsonTape> tape = JsonTape::parse(std::move(source));
  if (!tape) return {};
  base::Diagnostics mistakes;
  const JsonCursor root(*tape, mistakes);
  if (!root.is(JsonTape::Kind::kObject)) return {};
  const auto kind = root.find("kind");
  return kind && kind->is(JsonTape::Kind::kString) ? kind->string() : std::string();
}

std::vector<double> read_probabilities(const JsonCursor& array) {
  std::vector<double> probabilities;
  array.each([&](std::size_t, const JsonCursor& item) {
    const double p = item.number();
    if (!(p >= 0 && p <= 1 + GameBuilder::kSumTolerance))
      item.mistake("E0503", fmt::format("{} is not a probability", p), "give a number from 0 to 1");
    probabilities.push_back(p);
  });
  return probabilities;
}

}  // namespace parley::game
