// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace parley::numeric {

/// Points of a table with a yes or no each.
struct Labelled {
  std::size_t dims = 0;
  std::span<const double> points;  ///< row-major
  std::vector<bool> is_yes;        ///< one a point
};

/// Where each coordinate lies; both ends belong to it, and may be infinite.
struct Box {
  std::vector<double> low;
  std::vector<double> high;

  [[nodiscard]] bool holds(std::span<const double> point) const;
};

/// How well a box tells the yes from the no.
struct BoxFit {
  std::size_t points = 0;  ///< in the box
  std::size_t yes = 0;     ///< of these
  double coverage = 0;     ///< the share of all yes that it holds
  double density = 0;      ///< the share of yes in it
};
[[nodiscard]] BoxFit fit_of(const Labelled& data, const Box& box);

struct PeelOptions {
  double alpha = 0.05;       ///< the share of the points in the box that a step takes away at most
  double least_mass = 0.05;  ///< the share of all points at which it ends
};

/// One step of the trajectory.
struct Peel {
  Box box;
  BoxFit fit;
};

/// The patient rule induction method [FriedmanFisher1999]: from all points on, a step takes away the lowest or the
/// highest few along one coordinate, those without which the share of yes rises most for each point taken away. The
/// trajectory begins with the box of all points; ties go to the first coordinate and its low end.
[[nodiscard]] std::vector<Peel> peel(const Labelled& data, const PeelOptions& options = {});

/// The box without the limits that may be due to chance: again and again the limit with the largest chance that, were
/// yes as frequent with it as without it, a box as small as with it would hold as many; until all chances are at most
/// `most`.
[[nodiscard]] Box drop_limits(const Labelled& data, Box box, double most);

/// Of the boxes of a trajectory, each without the limits that may be due to chance, the one with the largest product of
/// coverage and density; the earliest of several.
[[nodiscard]] Peel best_of(const Labelled& data, const std::vector<Peel>& trajectory, double most);

}  // namespace parley::numeric
