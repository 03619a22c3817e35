// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/report/equilibria.h"

namespace parley::report {

// The JSON records of a list of equilibria, each on a line of its own.
[[nodiscard]] std::string head_record(const ListedGame& listed, const Provenance& provenance);
[[nodiscard]] std::string equilibrium_record(const ListedGame& listed, const solve::FoundEquilibrium& found,
                                             const certify::Certificate& certificate);
/// Two: whether the list is complete, and the status.
[[nodiscard]] std::string end_records(const ListedGame& listed, const solve::Enumeration& enumeration,
                                      const Status& status);

}  // namespace parley::report
