// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/run/choice.h"
#include "parley/scenario/scenario.h"

namespace parley::report {

/// "sender rational"; the actor's key alone where it has one type.
[[nodiscard]] std::string type_name(const scenario::Scenario& scenario, scenario::ActorId actor,
                                    const std::string& type);
/// "0.33", or "0.33 +- 0.002" where a standard error changes the figures shown.
[[nodiscard]] std::string with_error(const run::Estimate& estimate);
/// The same with its sign.
[[nodiscard]] std::string change_text(const run::Estimate& estimate);
/// "cost -0.1, move yield 0.43": the terms that are not nothing, the weightiest first.
[[nodiscard]] std::string terms_text(const std::vector<run::TermValue>& terms);
/// "pooling", "separating", "semi-separating (mixing)"; empty for an actor with one type.
[[nodiscard]] std::string telling_text(const std::string& telling);
/// What a move tells: "0.05 of it for what it reveals (taken for rational with 0.69, before 0.7)"; empty where nothing
/// about its actor is private.
[[nodiscard]] std::string reveals_text(const run::StartChoice& choice, const run::MoveChoice& move);

/// Values by type and payoff term, what being taken for another type would change, and what knowing the others' would.
[[nodiscard]] std::string worth_text(const scenario::Scenario& scenario, const run::Worth& worth, std::size_t width);

}  // namespace parley::report
