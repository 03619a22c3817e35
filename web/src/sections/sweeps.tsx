// SPDX-License-Identifier: Apache-2.0
import { dot, rectX, ruleX, ruleY, text, type Markish } from "@observablehq/plot";
import type { Answer, Sweep } from "../answer";
import { ChartFigure } from "../charts/figure";
import { probability_top } from "../charts/labels";
import { lines_chart } from "../charts/lines";
import { look } from "../charts/marks";
import { listed, long_date, probability, written } from "../format";
import { label, last } from "../names";
import { Section } from "../parts/section";
import { Empty, SeriesTable } from "../parts/table";

type SweepLine = Sweep["lines"][number];

/** Where a line crosses one half, in words; the data, not the sweep's author, say so. */
function crossing_words(line: SweepLine, unit: string): string {
  const known = line.probability.filter((p): p is number => p !== null);
  if (line.crossings.length > 0) {
    const places = line.crossings.map((c) => `between ${written(c.low, 4)} and ${written(c.high, 4)}`);
    return `crosses one half ${listed(places)}${unit ? ` ${unit}` : ""}`;
  }
  if (known.length === 0) return "is not known";
  if (known.every((p) => p < 0.5)) return `stays below one half (at most ${probability(Math.max(...known))})`;
  if (known.every((p) => p >= 0.5)) return `stays at one half or more (at least ${probability(Math.min(...known))})`;
  return "crosses one half where no two neighbouring values show it";
}

function SweepFigure({ answer, sweep, index }: { answer: Answer; sweep: Sweep; index: number }) {
  const place = (policy: string | null) => Math.max(0, answer.runs.findIndex((run) => run.policy === policy));
  const lines = sweep.lines.map((line) => ({
    name: line.name, end: probability(last(line.probability) ?? null), values: line.probability, look: look(place(line.policy)) }));
  const parameter = answer.scenario.numbers.find((n) => n.path === sweep.parameter);
  const parameter_name = parameter?.says || label(sweep.parameter.replace(/^.*\./, ""));
  const current = parameter?.value ?? null;
  const first = sweep.values[0] ?? 0;
  const end = last(sweep.values) ?? 0;
  const top = Math.max(0.5, probability_top(sweep.lines.flatMap((l) => l.probability)));
  const crossings = sweep.lines.flatMap((l) => l.crossings);
  const points = sweep.lines.flatMap((line) =>
    line.probability.flatMap((p, t) => (p === null ? [] : [{ x: sweep.values[t]!, p, certified: line.certified[t] ?? false, color: look(place(line.policy)).color }])));
  const uncertified = points.filter((p) => !p.certified);
  const inside = current !== null && current > first && current < end;
  const under: Markish[] = [
    rectX(crossings, { x1: "low", x2: "high", y1: () => 0, y2: () => top, fill: "var(--ink)", fillOpacity: 0.08 }),
    ruleY([0.5], { stroke: "var(--ink)", strokeDasharray: "4 3", strokeOpacity: 0.7 }),
    ...(inside ? [ruleX([current], { stroke: "var(--soft)", strokeDasharray: "1 3", strokeWidth: 1.5 })] : []),
  ];
  const over: Markish[] = [
    dot(points.filter((p) => p.certified), { x: "x", y: "p", r: 2.2, fill: "color" }),
    dot(uncertified, { x: "x", y: "p", r: 5, symbol: "times", stroke: "var(--ink)", strokeWidth: 2 }),
    ...(inside ? [text([{ x: current, y: top }], { x: "x", y: "y", text: () => `scenario: ${written(current, 4)}`, textAnchor: (current - first) / (end - first) > 0.7 ? "end" : "start", dx: (current - first) / (end - first) > 0.7 ? -5 : 5, dy: 7, fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4 })] : []),
  ];
  const unit = sweep.unit ? `, ${sweep.unit}` : "";
  const title = sweep.says || `${label(sweep.outcome)} as ${parameter_name} varies`;
  const said = sweep.lines.map((line) => `${line.name} ${crossing_words(line, sweep.unit)}`);
  return (
    <ChartFigure
      title={title}
      note={`Probability of “${label(sweep.outcome).toLowerCase()}” by ${long_date(sweep.by)}, as ${parameter_name.charAt(0).toLowerCase()}${parameter_name.slice(1)} varies${sweep.unit ? ` (${sweep.unit})` : ""}; the game is solved anew at each value.${crossings.length > 0 ? " Shaded: where a line crosses one half." : ""}`}
      method={answer.runs[0]?.outcomes[0]?.method}
      alternative={`Lines over ${parameter_name} from ${written(first, 4)} to ${written(end, 4)}${unit}. ${said.join(". ")}.`}
      draw={sweep.values.length < 2 || lines.length === 0 ? null : (width) =>
        lines_chart({ width, x: sweep.values, lines, y: { low: 0, high: top, format: (v) => `${Math.round(v * 100)}%` }, x_label: `${parameter_name}${unit}`, under, over })}
      legend={lines.map((l) => ({ label: `${l.name} ${l.end}`, look: l.look }))}
      table={
        <SeriesTable caption={title} corner={parameter_name} rows={sweep.values.map((v) => written(v, 4))}
          columns={sweep.lines.flatMap((line, k) => [
            {
              head: line.name,
              cells: line.probability.map((p, t) => probability(p) + (line.certified[t] ? "" : " ✕ not certified")),
              at: line.probability.map((_, t) => `/sweeps/${index}/lines/${k}/probability/${t}`),
            },
          ])} />
      }
    >
      <ul class="findings">
        {sweep.lines.map((line, i) => <li><strong>{line.name}</strong> {crossing_words(line, sweep.unit)}.{i === 0 && inside ? ` The scenario has ${written(current, 4)}.` : ""}</li>)}
        {uncertified.length > 0 && <li><strong>✕</strong> marks {uncertified.length === 1 ? "a point" : `${uncertified.length} points`} whose certificate does not hold.</li>}
      </ul>
    </ChartFigure>
  );
}

export function SweepsSection({ answer }: { answer: Answer }) {
  return (
    <Section id="sweeps" title="Where the answer turns">
      {answer.sweeps.length === 0 && <Empty>The scenario asks for no sweep of an uncertain number.</Empty>}
      {answer.sweeps.map((sweep, index) => <SweepFigure answer={answer} sweep={sweep} index={index} key={sweep.key} />)}
    </Section>
  );
}
