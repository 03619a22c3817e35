// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

#include "parley/numeric/eigenpairs.h"
#include "parley/numeric/linear.h"
#include "parley/solve/recursion/stage_equilibria.h"

namespace parley::solve::recursion {

namespace {

using Mask = std::uint64_t;

constexpr Mask bit(std::size_t k) { return Mask{1} << k; }

// Solutions of a system of entries of size 1 that are larger than this mean that it is singular: the moves of a node
// rarely differ by less than a part in a million, and rounding makes a singular one 1e15 or so.
constexpr double kSingular = 1e11;
// Two roots closer than this share of their size come out as a complex pair.
constexpr double kNearlyReal = 1e-6;
// Room for rounding before a root is corrected.
constexpr double kSlack = 1e-6;
// A pair takes a few microseconds: a node at most a minute or so.
constexpr std::size_t kMostPairs = 10'000'000;
constexpr std::size_t kPairsBetweenStops = 1 << 12;

/// A mix of the mover's against which `best` are the responder's best moves, as many of them tied as the mover plays.
struct Vertex {
  Mask support = 0;
  Mask best = 0;
  std::vector<double> chance;  ///< by the mover's moves left
};

/// The responder's payoffs, scaled so that the value of any joint move repeated is from 0 to 1: the worth of its move j
/// beyond the node's value v, if the mover plays i, is flow - v loss.
struct Side {
  std::size_t movers = 0;
  std::size_t responders = 0;
  std::vector<double> flow;  ///< [i * responders + j]
  std::vector<double> loss;
  double tie = 0;
  bool returns = false;
};

Side side_of(const StageGame& stage, const Moves& left, std::size_t mover, std::size_t responder) {
  const std::size_t owner = stage.owner[responder].value();
  const double low = stage.lowest[owner];
  const double spread = stage.highest[owner] - low;
  const double scale = spread > 0 ? spread : 1;
  Side side{left[mover].size(), left[responder].size(), {}, {}, stage.tie(stage.owner[responder]) / scale, false};
  for (const std::size_t i : left[mover])
    for (const std::size_t j : left[responder]) {
      std::size_t joint = 0;
      for (std::size_t s = 0; s < left.size(); ++s)
        joint = joint * stage.moves[s] + (s == mover ? i : s == responder ? j : left[s].front());
      const double loss = 1 - stage.discount[owner] * stage.stay[joint];
      side.loss.push_back(loss);
      side.flow.push_back((stage.flow[joint * stage.actors() + owner] - low * loss) / scale);
      side.returns = side.returns || stage.stay[joint] > 0;
    }
  return side;
}

class VertexSearch {
 public:
  VertexSearch(const Side& side, const base::RunContext& context, std::string& doubt)
      : side_(side), context_(context), doubt_(doubt) {
    ahead_.resize(side.responders * side.responders, 0);
    for (std::size_t better = 0; better < side.responders; ++better)
      for (std::size_t worse = 0; worse < side.responders; ++worse)
        for (std::size_t i = 0; i < side.movers; ++i)
          if (leads(i, better, worse)) ahead_[better * side.responders + worse] |= bit(i);
  }

  std::vector<Vertex> run() {
    for (std::size_t size = 1; size <= std::min(side_.movers, side_.responders); ++size) {
      Subsets supports(side_.movers, size);
      do {
        if (!with_support(supports.at())) return std::move(found_);
      } while (supports.next());
    }
    return std::move(found_);
  }

 private:
  using Places = std::vector<std::size_t>;

  [[nodiscard]] bool leads(std::size_t i, std::size_t better, std::size_t worse) const {
    const std::size_t row = i * side_.responders;
    const double flow = side_.flow[row + better] - side_.flow[row + worse];
    const double loss = side_.loss[row + better] - side_.loss[row + worse];
    return flow > side_.tie && flow - loss > side_.tie;
  }

  /// False if the search has to end.
  bool with_support(const Places& support) {
    Mask played = 0;
    for (const std::size_t i : support) played |= bit(i);
    // Moves that another beats against whatever is played are never best.
    Places able;
    for (std::size_t j = 0; j < side_.responders; ++j) {
      bool beaten = false;
      for (std::size_t other = 0; other < side_.responders; ++other)
        beaten = beaten || (ahead_[other * side_.responders + j] & played) == played;
      if (!beaten) able.push_back(j);
    }
    if (able.size() < support.size()) return true;
    Subsets tied(able.size(), support.size());
    Places responses(support.size());
    do {
      if (++pairs_ % kPairsBetweenStops == 0 && context_.stop() != base::Stop::kNo) {
        doubt_ = "the search was stopped";
        return false;
      }
      if (pairs_ > kMostPairs) {
        doubt_ = "there are too many pairs of supports to try them all";
        return false;
      }
      for (std::size_t k = 0; k < responses.size(); ++k) responses[k] = able[tied.at()[k]];
      with_pair(support, responses);
    } while (tied.next());
    return true;
  }

  void with_pair(const Places& support, const Places& responses) {
    const std::size_t size = support.size();
    if (size == 1) {
      const std::size_t place = support[0] * side_.responders + responses[0];
      finish(support, responses, {1, side_.flow[place] / side_.loss[place]});
      return;
    }
    if (!side_.returns) {
      // Linear: exact after one correction from anywhere; the second takes rounding away.
      std::vector<double> x(size + 1, 1.0 / static_cast<double>(size));
      x[size] = 0;
      finish(support, responses, std::move(x));
      return;
    }
    with_eigenvalues(support, responses);
  }

  /// The mixes x and values v with (flow - v loss)' x = 0: with s outside the values possible, 1 / (v - s) is an
  /// eigenvalue of (flow - s loss)'^-1 loss'.
  void with_eigenvalues(const Places& support, const Places& responses) {
    const std::size_t size = support.size();
    constexpr double kShift = -0.618;
    matrix_.resize(size * size);
    shifted_.resize(size * size);
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j < size; ++j) {
        const std::size_t place = support[i] * side_.responders + responses[j];
        matrix_[i * size + j] = side_.loss[place];
        shifted_[i * size + j] = side_.flow[place] - kShift * side_.loss[place];
      }
    if (lu_.factorize(shifted_, size) == 0 || is_singular(size)) {
      doubt_ = "the equations of some mixes are dependent, so there may be a continuum";
      return;
    }
    for (std::size_t column = 0; column < size; ++column) lu_.solve(std::span(matrix_).subspan(column * size, size));
    const numeric::Eigenpairs pairs = numeric::real_eigenpairs(matrix_, size, kNearlyReal);
    for (std::size_t k = 0; k < pairs.value.size(); ++k) {
      const double value = kShift + 1 / pairs.value[k];
      if (!(value >= -kSlack && value <= 1 + kSlack)) continue;
      std::vector<double> x = pairs.vector[k];
      double sum = 0;
      for (const double chance : x) sum += chance;
      for (double& chance : x) chance /= sum;
      if (!std::all_of(x.begin(), x.end(), [](double chance) { return chance > -kSlack; })) continue;
      x.push_back(value);
      finish(support, responses, std::move(x));
    }
  }

  /// Whether the system last factorised blows an arbitrary right-hand side up.
  bool is_singular(std::size_t size) {
    probe_.resize(size);
    for (std::size_t k = 0; k < size; ++k) probe_[k] = std::cos(static_cast<double>(k) + 0.5);
    lu_.solve(probe_);
    return std::any_of(probe_.begin(), probe_.end(), [](double z) { return !(std::abs(z) < kSingular); });
  }

  /// One step of Newton's method for the ties and the sum, unknowns x and v. False if singular.
  bool correct(const Places& support, const Places& responses, std::vector<double>& x) {
    const std::size_t size = support.size();
    const std::size_t rows = size + 1;
    shifted_.assign(rows * rows, 0.0);
    residual_.assign(rows, 0.0);
    residual_[size] = -1;
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < size; ++j) {
        const std::size_t place = support[i] * side_.responders + responses[j];
        const double lead = side_.flow[place] - x[size] * side_.loss[place];
        shifted_[i * rows + j] = lead;
        shifted_[size * rows + j] -= x[i] * side_.loss[place];
        residual_[j] += x[i] * lead;
      }
      shifted_[i * rows + size] = 1;
      residual_[size] += x[i];
    }
    if (lu_.factorize(shifted_, rows) == 0 || is_singular(rows)) return false;
    lu_.solve(residual_);
    for (std::size_t k = 0; k < rows; ++k) x[k] -= residual_[k];
    return true;
  }

  void finish(const Places& support, const Places& responses, std::vector<double> x) {
    const std::size_t size = support.size();
    const bool regular = size == 1 || (correct(support, responses, x) && correct(support, responses, x));
    // Without a way back a singular pair is no vertex: the ends of such a face are.
    if (!regular && !side_.returns) return;
    Vertex vertex{0, 0, std::vector<double>(side_.movers, 0.0)};
    for (std::size_t k = 0; k < size; ++k) {
      if (!(x[k] > kNoChance)) return;
      vertex.support |= bit(support[k]);
      vertex.chance[support[k]] = x[k];
    }
    for (std::size_t j = 0; j < side_.responders; ++j) {
      double lead = 0;
      for (std::size_t k = 0; k < size; ++k) {
        const std::size_t place = support[k] * side_.responders + j;
        lead += x[k] * (side_.flow[place] - x[size] * side_.loss[place]);
      }
      if (!(lead <= side_.tie)) return;
      if (lead >= -side_.tie) vertex.best |= bit(j);
    }
    for (const std::size_t j : responses)
      if ((vertex.best & bit(j)) == 0) return;
    if (side_.returns && (!regular || std::popcount(vertex.best) > static_cast<int>(size)))
      doubt_ = "some mix makes more moves tie than is generic, so there may be a continuum";
    found_.push_back(std::move(vertex));
  }

  const Side& side_;
  const base::RunContext& context_;
  std::string& doubt_;
  std::vector<Mask> ahead_;  ///< [better * responders + worse]: the mover's moves against which it is better
  std::vector<Vertex> found_;
  std::size_t pairs_ = 0;
  numeric::DenseLu lu_;
  std::vector<double> matrix_;
  std::vector<double> shifted_;
  std::vector<double> residual_;
  std::vector<double> probe_;
};

bool fit(const Vertex& x, const Vertex& y) { return (x.support & ~y.best) == 0 && (y.support & ~x.best) == 0; }

}  // namespace

void two_seats(const StageGame& stage, const Moves& left, const base::RunContext& context, StageEquilibria& found) {
  std::array<std::size_t, 2> seat{};
  std::size_t count = 0;
  for (std::size_t s = 0; s < left.size(); ++s)
    if (left[s].size() > 1) seat[count++] = s;
  const Side second_responds = side_of(stage, left, seat[0], seat[1]);
  const Side first_responds = side_of(stage, left, seat[1], seat[0]);
  const std::vector<Vertex> first = VertexSearch(second_responds, context, found.doubt).run();
  const std::vector<Vertex> second = VertexSearch(first_responds, context, found.doubt).run();
  for (const Vertex& x : first)
    for (const Vertex& y : second) {
      if (!fit(x, y)) continue;
      Mix mix = first_moves(stage, left);
      for (std::size_t k = 0; k < 2; ++k) {
        const Vertex& vertex = k == 0 ? x : y;
        for (std::size_t m = 0; m < vertex.chance.size(); ++m) mix[seat[k]][left[seat[k]][m]] = vertex.chance[m];
      }
      take(stage, std::move(mix), found);
    }
}

}  // namespace parley::solve::recursion
