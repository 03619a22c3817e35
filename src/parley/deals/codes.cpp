// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/deals.h"

namespace parley::deals {

namespace {

constexpr base::Code kCodes[] = {
    {"E1001", "no deal to look for",
     "`parley deals` looks through the terms of the scenario's [deal]: who must agree, what they choose, what breaks "
     "it.\n"
     "Wrong:  parley deals chicken.toml        without a section [deal]\n"
     "Right:  [deal]  parties = [\"us\", \"dprk\"]  …\n"},
    {"E1002", "a deal between those who hide something",
     "Whether a deal is kept is asked where nothing is private. Make each actor's type certain, one after the other, "
     "to\n"
     "see which types would keep it.\n"
     "Wrong:  parley deals standoff.toml       with types = { hard = 0.3, soft = 0.7 }\n"
     "Right:  parley deals standoff.toml --set actors.dprk.types.hard=1\n"},
    {"E1003", "a deal between those who choose with noise",
     "With a finite `precision` every move is made now and then, breaches among them. A deal is held to best "
     "responses.\n"
     "Wrong:  [actors.us]  precision = 5\n"
     "Right:  leave `precision` out\n"},
    {"E1004", "terms that do not go together",
     "`only_when` excludes every combination of the terms that --term leaves.\n"
     "Wrong:  --term cap=0 --term relief=none     with only_when = \"cap > 0 or relief != none\"\n"
     "Right:  --term cap=0\n"},
};

}  // namespace

std::span<const base::Code> codes() { return kCodes; }

}  // namespace parley::deals
