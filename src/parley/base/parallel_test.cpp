// SPDX-License-Identifier: Apache-2.0
#include "parley/base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "parley/base/context.h"

namespace parley::base {
namespace {

TEST(ParallelFor, VisitsEachIndexOnce) {
  for (const unsigned threads : {1U, 2U, 5U})
    for (const std::size_t count : {0, 1, 2, 1000}) {
      std::vector<std::atomic<int>> visits(count);
      parallel_for(count, threads, [&](std::size_t k) { ++visits[k]; });
      for (const auto& visit : visits) EXPECT_EQ(visit.load(), 1);
    }
}

TEST(ParallelFor, ThrowsTheFirstExceptionByIndex) {
  for (const unsigned threads : {1U, 2U}) {
    try {
      parallel_for(100, threads, [](std::size_t k) {
        if (k % 10 == 7) throw std::runtime_error(std::to_string(k));
      });
      FAIL();
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "7");
    }
  }
}

TEST(RunContext, SaysWhyToStop) {
  RunContext context;
  EXPECT_EQ(context.stop(), Stop::kNo);
  context.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  EXPECT_EQ(context.stop(), Stop::kBudget);
  const std::atomic<bool> interrupted = true;
  context.interrupted = &interrupted;
  EXPECT_EQ(context.stop(), Stop::kInterrupted);
}

TEST(RunContext, ReportsOnlyWhereSomebodyListens) {
  RunContext context;
  context.report("stage", 1, 2);
  std::uint64_t done = 0;
  context.progress = [&](const Progress& progress) { done = progress.done; };
  context.report("stage", 1, 2);
  EXPECT_EQ(done, 1U);
}

}  // namespace
}  // namespace parley::base
