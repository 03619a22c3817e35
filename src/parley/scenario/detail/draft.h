// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parley/scenario/detail/mistake.h"
#include "parley/scenario/detail/tree.h"
#include "parley/scenario/scenario.h"

namespace parley::scenario {

/// A scenario in the making: what has been read so far, the mistakes found, and where every name was declared.
struct Draft {
  Scenario made;
  base::Diagnostics found;
  const Node* root = nullptr;
  base::SourcePtr file;  ///< what `root` was read from; other sources are those of `--set`
  /// Reads a file that the scenario names; empty where none can be read.
  std::function<base::Result<base::SourcePtr>(const std::string&)> open;
  /// Everything formulas may name, with the parameters as numbers. Filled before the first formula is read.
  std::map<std::string, expr::Symbol, std::less<>> symbols;
  /// The keys of each actor's types, which formulas know as levels.
  std::vector<std::vector<std::string>> types;
  /// Where each variable and parameter was declared.
  std::map<std::string, Where, std::less<>> declared;
  /// Names whose declaration is wrong, and reported: formulas that use them are not judged.
  std::set<std::string, std::less<>> broken;
  /// Whether the turns could be read: only then is it known which moves come before which.
  bool knows_turns = false;

  void add(Mistake mistake) { scenario::add(found, std::move(mistake)); }
};

// Parts of the tree. All return null where the key is missing or its value is of the wrong kind, which is reported.
[[nodiscard]] const Node* table_at(const Node& node, std::string_view key);
[[nodiscard]] const Node* list_at(const Node& node, std::string_view key);
[[nodiscard]] const Node* number_at(const Node& node, std::string_view key);
[[nodiscard]] const Node* text_node_at(const Node& node, std::string_view key);
[[nodiscard]] std::string text_at(const Node& node, std::string_view key);
[[nodiscard]] bool truth_at(const Node& node, std::string_view key, bool otherwise);

/// A number or a number's table, with its mistakes reported: not finite, a range the wrong way round, a value outside
/// it, a unit with a misspelt period. `name` is what messages call it. None if there is no number to go on with.
[[nodiscard]] std::optional<Quantity> quantity(Draft& draft, const Node& node, std::string_view name);
/// Puts in the distribution that a number's table gives, if it is sound; else reported. `levels`: those of a variable,
/// whose 0-based places are the numbers.
void read_distribution(Draft& draft, const Node& table, Quantity& quantity, std::string_view name,
                       const std::vector<std::string>& levels = {});
/// Reports a quantity that would be drawn from numbers that `may_be` refuses, given the lowest and the highest.
void check_draws(Draft& draft, const Quantity& quantity, std::string_view name,
                 const std::function<bool(double, double)>& may_be);
/// The unit, source, date and note of a table, whatever else it holds.
void read_about(Draft& draft, const Node& table, Quantity& about);
/// Two finite numbers, the first not above the second; else reported.
[[nodiscard]] std::optional<std::pair<double, double>> read_range(Draft& draft, const Node& list,
                                                                  std::string_view name);
/// The numbers from low to high by `by`, of which there may be `most`; else reported.
[[nodiscard]] std::optional<std::size_t> grid_size(Draft& draft, const Node& table, std::pair<double, double> range,
                                                   std::size_t most, std::string_view name);
/// `by`, or 1; reported if it is not above zero.
[[nodiscard]] std::optional<double> spacing(Draft& draft, const Node& table);
/// A count such as `steps`: whole, from `fewest` to `most`; else reported.
[[nodiscard]] std::optional<std::size_t> whole_number(Draft& draft, const Node& table, std::string_view key,
                                                      std::size_t fewest, std::size_t most);
// Probabilities written with nine digits, such as three thirds, sum to 1 this well; they are scaled to sum exactly.
inline constexpr double kSumsToOne = 1e-6;

/// Reports if there are more than allowed, and says so as "too many WHAT".
void check_count(Draft& draft, std::size_t count, std::size_t most, std::string_view what, const Where& where);

[[nodiscard]] std::optional<ActorId> actor_of(const Draft& draft, std::string_view key);
/// The actor, or none and reported.
[[nodiscard]] std::optional<ActorId> find_actor(Draft& draft, std::string_view key, const Where& where);
[[nodiscard]] std::optional<ActionId> action_of(const Draft& draft, ActorId actor, std::string_view key);

/// The move that "ACTOR.KEY" names, and whose it is; no move: "ACTOR.wait". None and reported where there is none.
[[nodiscard]] std::optional<std::pair<ActorId, std::optional<ActionId>>> find_move(Draft& draft, const Node& name);
/// Notes a name as given; reported if it is given already or a word of the language.
void reserve(Draft& draft, const std::string& key, const Where& where);

/// The types of an actor and their priors.
void read_types(Draft& draft, Actor& actor, const Node& table);
/// A parameter with a number for each type; one that cannot be used is put among the broken.
void read_parameter_by_type(Draft& draft, Parameter& parameter, const Node& table);
/// The types that a move is open to, in order.
[[nodiscard]] std::vector<TypeId> read_open_types(Draft& draft, ActorId actor, const Node& list);
/// Reports types that must move and have no move.
void check_types_can_move(Draft& draft);

// The stages of reading, in this order: declarations first, so that formulas may use what stands further down.
void read_heading(Draft& draft);    ///< title, dates, horizon, forecast
void declare_actors(Draft& draft);  ///< and their types
void declare_variables(Draft& draft);
void declare_parameters(Draft& draft);
void declare_moves(Draft& draft);  ///< keys and arguments
void declare_deal(Draft& draft);   ///< its terms, and the variables that tell where it stands
void read_turns(Draft& draft);
void make_symbols(Draft& draft);
void read_moves(Draft& draft);  ///< their formulas
void read_deal(Draft& draft);   ///< its rules and payoffs come before the others
void read_rules(Draft& draft);
void read_rules(Draft& draft, const Node& list, bool of_deal);
void read_payoffs(Draft& draft);
void read_payoffs(Draft& draft, const Node& table, bool of_deal);
void read_outcomes(Draft& draft);  ///< and what the horizon pays
void read_policies(Draft& draft);
void read_sweeps(Draft& draft);
void read_correlations(Draft& draft);
void read_constraints(Draft& draft);
void read_claims(Draft& draft);
void warn(Draft& draft);

}  // namespace parley::scenario
