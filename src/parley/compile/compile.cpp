// SPDX-License-Identifier: Apache-2.0
#include "parley/compile/compile.h"

#include "parley/compile/detail/enumeration.h"

namespace parley::compile {

base::Result<CompiledGame> compile(const scenario::Scenario& scenario, const CompileOptions& options,
                                   const base::RunContext& context) {
  return Enumeration(scenario, options, context).run();
}

}  // namespace parley::compile
