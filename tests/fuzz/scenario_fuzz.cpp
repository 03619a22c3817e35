// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "parley/base/diagnostics_text.h"
#include "parley/scenario/read.h"

/// Any bytes are a scenario or are explained: reading never throws, never crashes, never hangs. A first line
/// "# --set a=b" is an override, so that those are tried too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace base = parley::base;
  namespace scenario = parley::scenario;
  const std::string text(data, data + size);
  scenario::ReadOptions options;
  constexpr std::string_view kSet = "# --set ";
  if (text.starts_with(kSet)) options.overrides.push_back(text.substr(kSet.size(), text.find('\n') - kSet.size()));
  const auto source = std::make_shared<const base::Source>("fuzz.toml", text);
  const base::Result<scenario::Scenario> made = scenario::read(source, options);
  const std::string explained = base::render(made ? made->warnings : made.error(), false);
  if (!made && explained.empty()) __builtin_trap();
  return 0;
}
