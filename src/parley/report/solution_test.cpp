// SPDX-License-Identifier: Apache-2.0
#include "parley/report/solution.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "parley/game/textbook.h"

namespace parley::report {
namespace {

/// A solved and certified game whose second run came to another equilibrium.
struct Unverified {
  game::Game game = game::war_of_attrition({}).game;
  game::Labels labels;
  solve::Solution solution;
  certify::Certificate certificate;

  Unverified() {
    solution = *solve::solve(game, {}, {});
    solution.paths.front().verification = solve::Verification::kDiffers;
    solution.paths.front().status = solve::Status::kNotVerified;
    solution.status = solve::Status::kNotVerified;
    certificate = *certify::certify(game, solution.profile, {}, {});
  }
  [[nodiscard]] SolvedGame solved() const { return {&game, &labels, &solution.profile, &solution, &certificate}; }
};

TEST(SolvedReport, OfAMismatchIsInconclusiveThoughItsCertificateHoldsAndNamesTheComponent) {
  const Unverified case_;
  ASSERT_TRUE(case_.certificate.holds);
  const Status status = status_of(case_.solved());
  EXPECT_EQ(status.exit, Exit::kNotGuaranteed);
  EXPECT_NE(status.message.find("inconclusive"), std::string::npos);
  const std::string text = solved_text(case_.solved(), {}, status, 1000);
  EXPECT_NE(text.find("verified by shorter steps: 0 of 1 agree"), std::string::npos) << text;
  EXPECT_NE(text.find("component 0, 1 nodes from node 0: shorter steps came to another equilibrium"), std::string::npos)
      << text;
  const auto document = nlohmann::json::parse(solved_json(case_.solved(), {}, status));
  EXPECT_EQ(document["solution"]["verification"]["mismatched"][0]["differs"], true);
  EXPECT_EQ(document["status"]["exit_code"], 4);
}

}  // namespace
}  // namespace parley::report
