// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/run_sweep.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "parley/analyze/claims.h"
#include "parley/analyze/paired.h"
#include "parley/analyze/study.h"
#include "parley/scenario/inputs.h"
#include "parley/scenario/measures.h"
#include "parley/scenario/read.h"

namespace parley::analyze {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::stringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// A folder of its own, gone at the end.
class RunSweep : public testing::Test {
 protected:
  RunSweep() { fs::create_directories(folder_); }
  ~RunSweep() override { fs::remove_all(folder_); }
  RunSweep(const RunSweep&) = delete;
  RunSweep& operator=(const RunSweep&) = delete;
  RunSweep(RunSweep&&) = delete;
  RunSweep& operator=(RunSweep&&) = delete;

  /// Sweeps chicken over some worlds into a file of this name; a file that is there is gone on with.
  SweepProgress sweep(const std::string& name, std::size_t worlds, const base::RunContext& context) {
    SweepPlan plan;
    plan.version = "test";
    plan.scenario_name = "chicken.toml";
    plan.scenario_text = text_of(PARLEY_SOURCE_DIR "/scenarios/chicken/chicken.toml");
    const auto scenario = read_scenario(plan);
    if (!scenario) throw std::runtime_error(scenario.error().all()[0].message);
    plan.design.inputs = scenario::uncertain_inputs(*scenario);
    plan.design.batches = {worlds};
    plan.policies = {scenario->policies[0].key};
    const auto measures = scenario::usual_measures(*scenario, {std::nullopt, 0});
    for (const scenario::Measure& measure : measures) plan.measures.push_back(measure.text);
    const std::string path = (folder_ / name).string();
    auto file = fs::exists(path) ? SweepFile::open(path, true) : SweepFile::create(path, plan, *scenario);
    if (!file) throw std::runtime_error(file.error().all()[0].message);
    const auto done = run_sweep(*scenario, plan.design, measures, *file, {}, context);
    if (!done) throw std::runtime_error(done.error().all()[0].message);
    return *done;
  }

  [[nodiscard]] fs::path path(const std::string& name) const { return folder_ / name; }

 private:
  fs::path folder_ = fs::temp_directory_path() / ("parley_sweep_test_" + std::to_string(::getpid()));
};

TEST_F(RunSweep, OneThreadAndFourGiveTheSameBytes) {
  base::RunContext one;
  base::RunContext four;
  four.threads = 4;
  EXPECT_EQ(sweep("one", 40, one).done, 40U);
  EXPECT_EQ(sweep("four", 40, four).done, 40U);
  EXPECT_EQ(text_of(path("one")), text_of(path("four")));
}

TEST_F(RunSweep, ThreadsThatAreStoppedLeaveWhatIsDone) {
  std::atomic<bool> interrupted = false;
  base::RunContext context;
  context.threads = 4;
  context.interrupted = &interrupted;
  context.progress = [&](const base::Progress& progress) { interrupted = progress.done >= 7; };
  const SweepProgress stopped = sweep("part", 40, context);
  EXPECT_EQ(stopped.stopped, base::Stop::kInterrupted);
  EXPECT_GE(stopped.done, 7U);
  EXPECT_LT(stopped.done, 40U);
  const SweepProgress rest = sweep("part", 40, {});
  EXPECT_EQ(rest.before, stopped.done);
  EXPECT_EQ(rest.done, 40U);
  EXPECT_EQ(sweep("whole", 40, {}).done, 40U);
  EXPECT_EQ(text_of(path("part")), text_of(path("whole")));
}

TEST_F(RunSweep, AStudyIsTheSweepReadBack) {
  EXPECT_EQ(sweep("one", 40, {}).done, 40U);
  const auto study = read_study(path("one").string());
  ASSERT_TRUE(study);
  EXPECT_TRUE((*study)->is_whole());
  EXPECT_EQ((*study)->certified().size(), 40U);
  EXPECT_EQ((*study)->input_paths.size(), 4U);
  EXPECT_TRUE(test_claims(**study, {}, {}).empty()) << "chicken makes no claims";
  // Whoever could have committed itself and did not regrets it in some world.
  const PairedStudy paired = compare_policies(**study);
  ASSERT_EQ(paired.regrets.size(), 2U);
  EXPECT_GT(paired.regrets[0].policies.back().highest, 0);
  const auto sets = overrides_of(**study, 3);
  ASSERT_TRUE(sets);
  EXPECT_EQ(sets->size(), 4U);
  EXPECT_FALSE(overrides_of(**study, 40));
}

}  // namespace
}  // namespace parley::analyze
