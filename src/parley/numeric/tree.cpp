// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/tree.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

namespace parley::numeric {

namespace {

struct Split {
  std::size_t dim = 0;
  double limit = 0;
  double impurity = 0;
};

double impurity(std::size_t yes, std::size_t points) {
  const double share = static_cast<double>(yes) / static_cast<double>(points);
  return 2 * share * (1 - share) * static_cast<double>(points);
}

class Growing {
 public:
  Growing(const Labelled& data, const TreeOptions& options)
      : data_(data), options_(options), least_(std::max<std::size_t>(options.least, 1)) {}

  std::vector<TreeNode> run() {
    std::vector<std::size_t> all(data_.is_yes.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    nodes_.emplace_back();
    grow(0, std::move(all), options_.depth);
    return std::move(nodes_);
  }

 private:
  [[nodiscard]] double at(std::size_t point, std::size_t dim) const { return data_.points[point * data_.dims + dim]; }

  void grow(std::size_t place, std::vector<std::size_t> points, std::size_t depth) {
    nodes_[place].points = points.size();
    nodes_[place].yes = static_cast<std::size_t>(
        std::count_if(points.begin(), points.end(), [&](std::size_t k) { return data_.is_yes[k]; }));
    if (depth == 0) return;
    const auto split = best_split(points, nodes_[place].yes);
    if (!split) return;
    const auto middle =
        std::partition(points.begin(), points.end(), [&](std::size_t k) { return at(k, split->dim) <= split->limit; });
    std::vector<std::size_t> above(middle, points.end());
    points.erase(middle, points.end());
    const std::size_t first = nodes_.size();
    nodes_.resize(first + 2);
    nodes_[place].is_leaf = false;
    nodes_[place].dim = split->dim;
    nodes_[place].limit = split->limit;
    nodes_[place].below = first;
    nodes_[place].above = first + 1;
    grow(first, std::move(points), depth - 1);
    grow(first + 1, std::move(above), depth - 1);
  }

  std::optional<Split> best_split(const std::vector<std::size_t>& points, std::size_t yes) const {
    if (yes == 0 || yes == points.size()) return std::nullopt;
    // The share by which impurity falls is chi-squared of the split over the number of points.
    const double whole = impurity(yes, points.size());
    const auto tests = static_cast<double>(data_.dims * (points.size() - 1));
    const double needed = options_.false_alarm >= 1 ? 0 : 2 * std::log(std::max(tests / options_.false_alarm, 1.0));
    // What rounding gains is no gain.
    constexpr double kGain = 1e-9;
    Split best{0, 0, whole - std::max(whole * needed / static_cast<double>(points.size()), kGain)};
    bool is_found = false;
    std::vector<std::size_t> order = points;
    for (std::size_t d = 0; d < data_.dims; ++d) {
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return at(a, d) < at(b, d); });
      std::size_t yes_below = 0;
      for (std::size_t k = 0; k + 1 < order.size(); ++k) {
        yes_below += data_.is_yes[order[k]] ? 1 : 0;
        const double here = at(order[k], d);
        const double next = at(order[k + 1], d);
        const std::size_t below = k + 1;
        if (here == next || below < least_ || order.size() - below < least_) continue;
        const double now = impurity(yes_below, below) + impurity(yes - yes_below, order.size() - below);
        if (now < best.impurity) {
          best = {d, here + (next - here) / 2, now};
          is_found = true;
        }
      }
    }
    return is_found ? std::optional(best) : std::nullopt;
  }

  const Labelled& data_;
  const TreeOptions& options_;
  std::size_t least_;
  std::vector<TreeNode> nodes_;
};

}  // namespace

std::vector<TreeNode> grow_tree(const Labelled& data, const TreeOptions& options) {
  return Growing(data, options).run();
}

}  // namespace parley::numeric
