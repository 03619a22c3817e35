// SPDX-License-Identifier: Apache-2.0
#include "parley/simulate/detail/histories.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace parley::simulate::detail {

namespace {

// Beliefs that differ by less than this share of themselves are one: rounding along two orders of the same moves.
constexpr double kSame = 1e-9;

bool are_same(std::span<const double> a, std::span<const double> b) {
  for (std::size_t t = 0; t < a.size(); ++t)
    if (std::abs(a[t] - b[t]) > kSame * std::max(a[t], b[t])) return false;
  return true;
}

}  // namespace

double Histories::sum() const { return std::accumulate(weight_.begin(), weight_.end(), 0.0); }

void Histories::add(game::NodeId node, std::span<const double> beliefs, double weight) {
  node_.push_back(node);
  weight_.push_back(weight);
  beliefs_.insert(beliefs_.end(), beliefs.begin(), beliefs.end());
}

void Histories::clear() {
  node_.clear();
  weight_.clear();
  beliefs_.clear();
}

void Histories::meet() {
  std::vector<std::size_t> order(size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (node_[a] != node_[b]) return node_[a].value() < node_[b].value();
    const auto at_a = beliefs(a);
    const auto at_b = beliefs(b);
    return std::lexicographical_compare(at_a.begin(), at_a.end(), at_b.begin(), at_b.end());
  });
  Histories met(types_);
  for (const std::size_t k : order) {
    if (!met.empty() && met.node_.back() == node_[k] && are_same(met.beliefs(met.size() - 1), beliefs(k)))
      met.weight_.back() += weight_[k];
    else
      met.add(node_[k], beliefs(k), weight_[k]);
  }
  *this = std::move(met);
}

void Histories::thin_out(std::size_t most, double uniform) {
  if (size() <= most) return;
  std::vector<std::size_t> order(size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return weight_[a] > weight_[b]; });
  // Those above `even` are kept: it is the weight that each of the rest has if drawn.
  double rest = sum();
  std::size_t kept = 0;
  double even = rest / static_cast<double>(most);
  while (kept + 1 < most && weight_[order[kept]] > even) {
    rest -= weight_[order[kept++]];
    even = rest / static_cast<double>(most - kept);
  }
  double next = uniform * even;
  double passed = 0;
  for (std::size_t k = kept; k < order.size(); ++k) {
    double& weight = weight_[order[k]];
    passed += weight;
    weight = 0;
    for (; next < passed; next += even) weight += even;
  }
}

}  // namespace parley::simulate::detail
