// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/report/plain.h"
#include "parley/report/private_types.h"
#include "parley/report/report.h"
#include "parley/report/table.h"
#include "parley/report/worth.h"
#include "parley/scenario/inputs.h"

namespace parley::report {

namespace {

// A table of dates shows at most this many: start, end, and evenly between.
constexpr std::size_t kMostDates = 6;

std::vector<std::size_t> dates_shown(const run::Answer& answer) {
  const std::size_t last = answer.dates.size() - 1;
  std::vector<std::size_t> shown;
  const std::size_t count = std::min(last, kMostDates - 1);
  for (std::size_t k = 0; k <= count; ++k) shown.push_back(count == 0 ? 0 : (k * last + count / 2) / count);
  shown.back() = last;
  return shown;
}

void heading(std::string& out, std::string_view title) { out += fmt::format("\n{}\n", title); }

void outcomes_by_date(const run::Answer& answer, const run::PolicyRun& run, std::size_t width, std::string& out) {
  if (run.outcomes.empty()) return;
  heading(out, fmt::format("Outcomes by date ({})", method_text(run)));
  Table table;
  const auto dates = dates_shown(answer);
  std::vector<std::string> head{"has come by"};
  for (const std::size_t t : dates) head.push_back(answer.dates[t]);
  table.add(head);
  for (const run::OutcomeForecast& outcome : run.outcomes) {
    std::vector<std::string> row{in_words(answer.scenario->outcomes[outcome.outcome].key)};
    if (!answer.scenario->outcomes[outcome.outcome].ends) row[0] += " (watched)";
    for (const std::size_t t : dates) row.push_back(percent(outcome.by_date[t]));
    table.add(row);
  }
  out += table.text(width, "  ");
}

/// What the stocks are when an outcome comes: "the arsenal when talks end".
void when_reached(const run::Answer& answer, std::size_t width, std::string& out) {
  const scenario::Scenario& scenario = *answer.scenario;
  if (answer.runs.front().stocks.empty() || scenario.outcomes.empty()) return;
  heading(out,
          fmt::format("When an outcome comes within the forecast ({}): its mean time, and the expected stocks then",
                      method_text(answer.runs.front())));
  Table table;
  std::vector<std::string> head{"", "", fmt::format("{}s", scenario::name(scenario.step))};
  for (const run::StockForecast& stock : answer.runs.front().stocks)
    head.push_back(scenario.variables[stock.variable.value()].key);
  table.add(head);
  for (std::size_t o = 0; o < scenario.outcomes.size(); ++o)
    for (const run::PolicyRun& run : answer.runs) {
      const run::OutcomeForecast& outcome = run.outcomes[o];
      if (outcome.when_reached.empty()) continue;
      std::vector<std::string> row{in_words(scenario.outcomes[o].key), run_name(scenario, run.policy),
                                   figure(outcome.mean_step)};
      for (const double mean : outcome.when_reached) row.push_back(figure(mean));
      table.add(row);
    }
  out += table.text(width, "  ");
}

void first_concession(const run::Answer& answer, const run::PolicyRun& run, std::size_t width, std::string& out) {
  if (!run.first_concession) return;
  heading(out, fmt::format("First concession ({})", method_text(run)));
  Table table;
  const auto dates = dates_shown(answer);
  std::vector<std::string> head{"made before"};
  for (const std::size_t t : dates) head.push_back(answer.dates[t]);
  table.add(head);
  const auto before = [](const std::vector<double>& in_step, std::size_t t) {
    double sum = 0;
    for (std::size_t k = 0; k < t; ++k) sum += in_step[k];
    return sum;
  };
  for (const auto& by : run.first_concession->by) {
    std::vector<std::string> row{"from " + actor_names(*answer.scenario, by.actors)};
    for (const std::size_t t : dates) row.push_back(percent(before(by.in_step, t)));
    table.add(row);
  }
  std::vector<std::string> none{"nobody yet"};
  for (const std::size_t t : dates) {
    double sum = 0;
    for (const auto& by : run.first_concession->by) sum += before(by.in_step, t);
    none.push_back(percent(std::max(0.0, 1 - sum)));
  }
  table.add(none);
  out += table.text(width, "  ");
}

void stocks(const run::Answer& answer, const run::PolicyRun& run, std::size_t width, std::string& out) {
  if (run.stocks.empty() && run.levels.empty()) return;
  heading(out, fmt::format("Stocks over time ({}): expected value, and the range that holds nine times in ten",
                           method_text(run)));
  Table table;
  const auto dates = dates_shown(answer);
  std::vector<std::string> head{""};
  for (const std::size_t t : dates) head.push_back(answer.dates[t]);
  table.add(head);
  for (const run::StockForecast& stock : run.stocks) {
    std::vector<std::string> row{answer.scenario->variables[stock.variable.value()].key};
    for (const std::size_t t : dates)
      row.push_back(fmt::format("{} ({}..{})", figure(stock.mean[t]), figure(stock.quantiles.front().value[t]),
                                figure(stock.quantiles.back().value[t])));
    table.add(row);
  }
  for (const run::LevelForecast& level : run.levels) {
    const scenario::Variable& variable = answer.scenario->variables[level.variable.value()];
    for (std::size_t l = 0; l < variable.levels.size(); ++l) {
      // A level that is never there at any date is no news.
      if (std::all_of(level.share.begin(), level.share.end(), [&](const auto& at) { return at[l] == 0; })) continue;
      std::vector<std::string> row{variable.key + " " + variable.levels[l]};
      for (const std::size_t t : dates) row.push_back(percent(level.share[t][l]));
      table.add(row);
    }
  }
  out += table.text(width, "  ");
}

void values(const run::Answer& answer, const run::PolicyRun& run, std::string& out, std::size_t width) {
  heading(out, run.private_types ? "What it is worth from the start, over its types, split by payoff term (estimated)"
                                 : "What it is worth from the start, split by payoff term (bounded)");
  for (const run::ActorValue& value : run.values) {
    std::string line = fmt::format("  {}: {}", answer.scenario->actors[value.actor.value()].name, figure(value.total));
    std::string terms;
    for (const run::TermValue& term : value.terms)
      if (term.value != 0) terms += (terms.empty() ? " = " : ", ") + term.key + " " + figure(term.value);
    out += wrapped(line + terms, width, "    ") + '\n';
  }
}

void choices(const run::Answer& answer, const run::PolicyRun& run, std::string& out, std::size_t width) {
  if (run.start_choices.empty()) return;
  heading(out, "Why: each move at the start, for whoever comes first");
  std::string where;
  for (const run::StartChoice& choice : run.start_choices) {
    if (choice.where != where) {
      where = choice.where;
      out += wrapped(fmt::format("  {} ({} of the starts)", where, percent(choice.probability)), width, "    ") + '\n';
    }
    out += fmt::format("    {}{}{}\n", answer.scenario->actors[choice.actor.value()].name,
                       choice.type.empty() ? "" : ", if " + choice.type,
                       choice.telling.empty() ? "" : " (" + telling_text(choice.telling) + ")");
    // Long families of moves (offers) are cut to the ones played and the nearest below.
    constexpr std::size_t kMostMoves = 12;
    std::vector<const run::MoveChoice*> moves;
    for (const run::MoveChoice& move : choice.moves) moves.push_back(&move);
    std::stable_sort(moves.begin(), moves.end(), [](const auto* a, const auto* b) {
      const double chance_a = rounded_off(a->probability);
      const double chance_b = rounded_off(b->probability);
      return chance_a != chance_b ? chance_a > chance_b : a->loss < b->loss;
    });
    for (std::size_t k = 0; k < std::min(moves.size(), kMostMoves); ++k)
      out += wrapped(fmt::format("      {}: {}, worth {}; {}{}", moves[k]->move, percent(moves[k]->probability),
                                 with_error({moves[k]->value, moves[k]->error}), why_text(choice, *moves[k]),
                                 choice.type.empty() ? "" : "; " + reveals_text(choice, *moves[k])),
                     width, "        ") +
             '\n';
    if (moves.size() > kMostMoves) out += fmt::format("      and {} moves that are worse\n", moves.size() - kMostMoves);
  }
}

void sweeps(const run::Answer& answer, std::size_t width, std::string& out) {
  for (const run::SweepResult& result : answer.sweeps) {
    const scenario::Sweep& sweep = answer.scenario->sweeps[result.sweep];
    const std::string& unit = scenario::quantity_of(*answer.scenario, sweep.input).unit;
    heading(out, fmt::format("Sweep {}: chance of {} by {} ({})", sweep.key, in_words(sweep.outcome),
                             answer.dates.back(), method_text(answer.runs.front())));
    if (!sweep.says.empty()) out += wrapped("  " + sweep.says, width, "  ") + '\n';
    Table table;
    std::vector<std::string> head{scenario::name_of(*answer.scenario, sweep.input) +
                                  (unit.empty() ? "" : " (" + unit + ")")};
    for (const double value : sweep.values) head.push_back(figure(value));
    table.add(head);
    for (const run::SweepLine& line : result.lines) {
      std::vector<std::string> row{run_name(*answer.scenario, line.policy)};
      for (std::size_t k = 0; k < line.probability.size(); ++k)
        row.push_back(percent(line.probability[k]) + (line.certified[k] ? "" : "?"));
      table.add(row);
    }
    out += table.text(width, "  ");
    for (const run::SweepLine& line : result.lines)
      for (const auto& crossing : line.crossings)
        out += fmt::format("  {}: the chance crosses one half between {} and {}\n",
                           run_name(*answer.scenario, line.policy), figure(crossing.low), figure(crossing.high));
  }
}

void certificates(const run::Answer& answer, std::size_t width, std::string& out) {
  heading(out, "Certificate (bounded): the most an actor could gain by deviating alone, for ever");
  Table table;
  table.add({"", "actor", "from the start", "at the worst node", "share of range", "holds"});
  for (const run::PolicyRun& run : answer.runs) {
    for (const certify::ActorGain& gain : run.certificate.actors)
      table.add({run_name(*answer.scenario, run.policy), answer.scenario->actors[gain.actor.value()].key,
                 figure(gain.gain_start), figure(gain.gain_worst), figure(gain.share_worst),
                 run.certificate.holds ? "yes" : "NO"});
  }
  out += table.text(width, "  ");
  for (const run::PolicyRun& run : answer.runs)
    out += wrapped(fmt::format("  {}: {} nodes, {} components, the largest of {}; {}",
                               run_name(*answer.scenario, run.policy), run.nodes, run.solution.components,
                               run.solution.largest_component, run.solution.message),
                   width, "    ") +
           '\n';
}

void assumptions(const run::Answer& answer, std::size_t width, std::string& out) {
  heading(out, "Assumptions and sources");
  const scenario::Scenario& scenario = *answer.scenario;
  const auto line = [&](const std::string& path, const scenario::Quantity& q, const std::string& used) {
    std::string text = fmt::format("  {} = {}", path, fmt::format("{:.10g}", q.value));
    if (!q.unit.empty()) text += " " + q.unit;
    if (q.range) text += fmt::format(" [{:.10g}, {:.10g}]", q.range->first, q.range->second);
    if (!used.empty()) text += fmt::format(" (used as {})", used);
    text += q.source.empty() ? "; NO SOURCE" : "; " + q.source;
    if (!q.note.empty()) text += "; " + q.note;
    out += wrapped(text, width, "    ") + '\n';
  };
  for (const NumberLine& number : number_lines(scenario))
    line(number.path.substr(number.path.find('.') + 1), *number.quantity, number.used_as);
}

}  // namespace

std::string comparison_text(const run::Answer& answer, std::size_t width) {
  if (answer.runs.empty()) return "";
  const scenario::Scenario& scenario = *answer.scenario;
  std::string out;
  heading(out, fmt::format("Policies side by side on {}: chances and expected stocks, and the difference to no "
                           "commitment ({})",
                           answer.dates.back(), method_text(answer.runs.front())));
  Table table;
  std::vector<std::string> head{""};
  for (const run::PolicyRun& run : answer.runs) head.push_back(run_name(scenario, run.policy));
  table.add(head);
  const auto add = [&](const std::string& label, const auto& value_of, const auto& shown, const auto& difference) {
    std::vector<std::string> row{label};
    const double without = value_of(answer.runs.front());
    for (std::size_t k = 0; k < answer.runs.size(); ++k) {
      const double value = value_of(answer.runs[k]);
      row.push_back(k == 0 ? shown(value) : fmt::format("{} ({})", shown(value), difference(value - without)));
    }
    table.add(row);
  };
  const auto short_points = [](double d) {
    return std::abs(d) < 0.005 ? std::string("=") : fmt::format("{:+.0f}", 100 * d);
  };
  const auto signed_figure = [](double d) {
    return std::abs(d) < 1e-9 ? std::string("=") : (d > 0 ? "+" : "") + figure(d);
  };
  for (std::size_t o = 0; o < scenario.outcomes.size(); ++o)
    add(
        in_words(scenario.outcomes[o].key), [&](const run::PolicyRun& run) { return run.outcomes[o].by_date.back(); },
        percent, short_points);
  if (answer.runs.front().first_concession)
    add(
        "No concession yet",
        [](const run::PolicyRun& run) { return run.first_concession ? run.first_concession->none : 1.0; }, percent,
        short_points);
  for (std::size_t v = 0; v < answer.runs.front().stocks.size(); ++v)
    add(
        "Expected " + scenario.variables[answer.runs.front().stocks[v].variable.value()].key,
        [&](const run::PolicyRun& run) { return run.stocks[v].mean.back(); }, figure, signed_figure);
  for (std::size_t i = 0; i < scenario.actors.size(); ++i)
    add(
        "Value to " + scenario.actors[i].key, [&](const run::PolicyRun& run) { return run.values[i].total; }, figure,
        signed_figure);
  return out + table.text(width, "  ");
}

std::string answer_text(const run::Answer& answer, const Provenance& provenance, const Status& status,
                        std::size_t width) {
  std::string out = answer.scenario->title + "\n\n";
  for (const std::string& paragraph : answer_paragraphs(answer)) out += wrapped(paragraph, width, "") + "\n\n";
  out.pop_back();
  if (!answer.runs.empty()) {
    const run::PolicyRun& run = answer.runs.front();
    if (answer.runs.size() > 1) out += comparison_text(answer, width);
    outcomes_by_date(answer, run, width, out);
    when_reached(answer, width, out);
    first_concession(answer, run, width, out);
    stocks(answer, run, width, out);
    values(answer, run, out, width);
    choices(answer, run, out, width);
    sweeps(answer, width, out);
    assumptions(answer, width, out);
    if (run.private_types)
      out += private_types_text(answer, run, dates_shown(answer), width);
    else
      certificates(answer, width, out);
  }
  heading(out, "To reproduce");
  out += fmt::format("  {}\n  parley {}, seed {}\n", provenance.command, provenance.version, answer.seed);
  if (status.exit != Exit::kAnswered)
    out +=
        fmt::format("\nStatus: {} (exit {}): {}\n", name(status.exit), static_cast<int>(status.exit), status.message);
  return out;
}

}  // namespace parley::report
