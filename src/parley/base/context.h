// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace parley::base {

/// How far a stage has come. `total` is 0 where it is not known beforehand.
struct Progress {
  std::string_view stage;
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};

/// Why a stage should stop early.
enum class Stop : std::uint8_t { kNo, kInterrupted, kBudget };

/// What every stage may need besides its input. Stages share it; nothing in it changes a result but `seed`.
struct RunContext {
  std::uint64_t seed = 1;
  unsigned threads = 1;                                           ///< at least 1
  const std::atomic<bool>* interrupted = nullptr;                 ///< set by a signal handler, say
  std::optional<std::chrono::steady_clock::time_point> deadline;  ///< the time budget's end
  std::function<void(const Progress&)> progress;                  ///< may be empty; called from one thread at a time

  /// Cheap enough for every few thousand steps of a loop.
  [[nodiscard]] Stop stop() const {
    if (interrupted != nullptr && interrupted->load(std::memory_order_relaxed)) return Stop::kInterrupted;
    if (deadline && std::chrono::steady_clock::now() >= *deadline) return Stop::kBudget;
    return Stop::kNo;
  }
  void report(std::string_view stage, std::uint64_t done, std::uint64_t total) const {
    if (progress) progress({stage, done, total});
  }
};

}  // namespace parley::base
