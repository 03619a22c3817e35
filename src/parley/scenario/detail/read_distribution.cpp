// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "parley/scenario/detail/draft.h"
#include "parley/scenario/detail/limits.h"
#include "parley/scenario/detail/read_column.h"

namespace parley::scenario {

namespace {

class Reader {
 public:
  Reader(Draft& draft, std::string_view name, const std::vector<std::string>& levels)
      : draft_(draft), name_(name), levels_(levels) {}

  std::optional<Distribution> read(const Node& table) {
    if (table.entries.size() != 1) {
      draft_.add({"E0326", table.where, fmt::format("`{}` needs one distribution", name_),
                  table.entries.empty() ? "none is given" : "several are given",
                  "write distribution = { uniform = [lowest, highest] }, say"});
      return std::nullopt;
    }
    const Entry& entry = table.entries.front();
    Distribution made;
    made.where = entry.where;
    const bool is_sound = entry.key == "uniform"      ? uniform(entry.value, made)
                          : entry.key == "triangular" ? triangular(entry.value, made)
                          : entry.key == "normal"     ? two_numbers(entry.value, "mean", "sd", made)
                          : entry.key == "lognormal"  ? two_numbers(entry.value, "median", "sd_log", made)
                          : entry.key == "discrete"   ? discrete(entry.value, made)
                          : entry.key == "column"     ? column(entry.value, made)
                                                      : false;
    if (!is_sound) return std::nullopt;
    return made;
  }

 private:
  bool refuse(const Where& where, std::string why, std::string help) {
    draft_.add({"E0334", where, fmt::format("`{}` cannot be drawn from this distribution", name_), std::move(why),
                std::move(help)});
    return false;
  }

  /// The numbers of a list, if there are `count` finite ones in order and the first is below the last.
  bool in_order(const Node& list, std::size_t count, const std::string& help, Distribution& made) {
    if (list.kind != Kind::kList) return false;
    for (const Node& item : list.items)
      if (item.kind == Kind::kNumber) made.numbers.push_back(item.number);
    if (made.numbers.size() < list.items.size()) return false;
    const auto is_finite = [](double number) { return std::isfinite(number); };
    if (made.numbers.size() != count) return refuse(list.where, fmt::format("of length {}", made.numbers.size()), help);
    if (!std::all_of(made.numbers.begin(), made.numbers.end(), is_finite))
      return refuse(list.where, "not finite", help);
    if (!std::is_sorted(made.numbers.begin(), made.numbers.end()) || made.numbers.front() == made.numbers.back())
      return refuse(list.where, "not in order", help);
    return true;
  }

  bool uniform(const Node& list, Distribution& made) {
    return in_order(list, 2, "write uniform = [lowest, highest]", made);
  }

  bool triangular(const Node& list, Distribution& made) {
    made.kind = DistributionKind::kTriangular;
    return in_order(list, 3, "write triangular = [lowest, likeliest, highest]", made);
  }

  /// A normal distribution's, or a lognormal's.
  bool two_numbers(const Node& table, std::string_view middle, std::string_view spread, Distribution& made) {
    const bool is_log = middle == "median";
    made.kind = is_log ? DistributionKind::kLognormal : DistributionKind::kNormal;
    if (table.kind != Kind::kTable) return false;
    const Node* const first = number_at(table, middle);
    const Node* const second = number_at(table, spread);
    if (first == nullptr || second == nullptr) return false;
    made.numbers = {first->number, second->number};
    if (!std::isfinite(first->number) || (is_log && first->number <= 0))
      return refuse(first->where, fmt::format("this is {}", first->number),
                    is_log ? "a median is above 0" : "write a finite mean");
    if (!std::isfinite(second->number) || second->number <= 0)
      return refuse(second->where, fmt::format("this is {}", second->number),
                    fmt::format("`{}` is a standard deviation, above 0", spread));
    return true;
  }

  std::optional<double> value_of(const Entry& entry) {
    if (!levels_.empty()) {
      const auto found = std::find(levels_.begin(), levels_.end(), entry.key);
      if (found != levels_.end()) return static_cast<double>(found - levels_.begin());
      draft_.add({"E0307", entry.where, fmt::format("`{}` has no level `{}`", name_, entry.key), "unknown level",
                  fmt::format("its levels are {}", fmt::join(levels_, ", ")), base::nearest_name(entry.key, levels_)});
      return std::nullopt;
    }
    double value = 0;
    const char* const last = entry.key.data() + entry.key.size();
    const auto [end, error] = std::from_chars(entry.key.data(), last, value);
    if (error == std::errc() && end == last && std::isfinite(value)) return value;
    refuse(entry.where, "not a number", "write the numbers as quoted keys, as in { \"0.5\" = 0.4, \"1\" = 0.6 }");
    return std::nullopt;
  }

  bool discrete(const Node& table, Distribution& made) {
    made.kind = DistributionKind::kDiscrete;
    if (table.kind != Kind::kTable) return false;
    double sum = 0;
    bool is_sound = true;
    for (const Entry& entry : table.entries) {
      const auto value = value_of(entry);
      is_sound = is_sound && value && entry.value.kind == Kind::kNumber;
      if (entry.value.kind != Kind::kNumber) continue;
      const double probability = entry.value.number;
      if (!(probability >= 0 && probability <= 1)) {
        draft_.add({"E0309", entry.value.where, "a probability must be from 0 to 1",
                    fmt::format("this is {}", probability), "correct the probability"});
        is_sound = false;
      }
      sum += probability;
      if (value && probability > 0) made.values.emplace_back(*value, probability);
    }
    if (!is_sound) return false;
    if (!(std::abs(sum - 1) <= kSumsToOne)) {
      draft_.add({"E0309", table.where, fmt::format("the probabilities of `{}` do not sum to 1", name_),
                  fmt::format("they sum to {:.9g}", sum), "correct them so that they sum to 1"});
      return false;
    }
    for (auto& [value, probability] : made.values) probability /= sum;
    std::sort(made.values.begin(), made.values.end());
    return true;
  }

  bool column(const Node& table, Distribution& made) {
    made.kind = DistributionKind::kColumn;
    if (table.kind != Kind::kTable) return false;
    const Node* const file = text_node_at(table, "file");
    const Node* const name = text_node_at(table, "name");
    if (file == nullptr || name == nullptr) return false;
    made.file = file->text;
    made.column = name->text;
    if (!draft_.open) {
      draft_.add({"E0336", file->where, fmt::format("the file {} cannot be read from here", file->text), "not read",
                  "write the numbers as `discrete`, or read the scenario from a file"});
      return false;
    }
    const auto source = draft_.open(file->text);
    if (!source) {
      draft_.add({"E0336", file->where, source.error().all().front().message, "not read",
                  "the path is taken from where the scenario stands"});
      return false;
    }
    const auto numbers = read_column(**source, name->text);
    if (!numbers) {
      draft_.add({"E0336", numbers.error().is_name ? name->where : file->where, numbers.error().message, "not usable",
                  numbers.error().help});
      return false;
    }
    for (const double number : *numbers) made.values.emplace_back(number, 1.0 / static_cast<double>(numbers->size()));
    return true;
  }

  Draft& draft_;
  std::string name_;
  const std::vector<std::string>& levels_;
};

/// How likely a normal or lognormal number is to fall within a range.
double chance_within(const Distribution& distribution, std::pair<double, double> range) {
  const bool is_log = distribution.kind == DistributionKind::kLognormal;
  const auto below = [&](double number) {
    if (is_log && number <= 0) return 0.0;
    const double z = is_log ? std::log(number / distribution.numbers[0]) : number - distribution.numbers[0];
    return 0.5 * std::erfc(-z / distribution.numbers[1] / std::sqrt(2.0));
  };
  return below(range.second) - below(range.first);
}

void check_range(Draft& draft, const Quantity& quantity, std::string_view name) {
  const Distribution& distribution = *quantity.distribution;
  const auto [low, high] = *quantity.range;
  const bool is_cut =
      distribution.kind == DistributionKind::kNormal || distribution.kind == DistributionKind::kLognormal;
  // So little would be left that what is drawn is decided by rounding.
  constexpr double kLeast = 1e-6;
  if (is_cut) {
    if (chance_within(distribution, *quantity.range) >= kLeast) return;
    draft.add({"E0334", distribution.where, fmt::format("the distribution of `{}` lies outside its range", name),
               fmt::format("next to never between {} and {}", low, high), "correct the distribution or the range"});
    return;
  }
  const auto [least, most] = distribution.support();
  if (least >= low && most <= high) return;
  draft.add({"E0334", distribution.where, fmt::format("the distribution of `{}` reaches outside its range", name),
             fmt::format("from {} to {}, the range is from {} to {}", least, most, low, high),
             "correct the distribution, or widen the range"});
}

}  // namespace

void read_distribution(Draft& draft, const Node& table, Quantity& quantity, std::string_view name,
                       const std::vector<std::string>& levels) {
  const Node* const written = table_at(table, "distribution");
  if (written == nullptr) return;
  quantity.distribution = Reader(draft, name, levels).read(*written);
  if (quantity.distribution && quantity.range) check_range(draft, quantity, name);
}

void check_draws(Draft& draft, const Quantity& quantity, std::string_view name,
                 const std::function<bool(double, double)>& may_be) {
  if (!quantity.is_uncertain()) return;
  auto ends = quantity.range.value_or(std::pair(-HUGE_VAL, HUGE_VAL));
  if (quantity.distribution) {
    const auto [low, high] = quantity.distribution->support();
    ends = {std::max(ends.first, low), std::min(ends.second, high)};
  }
  if (may_be(ends.first, ends.second)) return;
  draft.add({"E0334", quantity.distribution ? quantity.distribution->where : quantity.where,
             fmt::format("{} would be drawn from numbers that it cannot be", name),
             fmt::format("from {} to {}", ends.first, ends.second), "give it a `range` of numbers that it can be"});
}

}  // namespace parley::scenario
