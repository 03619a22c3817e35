// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "parley/scenario/detail/limits.h"
#include "parley/scenario/detail/read_measure.h"
#include "parley/scenario/detail/scope.h"

namespace parley::scenario {

namespace {

// Measures stand in a test as m0, m1, …: three characters, as the shortest measure has four.
constexpr std::size_t kMostMeasures = 100;

std::string placeholder(std::size_t k) { return fmt::format("m{}", k); }

/// Messages speak of what was written.
void put_back(std::string& message, std::size_t k, const std::string& measure) {
  for (const char after : {'`', ' '}) {
    const std::string name = "`" + placeholder(k) + after;
    const std::size_t at = message.find(name);
    if (at != std::string::npos) message.replace(at, name.size(), "`" + measure + after);
  }
}

/// What a test may name, once its measures are taken out.
class TestNames final : public expr::Names {
 public:
  TestNames(const Scenario& made, std::size_t measures) : made_(made), measures_(measures) {}

  std::optional<expr::Symbol> find(std::string_view name) const override {
    for (std::size_t k = 0; k < measures_; ++k)
      if (name == placeholder(k)) return expr::Symbol{expr::Type::kNumber, static_cast<expr::Slot>(k), {}};
    return std::nullopt;
  }
  std::vector<std::string> all() const override { return {}; }
  std::string refusal(std::string_view name) const override {
    for (const Outcome& outcome : made_.outcomes)
      if (name == outcome.key) return fmt::format("a test compares measures: write P({} within 5 years)", name);
    for (const Variable& variable : made_.variables)
      if (name == variable.key) return fmt::format("a test compares measures: write E({} at 5 years)", name);
    return "a test compares measures, such as P(OUTCOME within 5 years | POLICY), with each other or with numbers";
  }

 private:
  const Scenario& made_;
  std::size_t measures_;
};

/// The test with each measure replaced by a name of the same length, so that places stay where they are.
bool take_measures(Draft& draft, const expr::Written& written, std::string& text, Claim& claim) {
  const std::size_t mistakes = draft.found.all().size();
  for (const base::Span place : find_measures(written.text)) {
    auto measure = read_measure_at(draft.made, written, place, draft.found);
    if (!measure) continue;
    const auto is_same = [&](const Measure& other) { return other.text == measure->text; };
    const auto known = std::find_if(claim.measures.begin(), claim.measures.end(), is_same);
    const auto slot = static_cast<std::size_t>(known - claim.measures.begin());
    if (known == claim.measures.end()) claim.measures.push_back(std::move(*measure));
    std::string name = placeholder(slot);
    name.resize(place.end - place.begin, ' ');
    text.replace(place.begin, name.size(), name);
  }
  return draft.found.all().size() == mistakes;
}

bool read_test(Draft& draft, const Node& node, Claim& claim) {
  const expr::Written as_written{node.text, node.where.source, node.text_begin, node.offsets};
  std::string text = node.text;
  claim.text = node.text;
  if (!take_measures(draft, as_written, text, claim)) return false;
  if (claim.measures.empty() || claim.measures.size() > kMostMeasures) {
    draft.add({"E0339", node.where,
               claim.measures.empty() ? std::string("the test measures nothing")
                                      : fmt::format("the test has more than {} measures", kMostMeasures),
               claim.measures.empty() ? "names no measure" : "too many",
               "compare measures, as in P(OUTCOME within 5 years | POLICY) >= 0.5"});
    return false;
  }
  const expr::Written written{text, node.where.source, node.text_begin, node.offsets};
  auto test = expr::parse(written, TestNames(draft.made, claim.measures.size()), {expr::Type::kBoolean, {}});
  if (!test) {
    for (base::Diagnostic mistake : test.error().all()) {
      for (std::size_t k = 0; k < claim.measures.size(); ++k) {
        put_back(mistake.message, k, claim.measures[k].text);
        put_back(mistake.help, k, claim.measures[k].text);
      }
      draft.found.add(std::move(mistake));
    }
    return false;
  }
  claim.test = std::move(*test);
  return true;
}

}  // namespace

void read_claims(Draft& draft) {
  const Node* const claims = table_at(*draft.root, "claims");
  if (claims == nullptr) return;
  check_count(draft, claims->entries.size(), kMostClaims, "claims", claims->where);
  for (const Entry& entry : claims->entries) {
    const Node& table = entry.value;
    const Node* const test = table.kind == Kind::kTable ? text_node_at(table, "test") : nullptr;
    if (test == nullptr) continue;
    Claim claim;
    claim.key = entry.key;
    claim.where = entry.where;
    claim.says = text_at(table, "says");
    claim.speaker = text_at(table, "speaker");
    claim.source = text_at(table, "source");
    if (read_test(draft, *test, claim)) draft.made.claims.push_back(std::move(claim));
  }
}

}  // namespace parley::scenario
