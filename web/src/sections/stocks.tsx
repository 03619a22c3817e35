// SPDX-License-Identifier: Apache-2.0
import { useId } from "preact/hooks";
import type { Run, StockByDate } from "../answer";
import { bands, fan_chart, level_areas } from "../charts/areas";
import { ChartFigure, Textures, texture_id } from "../charts/figure";
import { level_look, type Look } from "../charts/marks";
import { decimals_for, listed, long_date, probability, quantity, sentence, words } from "../format";
import { last, variable_says } from "../names";
import { RunPicker } from "../parts/run_picker";
import { Section, type Shown } from "../parts/section";
import { Empty, SeriesTable } from "../parts/table";

interface Part<T> extends Shown {
  run: Run;
  part: T;
  index: number;
}

const kMean: Look = { color: "var(--c1)", dash: "9 5", texture: "plain", opacity: 1 };
const kMedian: Look = { color: "var(--c0)", dash: "none", texture: "plain", opacity: 1 };

function quantile_name(p: number): string {
  return Math.abs(p - 0.5) < 1e-9 ? "Median" : `${Number((100 * p).toPrecision(3))}% below`;
}

function Fan({ answer, run, at, part: stock, index }: Part<StockByDate>) {
  const dates = run.dates.map((d) => new Date(d));
  const decimals = decimals_for([...stock.mean, ...stock.quantiles.flatMap((q) => q.value)]);
  const on_grid = answer.scenario.variables.find((v) => v.key === stock.variable)?.values?.every((v) => Number.isInteger(v)) ?? false;
  const mean = (v: number | null) => quantity(v, decimals);
  const quantile = (v: number | null) => (on_grid ? quantity(v, 0) : mean(v));
  const name = variable_says(answer, stock.variable);
  const until = long_date(last(run.dates) ?? "");
  const inside = bands(stock.quantiles);
  const widest = inside[0];
  const shares = inside.map((b) => probability(b.inside));
  const median = stock.quantiles.find((q) => Math.abs(q.p - 0.5) < 1e-9);
  const at_end = [
    `mean ${mean(last(stock.mean) ?? null)}`,
    ...(widest ? [`${probability(widest.inside)} of futures between ${quantile(last(widest.low) ?? null)} and ${quantile(last(widest.high) ?? null)}`] : []),
  ].join(", ");
  return (
    <ChartFigure
      title={stock.unit && !name.toLowerCase().includes(stock.unit.toLowerCase()) ? `${name} (${stock.unit})` : name}
      note={shares.length > 0 ? `Bands hold ${listed(shares)} of futures.` : undefined}
      method={stock.method}
      alternative={`Fan chart to ${until}, for ${run.name}. At the end: ${at_end}.`}
      draw={dates.length < 2 ? null : (width) => 
        fan_chart(width, { dates, mean: stock.mean, quantiles: stock.quantiles, mean_text: mean(last(stock.mean) ?? null), median_text: quantile(last(median?.value ?? []) ?? null) })}
      legend={[{ label: "Mean", look: kMean }, ...(median ? [{ label: "Median", look: kMedian }] : [])]}
      table={
        <SeriesTable caption={`${name}, ${run.name}`} corner="Date" rows={run.dates}
          columns={[
            { head: "Mean", cells: stock.mean.map(mean), at: stock.mean.map((_, t) => `${at}/stocks/${index}/mean/${t}`) },
            ...stock.quantiles.map((q, k) => ({
              head: quantile_name(q.p), cells: q.value.map(quantile), at: q.value.map((_, t) => `${at}/stocks/${index}/quantiles/${k}/value/${t}`) })),
          ]} />
      }
    />
  );
}

function Levels({ answer, run, at, part, index }: Part<Run["levels"][number]>) {
  const id = useId();
  const dates = run.dates.map((d) => new Date(d));
  const name = variable_says(answer, part.variable);
  const looks = part.levels.map((_, k) => level_look(k, part.levels.length));
  const until = long_date(last(run.dates) ?? "");
  const end = last(part.share) ?? [];
  const said = part.levels.map((level, k) => `${words(level)} ${probability(end[k] ?? null)}`).join(", ");
  return (
    <ChartFigure
      title={name} note="Share of all futures at each level, lowest level at the bottom." method={part.method}
      alternative={`Stacked areas to ${until}, for ${run.name}. At the end: ${said}.`}
      draw={dates.length < 2 ? null : (width) => level_areas(width, dates, part.levels, part.share, (k) => `url(#${texture_id(id, k)})`)}
      textures={<Textures chart={id} looks={looks} />}
      legend={looks.map((l, k) => ({ label: `${sentence(words(part.levels[k]!))} ${probability(end[k] ?? null)}`, look: l, fill: texture_id(id, k) }))}
      legend_when="always"
      table={
        <SeriesTable caption={`${name}, ${run.name}`} corner="Date" rows={run.dates}
          columns={part.levels.map((level, k) => ({
            head: sentence(words(level)), cells: part.share.map((s) => probability(s[k] ?? null)), at: part.share.map((_, t) => `${at}/levels/${index}/share/${t}/${k}`) }))} />
      }
    />
  );
}

export function StocksSection(shown: Shown) {
  const { run, choice } = shown;
  const empty = !run || (run.stocks.length === 0 && run.levels.length === 0);
  return (
    <Section id="stocks" title="Stocks and levels over time">
      {empty && <Empty>{run ? "Nothing is reported over time." : "No game was solved."}</Empty>}
      {run && !empty && (
        <>
          <RunPicker {...choice} />
          {run.stocks.map((part, index) => <Fan {...shown} run={run} part={part} index={index} key={part.variable} />)}
          {run.levels.map((part, index) => <Levels {...shown} run={run} part={part} index={index} key={part.variable} />)}
        </>
      )}
    </Section>
  );
}
