// SPDX-License-Identifier: Apache-2.0
#include "parley/base/check.h"

#include <fmt/format.h>

#include <string_view>

namespace parley::base {

void fail_check(const char* condition, const char* file, int line) {
  std::string_view path(file);
  if (const auto at = path.rfind("parley/"); at != std::string_view::npos) path.remove_prefix(at);
  throw LogicError(fmt::format("{}:{}: this should hold and does not: {}", path, line, condition));
}

}  // namespace parley::base
