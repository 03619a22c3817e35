// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/game/game.h"
#include "parley/scenario/scenario.h"

namespace parley::compile {

enum class Phase : std::uint8_t {
  kDraw,     ///< who moves first is drawn
  kTurn,     ///< somebody moves
  kSettle,   ///< payoffs are paid and the rules of the step's end act
  kEnded,    ///< an outcome ended the standoff
  kHorizon,  ///< the last step is over
  kExit,     ///< the deal is over, and play goes on in another game
};

/// One term of the game's payoffs, for a person.
struct TermName {
  scenario::ActorId actor;
  std::string key;  ///< "hardship", "move ease", "outcome war", "horizon"
};

/// The term that holds what follows a deal.
inline constexpr std::string_view kAfterDeal = "after the deal";

/// What a type of the game is in the scenario; the one type of an actor without `types` is the actor itself.
struct TypeName {
  scenario::ActorId actor;
  scenario::TypeId type;  ///< among those of the actor
};

/// What a move of the game is in the scenario; no action: to wait.
struct MoveName {
  std::optional<scenario::ActionId> action;
  std::uint32_t argument = 0;  ///< index into Action::argument_values
};

/// Where each variable stands in a packed state.
struct Field {
  unsigned shift = 0;
  std::uint64_t mask = 0;  ///< before shifting
};

/// The way back from the game's indices to the scenario's names.
class Legend {
 public:
  [[nodiscard]] const scenario::Scenario& scenario() const { return *scenario_; }

  /// The index of a variable's value at a node.
  [[nodiscard]] std::size_t value(game::NodeId node, scenario::VariableId variable) const {
    const Field field = fields_[variable.value()];
    return (state_[node.value()] >> field.shift) & field.mask;
  }
  /// All of them, as CompileOptions::also takes them; the same for every game of one scenario.
  [[nodiscard]] std::uint64_t packed(game::NodeId node) const { return state_[node.value()]; }
  /// Whether the deal is in force at the node.
  [[nodiscard]] bool is_in_force(game::NodeId node) const;
  /// Whether the move breaks the deal.
  [[nodiscard]] bool is_breach(game::MoveId move) const { return !breaks_.empty() && breaks_[move.value()] != 0; }
  [[nodiscard]] Phase phase(game::NodeId node) const { return phase_[node.value()]; }
  /// The node's step, 0-based; 0 always where the scenario has no horizon.
  [[nodiscard]] std::size_t step(game::NodeId node) const { return step_.empty() ? 0 : step_[node.value()]; }
  /// Bit k: outcome k holds in the node's state. For nodes where a step starts or play has ended; 0 for others.
  [[nodiscard]] std::uint32_t outcomes(game::NodeId node) const { return outcomes_[node.value()]; }

  [[nodiscard]] MoveName move(game::MoveId move) const;
  /// "ease", "offer(0.35)", "wait".
  [[nodiscard]] std::string move_text(game::MoveId move) const;
  [[nodiscard]] bool is_concession(game::MoveId move) const;
  [[nodiscard]] const std::vector<TermName>& terms() const { return terms_; }
  [[nodiscard]] TypeName type(game::TypeId type) const { return types_[type.value()]; }
  /// "resolute"; the actor's own key where it has no types.
  [[nodiscard]] const std::string& type_text(game::TypeId type) const;

  /// "warheads 30, sanctions maximum".
  [[nodiscard]] std::string state_text(game::NodeId node) const;
  /// The state, and the step, who moves and which move was just seen of an actor with hidden ones, where that is needed
  /// to tell nodes apart.
  [[nodiscard]] std::string node_text(const game::Game& game, game::NodeId node) const;

 private:
  [[nodiscard]] std::string text(MoveName name) const;

  friend class Enumeration;
  const scenario::Scenario* scenario_ = nullptr;
  std::vector<Field> fields_;
  std::vector<std::uint64_t> state_;
  std::vector<Phase> phase_;
  std::vector<std::uint32_t> step_;
  std::vector<std::uint32_t> outcomes_;
  std::vector<std::uint32_t> seen_;   ///< by node: the move just seen, packed; empty where no move is hidden
  std::vector<std::uint32_t> moves_;  ///< by MoveId: action and argument, packed
  std::vector<std::uint8_t> breaks_;  ///< by MoveId; empty where no deal is signed
  std::vector<TermName> terms_;
  std::vector<TypeName> types_;  ///< by the game's TypeId
};

/// "30 warheads", "maximum": one value of a variable as a person would write it.
[[nodiscard]] std::string value_text(const scenario::Variable& variable, std::size_t index);

}  // namespace parley::compile
