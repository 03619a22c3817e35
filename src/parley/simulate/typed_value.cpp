// SPDX-License-Identifier: Apache-2.0
#include "parley/simulate/typed_value.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "parley/base/random.h"
#include "parley/simulate/detail/histories.h"

namespace parley::simulate {

namespace {

/// What one passage through the game sums up.
struct Passage {
  std::vector<double> terms;
  /// What resampling has added to the claimed value of the histories: 0 on average.
  double noise = 0;
  double rest = 0;
  bool sampled = false;
  bool whole = true;  ///< false: more histories than allowed
};

class Walk {
 public:
  Walk(const game::Game& game, game::BeliefPlayer& player, const Standing& standing,
       const std::optional<FirstMove>& first, const TypedValueOptions& options)
      : game_(game),
        player_(player),
        standing_(standing),
        actor_(game.actor(standing.type)),
        own_(standing.type.value() - game.types_of(actor_).front().value()),
        first_(first),
        options_(options),
        next_(game.types()),
        after_(game.types()),
        value_(game.types()) {
    stages_.assign(game.stages(), detail::Histories(game.types()));
    slot_of_.assign(game.terms(), 0);
    for (std::size_t slot = 0; slot < game.term_slots(); ++slot)
      if (game.slot_type(slot) == standing.type) slots_.push_back(slot);
    std::size_t k = 0;
    for (const game::TermId term : game.all_terms())
      if (game.term_actor(term) == actor_) slot_of_[term.value()] = slots_[k++];
  }

  /// With `breadth` 0 every history is followed, or as many as allowed.
  Passage run(std::size_t breadth, std::uint64_t seed, std::size_t repeat, const base::RunContext& context) {
    passage_ = {};
    passage_.terms.assign(game_.terms(), 0.0);
    std::size_t expanded = 0;
    for (detail::Histories& stage : stages_) stage.clear();
    for (std::size_t k = 0; k < standing_.nodes.size(); ++k)
      stages_[game_.stage(standing_.nodes[k])].add(standing_.nodes[k], standing_.beliefs, standing_.probability[k]);
    is_first_ = first_.has_value();
    for (std::size_t step = 0; step < options_.most_steps; ++step) {
      next_.clear();
      for (std::size_t s = 0; s < stages_.size(); ++s) {
        detail::Histories& here = stages_[s];
        if (here.empty()) continue;
        here.meet();
        expanded += here.size();
        if (breadth == 0 && expanded > options_.most_histories) passage_.whole = false;
        if (!passage_.whole || context.stop() != base::Stop::kNo) return passage_;
        if (breadth > 0 && here.size() > breadth)
          thin_out(here, breadth,
                   base::random_block(seed, repeat, static_cast<std::uint32_t>(step), static_cast<std::uint32_t>(s))
                       .uniform(0));
        for (std::size_t k = 0; k < here.size(); ++k)
          if (here.weight(k) > 0) expand(here.node(k), here.beliefs(k), here.weight(k));
        here.clear();
        is_first_ = false;
      }
      if (next_.empty()) return passage_;
      std::swap(stages_.front(), next_);
    }
    for (std::size_t k = 0; k < stages_.front().size(); ++k)
      cut(stages_.front().node(k), stages_.front().beliefs(k), stages_.front().weight(k));
    return passage_;
  }

 private:
  double claimed(game::NodeId node, std::span<const double> beliefs) {
    player_.value(node, beliefs, value_);
    return value_[standing_.type.value()];
  }

  void cut(game::NodeId node, std::span<const double> beliefs, double weight) {
    passage_.rest += weight * claimed(node, beliefs);
  }

  void thin_out(detail::Histories& here, std::size_t breadth, double uniform) {
    passage_.sampled = true;
    std::vector<double> before(here.size());
    for (std::size_t k = 0; k < here.size(); ++k) before[k] = here.weight(k);
    here.thin_out(breadth, uniform);
    for (std::size_t k = 0; k < here.size(); ++k)
      if (here.weight(k) != before[k])
        passage_.noise += (here.weight(k) - before[k]) * claimed(here.node(k), here.beliefs(k));
  }

  /// The chance of one seat's move: of the type followed itself, or over the types of another.
  double chance(const game::TypedSeat& seat, std::size_t move, std::span<const double> beliefs) const {
    if (seat.actor == actor_) {
      if (is_first_) return move == first_->move ? 1 : 0;
      return std::exp(log_probability_[seat.slot(own_, move)]);
    }
    double sum = 0;
    for (std::size_t t = 0; t < seat.types; ++t)
      sum += beliefs[seat.first_type + t] * std::exp(log_probability_[seat.slot(t, move)]);
    return sum;
  }

  void expand(game::NodeId node, std::span<const double> beliefs, double weight) {
    const std::vector<game::TypedSeat> seats = game::typed_seats(game_, node);
    log_probability_.resize(game::typed_moves(seats));
    if (!seats.empty()) player_.choose(node, beliefs, log_probability_);
    const bool hides = std::any_of(seats.begin(), seats.end(), [](const auto& seat) { return seat.hidden; });
    const bool ends = game_.ends_step(node);
    for (std::size_t j = 0; j < game_.joints_of(node).size(); ++j) {
      double made = weight;
      for (const game::TypedSeat& seat : seats) made *= chance(seat, seat.move_in(j), beliefs);
      if (!(made > 0)) continue;
      const game::JointId joint = game_.joints_of(node)[j];
      const auto paid = game_.payoff_terms(joint);
      for (const game::TermId term : game_.all_terms())
        if (game_.term_actor(term) == actor_) passage_.terms[term.value()] += made * paid[slot_of_[term.value()]];
      const auto successors = game_.successors(joint);
      for (std::size_t e = 0; e < successors.size(); ++e) {
        if (e == 0 || hides) believe(node, j, successors[e], beliefs);
        const double later = made * game_.probabilities(joint)[e] * game_.discount_after(node, actor_);
        if (later < options_.least_weight) {
          cut(successors[e], after_, later);
        } else {
          (ends ? next_ : stages_[game_.stage(successors[e])]).add(successors[e], after_, later);
        }
      }
    }
  }

  void believe(game::NodeId node, std::size_t joint, game::NodeId successor, std::span<const double> beliefs) {
    game::update_beliefs(game_, node, joint, successor, log_probability_, beliefs, after_);
    if (!is_first_ || first_->tells) return;
    for (const game::TypeId type : game_.types_of(actor_)) after_[type.value()] = beliefs[type.value()];
  }

  const game::Game& game_;
  game::BeliefPlayer& player_;
  const Standing& standing_;
  game::ActorId actor_;
  std::size_t own_;
  const std::optional<FirstMove>& first_;
  const TypedValueOptions& options_;
  std::vector<detail::Histories> stages_;  ///< of the step that is walked
  detail::Histories next_;                 ///< at the start of the next
  bool is_first_ = false;
  std::vector<std::size_t> slots_;    ///< places of payoff_terms() that are the type's
  std::vector<std::size_t> slot_of_;  ///< by TermId of its actor
  std::vector<double> log_probability_;
  std::vector<double> after_;
  std::vector<double> value_;
  Passage passage_;
};

// The total follows the noise one to one but for what claims get wrong. Where it does not, shares of it mean nothing,
// and the largest term takes it.
constexpr double kFollows = 0.25;
// Of the total: what is cut off by weight alone is below this, and no term need be told for it.
constexpr double kNextToNothing = 1e-7;

double sum_of(const std::vector<double>& terms) { return std::accumulate(terms.begin(), terms.end(), 0.0); }

void set_total(TypedValue& value) {
  const double split = sum_of(value.terms);
  if (std::abs(value.rest) <= kNextToNothing * std::abs(split)) value.rest = 0;
  value.total = split + value.rest;
}

/// Means over repeats, each term less its share of the noise: the shares are those by which terms follow it, and sum to
/// 1, so that the terms sum to the total.
TypedValue mean_of(const std::vector<Passage>& passages) {
  const auto n = static_cast<double>(passages.size());
  const std::size_t terms = passages.front().terms.size();
  TypedValue value{0, 0, std::vector(terms, 0.0), std::vector(terms, 0.0), 0, false, true};
  double noise = 0;
  for (const Passage& passage : passages) {
    for (std::size_t t = 0; t < terms; ++t) value.terms[t] += passage.terms[t] / n;
    noise += passage.noise / n;
    value.rest += passage.rest / n;
  }
  std::vector<double> share(terms, 0.0);
  for (const Passage& passage : passages)
    for (std::size_t t = 0; t < terms; ++t) share[t] += (passage.terms[t] - value.terms[t]) * (passage.noise - noise);
  const double all = sum_of(share);
  double spread = 0;
  for (const Passage& passage : passages) spread += (passage.noise - noise) * (passage.noise - noise);
  const auto largest =
      static_cast<std::size_t>(std::max_element(value.terms.begin(), value.terms.end(),
                                                [](double a, double b) { return std::abs(a) < std::abs(b); }) -
                               value.terms.begin());
  double squares = 0;
  const double whole = sum_of(value.terms) + value.rest - noise;
  for (const Passage& passage : passages) {
    const double off = sum_of(passage.terms) + passage.rest - passage.noise - whole;
    squares += off * off;
  }
  value.error = std::sqrt(squares / (n - 1) / n);
  for (std::size_t t = 0; t < terms; ++t) {
    share[t] = all > kFollows * spread ? share[t] / all : t == largest ? 1 : 0;
    double of_term = 0;
    for (const Passage& passage : passages) {
      const double off = passage.terms[t] - value.terms[t] - share[t] * (passage.noise - noise);
      of_term += off * off;
    }
    value.terms[t] -= share[t] * noise;
    value.terms_error[t] = std::sqrt(of_term / (n - 2) / n);
  }
  set_total(value);
  return value;
}

}  // namespace

TypedValue typed_value(const game::Game& game, game::BeliefPlayer& player, const Standing& standing,
                       const std::optional<FirstMove>& first, const TypedValueOptions& options,
                       const base::RunContext& context) {
  Walk walk(game, player, standing, first, options);
  const Passage every = walk.run(0, context.seed, 0, context);
  TypedValue value;
  if (every.whole && context.stop() == base::Stop::kNo) {
    value.terms = every.terms;
    value.terms_error.assign(every.terms.size(), 0.0);
    value.rest = every.rest;
    set_total(value);
    return value;
  }
  std::vector<Passage> passages;
  for (std::size_t r = 0; r < options.repeats && context.stop() == base::Stop::kNo; ++r)
    passages.push_back(walk.run(options.breadth, context.seed, r, context));
  if (context.stop() != base::Stop::kNo) {
    value.complete = false;
    value.followed = false;
    value.terms.assign(game.terms(), 0.0);
    value.terms_error.assign(game.terms(), 0.0);
    return value;
  }
  return mean_of(passages);
}

}  // namespace parley::simulate
