// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/beliefs/on_grid.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "parley/base/parallel.h"
#include "parley/certify/beliefs/outcomes.h"
#include "parley/game/components.h"

namespace parley::certify::beliefs {

namespace {

// Of a component that play can return to: rounds, and the change, as a share of the largest payoff, that ends them.
constexpr std::size_t kMostRounds = 20000;
constexpr double kStill = 1e-9;

/// What one type's move is worth: a payoff now and a mixture of its own values later.
struct Offer {
  double payoff = 0;
  double chance = 0;      ///< as published
  std::size_t first = 0;  ///< of its parts
  std::size_t last = 0;
};
struct Part {
  std::size_t at = 0;
  double weight = 0;
};
/// The offers of one type at one node and point.
struct Menu {
  std::size_t at = 0;
  std::size_t first = 0;
  std::size_t last = 0;
};

/// Values on the grid, by node, point and type: what the strategy is worth there, and a best response.
struct GridValues {
  std::vector<double> played;
  std::vector<double> best;
};

/// Responds at some components after another; one a thread.
class GridResponse {
 public:
  GridResponse(const game::Game& game, std::unique_ptr<game::BeliefPlayer> player,
               std::span<const numeric::BeliefAxis> axes, GridValues& values)
      : game_(game),
        player_(std::move(player)),
        axes_(axes),
        scene_(game),
        stride_(axes.size()),
        beliefs_(game.types()),
        played_(values.played),
        best_(values.best) {
    for (std::size_t i = axes.size(); i-- > 0;) {
      stride_[i] = points_;
      points_ *= axes[i].size();
    }
  }

  /// All that comes after the nodes has been responded at.
  void respond(std::span<const game::NodeId> nodes, bool returns) {
    if (!returns && game_.seats_of(nodes.front()).empty()) return average(nodes.front());
    add_nodes(nodes);
    const double still = kStill * std::max(game_.largest_payoff_size(), 1e-300);
    for (const bool responds : {false, true}) {
      std::vector<double>& value = responds ? best_ : played_;
      if (responds)
        for (const Menu& menu : menus_) value[menu.at] = played_[menu.at];
      for (std::size_t round = 0; round < (returns ? kMostRounds : 1); ++round) {
        double change = 0;
        for (const Menu& menu : menus_) {
          const double worth = worth_of(menu, value, responds);
          change = std::max(change, std::abs(worth - value[menu.at]));
          value[menu.at] = worth;
        }
        if (change <= still) break;
      }
    }
  }

  void compare(game::NodeId node, GridGap& gap) const {
    for (std::size_t point = 0; point < points_; ++point)
      for (std::size_t t = 0; t < game_.types(); ++t) {
        const double over = best_[at(node, point, t)] - played_[at(node, point, t)];
        if (over <= gap.gap[t]) continue;
        gap.gap[t] = over;
        gap.worst[t] = node;
      }
  }

 private:
  std::size_t at(game::NodeId node, std::size_t point, std::size_t type) const {
    return (std::size_t{node.value()} * points_ + point) * game_.types() + type;
  }

  /// Where nobody moves, beliefs stay.
  void average(game::NodeId node) {
    const game::JointId joint = game_.joints_of(node).front();
    const auto successors = game_.successors(joint);
    for (std::vector<double>* const values : {&played_, &best_})
      for (std::size_t point = 0; point < points_; ++point)
        for (std::size_t t = 0; t < game_.types(); ++t) {
          double after = 0;
          for (std::size_t e = 0; e < successors.size(); ++e)
            after += game_.probabilities(joint)[e] * (*values)[at(successors[e], point, t)];
          const game::TypeId type(t);
          (*values)[at(node, point, t)] =
              game_.payoff(joint, type) + game_.discount_after(node, game_.actor(type)) * after;
        }
  }

  void add_nodes(std::span<const game::NodeId> nodes) {
    menus_.clear();
    offers_.clear();
    parts_.clear();
    for (std::size_t k = nodes.size(); k-- > 0;)
      for (std::size_t point = 0; point < points_; ++point) {
        set_beliefs(point);
        player_->value(nodes[k], beliefs_, std::span(played_).subspan(at(nodes[k], point, 0), game_.types()));
        scene_.set(*player_, nodes[k], beliefs_);
        add_menus(point);
      }
  }

  void set_beliefs(std::size_t point) {
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      const auto lottery = axes_[i].point(point / stride_[i] % axes_[i].size());
      std::copy(lottery.begin(), lottery.end(), beliefs_.begin() + game_.types_of(game::ActorId(i)).front().value());
    }
  }

  double worth_of(const Menu& menu, std::span<const double> value, bool responds) const {
    double best = 0;
    double mean = 0;
    for (std::size_t k = menu.first; k < menu.last; ++k) {
      double worth = offers_[k].payoff;
      for (std::size_t p = offers_[k].first; p < offers_[k].last; ++p) worth += parts_[p].weight * value[parts_[p].at];
      if (k == menu.first || worth > best) best = worth;
      if (offers_[k].chance > 0) mean += offers_[k].chance * worth;
    }
    return responds ? best : mean;
  }

  void add_menus(std::size_t point) {
    locate_outcomes(point);
    for (const game::ActorId actor : game_.all_actors())
      for (const game::TypeId type : game_.types_of(actor)) {
        Menu menu{at(scene_.node(), point, type.value()), offers_.size(), 0};
        const std::size_t seat = scene_.seat_of(actor);
        const std::size_t moves = seat < scene_.seats().size() ? scene_.seats()[seat].moves : 1;
        for (std::size_t m = 0; m < moves; ++m) add_offer(actor, type, seat, m);
        menu.last = offers_.size();
        menus_.push_back(menu);
      }
  }

  void add_offer(game::ActorId actor, game::TypeId type, std::size_t seat, std::size_t move) {
    const bool moves = seat < scene_.seats().size();
    if (moves && !game_.is_open(game_.moves_of(scene_.seats()[seat].seat)[move], type)) return;
    const auto fits = [&](std::size_t joint) { return !moves || scene_.seats()[seat].move_in(joint) == move; };
    Offer offer;
    offer.chance =
        moves ? scene_.chance(scene_.seats()[seat], type.value() - game_.types_of(actor).front().value(), move) : 1;
    offer.first = parts_.size();
    for (std::size_t j = 0; j < scene_.joints(); ++j)
      if (fits(j)) offer.payoff += scene_.others(j, seat) * game_.payoff(scene_.joint(j), type);
    const double discount = game_.discount_after(scene_.node(), actor);
    for (const Outcome& outcome : scene_.outcomes()) {
      if (!fits(outcome.joint)) continue;
      const double weight = scene_.others(outcome.joint, seat) * outcome.chance * discount;
      for (std::size_t c = first_corner_[outcome.after]; c < first_corner_[outcome.after + 1]; ++c)
        parts_.push_back({at(outcome.successor, corner_[c].at, type.value()), weight * corner_[c].weight});
    }
    offer.last = parts_.size();
    offers_.push_back(offer);
  }

  /// Where values are read at each of the beliefs that may come next: as on the grid, only the beliefs about who
  /// chooses here move.
  void locate_outcomes(std::size_t point) {
    corner_.clear();
    first_corner_.assign(1, 0);
    numeric::Stencil stencil;
    std::vector<Part> corners;
    std::vector<Part> wider;
    for (std::size_t row = 0; row < scene_.rows(); ++row) {
      corners.assign(1, {0, 1.0});
      for (std::size_t i = 0; i < axes_.size(); ++i) {
        const game::ActorId actor(i);
        const std::size_t seat = scene_.seat_of(actor);
        if (seat == scene_.seats().size() || scene_.seats()[seat].moves == 1) {
          for (Part& corner : corners) corner.at += point / stride_[i] % axes_[i].size() * stride_[i];
          continue;
        }
        axes_[i].locate(scene_.after(row).subspan(game_.types_of(actor).front().value(), game_.types_of(actor).size()),
                        stencil);
        wider.clear();
        for (const Part& corner : corners)
          for (std::size_t s = 0; s < stencil.count; ++s)
            wider.push_back({corner.at + stencil.at[s] * stride_[i], corner.weight * stencil.weight[s]});
        corners.swap(wider);
      }
      corner_.insert(corner_.end(), corners.begin(), corners.end());
      first_corner_.push_back(corner_.size());
    }
  }

  const game::Game& game_;
  std::unique_ptr<game::BeliefPlayer> player_;
  std::span<const numeric::BeliefAxis> axes_;
  Scene scene_;
  std::vector<std::size_t> stride_;
  std::size_t points_ = 1;
  std::vector<double> beliefs_;
  std::vector<double>& played_;
  std::vector<double>& best_;
  std::vector<Menu> menus_;
  std::vector<Offer> offers_;
  std::vector<Part> parts_;
  std::vector<Part> corner_;
  std::vector<std::size_t> first_corner_;
};

/// Components that lead to none of the same level or a later one.
std::vector<std::vector<std::size_t>> levels_of(const game::Game& game, const game::Components& components) {
  std::vector<std::size_t> level(components.size(), 0);
  std::vector<std::vector<std::size_t>> levels;
  for (std::size_t k = 0; k < components.size(); ++k) {
    for (const game::NodeId node : components.nodes(k))
      for (const game::JointId joint : game.joints_of(node))
        for (const game::NodeId next : game.successors(joint))
          if (const std::size_t after = components.component_of(next); after != k)
            level[k] = std::max(level[k], level[after] + 1);
    levels.resize(std::max(levels.size(), level[k] + 1));
    levels[level[k]].push_back(k);
  }
  return levels;
}

}  // namespace

GridGap on_grid_gap(const game::Game& game, const game::MakePlayer& make_player,
                    std::span<const numeric::BeliefAxis> axes, const base::RunContext& context) {
  GridGap gap{std::vector(game.types(), 0.0), std::vector(game.types(), game::NodeId(0)), true};
  std::size_t points = 1;
  for (const numeric::BeliefAxis& axis : axes) points *= axis.size();
  GridValues values{std::vector(game.nodes() * points * game.types(), 0.0), {}};
  values.best = values.played;
  std::vector<std::unique_ptr<GridResponse>> workers;
  for (std::size_t k = 0; k < std::max(1U, context.threads); ++k)
    workers.push_back(std::make_unique<GridResponse>(game, make_player(), axes, values));
  const game::Components components(game);
  for (const std::vector<std::size_t>& level : levels_of(game, components)) {
    if (context.stop() != base::Stop::kNo) {
      gap.complete = false;
      return gap;
    }
    base::parallel_for(workers.size(), context.threads, [&](std::size_t w) {
      for (std::size_t k = w; k < level.size(); k += workers.size())
        workers[w]->respond(components.nodes(level[k]), components.is_cyclic(level[k]));
    });
  }
  for (const game::NodeId node : game.all_nodes()) workers.front()->compare(node, gap);
  return gap;
}

}  // namespace parley::certify::beliefs
