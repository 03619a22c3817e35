// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/sensitivity.h"

#include <algorithm>
#include <cmath>

#include "parley/analyze/slices.h"

namespace parley::analyze {

namespace {

SensitivityMethod method_of(DesignKind kind) {
  if (kind == DesignKind::kSaltelli) return SensitivityMethod::kSobolIndices;
  if (kind == DesignKind::kMorris) return SensitivityMethod::kMorris;
  if (kind == DesignKind::kOneAtATime) return SensitivityMethod::kOneAtATime;
  return SensitivityMethod::kRanks;
}

/// The rows of a study by world; null where there is none with a certificate.
std::vector<const SweepRow*> by_world(const Study& study) {
  std::vector<const SweepRow*> rows;
  for (const SweepRow& row : study.rows) {
    if (rows.size() <= row.world) rows.resize(row.world + 1, nullptr);
    if (row.run.status == WorldStatus::kCertified) rows[row.world] = &row;
  }
  return rows;
}

class Finding {
 public:
  Finding(const Study& study, std::size_t measure) : study_(study), dims_(study.input_paths.size()) {
    found_.measure = measure;
    found_.method = method_of(study.plan.design.kind);
    found_.inputs.resize(dims_);
    for (std::size_t d = 0; d < dims_; ++d) found_.inputs[d].input = d;
  }

  Sensitivity run() {
    switch (found_.method) {
      case SensitivityMethod::kSobolIndices:
      case SensitivityMethod::kMorris:
        from_groups();
        break;
      case SensitivityMethod::kOneAtATime:
        one_at_a_time();
        break;
      case SensitivityMethod::kRanks:
        from_sample();
        break;
    }
    std::stable_sort(found_.inputs.begin(), found_.inputs.end(),
                     [&](const Influence& a, const Influence& b) { return weight(a) > weight(b); });
    return std::move(found_);
  }

 private:
  [[nodiscard]] double weight(const Influence& input) const {
    switch (found_.method) {
      case SensitivityMethod::kSobolIndices:
        return input.sobol.total;
      case SensitivityMethod::kMorris:
        return input.morris.mean_absolute;
      case SensitivityMethod::kOneAtATime:
        return std::isfinite(input.low) && std::isfinite(input.high) ? std::abs(input.high - input.low) : -1;
      case SensitivityMethod::kRanks:
        break;
    }
    return std::max(input.told, input.rank * input.rank);
  }

  [[nodiscard]] double value(const SweepRow* row) const {
    return row == nullptr ? std::nan("") : row->run.measures[found_.measure];
  }

  /// A group counts only as a whole.
  void from_groups() {
    const std::vector<const SweepRow*> rows = by_world(study_);
    const std::size_t size = group_size(study_.plan.design.kind, dims_);
    const bool is_morris = found_.method == SensitivityMethod::kMorris;
    std::vector<double> values;
    std::vector<double> points;
    const std::size_t groups = (study_.worlds + size - 1) / size;
    for (std::size_t g = 0; g < groups; ++g) {
      std::vector<double> group;
      for (std::size_t k = g * size; k < std::min((g + 1) * size, rows.size()); ++k)
        if (std::isfinite(value(rows[k]))) group.push_back(value(rows[k]));
      if (group.size() < size) {
        ++found_.lost;
        continue;
      }
      ++found_.groups;
      values.insert(values.end(), group.begin(), group.end());
      const std::vector<double> unit =
          is_morris ? numeric::morris_group(study_.plan.seed, g, dims_) : std::vector<double>();
      points.insert(points.end(), unit.begin(), unit.end());
    }
    if (is_morris && found_.groups > 0) {
      const auto effects = numeric::morris_effects(points, values, dims_);
      for (std::size_t d = 0; d < dims_; ++d) found_.inputs[d].morris = effects[d];
    } else if (found_.groups > 1) {
      const auto indices = numeric::sobol_indices(values, dims_, study_.plan.seed);
      for (std::size_t d = 0; d < dims_; ++d) found_.inputs[d].sobol = indices[d];
    }
  }

  void one_at_a_time() {
    std::vector<const SweepRow*> rows = by_world(study_);
    rows.resize(1 + 2 * dims_, nullptr);
    found_.written = value(rows[0]);
    for (std::size_t d = 0; d < dims_; ++d) {
      found_.inputs[d].low = value(rows[1 + 2 * d]);
      found_.inputs[d].high = value(rows[2 + 2 * d]);
      const bool counts = std::isfinite(found_.inputs[d].low) && std::isfinite(found_.inputs[d].high);
      ++(counts ? found_.groups : found_.lost);
    }
  }

  void from_sample() {
    std::vector<const SweepRow*> rows;
    for (const SweepRow& row : study_.rows) {
      const bool counts = row.run.status == WorldStatus::kCertified && std::isfinite(value(&row));
      if (counts) rows.push_back(&row);
      ++(counts ? found_.groups : found_.lost);
    }
    std::vector<double> x(rows.size());
    std::vector<double> y(rows.size());
    std::transform(rows.begin(), rows.end(), y.begin(), [&](const SweepRow* row) { return value(row); });
    for (std::size_t d = 0; d < dims_; ++d) {
      std::transform(rows.begin(), rows.end(), x.begin(), [&](const SweepRow* row) { return row->values[d]; });
      Influence& input = found_.inputs[d];
      input.rank = numeric::rank_correlation(x, y);
      if (const auto told = share_between_slices(x, y)) {
        input.told = told->share;
        input.is_clear = told->chance * static_cast<double>(dims_) < kFalseAlarm;
      }
    }
  }

  const Study& study_;
  std::size_t dims_;
  Sensitivity found_;
};

}  // namespace

std::string_view name(SensitivityMethod method) {
  switch (method) {
    case SensitivityMethod::kSobolIndices:
      return "Sobol' indices";
    case SensitivityMethod::kMorris:
      return "Morris screening";
    case SensitivityMethod::kOneAtATime:
      return "one at a time";
    case SensitivityMethod::kRanks:
      return "rank correlation";
  }
  return "rank correlation";
}

std::vector<Sensitivity> find_influences(const Study& study, const std::vector<std::size_t>& measures) {
  std::vector<Sensitivity> found;
  found.reserve(measures.size());
  for (const std::size_t measure : measures) found.push_back(Finding(study, measure).run());
  return found;
}

}  // namespace parley::analyze
