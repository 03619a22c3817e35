// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/read.h"

#include <utility>

#include "parley/scenario/detail/draft.h"
#include "parley/scenario/detail/overrides.h"
#include "parley/scenario/detail/read_toml.h"
#include "parley/scenario/detail/shape.h"

namespace parley::scenario {

namespace {

void read_all(Draft& draft) {
  read_heading(draft);
  declare_actors(draft);
  declare_variables(draft);
  declare_parameters(draft);
  declare_moves(draft);
  declare_deal(draft);
  read_turns(draft);
  make_symbols(draft);
  read_moves(draft);
  read_deal(draft);
  read_rules(draft);
  read_payoffs(draft);
  read_outcomes(draft);
  read_policies(draft);
  read_sweeps(draft);
  read_correlations(draft);
  read_constraints(draft);
  read_claims(draft);
}

/// A mistake in the words of a `--set` is a mistake of the command line.
base::Diagnostics with_faults(const base::Diagnostics& found, const base::SourcePtr& file) {
  base::Diagnostics all;
  for (base::Diagnostic diagnostic : found.all()) {
    if (diagnostic.source != nullptr && diagnostic.source != file) diagnostic.fault = base::Fault::kUsage;
    all.add(std::move(diagnostic));
  }
  all.sort();
  return all;
}

}  // namespace

base::Result<Scenario> read(const base::SourcePtr& source, const ReadOptions& options) {
  Draft draft;
  TomlTree tree = read_toml(source, draft.found);
  apply_overrides(tree, options.overrides, draft.found);
  check_shape(tree.root, tree.is_whole, draft.found);
  draft.root = &tree.root;
  draft.file = source;
  draft.open = options.open;
  // With statements left out, what depends on them would be reported too: only the shape of the rest is checked.
  if (tree.is_whole) read_all(draft);
  if (!draft.found.has_errors()) warn(draft);
  base::Diagnostics found = with_faults(draft.found, source);
  if (found.has_errors()) return base::failure(std::move(found));
  draft.made.source = source;
  draft.made.warnings = std::move(found);
  return std::move(draft.made);
}

}  // namespace parley::scenario
