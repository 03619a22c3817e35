// SPDX-License-Identifier: Apache-2.0
#include "parley/base/diagnostics.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "parley/base/check.h"
#include "parley/base/result.h"

namespace parley::base {
namespace {

Diagnostic at(std::string code, Severity severity, SourcePtr source, std::size_t byte) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.severity = severity;
  diagnostic.source = std::move(source);
  diagnostic.span = {byte, byte + 1};
  return diagnostic;
}

TEST(Diagnostics, SortErrorsFirstThenByPlace) {
  const auto source = std::make_shared<Source>("a", "0123456789");
  Diagnostics all;
  all.add(at("W1", Severity::kWarning, source, 0));
  all.add(at("E2", Severity::kError, source, 7));
  all.add(at("E1", Severity::kError, source, 3));
  EXPECT_TRUE(all.has_errors());
  all.sort();
  EXPECT_EQ(all.all()[0].code, "E1");
  EXPECT_EQ(all.all()[1].code, "E2");
  EXPECT_EQ(all.all()[2].code, "W1");
}

TEST(Diagnostics, WarningsAloneAreNoErrors) {
  Diagnostics all(at("W1", Severity::kWarning, nullptr, 0));
  EXPECT_FALSE(all.has_errors());
  EXPECT_FALSE(all.empty());
}

TEST(NearestName, FindsMisspellingsAndNothingElse) {
  const std::vector<std::string> names = {"discount", "actors", "start", "moves"};
  EXPECT_EQ(nearest_name("discuont", names), "discount");
  EXPECT_EQ(nearest_name("actor", names), "actors");
  EXPECT_EQ(nearest_name("zebra", names), "");
  EXPECT_EQ(nearest_name("anything", {}), "");
}

TEST(Check, ThrowsWithThePlace) {
  EXPECT_NO_THROW(PARLEY_CHECK(1 + 1 == 2));
  try {
    PARLEY_CHECK(1 + 1 == 3);
    FAIL();
  } catch (const LogicError& error) {
    EXPECT_NE(std::string(error.what()).find("1 + 1 == 3"), std::string::npos);
  }
}

TEST(Result, HoldsAValueOrAllMistakes) {
  const Result<int> good = 3;
  EXPECT_EQ(*good, 3);
  const Result<int> bad = failure(at("E1", Severity::kError, nullptr, 0));
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().all()[0].code, "E1");
}

}  // namespace
}  // namespace parley::base
