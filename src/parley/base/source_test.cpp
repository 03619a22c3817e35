// SPDX-License-Identifier: Apache-2.0
#include "parley/base/source.h"

#include <gtest/gtest.h>

namespace parley::base {
namespace {

TEST(Source, FindsThePlaceOfAByteAndBack) {
  const Source source("a.toml", "one\ntwo\r\n\nfour");
  EXPECT_EQ(source.lines(), 4U);
  EXPECT_EQ(source.line(2), "two");
  EXPECT_EQ(source.line(3), "");
  EXPECT_EQ(source.line(4), "four");
  for (std::size_t byte = 0; byte <= source.text().size(); ++byte) {
    const Place place = source.place(byte);
    EXPECT_LE(place.line, source.lines());
    // A line's end is the furthest a place in it can be.
    EXPECT_LE(source.byte(place), byte);
  }
  EXPECT_EQ(source.place(5).line, 2U);
  EXPECT_EQ(source.place(5).column, 2U);
  EXPECT_EQ(source.byte({2, 2}), 5U);
}

TEST(Source, TakesPlacesBeyondTheText) {
  const Source source("empty", "");
  EXPECT_EQ(source.lines(), 1U);
  EXPECT_EQ(source.place(100).line, 1U);
  EXPECT_EQ(source.place(100).column, 1U);
  EXPECT_EQ(source.byte({0, 0}), 0U);
  EXPECT_EQ(source.byte({9, 9}), 0U);
  const Source lines("lines", "ab\ncd");
  EXPECT_EQ(lines.byte({1, 99}), 2U);
  EXPECT_EQ(lines.byte({99, 1}), 3U);
}

}  // namespace
}  // namespace parley::base
