// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parley/scenario/scenario.h"

namespace parley::scenario {

/// One mistake of a file; a warning if its code begins with W.
struct Mistake {
  std::string_view code;
  Where where;
  std::string message;
  std::string label = {};
  std::string help = {};
  std::string suggestion = {};
  std::vector<base::Note> notes = {};
};

void add(base::Diagnostics& found, Mistake mistake);

}  // namespace parley::scenario
