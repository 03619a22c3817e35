// SPDX-License-Identifier: Apache-2.0
#include "parley/base/check.h"
#include "parley/report/report.h"

// The page's template, embedded at build time.
extern "C" const char parley_page_begin[];
extern "C" const char parley_page_end[];

namespace parley::report {

std::string answer_page(const std::string& json) {
  const std::string_view page(parley_page_begin, static_cast<std::size_t>(parley_page_end - parley_page_begin));
  constexpr std::string_view kToken = "<!--PARLEY_ANSWER-->";
  const std::size_t at = page.find(kToken);
  PARLEY_CHECK(at != std::string_view::npos);

  std::string out(page.substr(0, at));
  out += R"(<script type="application/json" id="parley-answer">)";
  // No text of a scenario may end the script element: in JSON, "<" only stands in strings, where \u003c is the same.
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  out += "</script>";
  out += page.substr(at + kToken.size());
  return out;
}

}  // namespace parley::report
