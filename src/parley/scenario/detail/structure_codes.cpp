// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/codes.h"

namespace parley::scenario {

namespace {

constexpr base::Code kCodes[] = {
    {"E0101", "the file is not TOML",
     "A scenario is a TOML file: KEY = VALUE lines, [sections], text in quotes, lists in [ ], tables in { } on one "
     "line.\n"
     "While a line cannot be read, only the shape of the rest of the file is checked.\n"
     "Wrong:  step = quarter\n"
     "Right:  step = \"quarter\"\n"},
    {"E0102", "a key is given twice",
     "A key stands once in its table, and a section once in the file; otherwise it would not be clear which one "
     "counts.\n"
     "Wrong:  cost = 0.4\n"
     "        cost = 0.6\n"
     "Right:  cost = 0.6\n"},
    {"E0103", "a word that is not one of those allowed",
     "Some keys take one of a few words: `step`, `turns`, `edge`.\n"
     "Wrong:  step = \"quarterly\"\n"
     "Right:  step = \"quarter\"\n"},
    {"E0104", "unknown key",
     "The language has no such key at this place. It is refused, not ignored: a misspelt key would silently change the "
     "model.\n"
     "Keys of the top level stand above the first [section]; below it they would belong to the section.\n"
     "Wrong:  [moves.us.ease]  whne = \"troops > 0\"\n"
     "Right:  [moves.us.ease]  when = \"troops > 0\"\n"},
    {"E0105", "a required key is missing",
     "A file needs `title`, `start`, `step` and at least one actor; an actor its `patience`; a variable its `start`; "
     "and so on.\n"
     "Wrong:  [actors.us]\n"
     "Right:  [actors.us]\n"
     "        patience = { value = 0.9, source = \"assumed\" }\n"},
    {"E0106", "a value of the wrong kind",
     "The key takes a value of another kind: text, a number, true or false, a date, a list or a table.\n"
     "Wrong:  patience = \"0.9\"\n"
     "Right:  patience = 0.9\n"},
    {"E0107", "not part of this version of the language",
     "Hidden variables and history are planned. Until they exist they are refused, because a model that ignored them\n"
     "would be another model.\n"
     "Wrong:  [[history]]  event = \"dprk.test\"\n"
     "Right:  leave it out\n"},
    {"E0108", "a key that cannot be a name",
     "Names stand in formulas: letters, digits and `_`, a letter first.\n"
     "Wrong:  [actors.north-korea]\n"
     "Right:  [actors.north_korea]\n"},
    {"E0109", "the file is not a text that can be read",
     "A scenario is UTF-8 text of at most a million bytes, without zero bytes, whose keys have a few parts.\n"
     "Save the file as UTF-8, and check that it is the right one.\n"},
    {"E0110", "a date that does not exist",
     "Dates are written as year, month and day, and must be in the calendar; there are no times of day.\n"
     "Wrong:  start = 2019-02-30\n"
     "Right:  start = 2019-02-28\n"},
    {"E0111", "--set names a key that is not there",
     "`--set` changes what the file has, or adds a key of the language; it cannot add parameters, variables or "
     "actors.\n"
     "Wrong:  --set parameters.csot=0.6\n"
     "Right:  --set parameters.cost=0.6\n"},
    {"E0112", "--set without a key or a value",
     "`--set` takes a path of keys with dots, `=`, and a TOML value; what is not TOML is taken as text.\n"
     "Wrong:  --set cost\n"
     "Right:  --set parameters.cost=0.6\n"},
};

}  // namespace

std::span<const base::Code> structure_codes() { return kCodes; }

}  // namespace parley::scenario
