// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/scenario/detail/draft.h"

namespace parley::scenario {

/// What a formula may name, by where it stands.
struct Place {
  std::string_view no_moves = {};        ///< why moves may not be named; empty: they may
  std::string_view no_step = {};         ///< why `step` may not be named, even with a horizon
  bool is_chance = false;                ///< rates are compounded, not scaled
  std::optional<ActionId> move = {};     ///< the move it belongs to, whose argument it may name
  std::optional<ActorId> guard_of = {};  ///< it is asked when this actor chooses: only earlier turns are seen
  bool in_deal = false;                  ///< the terms of the deal may be named
  std::optional<ActorId> payee = {};     ///< it says what this actor is paid: its own type may be read
};

/// The names of one place.
class Scope : public expr::Names {
 public:
  Scope(const Draft& draft, Place place) : draft_(draft), place_(place) {}

  [[nodiscard]] std::optional<expr::Symbol> find(std::string_view name) const override;
  [[nodiscard]] std::vector<std::string> all() const override;
  [[nodiscard]] std::string refusal(std::string_view name) const override;

  /// Whether a name was looked up whose declaration is wrong: then mistakes of the formula may be due to that.
  [[nodiscard]] bool met_broken() const { return met_broken_; }
  [[nodiscard]] const Place& place() const { return place_; }

 private:
  [[nodiscard]] std::string move_refusal(std::string_view name, ActorId mover) const;
  [[nodiscard]] std::optional<ActorId> type_behind(std::string_view name) const;
  [[nodiscard]] std::string type_refusal(std::string_view name) const;
  [[nodiscard]] std::string term_refusal(std::string_view name) const;
  [[nodiscard]] bool acts_before_guard(ActorId mover) const;

  const Draft& draft_;
  Place place_;
  mutable bool met_broken_ = false;
};

/// A formula in the file; none if the key is missing or the mistakes are reported.
[[nodiscard]] std::optional<expr::Expression> read_formula(Draft& draft, const Node* node, const Place& place,
                                                           expr::Type type);
/// A chance: a formula, a number or a number's table; constants must be from 0 to 1.
[[nodiscard]] std::optional<expr::Expression> read_chance(Draft& draft, const Node* node, Place place);
/// The effects of `then` or `else`.
[[nodiscard]] std::vector<Effect> read_effects(Draft& draft, const Node* list, const Place& place);
/// A table of payments by actor.
[[nodiscard]] std::vector<Pay> read_pays(Draft& draft, const Node* table, Place place);

}  // namespace parley::scenario
