// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parley/numeric/linear.h"
#include "parley/solve/logit/proximal_curve.h"
#include "parley/solve/stage/node_game.h"

namespace parley::solve::stage {

/// The logit equations of one node (docs/method/logit-path.md), all seats at precision t in 1 / scale. Unknowns: log
/// strategies by move; where the node returns, its value by seat. Its systems are a few numbers a side and dense.
class StageCurve final : public logit::ProximalCurve {
 public:
  /// `node` is read anew by reset(), which has to follow each NodeGame::read().
  explicit StageCurve(const NodeGame& node) : node_(node) {}
  void reset();

  void set_reference(std::span<const double> log_strategy) override {
    reference_.assign(log_strategy.begin(), log_strategy.end());
  }
  [[nodiscard]] std::size_t size() const override { return node_.moves() + values_; }
  void evaluate(std::span<const double> x, double t, std::span<double> residual) override;
  int factorize(std::span<const double> x, double t, std::span<double> residual, std::span<double> slope) override;
  void solve(std::span<double> rhs) override { lu_.solve(rhs); }
  [[nodiscard]] std::span<const double> units() const override { return units_; }
  [[nodiscard]] double one_shot_gain(std::span<const double> residual, double t,
                                     std::span<const std::uint8_t> counted) const override;

  /// All moves equally likely, values 0.
  void start(std::vector<double>& x) const;

 private:
  void exponentiate(std::span<const double> x);
  void weigh(std::span<const double> x);
  void write_residual(std::span<const double> x, double t, std::span<double> residual) const;
  void fill(double t);

  const NodeGame& node_;
  std::size_t values_ = 0;  // unknown values: as many as seats where the node returns
  std::vector<double> units_;
  std::vector<double> reference_;
  std::vector<double> strategy_;
  std::vector<std::uint32_t> anchor_;  // by seat: its likeliest move at the last factorisation
  std::vector<double> worth_;          // [seat * joints + joint], with the node's own value
  std::vector<double> without_;        // [seat * joints + joint]: the joint's probability but for the seat's factor
  std::vector<double> weight_;         // [joint]
  std::vector<double> q_;              // [move]: its worth
  std::vector<double> value_;          // [seat]: expected worth
  std::vector<double> matrix_;
  numeric::DenseLu lu_;
};

}  // namespace parley::solve::stage
