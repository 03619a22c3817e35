// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/numeric/linear.h"
#include "parley/solve/recursion/stage_equilibria.h"

namespace parley::solve::recursion {

namespace {

// Starts of Newton's method on each choice of supports. On the game of nine equilibria of [McKelveyMcLennan1997] one
// finds 7, four 8 and eight all; on the other four games of three to five actors of Gambit's one finds all that are
// known.
constexpr std::size_t kStarts = 24;
constexpr std::size_t kMostIterations = 40;
constexpr std::size_t kMostSupports = 20000;
// Corrections below this end the method: it has converged to rounding.
constexpr double kConverged = 1e-13;
// A mix that far out does not come back.
constexpr double kLost = 1e3;

/// Newton's method for the mixes of given supports against which all moves of each support tie.
class TieSearch {
 public:
  TieSearch(const StageGame& stage, const Moves& support) : stage_(stage), support_(support) {
    for (const auto& moves : support) {
      first_.push_back(chances_);
      chances_ += moves.size();
    }
    size_ = chances_ + support.size();
    at_.resize(support.size());
  }

  /// Goes from one start to a point, and takes it if it is an equilibrium.
  void run(std::size_t start, StageEquilibria& found) {
    begin(start);
    double step = 1;
    for (std::size_t n = 0; n < kMostIterations && step > kConverged; ++n) {
      if (!correct(step) || !(step < kLost)) return;
    }
    if (step > kConverged) return;
    Mix mix = chances();
    for (const auto& seat : mix)
      for (const double chance : seat)
        if (chance != 0 && !(chance > kNoChance)) return;
    take(stage_, std::move(mix), found);
  }

 private:
  [[nodiscard]] Mix chances() const {
    Mix mix;
    for (std::size_t s = 0; s < support_.size(); ++s) {
      mix.emplace_back(stage_.moves[s], 0.0);
      for (std::size_t k = 0; k < support_[s].size(); ++k) mix[s][support_[s][k]] = x_[first_[s] + k];
    }
    return mix;
  }

  /// Equal chances first, then spread evenly over the simplices: exponential spacings of an additive recurrence.
  void begin(std::size_t start) {
    x_.assign(size_, 0.0);
    double ratio = 1.5;
    for (int n = 0; n < 50; ++n) ratio = std::pow(1 + ratio, 1 / (static_cast<double>(chances_) + 1));
    double step = 1;
    for (std::size_t s = 0; s < support_.size(); ++s) {
      double sum = 0;
      for (std::size_t k = 0; k < support_[s].size(); ++k) {
        step /= ratio;
        const double place = 0.5 + static_cast<double>(start) * step;
        sum += x_[first_[s] + k] = start == 0 ? 1 : -std::log(1 - (place - std::floor(place)) * (1 - kNoChance));
      }
      for (std::size_t k = 0; k < support_[s].size(); ++k) x_[first_[s] + k] /= sum;
    }
    const std::vector<double> value = values_of(stage_, chances());
    for (std::size_t s = 0; s < support_.size(); ++s)
      x_[chances_ + s] = (value[owner(s)] - stage_.lowest[owner(s)]) / spread(s);
  }

  [[nodiscard]] std::size_t owner(std::size_t seat) const { return stage_.owner[seat].value(); }
  [[nodiscard]] double spread(std::size_t seat) const {
    const double spread = stage_.highest[owner(seat)] - stage_.lowest[owner(seat)];
    return spread > 0 ? spread : 1;
  }

  double& entry(std::size_t row, std::size_t column) { return matrix_[column * size_ + row]; }
  [[nodiscard]] std::size_t place(std::size_t seat) const { return first_[seat] + at_[seat]; }

  /// Adds one joint move of the supports to the residual of every tie and to its derivatives.
  void add_joint() {
    std::size_t joint = 0;
    for (std::size_t s = 0; s < support_.size(); ++s) joint = joint * stage_.moves[s] + support_[s][at_[s]];
    for (std::size_t s = 0; s < support_.size(); ++s) {
      const std::size_t i = owner(s);
      const double kept = stage_.discount[i] * stage_.stay[joint];
      const double flow = (stage_.flow[joint * stage_.actors() + i] - stage_.lowest[i] * (1 - kept)) / spread(s);
      const double worth = flow + kept * x_[chances_ + s];
      double chance = 1;
      for (std::size_t t = 0; t < support_.size(); ++t)
        if (t != s) chance *= x_[place(t)];
      residual_[place(s)] += chance * worth;
      entry(place(s), chances_ + s) += chance * kept;
      for (std::size_t t = 0; t < support_.size(); ++t) {
        if (t == s) continue;
        double others = 1;
        for (std::size_t u = 0; u < support_.size(); ++u)
          if (u != s && u != t) others *= x_[place(u)];
        entry(place(s), place(t)) += others * worth;
      }
    }
  }

  bool correct(double& step) {
    matrix_.assign(size_ * size_, 0.0);
    residual_.assign(size_, 0.0);
    std::fill(at_.begin(), at_.end(), 0);
    std::size_t s = 0;
    do {
      add_joint();
      for (s = at_.size(); s-- > 0;) {
        if (++at_[s] < support_[s].size()) break;
        at_[s] = 0;
      }
    } while (s != static_cast<std::size_t>(-1));
    for (s = 0; s < support_.size(); ++s) {
      const std::size_t row = chances_ + s;
      residual_[row] = -1;
      for (std::size_t k = first_[s]; k < first_[s] + support_[s].size(); ++k) {
        residual_[k] -= x_[row];
        entry(k, row) -= 1;
        residual_[row] += x_[k];
        entry(row, k) = 1;
      }
    }
    if (lu_.factorize(matrix_, size_) == 0) return false;
    lu_.solve(residual_);
    step = 0;
    for (std::size_t k = 0; k < size_; ++k) {
      x_[k] -= residual_[k];
      step = std::max(step, std::abs(residual_[k]));
    }
    return std::isfinite(step);
  }

  const StageGame& stage_;
  const Moves& support_;
  std::vector<std::size_t> first_;
  std::size_t chances_ = 0;
  std::size_t size_ = 0;
  std::vector<std::size_t> at_;  ///< the joint move at hand, by seat: a place in its support
  std::vector<double> x_;        ///< chances by seat, then each seat's value, scaled to 0 .. 1
  std::vector<double> residual_;
  std::vector<double> matrix_;
  numeric::DenseLu lu_;
};

/// Regular equilibria have no seat that mixes over more moves than all others together can make tie.
bool can_tie(const Moves& support) {
  std::size_t mixing = 0;
  for (const auto& moves : support) mixing += moves.size() - 1;
  return std::all_of(support.begin(), support.end(),
                     [mixing](const auto& moves) { return 2 * (moves.size() - 1) <= mixing; });
}

/// Every choice of a support for each seat, small ones first for each.
class Supports {
 public:
  explicit Supports(const Moves& left) : left_(left), support_(left.size()) {
    for (std::size_t s = 0; s < left.size(); ++s) {
      subsets_.emplace_back(left[s].size(), 1);
      write(s);
    }
  }
  [[nodiscard]] const Moves& at() const { return support_; }
  bool next() {
    for (std::size_t s = left_.size(); s-- > 0;) {
      const bool more = advance(s);
      write(s);
      if (more) return true;
    }
    return false;
  }

 private:
  bool advance(std::size_t s) {
    if (subsets_[s].next()) return true;
    const std::size_t size = subsets_[s].at().size();
    const bool more = size < left_[s].size();
    subsets_[s] = Subsets(left_[s].size(), more ? size + 1 : 1);
    return more;
  }
  void write(std::size_t s) {
    support_[s].clear();
    for (const std::size_t k : subsets_[s].at()) support_[s].push_back(left_[s][k]);
  }

  const Moves& left_;
  std::vector<Subsets> subsets_;
  Moves support_;
};

bool is_pure(const Moves& support) {
  return std::all_of(support.begin(), support.end(), [](const auto& moves) { return moves.size() == 1; });
}

void take_pure(const StageGame& stage, const Moves& left, StageEquilibria& found) {
  Moves joint(left.size());
  std::vector<std::size_t> at(left.size(), 0);
  while (true) {
    for (std::size_t s = 0; s < left.size(); ++s) joint[s] = {left[s][at[s]]};
    take(stage, first_moves(stage, joint), found);
    std::size_t s = left.size();
    while (s-- > 0) {
      if (++at[s] < left[s].size()) break;
      at[s] = 0;
    }
    if (s == static_cast<std::size_t>(-1)) return;
  }
}

}  // namespace

void many_seats(const StageGame& stage, const Moves& left, const base::RunContext& context, StageEquilibria& found) {
  take_pure(stage, left, found);
  Supports supports(left);
  std::size_t tried = 0;
  do {
    if (is_pure(supports.at()) || !can_tie(supports.at())) continue;
    if (++tried > kMostSupports || context.stop() != base::Stop::kNo) break;
    TieSearch search(stage, supports.at());
    for (std::size_t start = 0; start < kStarts; ++start) search.run(start, found);
  } while (supports.next());
  if (found.doubt.empty())
    found.doubt =
        "more than two actors choose at once, or among more than 64 moves: equilibria in mixed strategies were "
        "searched "
        "for, not enumerated";
}

}  // namespace parley::solve::recursion
