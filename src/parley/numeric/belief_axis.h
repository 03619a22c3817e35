// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace parley::numeric {

/// How the points of an axis for two outcomes are spread over the chance b of one of them.
enum class AxisKind : std::uint8_t {
  kLinear,   ///< evenly in b
  kLog,      ///< evenly in log(b + floor)
  kLogOdds,  ///< evenly in log((b + floor) / (1 - b + floor))
};

/// Points of an axis, and what to multiply their numbers with to interpolate at one place.
struct Stencil {
  std::size_t count = 0;
  std::vector<std::uint32_t> at;  ///< points
  std::vector<double> weight;     ///< they sum to 1
  std::vector<double> slope;      ///< [point][outcome]: derivative of the weight by that outcome's chance
};

/// A grid over the lotteries of a few outcomes, and piecewise linear interpolation on it. With one outcome it is a
/// point; with two, a line whose kinks are rounded, so that what is interpolated has a continuous derivative; with
/// more, the simplex cut into equal cells [Kuhn1960]. Corners of the simplex are points of every grid.
class BeliefAxis {
 public:
  /// Half the width over which a kink is rounded, in cells: with none, Newton's method cycles between two cells; a
  /// quarter of a cell in all left answers unchanged where the grid was fine enough.
  static constexpr double kRounding = 0.125;

  /// One outcome, which is certain.
  BeliefAxis() : BeliefAxis(1, 1) {}
  /// Two outcomes, at least 2 points. `outcome` is the one whose chance is measured, 0 or 1; `floor` > 0 is the chance
  /// below which points thin out, so that 0 is a point too; it has no meaning for kLinear.
  BeliefAxis(AxisKind kind, std::size_t outcome, std::size_t points, double floor);
  /// Any number of outcomes; the edges of the simplex are cut into `cells` parts.
  BeliefAxis(std::size_t outcomes, std::size_t cells);

  [[nodiscard]] std::size_t outcomes() const { return outcomes_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] AxisKind kind() const { return kind_; }
  /// The outcome whose chance is measured, of two.
  [[nodiscard]] std::size_t outcome() const { return outcome_; }
  /// The chance below which points thin out.
  [[nodiscard]] double floor() const { return floor_; }
  /// The lottery at the k-th point.
  [[nodiscard]] std::span<const double> point(std::size_t k) const {
    return {point_.data() + k * outcomes_, outcomes_};
  }
  /// Writes the stencil at a lottery; `out` keeps its memory.
  void locate(std::span<const double> lottery, Stencil& out) const;
  /// The point nearest in the axis's own measure.
  [[nodiscard]] std::size_t nearest(std::span<const double> lottery) const;
  /// The width of a cell in the measure of its kind (of b, its log or its log odds); of two outcomes only.
  [[nodiscard]] double cell() const { return cell_; }
  /// Where a lottery of two outcomes lies, in that measure.
  [[nodiscard]] double measure(std::span<const double> lottery) const;

 private:
  void locate_on_line(std::span<const double> lottery, Stencil& out) const;
  void locate_in_simplex(std::span<const double> lottery, Stencil& out) const;
  [[nodiscard]] std::uint32_t rank(std::span<const std::uint32_t> from) const;

  AxisKind kind_ = AxisKind::kLinear;
  std::size_t outcomes_ = 1;
  std::size_t outcome_ = 0;
  std::size_t size_ = 1;
  std::size_t cells_ = 1;
  double floor_ = 0;
  double first_ = 0;
  double cell_ = 0;
  std::vector<double> point_;
};

}  // namespace parley::numeric
