// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "parley/expr/expression.h"

namespace parley::expr {

/// One mistake of a formula before it is tied to a file. `span` is in the formula's text.
struct Mistake {
  std::string_view code;
  base::Span span;
  std::string message;
  std::string label = {};
  std::string help = {};
  std::string suggestion = {};
};

/// The mistakes of one formula, turned into diagnostics at their places in the file.
class Mistakes {
 public:
  explicit Mistakes(const Written& written) : written_(written) {}

  void add(Mistake mistake) {
    base::Diagnostic diagnostic;
    diagnostic.code = mistake.code;
    diagnostic.message = std::move(mistake.message);
    diagnostic.source = written_.source;
    diagnostic.span = written_.span(mistake.span);
    diagnostic.label = std::move(mistake.label);
    diagnostic.suggestion = std::move(mistake.suggestion);
    diagnostic.help = std::move(mistake.help);
    found_.add(std::move(diagnostic));
  }
  [[nodiscard]] bool any() const { return !found_.empty(); }
  [[nodiscard]] const base::Diagnostics& found() const { return found_; }
  [[nodiscard]] const Written& written() const { return written_; }

 private:
  const Written& written_;
  base::Diagnostics found_;
};

}  // namespace parley::expr
