// SPDX-License-Identifier: Apache-2.0
#include "parley/base/diagnostics_text.h"

#include <gtest/gtest.h>

namespace parley::base {
namespace {

Diagnostics one(const std::string& text, Span span) {
  Diagnostic made;
  made.code = "E0001";
  made.message = "something is wrong";
  made.source = std::make_shared<const Source>("a.toml", text);
  made.span = span;
  made.label = "here";
  made.suggestion = "right";
  made.help = "put it right";
  return Diagnostics(made);
}

TEST(DiagnosticsText, ShowsLineCaretSuggestionAndHelp) {
  EXPECT_EQ(render(one("a = 1\nb = wrong\n", {10, 15}), false),
            "error[E0001]: something is wrong\n"
            " --> a.toml:2:5\n"
            "  |\n"
            "2 | b = wrong\n"
            "  |     ^^^^^ here\n"
            "  = did you mean `right`?\n"
            "  = help: put it right\n"
            "\n"
            "1 error\n");
}

TEST(DiagnosticsText, AlignsTabsAndCharactersOfSeveralBytes) {
  const std::string text = "\t\xC3\xA9\xE2\x82\xAC = x";  // tab é € = x
  EXPECT_NE(render(one(text, {9, 10}), false).find("1 |     \xC3\xA9\xE2\x82\xAC = x\n  |          ^ here\n"),
            std::string::npos);
}

TEST(DiagnosticsText, MarksAnEmptySpanAtTheEndOfTheFile) {
  EXPECT_NE(render(one("a = 1\n", {6, 6}), false).find("2 |\n  | ^ here\n"), std::string::npos);
  EXPECT_NE(render(one("a =", {3, 3}), false).find("1 | a =\n  |    ^ here\n"), std::string::npos);
  EXPECT_NE(render(one("", {0, 0}), false).find("1 |\n  | ^ here\n"), std::string::npos);
}

TEST(DiagnosticsText, CutsLongLinesAroundTheCaret) {
  const std::string text = std::string(500, 'x') + "here" + std::string(500, 'y');
  const std::string shown = render(one(text, {500, 504}), false);
  for (std::size_t begin = 0; begin < shown.size();) {
    const std::size_t end = shown.find('\n', begin);
    EXPECT_LT(end - begin, 130u);
    begin = end + 1;
  }
  EXPECT_NE(shown.find("xhereyy"), std::string::npos);
  EXPECT_NE(shown.find(std::string(41, ' ') + " ^^^^ here"), std::string::npos);
}

TEST(DiagnosticsText, ReplacesWhatATerminalMustNotBeGiven) {
  const std::string shown = render(one("a\x1b[31m\xFF = 1", {0, 1}), false);
  EXPECT_EQ(shown.find('\x1b'), std::string::npos);
  EXPECT_EQ(shown.find('\xFF'), std::string::npos);
}

TEST(DiagnosticsText, CountsErrorsAndWarnings) {
  Diagnostics found = one("a", {0, 1});
  Diagnostic warning = found.all()[0];
  warning.severity = Severity::kWarning;
  warning.code = "W0001";
  found.add(warning);
  found.add(warning);
  const std::string shown = render(found, false);
  EXPECT_NE(shown.find("warning[W0001]"), std::string::npos);
  EXPECT_TRUE(shown.ends_with("1 error and 2 warnings\n"));
  EXPECT_EQ(render({}, false), "");
}

}  // namespace
}  // namespace parley::base
