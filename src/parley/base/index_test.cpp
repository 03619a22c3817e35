// SPDX-License-Identifier: Apache-2.0
#include "parley/base/index.h"

#include <gtest/gtest.h>

#include <type_traits>
#include <unordered_set>
#include <vector>

namespace parley::base {
namespace {

using Apple = Index<struct AppleTag>;
using Pear = Index<struct PearTag>;

// Apples are not pears, and no number is either without saying so: none of these must compile.
static_assert(!std::is_convertible_v<Apple, Pear>);
static_assert(!std::is_constructible_v<Apple, Pear>);
static_assert(!std::is_convertible_v<int, Apple>);
static_assert(!std::is_convertible_v<Apple, std::size_t>);
static_assert(!std::is_assignable_v<Apple&, Pear>);
template <class A, class B>
concept Comparable = requires(A a, B b) {
  a == b;
};
static_assert(Comparable<Apple, Apple>);
static_assert(!Comparable<Apple, Pear>);
static_assert(sizeof(Apple) == 4);

TEST(Index, OrdersHashesAndCounts) {
  EXPECT_LT(Apple(1), Apple(2));
  Apple apple(4);
  EXPECT_EQ((++apple).value(), 5U);
  const std::unordered_set<Apple> basket = {Apple(1), Apple(1), Apple(2)};
  EXPECT_EQ(basket.size(), 2U);
}

TEST(IndexRange, IteratesHalfOpen) {
  const IndexRange<Apple> range(Apple(3), Apple(6));
  std::vector<std::uint32_t> seen;
  for (const Apple apple : range) seen.push_back(apple.value());
  EXPECT_EQ(seen, (std::vector<std::uint32_t>{3, 4, 5}));
  EXPECT_EQ(range.size(), 3U);
  EXPECT_EQ(range[1], Apple(4));
  EXPECT_TRUE((IndexRange<Apple>(Apple(3), Apple(3)).empty()));
}

}  // namespace
}  // namespace parley::base
