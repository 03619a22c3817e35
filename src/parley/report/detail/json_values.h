// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "parley/game/labels.h"
#include "parley/game/profile.h"
#include "parley/report/report.h"
#include "parley/report/solution.h"

namespace parley::report {

using Json = nlohmann::ordered_json;

/// A number, or null where it is not finite.
[[nodiscard]] Json number(double value);
[[nodiscard]] Json status_json(const Status& status);
[[nodiscard]] Json solution_json(const solve::Solution& solution, std::size_t nodes,
                                 const std::vector<std::string>& folded);
[[nodiscard]] Json certificate_json(const certify::Certificate& certificate,
                                    const std::vector<std::string>& actor_names,
                                    const std::vector<std::string>& worst_nodes);
/// By actor: the value at the start, and what there is to gain.
[[nodiscard]] Json values_json(const SolvedGame& named, const certify::Certificate& certificate);
/// A list with an entry for each seat of each node.
[[nodiscard]] Json strategies_json(const game::Game& game, const game::Labels& labels, const game::Profile& profile);
/// The policy's key, or null for none.
[[nodiscard]] Json policy_key(const scenario::Scenario& scenario, const std::optional<std::size_t>& policy);
/// A document's text: two spaces a level; what is not UTF-8 is replaced.
[[nodiscard]] std::string text_of(const Json& document);

}  // namespace parley::report
