// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

/// How large a scenario may be. Far beyond what can be solved; they keep slips and attacks from costing memory or time.
namespace parley::scenario {

inline constexpr std::size_t kMostBytes = 1'000'000;
inline constexpr std::size_t kMostActors = 50;
inline constexpr std::size_t kMostVariables = 100;
inline constexpr std::size_t kMostValues = 100'000;  ///< values of one variable
inline constexpr std::size_t kMostLevels = 1'000;
inline constexpr std::size_t kMostParameters = 1'000;
inline constexpr std::size_t kMostMoves = 1'000;      ///< of all actors
inline constexpr std::size_t kMostArguments = 1'000;  ///< values of a `choose`: 0 to 1 by 0.001
inline constexpr std::size_t kMostRules = 1'000;
inline constexpr std::size_t kMostTurns = 100;       ///< of one step
inline constexpr std::size_t kMostPoints = 1'000;    ///< of a sweep
inline constexpr std::size_t kMostRows = 1'000'000;  ///< of a column that a distribution is taken from
inline constexpr std::size_t kMostCorrelations = 1'000;
inline constexpr std::size_t kMostConstraints = 1'000;
inline constexpr std::size_t kMostClaims = 200;
inline constexpr std::size_t kMostTerms = 30;
inline constexpr std::size_t kMostChoices = 10'000;  ///< of one term
inline constexpr std::size_t kMostBreaches = 30;
/// Steps of a horizon or forecast: 54 years of days; and with the last year a date can have, 9999, still a date.
inline constexpr std::size_t kMostSteps = 20'000;

}  // namespace parley::scenario
