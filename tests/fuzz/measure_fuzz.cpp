// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include "parley/base/diagnostics_text.h"
#include "parley/scenario/measures.h"
#include "parley/scenario/read.h"

namespace {

constexpr const char* kScenario = R"TOML(
title = "Measured"
start = 2019-05-09
step = "quarter"
[actors.west]
patience = 0.9
[state]
troops = { range = [0, 4], start = 2 }
mood = { levels = ["calm", "tense", "all out"], start = "calm" }
[moves.west.leave]
concession = true
then = ["troops = 0"]
[outcomes.left]
when = "troops == 0"
[policies.firm]
actor = "west"
never = ["leave"]
)TOML";

}  // namespace

/// Any bytes are a measure or are explained; a measure has one way to be written, which reads as the same one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace scenario = parley::scenario;
  static const auto made = scenario::read(std::make_shared<const parley::base::Source>("fuzz.toml", kScenario), {});
  if (!made) throw std::runtime_error("the scenario of the fuzzer is wrong");
  const auto measure = scenario::read_measure(*made, std::string(data, data + size));
  if (!measure) {
    if (parley::base::render(measure.error(), false).empty()) __builtin_trap();
    return 0;
  }
  const auto again = scenario::read_measure(*made, measure->text);
  if (!again || again->text != measure->text || again->step != measure->step) __builtin_trap();
  return 0;
}
