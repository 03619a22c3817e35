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
     "Whether a deal is kept is asked where nothing is private. To see which types would keep it, write a copy of the "
     "file\n"
     "for each, with that type's numbers and moves alone.\n"
     "Wrong:  worth = { by = \"dprk\", resolute = 1.6, flexible = 0.7 }\n"
     "Right:  worth = 1.6          in one file, and worth = 0.7 in another\n"},
    {"E1003", "a deal between those who choose with noise",
     "With a finite `precision` every move is made now and then, breaches among them. A deal is held to best "
     "responses.\n"
     "Wrong:  [actors.us]  precision = 5\n"
     "Right:  leave `precision` out\n"},
    {"E1004", "terms that do not go together",
     "`only_when` excludes every combination of the terms that --term leaves.\n"
     "Wrong:  --term cap=0 --term relief=none     with only_when = \"cap > 0 or relief != none\"\n"
     "Right:  --term cap=0\n"},
    {"E1005", "a file of other deals",
     "With --journal each deal is stored as it is judged, and a later run goes on from there; the file is of one "
     "scenario,\n"
     "with its --set and --bound, and one version of the program.\n"
     "Wrong:  --journal hanoi.deals        after the scenario was changed\n"
     "Right:  another name, or remove the file\n"},
    {"E1006", "a file of judged deals that cannot be written",
     "What was stored stays. Check that the folder exists and has space left, and run the command again.\n"},
};

}  // namespace

std::span<const base::Code> codes() { return kCodes; }

}  // namespace parley::deals
