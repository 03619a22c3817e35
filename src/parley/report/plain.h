// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/run/answer.h"

namespace parley::report {

/// "No commitment", or the policy's key in words.
[[nodiscard]] std::string run_name(const scenario::Scenario& scenario, const std::optional<std::size_t>& policy);
/// "maximum_pressure" -> "Maximum pressure".
[[nodiscard]] std::string in_words(std::string_view key);
/// The keys of the actors whose bits are set.
[[nodiscard]] std::vector<std::string> actor_keys(const scenario::Scenario& scenario, std::uint32_t actors);
/// "United States", "North Korea and United States".
[[nodiscard]] std::string actor_names(const scenario::Scenario& scenario, std::uint32_t actors);
/// "never ease", "ease only when warheads == 0".
[[nodiscard]] std::vector<std::string> policy_terms(const scenario::Scenario& scenario, const scenario::Policy& policy);
/// "1.5 per quarter", or empty where the value is used as written.
[[nodiscard]] std::string used_as(const scenario::Scenario& scenario, const scenario::Parameter& parameter);
[[nodiscard]] std::string used_as(const scenario::Scenario& scenario, const scenario::TypeValue& value);
/// A number of the file, for a list of them all.
struct NumberLine {
  std::string path;  ///< as `--set` names it: "parameters.worth.resolute"
  std::string says;
  const scenario::Quantity* quantity;  ///< in the scenario
  std::string used_as;                 ///< in the step, or empty
};
/// Every parameter, patience and prior, in the order of the file.
[[nodiscard]] std::vector<NumberLine> number_lines(const scenario::Scenario& scenario);
/// Why a move was or was not chosen: "chosen", "loses 0.2, most of it through security".
[[nodiscard]] std::string why_text(const run::StartChoice& choice, const run::MoveChoice& move);
/// "37%", "<1%", ">99%".
[[nodiscard]] std::string percent(double chance);
/// The chance to sort by: those that differ by rounding alone are equal.
[[nodiscard]] double rounded_off(double chance);
/// "+12 points", "no change".
[[nodiscard]] std::string points(double difference);
/// Three figures, without a needless exponent.
[[nodiscard]] std::string figure(double value);
/// Breaks a text at spaces so that no line is longer than `width`; later lines begin with `indent`.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::string_view indent);

}  // namespace parley::report
