// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/cli/files.h"
#include "apps/cli/session.h"
#include "parley/certify/certify.h"
#include "parley/compile/compile.h"
#include "parley/deals/deals.h"
#include "parley/deals/payoff_set.h"
#include "parley/game/builder.h"
#include "parley/scenario/read.h"
#include "parley/solve/solve.h"

std::string_view embedded_starter();
std::string_view embedded_answer_schema();
std::string_view embedded_assessment_schema();
std::string_view embedded_certified_schema();
std::string_view embedded_claims_schema();
std::string_view embedded_comparison_schema();
std::string_view embedded_deals_schema();
std::string_view embedded_disagreement_schema();
std::string_view embedded_explanation_schema();
std::string_view embedded_game_schema();
std::string_view embedded_payoffs_schema();
std::string_view embedded_profile_schema();
std::string_view embedded_sensitivity_schema();
std::string_view embedded_solution_schema();
std::string_view embedded_typed_schema();
std::string_view embedded_spillover_schema();
std::string_view embedded_sweep_schema();

namespace parley::cli {

int schema_command(const Session& session) {
  const std::pair<std::string_view, std::string_view> schemas[] = {{"scenario", {}},
                                                                   {"answer", embedded_answer_schema()},
                                                                   {"assessment", embedded_assessment_schema()},
                                                                   {"certified", embedded_certified_schema()},
                                                                   {"claims", embedded_claims_schema()},
                                                                   {"comparison", embedded_comparison_schema()},
                                                                   {"deals", embedded_deals_schema()},
                                                                   {"disagreement", embedded_disagreement_schema()},
                                                                   {"explanation", embedded_explanation_schema()},
                                                                   {"game", embedded_game_schema()},
                                                                   {"payoffs", embedded_payoffs_schema()},
                                                                   {"profile", embedded_profile_schema()},
                                                                   {"sensitivity", embedded_sensitivity_schema()},
                                                                   {"solution", embedded_solution_schema()},
                                                                   {"typed", embedded_typed_schema()},
                                                                   {"spillover", embedded_spillover_schema()},
                                                                   {"sweep", embedded_sweep_schema()}};
  const std::string word = session.arguments().word.empty() ? "scenario" : session.arguments().word;
  std::vector<std::string> known;
  for (const auto& [name, text] : schemas) {
    known.emplace_back(name);
    if (word != name) continue;
    session.terminal().print(word == "scenario" ? scenario::json_schema() : std::string(text));
    return 0;
  }
  base::Diagnostic mistake =
      usage_mistake("there is no schema " + word, fmt::format("the schemas are {}", fmt::join(known, ", ")));
  mistake.suggestion = base::nearest_name(word, known);
  return session.fail(base::Diagnostics(std::move(mistake)));
}

int explain_code(const Session& session) {
  std::string word = session.arguments().word;
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  std::vector<std::string> known;
  for (const auto& table : {expr::codes(), scenario::codes(), compile::codes(), game::codes(), solve::codes(),
                            certify::codes(), deals::codes(), deals::payoff_codes(), cli::codes()}) {
    for (const base::Code& code : table) {
      if (code.id == word) {
        session.terminal().print(fmt::format("{}: {}\n\n{}", code.id, code.title, code.explanation));
        return 0;
      }
      known.emplace_back(code.id);
    }
  }
  base::Diagnostic mistake =
      usage_mistake("there is no diagnostic " + session.arguments().word,
                    "codes are printed with every message, as in error[E0203]; a scenario is named by its "
                    "file, as in ./case.toml");
  mistake.suggestion = base::nearest_name(word, known);
  return session.fail(base::Diagnostics(std::move(mistake)));
}

int new_command(const Session& session) {
  if (session.arguments().file.empty()) {
    session.terminal().print(embedded_starter());
    return 0;
  }
  if (auto mistake = write_file(session.arguments().file, std::string(embedded_starter()), false))
    return session.fail(base::Diagnostics(std::move(*mistake)));
  session.terminal().say(fmt::format("wrote {0}; try: parley run {0}", session.arguments().file));
  return 0;
}

}  // namespace parley::cli
