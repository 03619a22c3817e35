// SPDX-License-Identifier: Apache-2.0
#include "parley/compile/legend.h"

#include <fmt/format.h>

#include "parley/compile/detail/move_code.h"

namespace parley::compile {

MoveName Legend::move(game::MoveId move) const { return detail::decode_move(moves_[move.value()]); }

std::string Legend::text(MoveName name) const {
  if (!name.action) return "wait";
  const scenario::Action& action = scenario_->actions[name.action->value()];
  if (action.argument.empty()) return action.key;
  return fmt::format("{}({:.10g})", action.key, action.argument_values[name.argument]);
}

std::string Legend::move_text(game::MoveId id) const { return text(move(id)); }

bool Legend::is_in_force(game::NodeId node) const {
  return scenario_->deal &&
         value(node, scenario_->deal->status) == static_cast<std::size_t>(scenario::DealStatus::kInForce);
}

const std::string& Legend::type_text(game::TypeId id) const {
  const TypeName name = type(id);
  const scenario::Actor& actor = scenario_->actors[name.actor.value()];
  return actor.types.empty() ? actor.key : actor.types[name.type.value()].key;
}

bool Legend::is_concession(game::MoveId id) const {
  const MoveName name = move(id);
  return name.action && scenario_->actions[name.action->value()].concession;
}

std::string value_text(const scenario::Variable& variable, std::size_t index) {
  return variable.is_numeric() ? fmt::format("{:.10g}", variable.value(index)) : variable.levels[index];
}

std::string Legend::state_text(game::NodeId node) const {
  std::string text;
  for (std::size_t v = 0; v < scenario_->variables.size(); ++v) {
    const scenario::Variable& variable = scenario_->variables[v];
    const std::size_t index = value(node, scenario::VariableId(v));
    if (variable.of_deal && index == 0) continue;
    if (!text.empty()) text += ", ";
    text += variable.key + " " + value_text(variable, index);
  }
  return text;
}

std::string Legend::node_text(const game::Game& game, game::NodeId node) const {
  std::string text = state_text(node);
  if (!step_.empty()) text += fmt::format("; step {}", step(node));
  const MoveName seen = seen_.empty() ? MoveName{} : detail::decode_move(seen_[node.value()]);
  if (seen.action) {
    const scenario::Actor& actor = scenario_->actors[scenario_->actions[seen.action->value()].actor.value()];
    text += fmt::format("; after {}.{}", actor.key, this->text(seen));
  }
  switch (phase(node)) {
    case Phase::kDraw:
      break;
    case Phase::kTurn: {
      std::string movers;
      for (const game::SeatId seat : game.seats_of(node)) {
        if (!movers.empty()) movers += " and ";
        movers += scenario_->actors[game.actor(seat).value()].key;
      }
      if (!movers.empty()) text += "; " + movers + " to move";
      break;
    }
    case Phase::kSettle:
      text += "; end of the step";
      break;
    case Phase::kEnded:
      text += "; over";
      break;
    case Phase::kHorizon:
      text += "; horizon";
      break;
    case Phase::kExit:
      text += "; after the deal";
      break;
  }
  return text;
}

}  // namespace parley::compile
