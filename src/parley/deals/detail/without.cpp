// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "parley/certify/certify.h"
#include "parley/deals/detail/judge.h"

namespace parley::deals {

std::vector<compile::Beginning> exits_of(const compile::CompiledGame& compiled) {
  std::vector<compile::Beginning> exits;
  for (const game::NodeId node : compiled.game.all_nodes())
    if (compiled.legend.phase(node) == compile::Phase::kExit)
      exits.push_back({compiled.legend.packed(node), static_cast<std::uint32_t>(compiled.legend.step(node))});
  std::sort(exits.begin(), exits.end());
  return exits;
}

base::Result<compile::CompiledGame> signed_game(const scenario::Scenario& scenario, const DealOptions& options,
                                                const base::RunContext& context) {
  compile::CompileOptions compile_options;
  compile_options.is_signed = true;
  compile_options.most_bytes = options.most_bytes;
  compile_options.warn = false;
  return compile::compile(scenario, compile_options, context);
}

base::Result<Without> solve_without(const scenario::Scenario& scenario, const std::vector<compile::Beginning>& exits,
                                    const DealOptions& options, const base::RunContext& context) {
  compile::CompileOptions compile_options;
  compile_options.also = exits;
  compile_options.most_bytes = options.most_bytes;
  compile_options.warn = false;
  const auto compiled = compile::compile(scenario, compile_options, context);
  if (!compiled) return base::failure(compiled.error());
  const game::Game& game = compiled->game;
  const auto solution = solve::solve(game, options.solve, context);
  if (!solution) return base::failure(solution.error());
  const auto certificate =
      certify::certify(game, solution->profile, {.bound = options.bound, .precision = {}}, context);
  if (!certificate) return base::failure(certificate.error());

  Without without;
  without.share = certificate->largest_share;
  without.holds = solution->is_usable() && certificate->holds;
  if (!solution->is_usable()) without.reason = solution->message;
  const auto values_at = [&](game::NodeId node) {
    std::vector<double> values;
    for (const game::ActorId actor : game.all_actors()) values.push_back(solution->values(node, actor));
    return values;
  };
  for (const game::ActorId actor : game.all_actors()) without.range.push_back(game.payoff_range(actor));
  for (const auto& leads : compiled->starts) without.start.push_back(values_at(game.start_nodes()[leads[0].first]));
  without.start_probability = compiled->start_probability;
  for (std::size_t k = 0; k < exits.size(); ++k) without.from.emplace(exits[k], values_at(compiled->also[k]));
  return without;
}

}  // namespace parley::deals
