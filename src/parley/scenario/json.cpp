// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "parley/scenario/detail/keys.h"
#include "parley/scenario/read.h"

namespace parley::scenario {

namespace {

// Keeps the keys in the order of the table, which is the order of the guide.
using Json = nlohmann::ordered_json;

constexpr std::string_view kNamePattern = "^[A-Za-z][A-Za-z0-9_]*$";

class SchemaWriter {
 public:
  Json file() {
    Json schema = section(file_section());
    Json head = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "Parley scenario"}};
    for (auto& [key, value] : schema.items()) head[key] = value;
    for (auto& [id, definition] : definitions_) head["$defs"][id] = definition;
    return head;
  }

 private:
  Json section(const Section& of) {
    Json made = {{"type", "object"}, {"description", of.says}, {"additionalProperties", false}};
    for (const Key& key : of.keys) {
      Json value = forms(key.forms);
      value["description"] = key.says;
      made["properties"][std::string(key.name)] = std::move(value);
      if (key.need == Need::kRequired) made["required"].push_back(key.name);
    }
    if (of.own.empty()) return made;
    if (of.naming == Naming::kFree) {
      made["additionalProperties"] = forms(of.own);
    } else if (!of.keys.empty()) {
      // A pattern would hold for the keys of the language too.
      made["propertyNames"] = {{"pattern", kNamePattern}};
      made["additionalProperties"] = forms(of.own);
    } else {
      made["patternProperties"][std::string(kNamePattern)] = forms(of.own);
    }
    return made;
  }

  Json reference(const Section& to) {
    const std::string id(to.id);
    if (!definitions_.contains(id)) {
      definitions_[id] = Json();  // stands while it is being written
      Json made = section(to);
      definitions_[id] = std::move(made);
    }
    return {{"$ref", "#/$defs/" + id}};
  }

  Json forms(const std::vector<Form>& of) {
    if (of.size() == 1) return form(of[0]);
    Json made;
    for (const Form& one : of) made["anyOf"].push_back(form(one));
    return made;
  }

  Json form(const Form& of) {
    switch (of.kind) {
      case FormKind::kText:
        return {{"type", "string"}};
      case FormKind::kFormula:
        return {{"type", {"string", "number"}}};
      case FormKind::kNumber:
        return {{"type", "number"}};
      case FormKind::kTruth:
        return {{"type", "boolean"}};
      case FormKind::kDate:
        return {{"type", "string"}, {"format", "date"}};
      case FormKind::kWord:
        return {{"enum", of.words}};
      case FormKind::kList:
        return {{"type", "array"}, {"items", forms(of.items)}};
      case FormKind::kTable:
        return reference(*of.section);
    }
    return {};
  }

  std::map<std::string, Json> definitions_;
};

}  // namespace

std::string json_schema() { return SchemaWriter().file().dump(2) + "\n"; }

}  // namespace parley::scenario
