// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { Answer, Comparison, Method, Run } from "../answer";
import { ChartFigure, Textures, texture_id } from "../charts/figure";
import { share_bars } from "../charts/bars";
import { kNobody, look } from "../charts/marks";
import { decimals_for, long_date, points, probability, quantity, signed_quantity, words } from "../format";
import { actor_name, actor_names, conceders, label, last, outcome_place, same_actors, total, variable_says } from "../names";
import { MethodNote } from "../parts/method";
import { Section } from "../parts/section";
import { Empty, Scroll } from "../parts/table";

interface Cell {
  text: string;
  at: string;
  difference?: { text: string; at: string } | undefined;
}

interface Measure {
  name: string;
  says: string;
  method: Method | undefined;
  cells: (Cell | null)[];
}

interface Group {
  title: string;
  measures: Measure[];
}

type Found = { comparison: Comparison; at: string } | undefined;

function comparison_of(answer: Answer, run: Run): Found {
  const i = answer.comparison.findIndex((c) => c.policy === run.policy);
  return run.policy !== null && i >= 0 ? { comparison: answer.comparison[i]!, at: `/comparison/${i}` } : undefined;
}

function outcome_group(answer: Answer, by: string): Group {
  return {
    title: `Probability by ${by}`,
    measures: answer.scenario.outcomes.map(({ key, says }) => {
      let method: Method | undefined;
      const cells = answer.runs.map((run, r): Cell | null => {
        const i = run.outcomes.findIndex((o) => o.key === key);
        const outcome = run.outcomes[i];
        if (!outcome) return null;
        method = outcome.method;
        const end = outcome.by_date.length - 1;
        const found = comparison_of(answer, run);
        const j = found?.comparison.outcomes.findIndex((o) => o.key === key) ?? -1;
        const difference = found?.comparison.outcomes[j]?.difference;
        return {
          text: probability(outcome.by_date[end] ?? null),
          at: `/runs/${r}/outcomes/${i}/by_date/${end}`,
          difference: difference && {
            text: points(last(difference) ?? null), at: `${found?.at}/outcomes/${j}/difference/${difference.length - 1}` },
        };
      });
      return { name: label(key), says, method, cells };
    }),
  };
}

function stock_group(answer: Answer, by: string): Group {
  const keys = [...new Set(answer.runs.flatMap((run) => run.stocks.map((s) => s.variable)))];
  return {
    title: `Expected on ${by}`,
    measures: keys.map((key) => {
      const stocks = answer.runs.map((run) => run.stocks.find((s) => s.variable === key));
      const decimals = decimals_for(stocks.map((s) => last(s?.mean ?? []) ?? null));
      const cells = answer.runs.map((run, r): Cell | null => {
        const i = run.stocks.findIndex((s) => s.variable === key);
        const stock = run.stocks[i];
        if (!stock) return null;
        const end = stock.mean.length - 1;
        const found = comparison_of(answer, run);
        const j = found?.comparison.stocks.findIndex((s) => s.variable === key) ?? -1;
        const difference = found?.comparison.stocks[j]?.difference;
        return {
          text: quantity(stock.mean[end] ?? null, decimals),
          at: `/runs/${r}/stocks/${i}/mean/${end}`,
          difference: difference && {
            text: signed_quantity(last(difference) ?? null, decimals), at: `${found?.at}/stocks/${j}/difference/${difference.length - 1}` },
        };
      });
      const first = stocks.find((s) => s !== undefined);
      return { name: variable_says(answer, key), says: first?.unit ?? "", method: first?.method, cells };
    }),
  };
}

function value_group(answer: Answer): Group {
  return {
    title: answer.scenario.payoff_unit ? `Value from the start (${answer.scenario.payoff_unit})` : "Value from the start",
    measures: answer.scenario.actors.map(({ key, name }) => {
      const values = answer.runs.map((run) => run.values.find((v) => v.actor === key));
      const errors = Math.max(0, ...values.map((v) => v?.error ?? 0));
      const decimals = decimals_for(values.map((v) => v?.total ?? null), errors);
      const cells = answer.runs.map((run, r): Cell | null => {
        const i = run.values.findIndex((v) => v.actor === key);
        const value = run.values[i];
        if (!value) return null;
        const found = comparison_of(answer, run);
        const j = found?.comparison.values.findIndex((v) => v.actor === key) ?? -1;
        const compared = found?.comparison.values[j];
        return {
          text: quantity(value.total, decimals),
          at: `/runs/${r}/values/${i}/total`,
          difference: compared && { text: signed_quantity(compared.difference, decimals), at: `${found?.at}/values/${j}/difference` },
        };
      });
      return { name, says: "", method: values.find((v) => v !== undefined)?.method, cells };
    }),
  };
}

function concession_group(answer: Answer, by: string): Group {
  const method = answer.runs.find((run) => run.first_concession)?.first_concession?.method;
  const measures = conceders(answer).map((actors): Measure => ({
    name: actor_names(answer, actors),
    says: actors.length > 1 ? "at the same moment" : "",
    method,
    cells: answer.runs.map((run, r): Cell | null => {
      if (!run.first_concession) return null;
      const i = run.first_concession.by.findIndex((b) => same_actors(b.actors, actors));
      const found = comparison_of(answer, run);
      const j = found?.comparison.first_concession.findIndex((b) => same_actors(b.actors, actors)) ?? -1;
      const compared = found?.comparison.first_concession[j];
      return {
        text: probability(i < 0 ? 0 : total(run.first_concession.by[i]!.in_step)),
        at: i < 0 ? "" : `/runs/${r}/first_concession/by/${i}/in_step`,
        difference: compared && { text: points(compared.difference), at: `${found?.at}/first_concession/${j}/difference` },
      };
    }),
  }));
  if (method)
    measures.push({
      name: "Nobody", says: "", method,
      cells: answer.runs.map((run, r): Cell | null =>
        run.first_concession && { text: probability(run.first_concession.none), at: `/runs/${r}/first_concession/none` }),
    });
  return { title: `First concession by ${by}`, measures };
}

function CompareTable({ answer, groups }: { answer: Answer; groups: Group[] }) {
  const id = useId();
  const several = answer.runs.length > 1;
  const describes = several ? "; under each, the difference to no commitment" : "";
  return (
    <Scroll label="Policies side by side">
      <table class="compare">
        <caption class="spoken">Policies side by side{describes}</caption>
        <thead>
          <tr>
            <th scope="col"><span class="spoken">Measure</span></th>
            {answer.runs.map((run) => <th scope="col" class="num">{run.name}</th>)}
          </tr>
        </thead>
        {groups.map((group, g) => {
          const methods = [...new Set(group.measures.flatMap((m) => m.method ?? []))];
          return (
          <tbody>
            <tr class="group"><th scope="rowgroup" id={`${id}-${g}`} colSpan={answer.runs.length + 1}><span>{group.title} {methods.length === 1 && <MethodNote method={methods[0]!} />}</span></th></tr>
            {group.measures.map((m) => (
              <tr>
                <th scope="row">
                  {m.name} {m.says && <span class="says">{m.says}</span>} {m.method && methods.length > 1 && <MethodNote method={m.method} />}
                </th>
                {m.cells.map((cell) =>
                  cell ? (
                    <td class="num">
                      <span data-at={cell.at || undefined}>{cell.text}</span>
                      {cell.difference && <span class="difference" data-at={cell.difference.at}>{cell.difference.text}</span>}
                    </td>
                  ) : (
                    <td class="num">–</td>
                  ))}
              </tr>
            ))}
          </tbody>
          );
        })}
      </table>
    </Scroll>
  );
}

function EndingsChart({ answer, by, table }: { answer: Answer; by: string; table: ComponentChildren }) {
  const id = useId();
  const ends = answer.scenario.outcomes.filter((o) => o.ends);
  const at_end = (run: Run, key: string) => Math.max(0, last(run.outcomes.find((o) => o.key === key)?.by_date ?? []) ?? 0);
  const rows = answer.runs.map((run) => {
    const segments = ends.map((o, series) => ({ value: at_end(run, o.key), series }));
    return { name: run.name, segments, ended: segments.reduce((sum, s) => sum + s.value, 0) };
  });
  // Endings that overlap do not stack to 100%: then the table alone is right.
  const stackable = ends.length > 0 && rows.length > 0 && rows.every((row) => row.ended <= 1 + 1e-6);
  const looks = [...ends.map((o) => look(outcome_place(answer, o.key))), kNobody];
  const open = ends.length;
  const full = rows.map((row) => ({ name: row.name, segments: [...row.segments, { value: Math.max(0, 1 - row.ended), series: open }] }));
  const words_of = full.map((row) =>
    `${row.name}: ${row.segments.map((s) => `${s.series === open ? "still open" : words(ends[s.series]!.key)} ${probability(s.value)}`).join(", ")}`);
  return (
    <ChartFigure
      title={`How the standoff stands on ${by}`}
      note="Share of all futures."
      method={answer.runs[0]?.outcomes[0]?.method}
      alternative={`Bars of 100%, one for each policy. ${words_of.join(". ")}.`}
      draw={stackable ? (width) => share_bars(width, full, (s) => `url(#${texture_id(id, s)})`, (s) => looks[s]!.color) : null}
      textures={<Textures chart={id} looks={looks} />}
      legend={looks.map((l, i) => ({ label: i === open ? "Still open" : label(ends[i]!.key), look: l, fill: texture_id(id, i) }))}
      legend_when="always"
      table={table}
      table_title="Policies side by side"
      folded={false}
    />
  );
}

function Commitments({ answer }: { answer: Answer }) {
  const { policies } = answer.scenario;
  if (policies.length === 0) return null;
  return (
    <details>
      <summary>What each policy commits to</summary>
      <dl class="commitments">
        {policies.map((policy) => (
          <>
            <dt>{answer.runs.find((run) => run.policy === policy.key)?.name ?? label(policy.key)}</dt>
            <dd>{policy.says && <>{policy.says}. </>}{actor_name(answer, policy.actor)}: <span class="code">{policy.terms.join("; ")}</span></dd>
          </>
        ))}
      </dl>
    </details>
  );
}

export function PoliciesSection({ answer }: { answer: Answer }) {
  const date = last(answer.runs[0]?.dates ?? []);
  const by = date ? long_date(date) : "the end";
  const groups = [outcome_group(answer, by), concession_group(answer, by), stock_group(answer, by), value_group(answer)]
    .filter((g) => g.measures.length > 0);
  return (
    <Section id="policies" title="Policies side by side">
      {answer.runs.length === 0 && <Empty>No game was solved, so there is nothing to compare.</Empty>}
      {answer.runs.length === 1 && <p>The scenario names no policies; this is the standoff without any commitment.</p>}
      {answer.runs.length > 1 && (
        <p>
          Each policy is a commitment that the other sides know and answer; each is a game of its own. Under each number, its
          difference to no commitment (pp: percentage points).
        </p>
      )}
      {answer.runs.length > 0 && (
        <>
          <EndingsChart answer={answer} by={by} table={<CompareTable answer={answer} groups={groups} />} />
          <Commitments answer={answer} />
        </>
      )}
    </Section>
  );
}
