// SPDX-License-Identifier: Apache-2.0
#include "parley/base/random.h"

#include <gtest/gtest.h>

#include <array>

namespace parley::base {
namespace {

using Words = std::array<std::uint32_t, 4>;

// The known answers that Random123 ships for philox4x32-10 [Salmon2011].
TEST(Random, GivesTheKnownAnswersOfPhilox) {
  EXPECT_EQ(random_block(0, 0, 0, 0).words, (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(random_block(~std::uint64_t{0}, ~std::uint64_t{0}, 0xffffffff, 0xffffffff).words,
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(random_block(0x299f31d0a4093822, 0x85a308d3243f6a88, 0x13198a2e, 0x03707344).words,
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, IsUniformFromZeroToOne) {
  double sum = 0;
  double squares = 0;
  constexpr std::uint32_t kBlocks = 20000;
  for (std::uint32_t k = 0; k < kBlocks; ++k)
    for (unsigned half = 0; half < 2; ++half) {
      const double u = random_block(5, 3, k).uniform(half);
      ASSERT_GE(u, 0);
      ASSERT_LT(u, 1);
      sum += u;
      squares += u * u;
    }
  // Four standard errors of the mean and of the second moment.
  EXPECT_NEAR(sum / (2 * kBlocks), 1.0 / 2, 4 * 0.2887 / 200);
  EXPECT_NEAR(squares / (2 * kBlocks), 1.0 / 3, 4 * 0.2982 / 200);
}

TEST(Random, ReachesTheEndsOfItsRange) {
  EXPECT_EQ(RandomBlock{{0}}.uniform(0), 0);
  EXPECT_EQ((RandomBlock{{0xffffffff, 0xffffffff, 0, 0}}.uniform(0)), 0x1.fffffffffffffp-1);
}

}  // namespace
}  // namespace parley::base
