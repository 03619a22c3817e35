// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/detail/cyclic.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "parley/numeric/interval.h"

namespace parley::certify {

namespace {

// Each round of refinement gains up to ten digits; more than a few rounds mean that the block solver has stalled.
constexpr std::size_t kMostRefinements = 40;
// Policy iteration takes 3 to 20 rounds in practice; the bound holds whenever it is ended.
constexpr std::size_t kMostImprovements = 500;
// Values good to this share of the last improvement are enough to find the next.
constexpr double kRoughness = 1e-3;
// More digits than ten at a time are lost in the solver's plain doubles.
constexpr double kRefinementGain = 1e-10;
// The radius aimed at, as a share of the largest payoff: five digits below what a share of 1e-12 needs.
constexpr double kRadiusShare = 1e-17;

}  // namespace

double contraction_bound(const Contraction& c, double residual, double outer) {
  const double growth = std::pow(c.growth, c.stages) * (1 + 1e-12);
  const double left = numeric::below(1 - c.discount * growth);
  if (!(left > 0)) return std::numeric_limits<double>::infinity();
  // A few roundings up to 1e-15 each stand against the factor 1 + 1e-12.
  const double bound = growth * growth * (outer + c.stages * residual / left) * (1 + 1e-12);
  return std::isnan(bound) ? std::numeric_limits<double>::infinity() : bound;
}

CyclicComponent::CyclicComponent(const game::Game& game, std::span<const game::NodeId> nodes, Offers& offers,
                                 std::span<std::uint32_t> place, std::span<NodeBounds> values,
                                 const Contraction& contraction, const base::RunContext& context)
    : game_(game),
      nodes_(nodes),
      offers_(offers),
      place_(place),
      values_(values),
      contraction_(contraction),
      context_(context),
      choice_(nodes.size(), kMixture),
      residual_(nodes.size(), 0.0),
      column_place_(nodes.size(), 0) {
  offers_.remember(nodes_);
  for (std::uint32_t k = 0; k < nodes.size(); ++k) place_[nodes[k].value()] = k;
  for (const game::NodeId node : nodes_)
    for (const game::JointId joint : game_.joints_of(node))
      for (const game::NodeId next : game_.successors(joint))
        if (place_of(next) >= nodes_.size() && (outside_.empty() || outside_.back() != next)) outside_.push_back(next);
}

std::uint32_t CyclicComponent::place_of(game::NodeId node) const {
  const std::uint32_t place = place_[node.value()];
  const bool inside = place < nodes_.size() && nodes_[place] == node;
  return inside ? place : std::numeric_limits<std::uint32_t>::max();
}

double CyclicComponent::residual_wanted() const {
  const double tight = kRadiusShare * contraction_.payoff_size * (1 - contraction_.discount) / contraction_.stages;
  return std::max(tight, 2 * look_.rounding);
}

void CyclicComponent::build_matrix() {
  matrix_.clear();
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    const game::NodeId node = nodes_[k];
    offers_.visit_again(k);
    const bool ends = game_.ends_step(node);
    std::size_t joint_place = 0;
    for (const game::JointId joint : game_.joints_of(node)) {
      const std::size_t at = joint_place++;
      const std::size_t own = offers_.own_move(at);
      double weight = offers_.others_weight(at).high;
      if (choice_[k] == kMixture)
        weight *= offers_.mix(own).high;
      else if (choice_[k] != own)
        continue;
      if (weight == 0) continue;
      if (ends) weight *= contraction_.discount;
      const auto successors = game_.successors(joint);
      for (std::size_t e = 0; e < successors.size(); ++e) {
        const double entry = weight * game_.probabilities(joint)[e];
        const std::uint32_t to = place_of(successors[e]);
        if (to < nodes_.size() && entry != 0) matrix_.add(to, entry, column_place_);
      }
    }
    matrix_.end_row();
  }
}

/// The residuals of the plan's equations under the present choices.
void CyclicComponent::look(Plan plan) {
  look_ = {};
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    offers_.visit_again(k);
    offers_.weigh_choice(plan, choice_[k], values_);
    look_.rounding = std::max(look_.rounding, offers_.rounding());
    const TwoDouble value = choice_[k] == kMixture ? offers_.mixture(plan) : offers_.offer(plan, choice_[k]);
    residual_[k] = (value - values_[nodes_[k].value()].centre[plan]).high;
    if (!(std::abs(residual_[k]) <= look_.residual)) look_.residual = std::abs(residual_[k]);
  }
  look_.fresh = true;
}

void CyclicComponent::correct(Plan plan) {
  look_.fresh = false;
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    TwoDouble& centre = values_[nodes_[k].value()].centre[plan];
    if (std::isfinite(correction_[k])) centre = centre + correction_[k];
  }
}

/// Solves the plan's equations under the present choices.
void CyclicComponent::settle(Plan plan, double wanted) {
  look_.fresh = false;
  build_matrix();
  BlockSolver solver(matrix_);
  double last = std::numeric_limits<double>::infinity();
  for (std::size_t round = 0; round < kMostRefinements; ++round) {
    if (context_.stop() != base::Stop::kNo) return;
    look(plan);
    const double size = look_.residual;
    const double target = std::max(wanted, residual_wanted());
    if (!(size > target) || !(size < 0.5 * last)) return;
    last = size;
    // A fraction of the target, so that the largest residual meets it when the norm does.
    solver.solve(residual_, std::max(0.1 * target / size, kRefinementGain), correction_, context_);
    correct(plan);
  }
}

/// Chooses better moves where they gain more than `threshold`, and gives the most that one gains. Looks at the
/// equations of the best plan on the way.
double CyclicComponent::improve(double threshold) {
  double largest = 0;
  look_ = {};
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    offers_.visit_again(k);
    offers_.weigh(kBest, values_);
    const std::size_t best = offers_.best(kBest);
    const TwoDouble most = offers_.offer(kBest, best);
    look_.rounding = std::max(look_.rounding, offers_.rounding());
    const double off = std::abs((most - values_[nodes_[k].value()].centre[kBest]).high);
    if (!(off <= look_.residual)) look_.residual = off;
    if (!offers_.has_choice()) continue;
    const TwoDouble now = choice_[k] == kMixture ? offers_.mixture(kBest) : offers_.offer(kBest, choice_[k]);
    const double gap = (most - now).high;
    if (!(gap > threshold)) continue;
    choice_[k] = static_cast<std::uint32_t>(best);
    largest = std::max(largest, gap);
  }
  look_.fresh = true;
  return largest;
}

/// Leaves a look at the best plan's own equations, unless the context says stop.
void CyclicComponent::find_best() {
  const double threshold =
      10 * kRadiusShare * contraction_.payoff_size * (1 - contraction_.discount) / contraction_.stages;
  for (std::size_t round = 0; round < kMostImprovements; ++round) {
    if (context_.stop() != base::Stop::kNo) return;
    const double gap = improve(std::max(threshold, 4 * look_.rounding));
    if (gap == 0 && look_.residual <= residual_wanted()) return;
    settle(kBest, kRoughness * gap);
    look_.fresh = false;
    if (gap == 0) return;
  }
}

void CyclicComponent::write_radius(Plan plan, const Look& look) {
  double outer = 0;
  for (const game::NodeId next : outside_) outer = std::max(outer, values_[next.value()].radius[plan]);
  const double residual = numeric::above(look.residual * (1 + 1e-15) + look.rounding);
  const double radius = contraction_bound(contraction_, residual, outer);
  for (const game::NodeId node : nodes_) {
    NodeBounds& bounds = values_[node.value()];
    bounds.radius[plan] = radius;
    if (radius <= contraction_.crude) continue;
    bounds.centre[plan] = {};
    bounds.radius[plan] = contraction_.crude;
  }
}

bool CyclicComponent::enclose() {
  settle(kProfile, 0.0);
  if (!look_.fresh) look(kProfile);
  const Look profile = look_;
  for (const game::NodeId node : nodes_) values_[node.value()].centre[kBest] = values_[node.value()].centre[kProfile];
  find_best();
  if (!look_.fresh) static_cast<void>(improve(std::numeric_limits<double>::infinity()));
  write_radius(kBest, look_);
  write_radius(kProfile, profile);
  return context_.stop() == base::Stop::kNo;
}

}  // namespace parley::certify
