// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace parley::base {

/// Calls `body(k)` once for each k in [0, count), on at most `threads` threads, in no order.
/// A body writes only to places of its own k, so that the result does not depend on the threads.
/// The first exception by k is thrown again here.
void parallel_for(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& body);

}  // namespace parley::base
