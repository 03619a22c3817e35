// SPDX-License-Identifier: Apache-2.0
#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "parley/base/check.h"
#include "parley/report/detail/csv.h"
#include "parley/report/ema.h"

namespace parley::report {

namespace {

using Json = nlohmann::ordered_json;
using Policy = std::optional<std::size_t>;

/// A measure without its policy.
struct Outcome {
  std::string name;
  std::vector<std::pair<Policy, std::size_t>> under;  ///< where it stands among the measures of the study
};

std::string without_policy(const analyze::Study& study, const scenario::Measure& measure) {
  std::string text = measure.text;
  if (!measure.policy) return text;
  const std::string named = " | " + study.scenario.policies[*measure.policy].key;
  const std::size_t at = text.rfind(named);
  return at == std::string::npos ? text : text.erase(at, named.size());
}

std::vector<Outcome> outcomes_of(const analyze::Study& study) {
  std::vector<Outcome> all;
  for (std::size_t m = 0; m < study.measures.size(); ++m) {
    const std::string name = without_policy(study, study.measures[m]);
    auto found = std::find_if(all.begin(), all.end(), [&](const Outcome& one) { return one.name == name; });
    if (found == all.end()) found = all.insert(all.end(), {name, {}});
    found->under.emplace_back(study.measures[m].policy, m);
  }
  return all;
}

std::vector<Policy> policies_of(const analyze::Study& study) {
  std::vector<Policy> all;
  for (const scenario::Measure& measure : study.measures)
    if (std::find(all.begin(), all.end(), measure.policy) == all.end()) all.push_back(measure.policy);
  std::sort(all.begin(), all.end());
  return all;
}

std::string number_text(double value) { return std::isfinite(value) ? fmt::format("{}", value) : std::string("nan"); }

std::string experiments_csv(const analyze::Study& study, const std::vector<Policy>& policies) {
  std::string out;
  for (const std::string& path : study.input_paths) out += csv_field(path) + ",";
  out += "scenario,policy,model\n";
  for (const analyze::SweepRow& row : study.rows)
    for (const Policy& policy : policies) {
      for (const double value : row.values) out += number_text(value) + ",";
      out += fmt::format("{},{},{}\n", row.world,
                         policy ? study.scenario.policies[*policy].key : std::string("no commitment"),
                         csv_field(study.scenario.title));
    }
  return out;
}

std::string outcome_csv(const analyze::Study& study, const std::vector<Policy>& policies, const Outcome& outcome) {
  std::string out;
  for (const analyze::SweepRow& row : study.rows)
    for (const Policy& policy : policies) {
      const auto place = std::find_if(outcome.under.begin(), outcome.under.end(),
                                      [&](const auto& one) { return one.first == policy; });
      const bool counts = place != outcome.under.end() && row.run.status == analyze::WorldStatus::kCertified;
      out += number_text(counts ? row.run.measures[place->second] : std::numeric_limits<double>::quiet_NaN()) + "\n";
    }
  return out;
}

std::string metadata_json(const analyze::Study& study, const std::vector<Outcome>& outcomes,
                          const std::vector<std::string>& files) {
  Json types;
  for (const std::string& path : study.input_paths) types[path] = "float64";
  types["scenario"] = "int64";
  types["policy"] = types["model"] = "object";
  Json listed = Json::array();
  for (std::size_t k = 0; k < outcomes.size(); ++k) listed.push_back({"ScalarOutcome", outcomes[k].name, files[k]});
  return Json{{"version", 0.1}, {"outcomes", listed}, {"experiments", types}}.dump();
}

/// Adds files to a gzipped tar archive in memory, without times or owners.
class Archive {
 public:
  Archive() : archive_(archive_write_new(), &archive_write_free) {
    const bool is_ready = archive_write_add_filter_gzip(archive_.get()) == ARCHIVE_OK &&
                          archive_write_set_format_ustar(archive_.get()) == ARCHIVE_OK &&
                          archive_write_set_options(archive_.get(), "gzip:!timestamp") == ARCHIVE_OK &&
                          archive_write_open(archive_.get(), &bytes_, nullptr, &Archive::append, nullptr) == ARCHIVE_OK;
    PARLEY_CHECK(is_ready);
  }

  void add(const std::string& name, const std::string& text) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), &archive_entry_free);
    constexpr int kReadable = 0644;
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), kReadable);
    archive_entry_set_mtime(entry.get(), 0, 0);
    PARLEY_CHECK(archive_write_header(archive_.get(), entry.get()) == ARCHIVE_OK);
    PARLEY_CHECK(archive_write_data(archive_.get(), text.data(), text.size()) == static_cast<la_ssize_t>(text.size()));
  }

  std::string close() {
    PARLEY_CHECK(archive_write_close(archive_.get()) == ARCHIVE_OK);
    return std::move(bytes_);
  }

 private:
  static la_ssize_t append(struct archive* /*of*/, void* to, const void* bytes, std::size_t count) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), count);
    return static_cast<la_ssize_t>(count);
  }

  std::string bytes_;
  std::unique_ptr<struct archive, decltype(&archive_write_free)> archive_;
};

}  // namespace

std::string ema_archive(const analyze::Study& study) {
  const std::vector<Policy> policies = policies_of(study);
  const std::vector<Outcome> outcomes = outcomes_of(study);
  std::vector<std::string> files;
  Archive archive;
  archive.add("experiments.csv", experiments_csv(study, policies));
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    files.push_back(fmt::format("outcome_{}.cls", k + 1));
    archive.add(files.back(), outcome_csv(study, policies, outcomes[k]));
  }
  archive.add("metadata.json", metadata_json(study, outcomes, files));
  return archive.close();
}

}  // namespace parley::report
