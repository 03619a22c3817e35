// SPDX-License-Identifier: Apache-2.0
import type { Answer, OutcomeByDate, Run } from "../answer";
import { ChartFigure } from "../charts/figure";
import { probability_top } from "../charts/labels";
import { lines_chart } from "../charts/lines";
import { look } from "../charts/marks";
import { decimals_for, long_date, probability, quantity, words } from "../format";
import { label, last, outcome_place, outcome_says, variable_says } from "../names";
import { MethodNote } from "../parts/method";
import { RunPicker } from "../parts/run_picker";
import { Section, type Shown } from "../parts/section";
import { Empty, Num, Scroll, SeriesTable } from "../parts/table";

/** When each outcome comes, if it does, and the stocks at that moment. */
function WhenReached({ answer, run, at }: { answer: Answer; run: Run; at: string }) {
  const variables = [...new Set(run.outcomes.flatMap((o) => o.when_reached?.stocks.map((s) => s.variable) ?? []))];
  if (run.outcomes.every((o) => !o.when_reached)) return null;
  const mean_of = (o: OutcomeByDate, variable: string) => o.when_reached?.stocks.find((s) => s.variable === variable)?.mean ?? null;
  const step_decimals = decimals_for(run.outcomes.map((o) => o.when_reached?.mean_step ?? null));
  const title = "When an outcome comes, and what holds then";
  return (
    <div class="when-reached">
      <h3>{title}</h3>
      <p class="note">
        On average over the futures in which it comes within the forecast. {run.outcomes[0] && <MethodNote method={run.outcomes[0].method} />}
      </p>
      <Scroll label={title}>
        <table class="series">
          <caption class="spoken">{title}, {run.name}</caption>
          <thead>
            <tr>
              <th scope="col">Outcome</th><th scope="col" class="num">{label(answer.scenario.step)}s from the start</th>
              {variables.map((v) => <th scope="col" class="num">{variable_says(answer, v)}</th>)}
            </tr>
          </thead>
          <tbody>
            {run.outcomes.map((o, i) => (
              <tr>
                <th scope="row">{label(o.key)}</th>
                {o.when_reached
                  ? <Num at={`${at}/outcomes/${i}/when_reached/mean_step`}>{quantity(o.when_reached.mean_step, Math.min(1, step_decimals))}</Num>
                  : <td class="num">never</td>}
                {variables.map((variable) => {
                  const k = o.when_reached?.stocks.findIndex((s) => s.variable === variable) ?? -1;
                  const decimals = decimals_for(run.outcomes.map((other) => mean_of(other, variable)));
                  return k < 0 ? <td class="num">–</td>
                    : <Num at={`${at}/outcomes/${i}/when_reached/stocks/${k}/mean`}>{quantity(mean_of(o, variable), decimals)}</Num>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}

export function OutcomesSection({ answer, choice, run, at }: Shown) {
  if (!run || run.outcomes.length === 0)
    return (
      <Section id="outcomes" title="Outcomes by date">
        <Empty>{run ? "The scenario names no outcomes." : "No game was solved."}</Empty>
      </Section>
    );
  const dates = run.dates.map((d) => new Date(d));
  const until = long_date(last(run.dates) ?? "");
  const top = probability_top(run.outcomes.flatMap((o) => o.by_date));
  const lines = run.outcomes.map((o) => ({
    name: label(o.key), end: probability(last(o.by_date) ?? null), values: o.by_date, look: look(outcome_place(answer, o.key)) }));
  const title = "Probability that each outcome has come about";
  return (
    <Section id="outcomes" title="Outcomes by date">
      <RunPicker {...choice} />
      <ChartFigure
        title={title}
        note={top < 1 ? `By each date. The axis ends at ${probability(top)}.` : "By each date."}
        method={run.outcomes[0]?.method}
        alternative={`Lines from ${long_date(run.dates[0] ?? "")} to ${until}, for ${run.name}. By ${until}: ${lines.map((l) => `${words(l.name)} ${l.end}`).join(", ")}.`}
        draw={dates.length < 2 ? null : (width) =>
          lines_chart({ width, x: dates, lines, y: { low: 0, high: top, format: (v) => `${Math.round(v * 100)}%` } })}
        legend={lines.map((l) => ({ label: `${l.name} ${l.end}`, look: l.look }))}
        table={
          <SeriesTable caption={`${title}, ${run.name}`} corner="Date" rows={run.dates}
            columns={run.outcomes.map((o, i) => ({
              head: label(o.key), cells: o.by_date.map(probability), at: o.by_date.map((_, t) => `${at}/outcomes/${i}/by_date/${t}`) }))} />
        }
      >
        <dl class="glossary">
          {run.outcomes.map((o) => outcome_says(answer, o.key) && (
            <div><dt>{label(o.key)}</dt><dd>{outcome_says(answer, o.key)}{o.ends ? "; ends the standoff" : ""}</dd></div>
          ))}
        </dl>
      </ChartFigure>
      <WhenReached answer={answer} run={run} at={at} />
    </Section>
  );
}
