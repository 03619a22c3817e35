// SPDX-License-Identifier: Apache-2.0
#include "parley/compile/detail/mistakes.h"

#include <fmt/format.h>

namespace parley::compile::detail {

std::string Mistakes::state_text(const State& state) const {
  std::string text;
  for (std::size_t v = 0; v < scenario_.variables.size(); ++v) {
    const scenario::Variable& variable = scenario_.variables[v];
    if (!text.empty()) text += ", ";
    text += variable.key + " " + value_text(variable, layout_.get(state, scenario::VariableId(v)));
  }
  return text;
}

void Mistakes::tell(std::string_view code, const base::SourcePtr& source, base::Span span, std::string message,
                    std::string label, std::string help) {
  const auto key = std::pair(std::string(code) + (source ? source->name() : ""), span.begin);
  if (told_.contains(key)) return;
  base::Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostic.source = source;
  diagnostic.span = span;
  diagnostic.label = std::move(label);
  diagnostic.help = std::move(help);
  told_.emplace(key, std::move(diagnostic));
}

void Mistakes::not_finite(const expr::Expression& formula, const State& state, std::string_view types, double value) {
  tell("E0404", formula.source(), formula.span(), fmt::format("this formula has no finite value ({})", value),
       fmt::format("in the state {}{}", state_text(state), types),
       "guard the formula with if(…) where it is undefined, or bound its inputs");
}

void Mistakes::bad_chance(const expr::Expression& formula, const State& state, double value) {
  tell("E0403", formula.source(), formula.span(), fmt::format("a chance of {:.6g} is not between 0 and 1", value),
       "in the state " + state_text(state), "keep the chance within 0 and 1, for instance with min(1, …) or max(0, …)");
}

void Mistakes::leaves_range(const scenario::Effect& effect, const State& state, double value) {
  const scenario::Variable& variable = scenario_.variables[effect.variable.value()];
  const std::string low = value_text(variable, 0);
  const std::string high = value_text(variable, variable.size - 1);
  const std::string to = variable.is_numeric() ? fmt::format("{:.10g}", value) : fmt::format("level {:.10g}", value);
  tell("E0402", effect.value.source(), effect.value.span(),
       fmt::format("{} would leave its range {} to {}: it would become {}", variable.key, low, high, to),
       "in the state " + state_text(state),
       fmt::format("guard the move or rule, widen the range of {}, or say `edge = \"clamp\"` if it should stay at its "
                   "edge",
                   variable.key));
}

void Mistakes::endless_value(const scenario::Actor& actor, const scenario::Where& where, std::string_view what) {
  tell("E0405", where.source, where.span,
       fmt::format("{} pays {} for ever, and {} does not discount", what, actor.key, actor.key), "",
       fmt::format("give {} a patience below 1, or pay a lump instead", actor.key));
}

base::Diagnostics Mistakes::diagnostics() const {
  base::Diagnostics all;
  for (const auto& [key, diagnostic] : told_) all.add(diagnostic);
  all.sort();
  return all;
}

}  // namespace parley::compile::detail
