// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/worlds.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "parley/numeric/design.h"
#include "parley/numeric/quantile.h"
#include "parley/numeric/sensitivity.h"
#include "parley/scenario/inputs.h"

namespace parley::analyze {

namespace {

using scenario::DistributionKind;

// Where fewer than one in so many of the first draws meets the constraints, the region counts as empty.
constexpr std::size_t kPatience = 100'000;
// Points that are made at a time, where constraints may refuse some.
constexpr std::size_t kPortion = 1024;

base::Diagnostic mistake(std::string message, std::string help, base::Fault fault) {
  return base::mistake("E0905", std::move(message), std::move(help), fault);
}

/// Cumulated probabilities of a discrete distribution.
double discrete_at(const std::vector<std::pair<double, double>>& values, double p) {
  double sum = 0;
  for (const auto& [value, probability] : values)
    if (p < (sum += probability)) return value;
  return values.back().first;
}

/// Draws candidate after candidate, keeps those that meet the constraints.
class Drawing {
 public:
  Drawing(const scenario::Scenario& scenario, const Design& design, std::uint64_t seed)
      : scenario_(scenario), design_(design), seed_(seed) {
    for (const scenario::Input& input : design.inputs) quantities_.push_back(&quantity_of(scenario, input));
    drawn_.inputs = design.inputs.size();
  }

  base::Result<Worlds> run() {
    if (design_.inputs.empty())
      return base::failure(mistake("there is nothing to draw",
                                   "give a number a `range` or a `distribution`, or name one with --input",
                                   base::Fault::kUsage));
    if (auto impossible = factor_correlations()) return base::failure(std::move(*impossible));
    std::optional<base::Diagnostic> failed;
    if (group_size(design_.kind, 1) > 1 || design_.kind == DesignKind::kOneAtATime) {
      failed = groups();
    } else if (design_.kind == DesignKind::kTable) {
      failed = all_rows();
    } else if (design_.kind == DesignKind::kFactorial) {
      failed = all_combinations();
    } else {
      failed = random_ones();
    }
    if (failed) return base::failure(std::move(*failed));
    return std::move(drawn_);
  }

 private:
  /// The correlations as a matrix of normal scores, and its factor; none where no two of the inputs go together.
  std::optional<base::Diagnostic> factor_correlations() {
    const std::size_t dims = design_.inputs.size();
    std::vector<double> matrix(dims * dims, 0.0);
    for (std::size_t d = 0; d < dims; ++d) matrix[d * dims + d] = 1;
    const scenario::Correlation* last = nullptr;
    for (const scenario::Correlation& correlation : scenario_.correlations) {
      const auto place = [&](const scenario::Input& input) {
        return static_cast<std::size_t>(std::find(design_.inputs.begin(), design_.inputs.end(), input) -
                                        design_.inputs.begin());
      };
      const std::size_t a = place(correlation.first);
      const std::size_t b = place(correlation.second);
      if (a == dims || b == dims) continue;
      last = &correlation;
      matrix[a * dims + b] = matrix[b * dims + a] = 2 * std::sin(std::numbers::pi * correlation.rank / 6);
    }
    const bool draws = is_sample(design_.kind);
    if (last == nullptr || !draws) return std::nullopt;
    factor_ = numeric::correlation_factor(matrix, dims);
    if (!factor_.empty()) return std::nullopt;
    base::Diagnostic made = mistake("the correlations cannot hold together",
                                    "weaken some of them: a number that goes with two others "
                                    "lets these go together too",
                                    base::Fault::kScenario);
    made.code = "E0335";
    made.source = last->where.source;
    made.span = last->where.span;
    made.label = "the last of them";
    return made;
  }

  /// Keeps a candidate that meets the constraints.
  void take(std::span<const double> values) {
    scenario::Scenario& changed = scratch_;
    if (!is_constrained_ ||
        (scenario::set_inputs(changed, design_.inputs, values) && scenario::meets_constraints(changed))) {
      drawn_.values.insert(drawn_.values.end(), values.begin(), values.end());
    } else {
      ++drawn_.rejected;
    }
  }

  void take_point(std::span<double> point) {
    if (!factor_.empty()) numeric::correlate(factor_, point);
    for (std::size_t d = 0; d < point.size(); ++d) point[d] = value_at(*quantities_[d], point[d]);
    take(point);
  }

  std::optional<base::Diagnostic> random_ones() {
    std::size_t asked = 0;
    for (std::size_t batch = 0; batch < design_.batches.size(); ++batch) {
      asked += design_.batches[batch];
      if (asked > kMostWorlds) return too_many(static_cast<double>(asked));
      for (std::size_t round = 0; drawn_.count() < asked; ++round) {
        const std::size_t missing = asked - drawn_.count();
        draw_portion(batch, round, missing, asked);
        const std::size_t candidates = drawn_.count() + drawn_.rejected;
        if (candidates >= kPatience && drawn_.count() * kPatience < candidates) return empty_region(candidates);
      }
    }
    return std::nullopt;
  }

  void draw_portion(std::size_t batch, std::size_t round, std::size_t missing, std::size_t asked) {
    const std::size_t dims = design_.inputs.size();
    const std::size_t next = drawn_.count() + drawn_.rejected;
    const bool is_cube = design_.kind == DesignKind::kLatinHypercube;
    const std::size_t count = is_cube ? missing : kPortion;
    std::vector<double> points;
    if (is_cube) {
      points = numeric::latin_hypercube(seed_, batch << 16 | std::min<std::size_t>(round, 0xffff), count, dims);
    } else if (design_.kind == DesignKind::kSobol) {
      points = numeric::sobol_points(seed_, next, count, dims);
    } else {
      points.resize(count * dims);
      for (std::size_t k = 0; k < count; ++k)
        numeric::random_point(seed_, next + k, std::span(points).subspan(k * dims, dims));
    }
    for (std::size_t k = 0; k < count && drawn_.count() < asked; ++k)
      take_point(std::span(points).subspan(k * dims, dims));
  }

  /// Designs for the influence of each input, which must be able to move alone.
  std::optional<base::Diagnostic> groups() {
    if (is_tied())
      return mistake(
          fmt::format("the design {} moves each input by itself, which correlations, constraints and several "
                      "priors of one actor do not allow",
                      name(design_.kind)),
          "name inputs that are independent with --input, or sweep by another design", base::Fault::kUsage);
    if (design_.kind == DesignKind::kOneAtATime) {
      one_at_a_time();
      return std::nullopt;
    }
    const std::size_t dims = design_.inputs.size();
    const std::size_t size = group_size(design_.kind, dims);
    std::size_t asked = 0;
    for (const std::size_t batch : design_.batches) asked += batch;
    if (asked > kMostWorlds) return too_many(static_cast<double>(asked));
    for (std::size_t g = 0; g * size < asked; ++g) {
      const std::vector<double> points = design_.kind == DesignKind::kSaltelli ? numeric::saltelli_group(seed_, g, dims)
                                                                               : numeric::morris_group(seed_, g, dims);
      for (std::size_t k = 0; k < points.size(); ++k)
        drawn_.values.push_back(inside(*quantities_[k % dims], points[k]));
    }
    return std::nullopt;
  }

  [[nodiscard]] bool is_tied() const {
    const auto among = [&](const scenario::Input& input) {
      return std::find(design_.inputs.begin(), design_.inputs.end(), input) != design_.inputs.end();
    };
    std::vector<std::size_t> priors(scenario_.actors.size());
    for (const scenario::Input& input : design_.inputs)
      if (input.kind == scenario::InputKind::kPrior && ++priors[input.actor.value()] > 1) return true;
    return !scenario_.constraints.empty() ||
           std::any_of(scenario_.correlations.begin(), scenario_.correlations.end(),
                       [&](const scenario::Correlation& c) { return among(c.first) && among(c.second); });
  }

  /// As written, and then each input at its low and at its high end.
  void one_at_a_time() {
    std::vector<double> written;
    for (const scenario::Quantity* quantity : quantities_) written.push_back(quantity->value);
    drawn_.values = written;
    for (std::size_t d = 0; d < written.size(); ++d) {
      const auto [low, high] = ends_of(*quantities_[d]);
      for (const double end : {low, high}) {
        drawn_.values.insert(drawn_.values.end(), written.begin(), written.end());
        drawn_.values[drawn_.values.size() - written.size() + d] = end;
      }
    }
  }

  /// The value at a share of 0 or 1 too, where the distribution has no end.
  static double inside(const scenario::Quantity& quantity, double p) {
    const auto [low, high] = ends_of(quantity);
    return std::clamp(value_at(quantity, p), low, high);
  }

  std::optional<base::Diagnostic> all_rows() {
    for (std::size_t k = 0; k < design_.table.size(); k += drawn_.inputs)
      take(std::span(design_.table).subspan(k, drawn_.inputs));
    return drawn_.count() > 0 ? std::nullopt : std::optional(empty_region(drawn_.rejected));
  }

  std::optional<base::Diagnostic> all_combinations() {
    std::vector<std::vector<double>> axes;
    double total = 1;
    for (const scenario::Quantity* quantity : quantities_) {
      axes.push_back(values_of(*quantity));
      total *= static_cast<double>(axes.back().size());
    }
    if (total > static_cast<double>(kMostWorlds)) return too_many(total);
    std::vector<std::size_t> at(axes.size());
    std::vector<double> values(axes.size());
    for (std::size_t k = 0; k < static_cast<std::size_t>(total); ++k) {
      // The last input goes fastest.
      std::size_t rest = k;
      for (std::size_t d = axes.size(); d-- > 0; rest /= axes[d].size()) values[d] = axes[d][rest % axes[d].size()];
      take(values);
    }
    return drawn_.count() > 0 ? std::nullopt : std::optional(empty_region(drawn_.rejected));
  }

  /// Evenly from end to end.
  [[nodiscard]] std::vector<double> values_of(const scenario::Quantity& quantity) const {
    std::vector<double> values;
    if (quantity.distribution && quantity.distribution->kind == DistributionKind::kDiscrete) {
      for (const auto& [value, probability] : quantity.distribution->values) values.push_back(value);
      return values;
    }
    const auto [low, high] = ends_of(quantity);
    for (std::size_t k = 0; k < design_.levels; ++k) {
      const double share = design_.levels == 1 ? 0.5 : static_cast<double>(k) / static_cast<double>(design_.levels - 1);
      values.push_back(k + 1 == design_.levels && k > 0 ? high : low + share * (high - low));
    }
    return values;
  }

  [[nodiscard]] base::Diagnostic too_many(double count) const {
    return mistake(fmt::format("the design has {:.6g} worlds", count),
                   fmt::format("at most {} are allowed: fewer --levels, or fewer inputs with --input", kMostWorlds),
                   base::Fault::kUsage);
  }

  [[nodiscard]] base::Diagnostic empty_region(std::size_t candidates) const {
    base::Diagnostic made = mistake(
        fmt::format("next to no world meets the constraints: {} of {} that were drawn", drawn_.count(), candidates),
        "widen the ranges, or drop a constraint", base::Fault::kScenario);
    if (!scenario_.constraints.empty()) {
      made.source = scenario_.constraints.front().where.source;
      made.span = scenario_.constraints.front().where.span;
      made.label = scenario_.constraints.size() == 1 ? "this one" : "the first of them";
    } else {
      made.message =
          fmt::format("no world can be drawn: the priors of an actor sum to more than 1 in all {} tried", candidates);
      made.help = "narrow the ranges of its priors, or leave one of them without";
    }
    return made;
  }

  const scenario::Scenario& scenario_;
  const Design& design_;
  std::uint64_t seed_;
  std::vector<const scenario::Quantity*> quantities_;
  std::vector<double> factor_;
  Worlds drawn_;
  scenario::Scenario scratch_ = scenario_;
  bool is_constrained_ = !scenario_.constraints.empty() ||
                         std::any_of(design_.inputs.begin(), design_.inputs.end(), [](const scenario::Input& input) {
                           return input.kind == scenario::InputKind::kPrior;
                         });
};

}  // namespace

std::string_view name(DesignKind kind) {
  switch (kind) {
    case DesignKind::kMonteCarlo:
      return "monte-carlo";
    case DesignKind::kLatinHypercube:
      return "latin-hypercube";
    case DesignKind::kSobol:
      return "sobol";
    case DesignKind::kFactorial:
      return "factorial";
    case DesignKind::kTable:
      return "table";
    case DesignKind::kSaltelli:
      return "saltelli";
    case DesignKind::kMorris:
      return "morris";
    case DesignKind::kOneAtATime:
      return "one-at-a-time";
  }
  return "table";
}

std::span<const DesignKind> all_designs() {
  static constexpr DesignKind kAll[] = {DesignKind::kMonteCarlo, DesignKind::kLatinHypercube, DesignKind::kSobol,
                                        DesignKind::kFactorial,  DesignKind::kTable,          DesignKind::kSaltelli,
                                        DesignKind::kMorris,     DesignKind::kOneAtATime};
  return kAll;
}

bool is_sample(DesignKind kind) {
  return kind == DesignKind::kMonteCarlo || kind == DesignKind::kLatinHypercube || kind == DesignKind::kSobol;
}

std::size_t group_size(DesignKind kind, std::size_t inputs) {
  return kind == DesignKind::kSaltelli ? inputs + 2 : kind == DesignKind::kMorris ? inputs + 1 : 1;
}

base::Result<Worlds> draw_worlds(const scenario::Scenario& scenario, const Design& design, std::uint64_t seed) {
  return Drawing(scenario, design, seed).run();
}

double value_at(const scenario::Quantity& input, double p) {
  if (!input.distribution) return input.range->first + p * (input.range->second - input.range->first);
  const scenario::Distribution& distribution = *input.distribution;
  const std::vector<double>& n = distribution.numbers;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const auto [low, high] = input.range.value_or(std::pair(-kInfinity, kInfinity));
  switch (distribution.kind) {
    case DistributionKind::kUniform:
      return n[0] + p * (n[1] - n[0]);
    case DistributionKind::kTriangular:
      return numeric::triangular_quantile(n[0], n[1], n[2], p);
    case DistributionKind::kNormal:
      return numeric::quantile({n[0], n[1], low, high}, p);
    case DistributionKind::kLognormal:
      return std::exp(numeric::quantile(
          {std::log(n[0]), n[1], low > 0 ? std::log(low) : -kInfinity, high < kInfinity ? std::log(high) : kInfinity},
          p));
    case DistributionKind::kDiscrete:
      return discrete_at(distribution.values, p);
    case DistributionKind::kColumn:
      break;
  }
  const auto count = distribution.values.size();
  return distribution.values[std::min(static_cast<std::size_t>(p * static_cast<double>(count)), count - 1)].first;
}

std::pair<double, double> ends_of(const scenario::Quantity& input) {
  if (!input.distribution) return *input.range;
  constexpr double kTail = 0.01;
  auto [low, high] = input.distribution->support();
  if (input.range) low = std::max(low, input.range->first);
  if (input.range) high = std::min(high, input.range->second);
  const bool is_log = input.distribution->kind == DistributionKind::kLognormal;
  if (std::isinf(low) || (is_log && low <= 0)) low = value_at(input, kTail);
  if (std::isinf(high)) high = value_at(input, 1 - kTail);
  return {low, high};
}

}  // namespace parley::analyze
