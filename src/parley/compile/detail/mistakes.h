// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "parley/compile/detail/state.h"
#include "parley/scenario/scenario.h"

namespace parley::compile::detail {

/// Mistakes that show only in some state. Each is told once a place, with the first state that has it.
class Mistakes {
 public:
  Mistakes(const scenario::Scenario& scenario, const Layout& layout) : scenario_(scenario), layout_(layout) {}

  /// `types` goes on after the state.
  void not_finite(const expr::Expression& formula, const State& state, std::string_view types, double value);
  void bad_chance(const expr::Expression& formula, const State& state, double value);
  void leaves_range(const scenario::Effect& effect, const State& state, double value);
  void endless_value(const scenario::Actor& actor, const scenario::Where& where, std::string_view what);

  [[nodiscard]] bool any() const { return !told_.empty(); }
  [[nodiscard]] base::Diagnostics diagnostics() const;

 private:
  void tell(std::string_view code, const base::SourcePtr& source, base::Span span, std::string message,
            std::string label, std::string help);
  [[nodiscard]] std::string state_text(const State& state) const;

  const scenario::Scenario& scenario_;
  const Layout& layout_;
  std::map<std::pair<std::string, std::size_t>, base::Diagnostic> told_;
};

}  // namespace parley::compile::detail
