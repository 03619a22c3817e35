// SPDX-License-Identifier: Apache-2.0
import { useId } from "preact/hooks";
import type { FirstConcession } from "../answer";
import { share_bars, step_bars, type StepBar } from "../charts/bars";
import { ChartFigure, Textures, texture_id } from "../charts/figure";
import { stacked } from "../charts/labels";
import { kNobody, look } from "../charts/marks";
import { long_date, probability } from "../format";
import { actor_names, conceders, label, last, same_actors, total } from "../names";
import { RunPicker } from "../parts/run_picker";
import { Section, type Shown } from "../parts/section";
import { Empty, Num, Scroll, SeriesTable } from "../parts/table";

function running(values: (number | null)[][]): string[] {
  let sum = 0;
  return (values[0] ?? []).map((_, t) => probability((sum += values.reduce((s, v) => s + (v[t] ?? 0), 0))));
}

function FirstMove({ answer, run, at, first }: Omit<Shown, "run"> & { run: NonNullable<Shown["run"]>; first: FirstConcession }) {
  const id = useId();
  const until = long_date(last(run.dates) ?? "");
  const sets = conceders(answer);
  const place = (actors: string[]) => Math.max(0, sets.findIndex((s) => same_actors(s, actors)));
  const looks = [...first.by.map((b) => look(place(b.actors))), kNobody];
  const names = [...first.by.map((b) => actor_names(answer, b.actors)), "Nobody yet"];
  const shares = [...first.by.map((b) => total(b.in_step)), first.none];
  const said = names.map((name, i) => `${name} ${probability(shares[i] ?? null)}`).join(", ");
  const steps = run.dates.length - 1;
  const layers = stacked(first.by.map((b) => b.in_step));
  const bars: StepBar[] = layers.flatMap((layer, series) =>
    layer.slice(0, steps).map(([y1, y2], t) => ({ x1: new Date(run.dates[t]!), x2: new Date(run.dates[t + 1]!), y1, y2, series })));
  const fill = (i: number) => `url(#${texture_id(id, i)})`;
  const color = (i: number) => looks[i]!.color;
  const legend = looks.map((l, i) => ({ label: names[i]!, look: l, fill: texture_id(id, i) }));
  const who = `First concession by ${until}`;
  const when = "In which step the first concession is made";
  return (
    <>
      <p class="lead">
        {first.median
          ? <>It is more likely than not that somebody has conceded by the end of the {answer.scenario.step} that begins on <strong>{long_date(first.median)}</strong>.</>
          : <>A first concession is <strong>less likely than not</strong> to come by {until}.</>}
      </p>
      <ChartFigure
        title={who} note="Who makes it; share of all futures." method={first.method}
        alternative={`One bar of 100%, for ${run.name}: ${said}.`}
        draw={(width) => share_bars(width, [{ name: "", segments: shares.map((value, series) => ({ value: value ?? 0, series })) }], fill, color)}
        textures={<Textures chart={id} looks={looks} />}
        legend={legend.map((entry, i) => ({ ...entry, label: `${entry.label} ${probability(shares[i] ?? null)}` }))} legend_when="always"
        table={
          <Scroll label={who}>
            <table class="series">
              <caption class="spoken">{who}, {run.name}</caption>
              <thead><tr><th scope="col">Who</th><th scope="col" class="num">Probability</th></tr></thead>
              <tbody>
                {names.map((name, i) => (
                  <tr>
                    <th scope="row">{name}</th>
                    <Num at={i < first.by.length ? `${at}/first_concession/by/${i}/in_step` : `${at}/first_concession/none`}>{probability(shares[i] ?? null)}</Num>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        }
      />
      <ChartFigure
        title={when} note="Probability, by step." method={first.method}
        alternative={`Stacked bars, one a step, for ${run.name}. In all by ${until}: ${said}.`}
        draw={bars.length === 0 || steps < 2 ? null : (width) =>
          step_bars(width, bars, [new Date(run.dates[0]!), new Date(run.dates[steps]!)], fill, color)}
        legend={legend.slice(0, -1)} legend_when="always"
        table={
          <SeriesTable caption={`${when}, ${run.name}`} corner="Step that begins" rows={run.dates.slice(0, steps)}
            columns={[
              ...first.by.map((b, i) => ({
                head: names[i]!, cells: b.in_step.map(probability), at: b.in_step.map((_, t) => `${at}/first_concession/by/${i}/in_step/${t}`) })),
              { head: "Anybody by its end", cells: running(first.by.map((b) => b.in_step)) },
            ]} />
        }
      />
    </>
  );
}

export function FirstMoveSection(shown: Shown) {
  const { run, choice, answer } = shown;
  const concessions = answer.scenario.moves.filter((m) => m.concession);
  return (
    <Section id="first" title="Who moves first, and when">
      {!run && <Empty>No game was solved.</Empty>}
      {run && !run.first_concession && <Empty>No move of this scenario is marked as a concession, so nobody can be the first to concede.</Empty>}
      {run?.first_concession && (
        <>
          <RunPicker {...choice} />
          <FirstMove {...shown} run={run} first={run.first_concession} />
          {concessions.length > 0 && (
            <details>
              <summary>Moves that count as concessions</summary>
              <ul class="findings">
                {concessions.map((m) => <li><strong>{actor_names(answer, [m.actor])}</strong> {m.says || label(m.key)}</li>)}
              </ul>
            </details>
          )}
        </>
      )}
    </Section>
  );
}
