// SPDX-License-Identifier: Apache-2.0
#include "parley/base/diagnostics.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

namespace parley::base {

Diagnostic mistake(std::string_view code, std::string message, std::string help, Fault fault) {
  Diagnostic made;
  made.code = code;
  made.fault = fault;
  made.message = std::move(message);
  made.help = std::move(help);
  return made;
}

bool Diagnostics::has_errors() const {
  return std::any_of(all_.begin(), all_.end(), [](const Diagnostic& d) { return d.severity == Severity::kError; });
}

void Diagnostics::sort() {
  std::stable_sort(all_.begin(), all_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    if (a.severity != b.severity) return a.severity < b.severity;
    const std::string_view name_a = a.source ? std::string_view(a.source->name()) : std::string_view();
    const std::string_view name_b = b.source ? std::string_view(b.source->name()) : std::string_view();
    if (name_a != name_b) return name_a < name_b;
    return a.span.begin < b.span.begin;
  });
}

namespace {

/// Optimal string alignment distance: insert, delete, replace, and swap of neighbours cost one each.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  std::iota(cost[0].begin(), cost[0].end(), std::size_t{0});
  const auto same = [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  };
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = cost[i - 1][j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, change});
      if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

// A longer name than this is no misspelling worth a search.
constexpr std::size_t kLongestName = 64;

}  // namespace

std::string nearest_name(std::string_view misspelt, std::span<const std::string> candidates) {
  if (misspelt.empty() || misspelt.size() > kLongestName) return {};
  // A third of the letters wrong, at least one: as compilers do.
  std::size_t best = std::max<std::size_t>(misspelt.size() / 3, 1) + 1;
  std::string nearest;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestName) continue;
    const std::size_t distance = edit_distance(misspelt, candidate);
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace parley::base
