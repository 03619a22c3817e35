// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "parley/game/ids.h"

namespace parley::simulate::detail {

/// Histories of one moment that have not met: a node, the beliefs there and a weight each.
class Histories {
 public:
  explicit Histories(std::size_t types) : types_(types) {}

  [[nodiscard]] std::size_t size() const { return node_.size(); }
  [[nodiscard]] bool empty() const { return node_.empty(); }
  [[nodiscard]] game::NodeId node(std::size_t k) const { return node_[k]; }
  [[nodiscard]] double weight(std::size_t k) const { return weight_[k]; }
  [[nodiscard]] std::span<const double> beliefs(std::size_t k) const { return {beliefs_.data() + k * types_, types_}; }
  [[nodiscard]] double sum() const;

  void add(game::NodeId node, std::span<const double> beliefs, double weight);
  void clear();
  /// Joins histories at the same node and, but for rounding, the same beliefs, and sorts them.
  void meet();

  /// Keeps about `most` of them: the heavy ones as they are, the others drawn systematically by one uniform number,
  /// each with the same weight, so that the expected weight of every history is what it was. Histories that are not
  /// kept are left with weight 0.
  void thin_out(std::size_t most, double uniform);

 private:
  std::size_t types_;
  std::vector<game::NodeId> node_;
  std::vector<double> weight_;
  std::vector<double> beliefs_;
};

}  // namespace parley::simulate::detail
