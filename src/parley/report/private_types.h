// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "parley/run/answer.h"

namespace parley::report {

/// "exact", or "estimated from 10000 paths" with private types.
[[nodiscard]] std::string method_text(const run::PolicyRun& run);

/// Whose court the ball is in, in a sentence an actor, and the chance of no movement soon; empty without private types.
[[nodiscard]] std::string court_text(const run::Answer& answer, const run::PolicyRun& run);

/// How far a run with private types can be trusted, in a paragraph.
[[nodiscard]] std::string trust_text(const run::PrivateTypes& told);

/// The same of runs without private types, taken together.
[[nodiscard]] std::string trust_text(const scenario::Scenario& scenario, std::span<const run::PolicyRun> runs);

/// The sections of a text report that games without private types do not have: values and estimates by type, beliefs
/// over time at the dates `shown`, the grids tried and the certificate.
[[nodiscard]] std::string private_types_text(const run::Answer& answer, const run::PolicyRun& run,
                                             const std::vector<std::size_t>& shown, std::size_t width);

}  // namespace parley::report
