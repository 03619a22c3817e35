// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "parley/base/diagnostics_text.h"
#include "parley/scenario/read.h"

namespace parley::scenario {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = PARLEY_SOURCE_DIR;
const fs::path kGoldens = kSource / "tests" / "golden";

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A first line "# --set a=b" is an override.
ReadOptions options_of(const std::string& text) {
  constexpr std::string_view kSet = "# --set ";
  if (!text.starts_with(kSet)) return {};
  return {{text.substr(kSet.size(), text.find('\n') - kSet.size())}};
}

std::string reported(const fs::path& scenario) {
  const std::string text = text_of(scenario);
  const auto source = std::make_shared<const base::Source>(scenario.filename().string(), text);
  const base::Result<Scenario> made = read(source, options_of(text));
  return base::render(made ? made->warnings : made.error(), false);
}

std::vector<fs::path> golden_scenarios() {
  std::vector<fs::path> all;
  for (const auto& entry : fs::directory_iterator(kGoldens / "diagnostics"))
    if (entry.path().extension() == ".toml") all.push_back(entry.path());
  std::sort(all.begin(), all.end());
  return all;
}

TEST(Goldens, EveryDiagnosticIsAsRecorded) {
  for (const fs::path& scenario : golden_scenarios()) {
    const std::string actual = reported(scenario);
    const fs::path expected = fs::path(scenario).replace_extension(".expected");
    const fs::path got = "golden_actual" / expected.lexically_relative(kGoldens);
    const bool is_same = fs::exists(expected) && text_of(expected) == actual;
    EXPECT_TRUE(is_same) << expected.filename() << "\n" << actual;
    fs::remove(got);
    if (is_same) continue;
    fs::create_directories(got.parent_path());
    std::ofstream(got, std::ios::binary) << actual;
  }
}

TEST(Goldens, EachReportsTheCodeOfItsName) {
  for (const fs::path& scenario : golden_scenarios()) {
    const std::string code = scenario.filename().string().substr(0, 5);
    EXPECT_NE(reported(scenario).find("[" + code + "]"), std::string::npos) << scenario;
  }
}

std::set<std::string> documented_codes() {
  std::set<std::string> all;
  for (const base::Code& code : codes()) EXPECT_TRUE(all.emplace(code.id).second) << code.id << " stands twice";
  for (const base::Code& code : expr::codes()) EXPECT_TRUE(all.emplace(code.id).second) << code.id << " stands twice";
  return all;
}

TEST(Goldens, EveryCodeHasOne) {
  std::set<std::string> shown;
  for (const fs::path& scenario : golden_scenarios()) shown.insert(scenario.filename().string().substr(0, 5));
  EXPECT_EQ(shown, documented_codes());
}

TEST(Goldens, EveryCodeOfTheSourcesIsExplained) {
  std::set<std::string> used;
  // Usage mistakes, E09.., are not about a file: the program explains them.
  const std::regex code("\"([EW]0[0-8][0-9]{2})\"");
  for (const char* const folder : {"expr", "scenario"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kSource / "src" / "parley" / folder)) {
      const std::string name = entry.path().filename().string();
      if (name.ends_with("codes.cpp") || name.ends_with("_test.cpp") || entry.path().extension() != ".cpp") continue;
      const std::string text = text_of(entry.path());
      for (std::sregex_iterator it(text.begin(), text.end(), code), end; it != end; ++it) used.insert((*it)[1]);
    }
  }
  EXPECT_EQ(used, documented_codes());
}

}  // namespace
}  // namespace parley::scenario
