// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace parley::base {

/// A mistake of ours, never of the user: the program says so and exits 70.
class LogicError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void fail_check(const char* condition, const char* file, int line);

}  // namespace parley::base

/// Throws LogicError unless the condition holds; in every build.
#define PARLEY_CHECK(condition) \
  (static_cast<bool>(condition) ? void(0) : ::parley::base::fail_check(#condition, __FILE__, __LINE__))

/// PARLEY_CHECK in debug builds, nothing in others: for hot loops.
#ifdef NDEBUG
#define PARLEY_ENSURE(condition) void(0)
#else
#define PARLEY_ENSURE(condition) PARLEY_CHECK(condition)
#endif
