// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/prim.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace parley::numeric {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

class Peeling {
 public:
  Peeling(const Labelled& data, const PeelOptions& options) : data_(data), options_(options) {
    for (std::size_t k = 0; k < data.is_yes.size(); ++k) inside_.push_back(k);
    box_.low.assign(data.dims, -kInfinity);
    box_.high.assign(data.dims, kInfinity);
  }

  std::vector<Peel> run() {
    std::vector<Peel> trajectory{{box_, fit_of(data_, box_)}};
    const double least = options_.least_mass * static_cast<double>(data_.is_yes.size());
    while (true) {
      std::optional<Cut> best;
      for (std::size_t d = 0; d < data_.dims; ++d)
        for (const bool at_low : {true, false})
          if (const auto cut = try_cut(d, at_low); cut && (!best || cut->gain > best->gain)) best = cut;
      if (!best || static_cast<double>(best->left) < least) return trajectory;
      apply(*best);
      trajectory.push_back({box_, fit_of(data_, box_)});
      if (trajectory.back().fit.yes == trajectory.back().fit.points) return trajectory;
    }
  }

 private:
  struct Cut {
    std::size_t dim = 0;
    bool at_low = true;
    double limit = 0;
    std::size_t left = 0;
    double gain = 0;
  };

  [[nodiscard]] double at(std::size_t point, std::size_t dim) const { return data_.points[point * data_.dims + dim]; }

  /// Takes away at least one point and no more than the share allows, but for points that are equal.
  std::optional<Cut> try_cut(std::size_t dim, bool at_low) {
    sorted_.clear();
    for (const std::size_t k : inside_) sorted_.push_back(at(k, dim));
    std::sort(sorted_.begin(), sorted_.end());
    const std::size_t count = sorted_.size();
    const auto wanted = std::max<std::size_t>(1, static_cast<std::size_t>(options_.alpha * static_cast<double>(count)));
    if (sorted_.front() == sorted_.back() || wanted >= count) return std::nullopt;
    Cut cut{dim, at_low, 0, 0, 0};
    // Half way between what stays and what goes, so that a limit lies in no point.
    if (at_low) {
      auto first = std::upper_bound(sorted_.begin(), sorted_.end(), sorted_[wanted - 1]);
      if (first == sorted_.end()) return std::nullopt;
      cut.limit = *(first - 1) + (*first - *(first - 1)) / 2;
    } else {
      auto first = std::lower_bound(sorted_.begin(), sorted_.end(), sorted_[count - wanted]);
      if (first == sorted_.begin()) return std::nullopt;
      cut.limit = *(first - 1) + (*first - *(first - 1)) / 2;
    }
    std::size_t yes = 0;
    std::size_t left_yes = 0;
    for (const std::size_t k : inside_) {
      const bool stays = at_low ? at(k, dim) >= cut.limit : at(k, dim) <= cut.limit;
      yes += data_.is_yes[k] ? 1 : 0;
      cut.left += stays ? 1 : 0;
      left_yes += stays && data_.is_yes[k] ? 1 : 0;
    }
    if (cut.left == 0 || cut.left == count) return std::nullopt;
    const double before = static_cast<double>(yes) / static_cast<double>(count);
    const double after = static_cast<double>(left_yes) / static_cast<double>(cut.left);
    cut.gain = (after - before) / static_cast<double>(count - cut.left);
    return cut;
  }

  void apply(const Cut& cut) {
    (cut.at_low ? box_.low : box_.high)[cut.dim] = cut.limit;
    inside_.erase(std::remove_if(inside_.begin(), inside_.end(),
                                 [&](std::size_t k) {
                                   return cut.at_low ? at(k, cut.dim) < cut.limit : at(k, cut.dim) > cut.limit;
                                 }),
                  inside_.end());
  }

  const Labelled& data_;
  const PeelOptions& options_;
  std::vector<std::size_t> inside_;
  std::vector<double> sorted_;
  Box box_;
};

/// The chance of at least `yes` of `points`, each with a chance of `share`.
double chance_of_more(std::size_t yes, std::size_t points, double share) {
  if (yes == 0 || share >= 1) return 1;
  if (share <= 0) return 0;
  const auto n = static_cast<double>(points);
  double sum = 0;
  for (std::size_t k = yes; k <= points; ++k) {
    const auto y = static_cast<double>(k);
    sum += std::exp(std::lgamma(n + 1) - std::lgamma(y + 1) - std::lgamma(n - y + 1) + y * std::log(share) +
                    (n - y) * std::log1p(-share));
  }
  return std::min(sum, 1.0);
}

/// What a box holds, and what it would hold without each of its limits, counted in one pass: a point that breaks one
/// limit alone is one that its absence would let in.
class Without {
 public:
  struct Limit {
    std::size_t dim = 0;
    bool at_low = true;
    std::size_t points = 0;  ///< let in
    std::size_t yes = 0;     ///< of these

    [[nodiscard]] double density(const Without& all) const {
      return static_cast<double>(all.yes() + yes) / static_cast<double>(all.points() + points);
    }
  };

  Without(const Labelled& data, const Box& box) {
    for (std::size_t d = 0; d < data.dims; ++d) {
      if (!std::isinf(box.low[d])) limits_.push_back({d, true});
      if (!std::isinf(box.high[d])) limits_.push_back({d, false});
    }
    for (std::size_t k = 0; k < data.is_yes.size(); ++k) {
      Limit* broken = nullptr;
      std::size_t count = 0;
      for (Limit& limit : limits_) {
        const double value = data.points[k * data.dims + limit.dim];
        if (limit.at_low ? value >= box.low[limit.dim] : value <= box.high[limit.dim]) continue;
        broken = &limit;
        if (++count > 1) break;
      }
      if (count > 1) continue;
      ++(broken == nullptr ? points_ : broken->points);
      if (data.is_yes[k]) ++(broken == nullptr ? yes_ : broken->yes);
    }
  }

  [[nodiscard]] const std::vector<Limit>& limits() const { return limits_; }
  [[nodiscard]] std::size_t points() const { return points_; }
  [[nodiscard]] std::size_t yes() const { return yes_; }

 private:
  std::vector<Limit> limits_;
  std::size_t points_ = 0;
  std::size_t yes_ = 0;
};

}  // namespace

bool Box::holds(std::span<const double> point) const {
  for (std::size_t d = 0; d < point.size(); ++d)
    if (point[d] < low[d] || point[d] > high[d]) return false;
  return true;
}

BoxFit fit_of(const Labelled& data, const Box& box) {
  BoxFit fit;
  std::size_t yes = 0;
  for (std::size_t k = 0; k < data.is_yes.size(); ++k) {
    yes += data.is_yes[k] ? 1 : 0;
    if (!box.holds(data.points.subspan(k * data.dims, data.dims))) continue;
    ++fit.points;
    fit.yes += data.is_yes[k] ? 1 : 0;
  }
  fit.coverage = yes == 0 ? 0 : static_cast<double>(fit.yes) / static_cast<double>(yes);
  fit.density = fit.points == 0 ? 0 : static_cast<double>(fit.yes) / static_cast<double>(fit.points);
  return fit;
}

std::vector<Peel> peel(const Labelled& data, const PeelOptions& options) { return Peeling(data, options).run(); }

Box drop_limits(const Labelled& data, Box box, double most) {
  while (true) {
    const Without without(data, box);
    const Without::Limit* weakest = nullptr;
    double worst = most;
    for (const Without::Limit& limit : without.limits()) {
      const double chance = chance_of_more(without.yes(), without.points(), limit.density(without));
      if (chance <= worst) continue;
      worst = chance;
      weakest = &limit;
    }
    if (weakest == nullptr) return box;
    (weakest->at_low ? box.low : box.high)[weakest->dim] = weakest->at_low ? -kInfinity : kInfinity;
  }
}

Peel best_of(const Labelled& data, const std::vector<Peel>& trajectory, double most) {
  Peel best;
  double worth = -1;
  for (const Peel& step : trajectory) {
    Box box = drop_limits(data, step.box, most);
    const BoxFit fit = fit_of(data, box);
    if (fit.coverage * fit.density <= worth) continue;
    worth = fit.coverage * fit.density;
    best = {std::move(box), fit};
  }
  return best;
}

}  // namespace parley::numeric
