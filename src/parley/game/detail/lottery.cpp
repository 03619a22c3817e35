// SPDX-License-Identifier: Apache-2.0
#include "parley/game/detail/lottery.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "parley/game/builder.h"

namespace parley::game {

base::Diagnostic mistake(std::string_view code, std::string message, std::string help) {
  return base::mistake(code, std::move(message), std::move(help));
}

std::optional<std::pair<std::string_view, std::string>> settle_lottery(std::span<double> lottery) {
  double sum = 0;
  for (const double p : lottery) {
    if (!(p >= 0 && p <= 1 + GameBuilder::kSumTolerance))
      return std::pair<std::string_view, std::string>("E0503", fmt::format("has a probability of {}", p));
    sum += p;
  }
  if (lottery.empty()) return std::nullopt;
  if (!(std::abs(sum - 1) <= GameBuilder::kSumTolerance))
    return std::pair<std::string_view, std::string>("E0502",
                                                    fmt::format("has probabilities that sum to {:.12g}, not 1", sum));
  // What scaling leaves is within a rounding an entry of 1; scaling that again would change a game each time it is
  // read.
  if (std::abs(sum - 1) > std::numeric_limits<double>::epsilon() * static_cast<double>(lottery.size()))
    for (double& p : lottery) p /= sum;
  return std::nullopt;
}

std::string_view remedy(std::string_view code) {
  return code == "E0502" ? "make the probabilities sum to 1" : "give every probability as a number from 0 to 1";
}

}  // namespace parley::game
