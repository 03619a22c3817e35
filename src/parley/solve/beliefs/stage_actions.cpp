// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "parley/solve/beliefs/stage.h"

namespace parley::solve::beliefs {

/// The chance of the others' part in a joint move, without two seats (which may be the same).
double Stage::chance_but(std::size_t joint, std::size_t seat, std::size_t other) const {
  double chance = 1;
  for (std::size_t s = 0; s < layout_->seats.size(); ++s)
    if (s != seat && s != other) chance *= mean_[layout_->first_pair[s] + layout_->seats[s].move_in(joint)];
  return chance;
}

void Stage::collect(std::size_t s) {
  const game::TypedSeat& seat = layout_->seats[s];
  const std::size_t rows = layout_->row_type.size();
  for (std::size_t j = 0; j < layout_->joints; ++j) {
    const double others = chance_but(j, s, s);
    const std::size_t m = seat.move_in(j);
    for (std::size_t t = 0; t < seat.types; ++t)
      action_[seat.slot(t, m)] += others * worth_[j * rows + layout_->first_row[s] + t];
    if (derivatives_) collect_turns(s, j, others);
  }
}

void Stage::collect_turns(std::size_t s, std::size_t joint, double others) {
  const game::TypedSeat& seat = layout_->seats[s];
  const std::size_t rows = layout_->row_type.size();
  const std::size_t m = seat.move_in(joint);
  for (std::size_t t = 0; t < seat.types; ++t) {
    const std::size_t row = joint * rows + layout_->first_row[s] + t;
    double* const out = action_turn_.data() + seat.slot(t, m) * layout_->slots;
    for (std::size_t o = 0; o < layout_->seats.size(); ++o) {
      const game::TypedSeat& other = layout_->seats[o];
      const std::size_t k = other.move_in(joint);
      const double rest = o == s ? 0.0 : chance_but(joint, s, o) * worth_[row];
      for (std::size_t u = 0; u < other.types; ++u) {
        const std::size_t slot = other.slot(u, k);
        out[slot] += rest * beliefs_[other.first_type + u] * probability_[slot];
        if (o != layout_->hidden) out[slot] += others * worth_turn_[row * rows + layout_->first_row[o] + u];
      }
      if (o != layout_->hidden) continue;
      const std::size_t places = other.types * other.moves;
      for (std::size_t p = 0; p < places; ++p) out[other.first + p] += others * worth_hidden_[row * places + p];
    }
  }
}

double Stage::largest_precision() const {
  return *std::max_element(layout_->precision.begin(), layout_->precision.end());
}

void Stage::pull(std::span<double> out) const {
  for (std::size_t k = 0; k < layout_->unknowns.size(); ++k) {
    const StageLayout::Unknown& unknown = layout_->unknowns[k];
    out[k] = layout_->precision[unknown.seat] * (action_[unknown.slot] - action_[unknown.reference]);
  }
}

void Stage::pull_derivative(std::span<double> out) const {
  const std::size_t n = layout_->unknowns.size();
  const std::size_t slots = layout_->slots;
  std::size_t column = 0;
  // Unknowns of one type follow each other, and share the derivative by the type's scale.
  for (std::size_t first = 0; first < n; first = column) {
    const StageLayout::Unknown& head = layout_->unknowns[first];
    std::size_t last = first;
    while (last < n && layout_->unknowns[last].reference == head.reference) ++last;
    for (std::size_t k = 0; k < n; ++k) {
      const StageLayout::Unknown& unknown = layout_->unknowns[k];
      const double* const up = action_turn_.data() + unknown.slot * slots;
      const double* const down = action_turn_.data() + unknown.reference * slots;
      const double precision = layout_->precision[unknown.seat];
      double sum = up[head.reference] - down[head.reference];
      for (std::size_t c = first; c < last; ++c) sum += up[layout_->unknowns[c].slot] - down[layout_->unknowns[c].slot];
      for (std::size_t c = first; c < last; ++c) {
        const std::size_t slot = layout_->unknowns[c].slot;
        out[c * n + k] = precision * (up[slot] - down[slot] - probability_[slot] * sum);
      }
    }
    column = last;
  }
}

void Stage::values(std::span<double> out) {
  const game::Game& game = *layout_->game;
  std::fill(out.begin(), out.end(), 0.0);
  derivatives_ = false;
  const std::size_t types = table_.grid->types();
  for (std::size_t j = 0; j < layout_->joints; ++j) {
    const double chance = chance_but(j, StageLayout::kNoSeat, StageLayout::kNoSeat);
    if (chance == 0) continue;
    const game::JointId id = game.joints_of(layout_->node)[j];
    const auto successors = game.successors(id);
    const bool hidden = layout_->hidden != StageLayout::kNoSeat;
    if (!successors.empty() && !hidden) spread(j);
    for (std::size_t e = 0; e < successors.size(); ++e) {
      if (hidden) {
        locate_hidden(j, successors[e]);
        spread(j);
      }
      const double* const base = table_.at(successors[e]);
      for (const Corner& corner : corner_)
        for (std::size_t t = 0; t < types; ++t)
          out[t] += chance * game.probabilities(id)[e] * corner.weight * base[corner.point * types + t] *
                    game.discount_after(layout_->node, game.actor(game::TypeId(t)));
    }
    for (std::size_t t = 0; t < types; ++t) out[t] += chance * game.payoff(id, game::TypeId(t));
  }
  for (const game::TypedSeat& seat : layout_->seats) {
    for (std::size_t t = 0; t < seat.types; ++t) {
      double& value = out[seat.first_type + t];
      value = 0;
      for (std::size_t m = 0; m < seat.moves; ++m) value += probability_[seat.slot(t, m)] * action_[seat.slot(t, m)];
    }
  }
}

}  // namespace parley::solve::beliefs
