// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tsl/robin_set.h>

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "parley/compile/compile.h"
#include "parley/compile/detail/dynamics.h"
#include "parley/compile/detail/mistakes.h"
#include "parley/compile/detail/move_code.h"
#include "parley/compile/detail/state.h"
#include "parley/game/builder.h"

namespace parley::compile {

/// What makes two nodes one.
struct NodeKey {
  detail::State state;
  std::uint32_t step = 0;
  std::uint32_t remaining = 0;  ///< random order: the actors still to move, a bit each
  std::uint16_t turn = 0;       ///< fixed order: which turn; random order: who moves
  Phase phase = Phase::kDraw;
  /// The move just made by an actor that has hidden ones too, where it was seen: the game shows of such an actor only
  /// the node that its move leads to. As in move_code.h; `wait` stands for all that looks like it.
  std::uint32_t seen = detail::encode_move(detail::kWait, 0);
  friend bool operator==(const NodeKey&, const NodeKey&) = default;
};

/// The breadth-first search that makes a game of a scenario: nodes in the order of discovery, each expanded once.
class Enumeration {
 public:
  Enumeration(const scenario::Scenario& scenario, const CompileOptions& options, const base::RunContext& context);

  base::Result<CompiledGame> run();

 private:
  struct Hash {
    using is_transparent = void;
    const std::vector<NodeKey>* keys;
    std::size_t operator()(const NodeKey& key) const;
    std::size_t operator()(std::uint32_t node) const { return (*this)((*keys)[node]); }
  };
  struct Equal {
    using is_transparent = void;
    const std::vector<NodeKey>* keys;
    bool operator()(std::uint32_t a, std::uint32_t b) const { return a == b; }
    bool operator()(const NodeKey& a, std::uint32_t b) const { return a == (*keys)[b]; }
    bool operator()(std::uint32_t a, const NodeKey& b) const { return (*keys)[a] == b; }
  };
  /// Successors of the joint move being made.
  struct Successors {
    std::vector<game::NodeId> nodes;
    std::vector<double> probabilities;
    void clear() {
      nodes.clear();
      probabilities.clear();
    }
  };

  // Before the search.
  void name_terms();
  void name_types();
  void find_reads();
  [[nodiscard]] bool is_step_read() const;
  [[nodiscard]] base::Diagnostics check_sizes() const;
  void add_starts();
  void expand(std::uint32_t node, std::size_t step);
  void expand_draw(const NodeKey& key);
  void expand_turn(const NodeKey& key);
  void expand_settle(const NodeKey& key);
  void expand_end(const NodeKey& key);
  void add_seat(scenario::ActorId actor, std::span<const detail::OpenMove> moves);
  void add_joints(const NodeKey& key, std::span<const scenario::ActorId> movers);
  void add_joint(const NodeKey& key, std::span<const scenario::ActorId> movers, std::span<const detail::OpenMove> made);
  bool pay(std::size_t term, const expr::Expression& formula, const detail::State& state, double divisor = 1);
  void pay_breaches(const detail::OpenMove& move, const detail::State& state);
  void pay_all(std::size_t first_term, std::span<const scenario::Pay> pays, const detail::State& state);
  [[nodiscard]] bool is_hidden(const detail::OpenMove& move) const;
  void add_endless(std::span<const scenario::Pay> flow, std::size_t first_term, const detail::State& state,
                   std::string_view what, const scenario::Where& where);
  void add_payoffs(const detail::State& state, bool for_ever, const scenario::Where& where);

  /// The start of the next step, or the end.
  [[nodiscard]] NodeKey next_start(detail::State state, std::uint32_t step);
  /// Where play goes from a state after a turn: `key` tells the turn just over.
  void proceed(const NodeKey& key, const detail::State& state, double probability);
  void proceed_random(NodeKey key, const detail::State& state, double probability);
  void proceed_fixed(NodeKey key, const detail::State& state, double probability);
  void after_turn(const NodeKey& key, std::span<const scenario::ActorId> movers, detail::Lottery lottery);
  [[nodiscard]] bool anyone_can_act(std::span<const scenario::ActorId> movers, const detail::State& state);
  [[nodiscard]] bool is_over(const detail::State& state);
  [[nodiscard]] std::uint32_t outcomes_in(const detail::State& state);
  [[nodiscard]] std::span<const scenario::ActorId> movers_of(const NodeKey& key);
  [[nodiscard]] unsigned stage_of(const NodeKey& key) const;

  game::NodeId intern(const NodeKey& key);
  void lead_to(NodeKey key, double probability);
  [[nodiscard]] bool is_too_large() const;
  [[nodiscard]] base::Diagnostic too_large() const;
  [[nodiscard]] base::Diagnostic stopped() const;
  void warn_of_idle_parts(CompiledGame& compiled) const;
  [[nodiscard]] std::vector<game::NodeId> add_horizons();
  base::Result<CompiledGame> unrolled(const game::Game& base, const std::vector<game::NodeId>& last);

  const scenario::Scenario& scenario_;
  const CompileOptions& options_;
  const base::RunContext& context_;
  detail::Layout layout_;
  detail::Mistakes mistakes_;
  detail::Dynamics dynamics_;
  bool random_ = false;
  bool hides_ = false;           ///< some move is hidden
  std::uint32_t last_step_ = 0;  ///< horizon that nodes are told apart by, or 0
  bool layered_ = false;         ///< no formula reads the step: one step's game is made, then unrolled
  bool end_reads_step_ = false;

  std::vector<NodeKey> keys_;
  tsl::robin_set<std::uint32_t, Hash, Equal, std::allocator<std::uint32_t>, true> index_;
  game::GameBuilder builder_;
  Legend legend_;

  std::vector<std::size_t> payment_term_;      ///< by action: its first payment's term
  std::vector<std::size_t> outcome_pay_term_;  ///< by outcome: its first lump's term; the flow's terms follow
  std::size_t horizon_term_ = 0;
  std::vector<std::size_t> breach_term_;  ///< by breach of the deal that is signed: its first payment's term
  // As in CompiledGame.
  std::vector<game::NodeId> also_;
  std::vector<std::vector<std::pair<std::size_t, double>>> starts_;
  std::vector<double> start_probability_;
  std::uint64_t settle_reads_ = 0;          ///< made bits read at the step's end
  std::vector<std::uint64_t> actor_reads_;  ///< made bits read by an actor's moves and the rules after them

  Successors successors_;
  std::vector<double> terms_;            ///< one a term and type of its actor, as GameBuilder::add_joint() takes them
  std::vector<std::size_t> first_slot_;  ///< by term: where it stands in `terms_`
  std::vector<scenario::ActorId> single_mover_;
  std::vector<detail::OpenMove> probe_;
  // What was seen, for warnings.
  std::vector<bool> action_open_;
  std::vector<detail::TypeSet> type_acts_;  ///< by actor: the types to which some move was open
  std::vector<std::vector<bool>> value_seen_;
  std::uint32_t outcomes_seen_ = 0;
  std::vector<bool> payoff_seen_;
};

}  // namespace parley::compile
