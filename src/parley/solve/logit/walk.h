// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parley/numeric/branch.h"
#include "parley/solve/detail/component.h"
#include "parley/solve/logit/equations.h"

namespace parley::solve::logit {

/// One component on its way along the path, and along the branches beside it.
class Walk {
 public:
  Walk(const Component& component, const SolveOptions& options, const base::RunContext& context, Draft& draft);

  Outcome run();

 private:
  /// A bifurcation that was passed, by a point just beyond it.
  struct Crossing {
    std::vector<double> x;
    double t = 0;
    bool finite = false;  ///< on the way to the largest finite precision, before the limit
  };
  /// The component's part of the draft.
  struct Part {
    std::vector<double> probability;  ///< by node, seat and move
    std::vector<double> value;        ///< by node and actor
  };

  [[nodiscard]] bool any_in_limit() const;
  void aim_at_finite();
  void aim_at_limit();
  [[nodiscard]] double end_of_path() const;
  bool keep(const game::Profile& start);
  bool follow(int attempt);
  bool follow_to(double target, int attempt, std::vector<double> heading = {});
  bool arrive(bool reached, int attempt);
  bool go_on(int attempt);
  bool reach_limit(int attempt);
  bool publish(const std::vector<double>& x);

  [[nodiscard]] Part part() const;
  void put_back(const Part& part);
  void look_beside(const std::vector<double>& end, int attempt);
  [[nodiscard]] Verification verify(const Part& own);
  void follow_branches(const Part& own, std::vector<Crossing> crossings, int attempt);
  void follow_branch(const Part& own, const Crossing& from, const numeric::BranchPoint& start,
                     std::span<const Crossing> known, int attempt);
  [[nodiscard]] bool came_back(std::span<const Crossing> known) const;
  void pass_again(const Part& own, const std::vector<double>& end, int attempt);
  void keep_if_new(const Part& own, Met met, double t);

  const Component& component_;
  const SolveOptions& options_;
  const base::RunContext& context_;
  Draft& draft_;
  LocalGame local_;
  LogitEquations equations_;
  std::vector<std::uint8_t> in_limit_;  // by local actor
  double top_ = 0;                      // the largest finite precision, in 1 / scale
  bool finite_ = false;                 // whether the present path leads to it
  std::size_t most_steps_ = 0;          // of the present path
  std::vector<double> x_;
  double t_ = 0;
  std::vector<double> highest_x_;  // the point of the path with the largest t
  double highest_t_ = 0;
  std::vector<Crossing> crossings_;  // of the present path
  Outcome outcome_;                  // of the present path
  std::vector<OtherPoint> others_;
  BranchReport branches_;
};

}  // namespace parley::solve::logit
