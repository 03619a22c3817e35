// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "parley/certify/certify.h"
#include "parley/run/beliefs.h"
#include "parley/run/choice.h"
#include "parley/scenario/scenario.h"
#include "parley/solve/solve.h"

namespace parley::run {

/// The chance that an outcome has held by each date: steps 0..forecast_steps.
struct OutcomeForecast {
  std::size_t outcome = 0;  ///< index into Scenario::outcomes
  std::vector<double> by_date;
  std::vector<double> error;  ///< standard errors by date; empty: exact
  /// If it comes within the forecast: the expected value of each numeric variable, in the order of PolicyRun::stocks,
  /// at the start of the first step at which it holds. Empty if it never comes.
  std::vector<double> when_reached;
  double mean_step = 0;  ///< when that is, in steps, on average
};

struct Quantile {
  double p = 0;
  std::vector<double> value;  ///< by date
};

/// A numeric variable by date, over all that may happen.
struct StockForecast {
  scenario::VariableId variable;
  std::vector<double> mean;
  std::vector<Quantile> quantiles;
  std::vector<double> error;  ///< standard errors of the mean by date; empty: exact
};

/// A variable of levels by date: the chance of each level.
struct LevelForecast {
  scenario::VariableId variable;
  std::vector<std::vector<double>> share;  ///< [date][level]
};

/// Who makes the first move marked as a concession, and when.
struct FirstConcession {
  struct By {
    std::uint32_t actors = 0;     ///< bit set: several if they do it at the same moment
    std::vector<double> in_step;  ///< the chance that it happens in step t, forecast_steps of them
    double total = 0;
    std::vector<double> error;  ///< standard errors of in_step; empty: exact
  };
  std::vector<By> by;
  double none = 1;                         ///< nobody within the forecast
  std::optional<std::size_t> median_step;  ///< the first step by which it is more likely than not
};

struct SampleCheck {
  std::size_t paths = 0;
  std::uint64_t seed = 0;
  /// The largest difference between a sampled and a computed number, in standard errors, over outcomes, stocks and
  /// first concessions at all dates.
  double largest_deviation = 0;
};

/// What one type of an actor can expect of first concessions within the forecast, knowing its type.
struct TypeConcession {
  scenario::ActorId actor;
  std::string type;  ///< empty: it has one
  double prior = 1;
  std::size_t paths = 0;  ///< on which it was drawn
  Estimate first;         ///< its actor, alone or with others at once
  Estimate other_first;   ///< "the ball is in their court"
  Estimate none;
  std::vector<double> in_step;  ///< the chance that its actor is first in step t
};

/// Whether an actor puts more than even odds on another moving first, if anybody does: its types' estimates, weighed by
/// their priors.
struct Court {
  scenario::ActorId actor;
  Estimate other_first;
};

/// What the others believe of one type by date, over all that may happen.
struct BeliefFan {
  scenario::ActorId actor;
  std::string type;
  std::vector<double> mean;
  std::vector<Quantile> quantiles;
};

/// Whether the grid resolves how fast beliefs about an actor move.
struct AxisDrift {
  scenario::ActorId actor;
  double cell = 0;              ///< in the measure of the axis: the belief, its logarithm or log odds
  std::optional<double> drift;  ///< the median move in a step in which it moved
  [[nodiscard]] bool too_coarse() const { return drift && *drift < cell; }
};

/// What is private in a scenario, and what comes of it; from sampled paths.
struct PrivateTypes {
  SolvedBeliefs solved;  ///< without its arrays
  std::size_t paths = 0;
  std::uint64_t seed = 0;
  std::vector<TypeConcession> concessions;  ///< by type; empty if no move is marked
  std::vector<Court> courts;                ///< by actor; empty if no move is marked
  std::vector<BeliefFan> beliefs;           ///< by type of the actors with several
  std::vector<AxisDrift> drifts;            ///< by actor with two types
  Worth worth;                              ///< from the start, at the prior
};

/// One scenario under one policy, or under none.
struct PolicyRun {
  std::optional<std::size_t> policy;
  std::vector<OutcomeForecast> outcomes;
  std::vector<StockForecast> stocks;
  std::vector<LevelForecast> levels;
  std::optional<FirstConcession> first_concession;  ///< none if no move is marked
  std::vector<ActorValue> values;
  std::vector<StartChoice> start_choices;
  solve::Solution solution;  ///< without its arrays
  std::size_t nodes = 0;
  std::vector<std::string> folded;  ///< a few of the nodes whose path folded
  certify::Certificate certificate;
  std::vector<std::string> worst_nodes;  ///< by actor of the certificate
  std::optional<SampleCheck> sampled;
  /// With private types: the forecasts above are estimates, with their standard errors, and the solution and
  /// certificate above sum up those in here.
  std::optional<PrivateTypes> private_types;
};

/// One sweep under one policy: the chance of its outcome by the forecast's end at each value.
struct SweepLine {
  std::optional<std::size_t> policy;
  std::vector<double> probability;
  std::vector<bool> certified;
  struct Crossing {
    double low = 0;
    double high = 0;
  };
  std::vector<Crossing> crossings;  ///< neighbouring values between which the chance crosses one half
};

struct SweepResult {
  std::size_t sweep = 0;  ///< index into Scenario::sweeps
  std::vector<SweepLine> lines;
};

/// What a policy changes against no commitment, on the same game: its number minus the other's.
struct PolicyDifference {
  std::size_t policy = 0;
  std::vector<OutcomeForecast> outcomes;  ///< differences by date
  struct Stock {
    scenario::VariableId variable;
    std::vector<double> mean;  ///< of expected values, by date
  };
  std::vector<Stock> stocks;
  std::vector<double> values;  ///< by actor
  struct Concession {
    std::uint32_t actors = 0;
    double total = 0;  ///< of the chance to be first within the forecast
  };
  std::vector<Concession> first_concession;
};

/// Everything a run has to say. The scenario outlives it.
struct Answer {
  const scenario::Scenario* scenario = nullptr;
  std::uint64_t seed = 1;
  std::vector<std::string> dates;  ///< of steps 0..forecast_steps
  std::vector<PolicyRun> runs;     ///< the first without a commitment
  std::vector<PolicyDifference> comparison;
  std::vector<SweepResult> sweeps;
  base::Diagnostics warnings;
  base::Stop stopped = base::Stop::kNo;  ///< something is missing, because the run was stopped

  /// Whether every solution's certificate holds.
  [[nodiscard]] bool certified() const;
};

}  // namespace parley::run
