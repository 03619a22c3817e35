// SPDX-License-Identifier: Apache-2.0
#include <boost/random/sobol.hpp>

#include "parley/base/random.h"
#include "parley/numeric/design.h"

namespace parley::numeric {

namespace {

constexpr std::uint64_t kShift = 0x736f626f6c;  // a stream of its own: "sobol"

}  // namespace

std::vector<double> sobol_points(std::uint64_t seed, std::uint64_t first, std::size_t count, std::size_t dims) {
  std::vector<std::uint64_t> shift(dims);
  for (std::size_t d = 0; d < dims; ++d) {
    const base::RandomBlock block = base::random_block(seed, kShift, static_cast<std::uint32_t>(d));
    shift[d] = std::uint64_t{block.words[0]} << 32 | block.words[1];
  }
  boost::random::sobol engine(dims);
  // The engine leaves out the first point of the sequence, the origin, without which the others are not stratified.
  engine.seed(first == 0 ? 0 : first - 1);
  std::vector<double> points(count * dims);
  for (std::size_t k = 0; k < points.size(); ++k) {
    const std::uint64_t digits = first == 0 && k < dims ? 0 : engine();
    points[k] = static_cast<double>((digits ^ shift[k % dims]) >> 11) * 0x1p-53;
  }
  return points;
}

}  // namespace parley::numeric
