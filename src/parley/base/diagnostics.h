// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/source.h"

namespace parley::base {

enum class Severity : std::uint8_t { kError, kWarning };

/// Which exit code of the command line a mistake leads to.
enum class Fault : std::uint8_t { kScenario, kUsage, kFile };

/// One kind of mistake an author can make. Tables of these stand in the folder that finds the mistake.
struct Code {
  std::string_view id;           ///< stable, as in "E0203"; W for warnings
  std::string_view title;        ///< a short sentence, without the names of the case at hand
  std::string_view explanation;  ///< what it means, why it is refused, and an example put right
};

/// A second place that helps to understand the first.
struct Note {
  SourcePtr source;
  Span span;
  std::string text;
};

/// One mistake: what, where, and what to do.
struct Diagnostic {
  std::string code;
  Severity severity = Severity::kError;
  Fault fault = Fault::kScenario;
  std::string message;
  SourcePtr source;        ///< null where no text is to blame
  Span span;               ///< in `source`
  std::string label;       ///< stands beside the caret; may be empty
  std::string suggestion;  ///< the nearest valid name, or empty
  std::string help;        ///< the remedy, in the imperative
  std::vector<Note> notes;
};

/// A mistake that no place in a text is to blame for.
[[nodiscard]] Diagnostic mistake(std::string_view code, std::string message, std::string help,
                                 Fault fault = Fault::kScenario);

/// Every mistake found, in the order of finding. Nothing stops at the first.
class Diagnostics {
 public:
  Diagnostics() = default;
  explicit Diagnostics(Diagnostic diagnostic) { add(std::move(diagnostic)); }

  void add(Diagnostic diagnostic) { all_.push_back(std::move(diagnostic)); }
  void append(const Diagnostics& others) { all_.insert(all_.end(), others.all_.begin(), others.all_.end()); }
  [[nodiscard]] std::span<const Diagnostic> all() const { return all_; }
  [[nodiscard]] bool empty() const { return all_.empty(); }
  [[nodiscard]] bool has_errors() const;
  /// Errors first, then warnings, each in the order of their places.
  void sort();

 private:
  std::vector<Diagnostic> all_;
};

/// The candidate nearest to a misspelt name by edit distance (swaps count one), or empty if none is near.
[[nodiscard]] std::string nearest_name(std::string_view misspelt, std::span<const std::string> candidates);

}  // namespace parley::base
