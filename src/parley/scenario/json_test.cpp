// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "parley/scenario/read.h"

namespace parley::scenario {
namespace {

TEST(JsonSchema, IsStrictAndDescribesEveryKey) {
  const std::string schema = json_schema();
  EXPECT_NE(schema.find("https://json-schema.org/draft/2020-12/schema"), std::string::npos);
  EXPECT_NE(schema.find("\"additionalProperties\": false"), std::string::npos);
  EXPECT_NE(schema.find("\"patience\""), std::string::npos);
  EXPECT_NE(schema.find("\"deal_breach\""), std::string::npos);
  EXPECT_EQ(schema.find("\"history\""), std::string::npos);
}

}  // namespace
}  // namespace parley::scenario
