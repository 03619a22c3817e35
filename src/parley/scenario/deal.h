// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parley/expr/expression.h"
#include "parley/scenario/actor.h"
#include "parley/scenario/effect.h"
#include "parley/scenario/quantity.h"
#include "parley/scenario/slots.h"

namespace parley::scenario {

struct Scenario;

/// What the parties choose together when they sign. Formulas see it as a number, or as one of a list of words.
struct Term {
  std::string key;
  std::string says;
  std::string unit;
  ParameterId parameter;            ///< what formulas read
  std::vector<std::string> words;   ///< empty: a number
  std::vector<std::string> levels;  ///< of a term of words: what formulas know them as, lowest first
  std::vector<double> values;       ///< the choices, in the term's own unit; of words their 0-based places in `levels`
  Where where;
};

/// What a party has promised not to do while the deal is in force.
struct Breach {
  std::string says;
  ActorId actor;
  std::optional<ActionId> action;           ///< none: to wait where something could be done
  std::optional<expr::Expression> when;     ///< asked in the state in which the move is made
  std::vector<Pay> pays;                    ///< once, when the move is made
  std::optional<expr::Expression> noticed;  ///< the chance that it raises an alarm; else the deal's own
  Where where;
};

/// Where a deal stands, as the levels of the state variable `deal`.
enum class DealStatus : std::uint8_t { kNone, kInForce, kSuspended, kOver };

/// An agreement that can be signed at the start. Its rules and payoffs stand among the scenario's own and act only
/// while it is in force.
struct Deal {
  std::string says;
  std::vector<ActorId> parties;  ///< each can refuse
  std::vector<Term> terms;
  std::optional<expr::Expression> only_when;  ///< boolean, over the terms and parameters: which of them go together
  std::vector<Effect> on_signing;
  std::vector<Breach> breaches;
  std::optional<expr::Expression> noticed;      ///< a chance: that a breach raises an alarm; none: 1
  std::optional<expr::Expression> false_alarm;  ///< a chance a step: of an alarm without a breach; none: 0
  std::vector<Effect> on_alarm;
  std::vector<Effect> on_resuming;             ///< when a suspension ends
  std::optional<expr::Expression> suspension;  ///< steps after an alarm, over the terms; none: it is over for good
  std::optional<expr::Expression> lasts;       ///< steps in which it is in force or suspended, over the terms
  std::optional<expr::Expression> ends_when;   ///< boolean, over the state: it is over without an alarm
  VariableId status;                           ///< of the state variable `deal`
  std::optional<VariableId> suspended_left;    ///< `deal_suspended`: steps left of a suspension
  std::optional<VariableId> age;               ///< `deal_age`: steps since it was signed
  Where where;
};

/// How many combinations of terms there are, as written: the product of their choices. Infinite if it overflows.
[[nodiscard]] double combinations(const Deal& deal);

/// The choice of each term in a combination: mixed radix, the last term fastest.
[[nodiscard]] std::vector<std::size_t> combination(const Deal& deal, std::size_t index);

/// The scenario with these terms: one choice a term.
void set_terms(Scenario& scenario, const std::vector<std::size_t>& choices);

/// Whether the terms that are set go together, as `only_when` has it.
[[nodiscard]] bool terms_go_together(const Scenario& scenario);

/// "partial", "20 warheads".
[[nodiscard]] std::string choice_text(const Term& term, std::size_t choice);

}  // namespace parley::scenario
