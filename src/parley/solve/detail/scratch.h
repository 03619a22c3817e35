// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "parley/solve/stage/node_solver.h"

namespace parley::solve {

/// What methods that run once a node keep from one to the next, so that they need not allocate; one a thread.
struct Scratch {
  std::vector<double> numbers;
  stage::NodeSolver node;
};

}  // namespace parley::solve
