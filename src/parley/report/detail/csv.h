// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace parley::report {

/// A text as a field of CSV, in quotes where it needs them [Shafranovich2005].
[[nodiscard]] std::string csv_field(const std::string& text);

}  // namespace parley::report
