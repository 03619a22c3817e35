// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

#include "parley/report/report.h"
#include "parley/scenario/read.h"

namespace parley::report {
namespace {

using testing::HasSubstr;

/// The guide's example whose title begins so, shown in lines that never break.
std::string shown(const std::string& title) {
  constexpr std::size_t kWide = 10000;
  std::stringstream text;
  text << std::ifstream(PARLEY_SOURCE_DIR "/docs/guide/language.md").rdbuf();
  const std::string page = text.str();
  const std::size_t begin = page.find("```toml\ntitle = \"" + title) + 8;
  const std::string file = page.substr(begin, page.find("```\n", begin) - begin);
  const auto scenario = scenario::read(std::make_shared<const base::Source>("guide.toml", file), {});
  if (!scenario) throw std::runtime_error(scenario.error().all()[0].message);
  return model_text(*scenario, kWide);
}

TEST(ModelText, SaysWhatHappensInSentences) {
  const std::string text = shown("Two sides at a river");
  EXPECT_THAT(text, HasSubstr("  withdraw [a concession]: Always open. Then status becomes east left.\n"));
  EXPECT_THAT(text, HasSubstr("  Troops go home in winter. At the end of each step, when troops > 0: with a chance of "
                              "0.1, troops falls by 1.\n"));
  EXPECT_THAT(text, HasSubstr("  firm (East): never withdraw. East never withdraws.\n"));
  EXPECT_THAT(text, HasSubstr("  cost = 0.4 per year, between 0.1 and 1, used as 0.1 per quarter. Cost of staying. "
                              "Source: assumed.\n"));
}

TEST(ModelText, SaysWhoKnowsWhat) {
  const std::string text = shown("Who blinks first");
  EXPECT_THAT(text, HasSubstr("Before the first step one of these types is drawn, and it alone knows which:\n"
                              "    resolute: prior 0.4, between 0.2 and 0.6. Would rather suffer than disarm. Source: "
                              "assumed.\n    flexible: prior 0.6. Source: assumed.\n"));
  EXPECT_THAT(text, HasSubstr("  disarm [a concession]: Always open to the type flexible alone. Then status becomes "
                              "disarmed. dprk gets -worth at once.\n"));
  EXPECT_THAT(text, HasSubstr("  build [hidden: the others see only what it changes]: Go on building in secret. Always "
                              "open. Then with a chance of 0.1, status becomes exposed. dprk gets worth / 10 at "
                              "once.\n"));
  EXPECT_THAT(text, HasSubstr("  worth if dprk is resolute = 1.6, between 1 and 2. Source: assumed.\n"));
}

}  // namespace
}  // namespace parley::report
