// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/analyze/study.h"

namespace parley::report {

/// The worlds of a sweep as EMA Workbench's load_results() reads them (layout 0.1 of its version 2.5): a gzipped tar
/// archive of experiments.csv, an outcome a file, and metadata.json. A row a world and policy, "no commitment" among
/// these; the inputs, `scenario` (the world), `policy` and `model`. What is not certified has no numbers (nan). The
/// same worlds give the same bytes.
[[nodiscard]] std::string ema_archive(const analyze::Study& study);

}  // namespace parley::report
