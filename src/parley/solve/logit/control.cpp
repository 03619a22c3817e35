// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/logit/control.h"

namespace parley::solve::logit {

numeric::TraceOptions control(int attempt) {
  numeric::TraceOptions options;
  if (attempt == 0) {
    // Larger first corrections than this mostly end in a rejection, after a factorisation in vain: 5 to 8% of the time.
    options.most_first = 0.15;
    return options;
  }
  if (attempt == kVerifying) {
    // The first correction's share of a step grows with the square of its length, the second's with the cube.
    options.first_step = 0.005;
    options.least_cosine = 0.99;
    options.aimed_first = 0.001;
    options.most_first = 0.02;
    options.aimed_second = 2e-5;
    options.most_second = 1e-3;
    options.most_growth = 1.3;
    return options;
  }
  options.first_step = 0.01;
  options.least_cosine = 0.95;
  options.aimed_first = 0.005;
  options.most_first = 0.1;
  options.aimed_second = 1e-3;
  options.most_second = 0.01;
  options.most_growth = 1.5;
  return options;
}

Status status_of(numeric::TraceStatus status, const base::RunContext& context) {
  switch (status) {
    case numeric::TraceStatus::kReached:
    case numeric::TraceStatus::kDone:
      return Status::kConverged;
    case numeric::TraceStatus::kTooManySteps:
      return Status::kTooManySteps;
    case numeric::TraceStatus::kStopped:
      return context.stop() == base::Stop::kInterrupted ? Status::kInterrupted : Status::kOutOfTime;
    case numeric::TraceStatus::kStepTooSmall:
    case numeric::TraceStatus::kFellBelow:
      break;
  }
  return Status::kStepTooSmall;
}

}  // namespace parley::solve::logit
