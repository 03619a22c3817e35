// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "parley/scenario/detail/keys.h"

namespace parley::scenario {

/// Short names for the ways to write a value, so that the key table reads like one.
namespace forms {

inline Form text() { return {FormKind::kText}; }
inline Form formula() { return {FormKind::kFormula}; }
inline Form number() { return {FormKind::kNumber}; }
inline Form truth() { return {FormKind::kTruth}; }
inline Form date() { return {FormKind::kDate}; }
inline Form word(std::vector<std::string_view> words) { return {FormKind::kWord, std::move(words)}; }
inline Form list(std::vector<Form> items) { return {FormKind::kList, {}, std::move(items)}; }
inline Form table(const Section& section) { return {FormKind::kTable, {}, {}, &section}; }
inline Form table_with(std::string_view marker, const Section& section) {
  return {FormKind::kTable, {}, {}, &section, marker};
}

}  // namespace forms

[[nodiscard]] const Key& says_key();

// Parts of the key table that stand in a file of their own.
[[nodiscard]] const Section& number_table();
[[nodiscard]] const Section& distribution();
[[nodiscard]] const Section& actors();
[[nodiscard]] const Section& parameters();
[[nodiscard]] const Section& pays();
[[nodiscard]] const Section& rule();
[[nodiscard]] const Section& payoffs();
[[nodiscard]] const Section& deal();

}  // namespace parley::scenario
