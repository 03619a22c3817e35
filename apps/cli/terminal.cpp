// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "parley/base/diagnostics_text.h"

namespace parley::cli {

namespace {

constexpr std::size_t kPlainWidth = 100;

std::size_t terminal_width() {
  winsize size{};
  if (::isatty(STDOUT_FILENO) == 0 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return kPlainWidth;
  return std::clamp<std::size_t>(size.ws_col, 60, 120);
}

}  // namespace

Terminal::Terminal(bool json, bool quiet)
    : json_(json),
      quiet_(quiet),
      bars_(::isatty(STDERR_FILENO) != 0),
      colour_(bars_ && (std::getenv("NO_COLOR") == nullptr || *std::getenv("NO_COLOR") == '\0')),
      width_(terminal_width()),
      last_(std::chrono::steady_clock::now()) {}

Terminal::~Terminal() { clear_bar(); }

void Terminal::clear_bar() {
  if (!bar_shown_) return;
  std::fputs("\r\033[K", stderr);
  bar_shown_ = false;
}

void Terminal::print(std::string_view text) {
  const std::scoped_lock lock(mutex_);
  clear_bar();
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

void Terminal::tell(const base::Diagnostics& diagnostics) {
  if (diagnostics.empty()) return;
  const std::scoped_lock lock(mutex_);
  clear_bar();
  const std::string text = base::render(diagnostics, colour_);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void Terminal::say(std::string_view line) {
  const std::scoped_lock lock(mutex_);
  clear_bar();
  fmt::print(stderr, "{}\n", line);
}

std::string Terminal::remaining(const base::Progress& progress, std::chrono::steady_clock::time_point now) const {
  const std::chrono::duration<double> taken = now - began_;
  if (progress.done == 0 || progress.done >= progress.total || taken.count() < 1) return "";
  const double done = static_cast<double>(progress.done) / static_cast<double>(progress.total);
  return fmt::format(", about {:.0f} s left", taken.count() * (1 - done) / done);
}

void Terminal::show(const base::Progress& progress) {
  if (quiet_) return;
  const std::scoped_lock lock(mutex_);
  if (progress.stage != stage_ || progress.done < done_) {
    stage_ = progress.stage;
    began_ = std::chrono::steady_clock::now();
  }
  done_ = progress.done;
  constexpr auto kBarEvery = std::chrono::milliseconds(100);
  constexpr auto kLineEvery = std::chrono::seconds(10);
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < (bars_ ? std::chrono::steady_clock::duration(kBarEvery) : kLineEvery)) return;
  last_ = now;
  const std::string left = remaining(progress, now);
  if (!bars_) {
    fmt::print(stderr, "parley: {}: {}{}{}\n", progress.stage, progress.done,
               progress.total > 0 ? fmt::format(" of {}", progress.total) : "", left);
    return;
  }
  constexpr std::size_t kBar = 30;
  const std::size_t full =
      progress.total > 0 ? std::min(kBar, static_cast<std::size_t>(kBar * progress.done / progress.total)) : 0;
  fmt::print(stderr, "\r\033[K{:12} [{}{}] {}{}", progress.stage, std::string(full, '='), std::string(kBar - full, ' '),
             progress.done, left);
  std::fflush(stderr);
  bar_shown_ = true;
}

}  // namespace parley::cli
