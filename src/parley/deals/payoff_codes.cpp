// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/detail/mistakes.h"
#include "parley/deals/payoff_set.h"

namespace parley::deals {

namespace {

constexpr base::Code kCodes[] = {
    {"E1011", "an option of the payoff sets is out of range",
     "The tolerance is a share of the values, greater than 0. Below about 1e-12 rounding is all that is left.\n"},
    {"E1012", "payoff sets of another number of actors",
     "The set of all sustainable payoffs is a polygon, a payoff to each of two actors. With three it would be a body "
     "of\n"
     "many faces, which is another method. Leave all but two actors out, or let chance move in their place:\n"
     "what the third one does must then not depend on what it expects.\n"},
    {"E1013", "payoff sets with private types",
     "Where actors have private types, what is sustained depends on what is believed, and a set would be needed for\n"
     "every belief. Give each actor one type: a prior of 1 for the type in question, as in\n"
     "    parley payoffs case.toml --set actors.us.types.resolute=1\n"},
    {"E1014", "payoff sets with hidden moves",
     "A deviation that nobody sees cannot be punished, and what can be promised after it is another question. Make "
     "the\n"
     "hidden moves public, or solve for an equilibrium with `parley solve`.\n"},
    {"E1015", "payoff sets that take too much memory",
     "Each node has a polygon, and each lottery over nodes a sum of polygons. Allow more with --memory, or make the "
     "game\n"
     "smaller: shorter stocks, fewer variables.\n"},
};

}  // namespace

std::span<const base::Code> payoff_codes() { return kCodes; }

base::Diagnostic mistake(std::string_view code, std::string message, std::string help) {
  return base::mistake(code, std::move(message), std::move(help),
                       code == "E1011" || code == "E1015" ? base::Fault::kUsage : base::Fault::kScenario);
}

}  // namespace parley::deals
