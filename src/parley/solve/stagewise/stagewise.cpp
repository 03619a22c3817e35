// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stagewise/stagewise.h"

#include <algorithm>
#include <array>

#include "parley/solve/logit/logit_path.h"
#include "parley/solve/stage/node_solver.h"
#include "parley/solve/stagewise/field.h"

namespace parley::solve::stagewise {

namespace {

// One attempt after the other: whether nodes settle is a matter of the order in which they meet.
constexpr std::array kTempers = {Temper{1.0, 2}, Temper{0.3, 0}, Temper{0.3, 2}, Temper{0.5, 0}, Temper{0.15, 2}};
constexpr int kMostRounds = 30;
constexpr int kFirstSweeps = 120;
constexpr int kMoreSweeps = 60;
// Who still changes in the last of them is counted.
constexpr int kWatchedSweeps = 40;
constexpr int kQuietSweeps = 6;
constexpr int kMostCorrections = 20;
// A correction that changes the moves of more nodes than these has left what the sweeps had settled.
constexpr std::size_t kFewChanges = 10;
constexpr std::size_t kShareOfChanges = 500;
// Values that move by more payoff ranges than this are not corrected but thrown about.
constexpr double kThrown = 5;
// The path of more nodes than this winds through more folds than can be waited for.
constexpr std::size_t kMostForPath = 1000;
// Newton's last correction: what is left is its square.
constexpr double kSettled = 1e-12;

/// Sweeps until nobody has changed for a while; false if somebody does to the end.
bool sweep_until_quiet(Field& field, int most, const base::RunContext& context, PathReport& report) {
  int quiet = 0;
  for (int k = 0; k < most && context.stop() == base::Stop::kNo; ++k) {
    if (k == most - kWatchedSweeps) field.watch();
    const Visit visit = field.sweep();
    report.steps += visit.steps;
    report.folds += visit.folds;
    quiet = visit.changed == 0 ? quiet + 1 : 0;
    if (quiet == kQuietSweeps) return true;
  }
  return false;
}

/// Corrects all values at once until nothing moves; false if nodes change their minds on the way.
bool correct_all(Field& field, std::size_t nodes, const base::RunContext& context) {
  for (int k = 0; k < kMostCorrections && context.stop() == base::Stop::kNo; ++k) {
    Visit visit;
    if (!field.correct(visit)) return false;
    if (visit.changed == 0 && visit.moved < kSettled) return true;
    if (visit.changed > kFewChanges + nodes / kShareOfChanges || visit.moved > kThrown) return false;
  }
  return false;
}

bool attempt(Field& field, std::size_t nodes, const base::RunContext& context, PathReport& report) {
  for (int round = 0; round < kMostRounds; ++round) {
    const bool quiet = sweep_until_quiet(field, round == 0 ? kFirstSweeps : kMoreSweeps, context, report);
    if (context.stop() != base::Stop::kNo) return false;
    if (quiet) {
      field.save();
      if (correct_all(field, nodes, context)) return true;
      field.restore();
    }
    field.hold(report);
  }
  return false;
}

}  // namespace

bool takes(const Component& component) {
  return std::all_of(component.nodes.begin(), component.nodes.end(),
                     [&](game::NodeId node) { return stage::is_small(component, node); });
}

bool settle(const Component& component, bool from_draft, const SolveOptions& options, const base::RunContext& context,
            Draft& draft, PathReport& report) {
  Field field(component, options, context, draft);
  if (from_draft) {
    field.resume(kTempers.front());
    if (attempt(field, component.nodes.size(), context, report)) return true;
  }
  for (const Temper& temper : kTempers) {
    field.start(temper);
    if (attempt(field, component.nodes.size(), context, report)) return true;
    if (context.stop() != base::Stop::kNo) return false;
  }
  return false;
}

Outcome solve(const Component& component, const SolveOptions& options, const base::RunContext& context, Draft& draft) {
  if (component.nodes.size() <= options.most_path_nodes) return logit::solve(component, options, context, draft);
  Outcome outcome;
  outcome.has_path = true;
  outcome.path.component = component.number;
  outcome.path.node = component.nodes.front();
  outcome.path.nodes = component.nodes.size();
  outcome.path.rung = Rung::kNodeByNode;
  if (settle(component, false, options, context, draft, outcome.path)) return outcome;
  const base::Stop stop = context.stop();
  if (stop == base::Stop::kNo && component.nodes.size() <= kMostForPath)
    return logit::solve(component, options, context, draft);
  outcome.status = stop == base::Stop::kNo            ? Status::kNotSettled
                   : stop == base::Stop::kInterrupted ? Status::kInterrupted
                                                      : Status::kOutOfTime;
  outcome.path.status = outcome.status;
  outcome.precision_reached = 0;
  return outcome;
}

}  // namespace parley::solve::stagewise
