// SPDX-License-Identifier: Apache-2.0
#include "parley/compile/compile.h"

#include <fmt/format.h>

#include <algorithm>

#include "parley/compile/detail/enumeration.h"

namespace parley::compile {

namespace {

base::Diagnostic private_types(const scenario::Actor& actor) {
  base::Diagnostic refusal;
  refusal.code = "E0412";
  refusal.message = fmt::format("`{}` has private types, which this version does not solve", actor.key);
  refusal.source = actor.types.front().where.source;
  refusal.span = actor.types.front().where.span;
  refusal.label = "a private type";
  refusal.help = "`parley show` reads such a scenario; to solve it, leave `types` out";
  return refusal;
}

}  // namespace

base::Result<CompiledGame> compile(const scenario::Scenario& scenario, const CompileOptions& options,
                                   const base::RunContext& context) {
  const auto is_private = [](const scenario::Actor& actor) { return !actor.types.empty(); };
  const auto actor = std::find_if(scenario.actors.begin(), scenario.actors.end(), is_private);
  if (actor != scenario.actors.end()) return base::failure(private_types(*actor));
  return Enumeration(scenario, options, context).run();
}

}  // namespace parley::compile
