// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/claims.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "parley/analyze/slices.h"
#include "parley/base/random.h"
#include "parley/scenario/inputs.h"

namespace parley::analyze {

namespace {

// Inputs named beside a world of the other side.
constexpr std::size_t kMostNamed = 3;
// A region is sought where at least so many worlds lie on each side.
constexpr std::size_t kFewest = 10;
// A limit is kept if chance would do as well in fewer cases than this.
constexpr double kDue = 0.05;
// An input may limit a region if chance would let it tell as much in fewer cases than this.
constexpr double kScreen = 0.01;
constexpr std::size_t kTreeDepth = 3;
constexpr double kLeastLeaf = 0.05;

/// Whether a claim holds in a row; none if a number is missing.
std::optional<bool> truth(const scenario::Claim& claim, const std::vector<std::size_t>& columns,
                          const std::vector<double>& measures) {
  std::vector<double> at(columns.size());
  for (std::size_t k = 0; k < columns.size(); ++k) at[k] = measures[columns[k]];
  const bool is_whole = std::all_of(at.begin(), at.end(), [](double number) { return std::isfinite(number); });
  return is_whole ? std::optional(claim.test.is_true(at)) : std::nullopt;
}

/// The best box along inputs that by themselves tell more than chance. With many inputs and few worlds, peeling along
/// all of them would find in noise what looks like a region.
numeric::Box find_box(const numeric::Labelled& data, std::vector<numeric::Peel>* trajectory) {
  const std::vector<double> holds(data.is_yes.begin(), data.is_yes.end());
  std::vector<double> values(data.is_yes.size());
  std::vector<std::size_t> screened;
  for (std::size_t d = 0; d < data.dims; ++d) {
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = data.points[k * data.dims + d];
    const auto told = share_between_slices(values, holds);
    if (told && told->chance < kScreen) screened.push_back(d);
  }
  numeric::Box box{std::vector<double>(data.dims, -HUGE_VAL), std::vector<double>(data.dims, HUGE_VAL)};
  std::vector<double> points;
  for (std::size_t k = 0; k < data.is_yes.size(); ++k)
    for (const std::size_t d : screened) points.push_back(data.points[k * data.dims + d]);
  const numeric::Labelled few{screened.size(), points, data.is_yes};
  std::vector<numeric::Peel> steps = numeric::peel(few);
  const numeric::Peel best = numeric::best_of(few, steps, kDue);
  for (std::size_t k = 0; k < screened.size(); ++k) {
    box.low[screened[k]] = best.box.low[k];
    box.high[screened[k]] = best.box.high[k];
  }
  if (trajectory != nullptr) *trajectory = std::move(steps);
  return box;
}

class Testing {
 public:
  Testing(const Study& study, std::size_t claim) : study_(study), claim_(study.scenario.claims[claim]) {
    found_.claim = claim;
  }

  ClaimFinding run(const std::optional<WorldRun>& as_written) {
    if (!find_columns()) return found_;
    count();
    judge();
    if (as_written && as_written->status == WorldStatus::kCertified) {
      found_.as_written = truth(claim_, columns_, as_written->measures);
      find_other_side();
    }
    find_region();
    weigh_inputs();
    return std::move(found_);
  }

 private:
  bool find_columns() {
    for (const scenario::Measure& measure : claim_.measures) {
      const auto found = std::find(study_.plan.measures.begin(), study_.plan.measures.end(), measure.text);
      if (found == study_.plan.measures.end()) {
        found_.is_measured = false;
        found_.missing = measure.text;
        return false;
      }
      columns_.push_back(static_cast<std::size_t>(found - study_.plan.measures.begin()));
    }
    return true;
  }

  void count() {
    data_.dims = study_.input_paths.size();
    for (const SweepRow& row : study_.rows) {
      const auto holds =
          row.run.status == WorldStatus::kCertified ? truth(claim_, columns_, row.run.measures) : std::nullopt;
      found_.by_row.push_back(holds);
      if (!holds) {
        ++found_.unknown;
        continue;
      }
      rows_.push_back(&row);
      data_.is_yes.push_back(*holds);
      points_.insert(points_.end(), row.values.begin(), row.values.end());
      found_.holds += *holds ? 1 : 0;
    }
    found_.worlds = rows_.size();
    data_.points = points_;
  }

  void judge() {
    found_.is_drawn = is_sample(study_.plan.design.kind);
    const std::size_t all = found_.worlds + found_.unknown;
    found_.by_construction = found_.worlds > 0 && (found_.holds == 0 || found_.holds == found_.worlds);
    if (all == 0) {
      found_.share = {0, 1};
      return;
    }
    const auto total = static_cast<double>(all);
    const auto least = static_cast<double>(found_.holds);
    const auto most = static_cast<double>(found_.holds + found_.unknown);
    found_.share = found_.is_drawn
                       ? numeric::Interval95{numeric::wilson(least, total).low, numeric::wilson(most, total).high}
                       : numeric::Interval95{least / total, most / total};
    if (found_.share.low >= kClearShare) {
      found_.verdict = Verdict::kHolds;
    } else if (found_.share.high <= 1 - kClearShare) {
      found_.verdict = Verdict::kFails;
    } else if (found_.share.low > 1 - kClearShare && found_.share.high < kClearShare) {
      found_.verdict = Verdict::kDepends;
    }
  }

  /// How wide what is drawn of each input is.
  [[nodiscard]] std::vector<double> widths() const {
    std::vector<double> wide(data_.dims);
    for (std::size_t d = 0; d < data_.dims; ++d) {
      double low = HUGE_VAL;
      double high = -HUGE_VAL;
      for (const SweepRow& row : study_.rows) {
        low = std::min(low, row.values[d]);
        high = std::max(high, row.values[d]);
      }
      wide[d] = high > low ? high - low : 1;
    }
    return wide;
  }

  void find_other_side() {
    if (!found_.as_written) return;
    const std::vector<double> wide = widths();
    std::vector<double> here(data_.dims);
    for (std::size_t d = 0; d < data_.dims; ++d)
      here[d] = quantity_of(study_.scenario, study_.plan.design.inputs[d]).value;
    for (std::size_t k = 0; k < rows_.size(); ++k) {
      if (data_.is_yes[k] == *found_.as_written) continue;
      double sum = 0;
      for (std::size_t d = 0; d < data_.dims; ++d) sum += std::abs(rows_[k]->values[d] - here[d]) / wide[d];
      const double distance = sum / static_cast<double>(data_.dims);
      if (found_.other_side && found_.other_side->distance <= distance) continue;
      OtherSide other{rows_[k]->world, distance, {}};
      std::vector<std::size_t> order(data_.dims);
      std::iota(order.begin(), order.end(), std::size_t{0});
      const auto moved = [&](std::size_t d) { return std::abs(rows_[k]->values[d] - here[d]) / wide[d]; };
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return moved(a) > moved(b); });
      order.resize(std::min(order.size(), kMostNamed));
      order.erase(std::remove_if(order.begin(), order.end(), [&](std::size_t d) { return moved(d) == 0; }),
                  order.end());
      other.inputs = std::move(order);
      found_.other_side = std::move(other);
    }
  }

  void find_region() {
    if (found_.holds < kFewest || found_.worlds - found_.holds < kFewest) return;
    ClaimRegion region;
    region.box = find_box(data_, &region.trajectory);
    region.fit = numeric::fit_of(data_, region.box);
    check_elsewhere(region);
    found_.region = std::move(region);
    found_.tree = numeric::grow_tree(
        data_,
        {.depth = kTreeDepth, .least = static_cast<std::size_t>(kLeastLeaf * static_cast<double>(found_.worlds))});
  }

  /// A box found on half of the worlds, held against the other half.
  void check_elsewhere(ClaimRegion& region) const {
    constexpr std::uint64_t kHalves = 0x68616c766573;  // a stream of its own: "halves"
    std::vector<double> points[2];
    numeric::Labelled halves[2] = {{data_.dims, {}, {}}, {data_.dims, {}, {}}};
    for (std::size_t k = 0; k < data_.is_yes.size(); ++k) {
      const auto point = data_.points.subspan(k * data_.dims, data_.dims);
      // Drawn, for every other point of a sequence may lie in one half of the space.
      const base::RandomBlock drawn =
          base::random_block(study_.plan.seed, kHalves, static_cast<std::uint32_t>(rows_[k]->world));
      const std::size_t half = drawn.words[0] & 1U;
      points[half].insert(points[half].end(), point.begin(), point.end());
      halves[half].is_yes.push_back(data_.is_yes[k]);
    }
    for (std::size_t h = 0; h < 2; ++h) halves[h].points = points[h];
    const auto yes = std::count(halves[0].is_yes.begin(), halves[0].is_yes.end(), true);
    if (yes == 0 || halves[1].is_yes.empty()) return;
    region.checked = numeric::fit_of(halves[1], find_box(halves[0], nullptr));
    const auto others = std::count(halves[1].is_yes.begin(), halves[1].is_yes.end(), true);
    region.share_elsewhere = static_cast<double>(others) / static_cast<double>(halves[1].is_yes.size());
  }

  void weigh_inputs() {
    std::vector<double> holds(data_.is_yes.begin(), data_.is_yes.end());
    std::vector<double> values(rows_.size());
    for (std::size_t d = 0; d < data_.dims; ++d) {
      std::transform(rows_.begin(), rows_.end(), values.begin(), [&](const SweepRow* row) { return row->values[d]; });
      if (const auto told = share_between_slices(values, holds))
        found_.telling.push_back({d, told->share, told->chance * static_cast<double>(data_.dims) < kFalseAlarm});
    }
    std::stable_sort(found_.telling.begin(), found_.telling.end(),
                     [](const Telling& a, const Telling& b) { return a.share > b.share; });
  }

  const Study& study_;
  const scenario::Claim& claim_;
  ClaimFinding found_;
  std::vector<std::size_t> columns_;
  std::vector<const SweepRow*> rows_;
  std::vector<double> points_;
  numeric::Labelled data_;
};

/// The scenario as it stands, under the policies that claims speak of; numbers of other measures are missing.
std::optional<WorldRun> solve_as_written(const Study& study, const run::RunOptions& options,
                                         const base::RunContext& context) {
  std::vector<scenario::Measure> wanted;
  for (const scenario::Claim& claim : study.scenario.claims)
    wanted.insert(wanted.end(), claim.measures.begin(), claim.measures.end());
  if (wanted.empty()) return std::nullopt;
  WorldRun run = run_world(study.scenario, wanted, options, context);
  if (context.stop() != base::Stop::kNo) return std::nullopt;
  std::vector<double> measures(study.plan.measures.size(), std::nan(""));
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    const auto found = std::find(study.plan.measures.begin(), study.plan.measures.end(), wanted[k].text);
    if (found != study.plan.measures.end())
      measures[static_cast<std::size_t>(found - study.plan.measures.begin())] = run.measures[k];
  }
  run.measures = std::move(measures);
  return run;
}

}  // namespace

bool ClaimRegion::is_borne_out() const {
  if (!checked || checked->points == 0) return false;
  return numeric::wilson(static_cast<double>(checked->yes), static_cast<double>(checked->points)).low > share_elsewhere;
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHolds:
      return "holds";
    case Verdict::kFails:
      return "fails";
    case Verdict::kDepends:
      return "depends";
    case Verdict::kInconclusive:
      return "inconclusive";
  }
  return "inconclusive";
}

std::vector<std::size_t> telling_inputs(const ClaimFinding& finding) {
  std::vector<std::size_t> inputs;
  const auto limits = [&](std::size_t d) {
    return finding.region && finding.region->is_borne_out() &&
           (std::isfinite(finding.region->box.low[d]) || std::isfinite(finding.region->box.high[d]));
  };
  for (const bool limited : {true, false})
    for (const Telling& one : finding.telling)
      if (limits(one.input) == limited && inputs.size() < 2) inputs.push_back(one.input);
  return inputs;
}

std::vector<ClaimFinding> test_claims(const Study& study, const run::RunOptions& options,
                                      const base::RunContext& context) {
  const std::optional<WorldRun> as_written = solve_as_written(study, options, context);
  std::vector<ClaimFinding> findings;
  findings.reserve(study.scenario.claims.size());
  for (std::size_t k = 0; k < study.scenario.claims.size(); ++k) findings.push_back(Testing(study, k).run(as_written));
  return findings;
}

}  // namespace parley::analyze
