// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>

#include "parley/base/diagnostics.h"

namespace parley::base {

/// A value, or every mistake that kept it from being made.
template <class T>
using Result = tl::expected<T, Diagnostics>;

/// `return failure(diagnostics);` in a function that gives a Result.
inline tl::unexpected<Diagnostics> failure(Diagnostics diagnostics) {
  return tl::unexpected<Diagnostics>(std::move(diagnostics));
}
inline tl::unexpected<Diagnostics> failure(Diagnostic diagnostic) {
  return failure(Diagnostics(std::move(diagnostic)));
}

}  // namespace parley::base
