// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "parley/base/context.h"
#include "parley/base/diagnostics.h"

namespace parley::cli {

/// Where the program writes: results to stdout, progress and diagnostics to stderr.
class Terminal {
 public:
  Terminal(bool json, bool quiet);
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Columns of stdout: the terminal's, at least 60 and at most 120; 100 where it is no terminal.
  [[nodiscard]] std::size_t width() const { return width_; }
  /// Writes a result. A reader that went away is no error.
  void print(std::string_view text);
  void tell(const base::Diagnostics& diagnostics);
  void say(std::string_view line);
  /// A bar on a terminal, else a line each ten seconds; nothing if quiet.
  void show(const base::Progress& progress);

 private:
  void clear_bar();
  /// How much longer the stage will take at the pace so far, or nothing where that is not known.
  [[nodiscard]] std::string remaining(const base::Progress& progress, std::chrono::steady_clock::time_point now) const;

  bool json_;
  bool quiet_;
  bool bars_;
  bool colour_;
  std::size_t width_;
  bool bar_shown_ = false;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point last_;
  std::string stage_;
  std::uint64_t done_ = 0;
  std::chrono::steady_clock::time_point began_;  ///< the stage
};

}  // namespace parley::cli
