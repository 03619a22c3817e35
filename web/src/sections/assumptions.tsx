// SPDX-License-Identifier: Apache-2.0
import type { Answer, Scened, ScenarioNumber } from "../answer";
import { short_date, written } from "../format";
import { actor_name, footing, label, type Footing } from "../names";
import { Code } from "../parts/code";
import { Section } from "../parts/section";
import { Empty, Scroll } from "../parts/table";

const kFlags: Record<Footing, string> = { sourced: "", assumed: "△ Assumed", unsourced: "✕ No source" };

/** Text in which web addresses can be followed. */
function Linked({ text }: { text: string }) {
  return <>{text.split(/(https?:\/\/[^\s,;)]+)/).map((part, i) => (i % 2 ? <a href={part} rel="noreferrer">{part}</a> : part))}</>;
}

/** Where something stands: the line, or the whole place if it is in another file than the scenario. */
function Place({ file, place }: { file: string; place: string }) {
  const line = place.startsWith(`${file}:`) ? place.slice(file.length + 1).split(":")[0] : undefined;
  return <span class="says">{line ? `line ${line}` : <Code text={place} />}</span>;
}

function SourceCell({ number, file }: { number: ScenarioNumber; file: string }) {
  const kind = footing(number);
  return (
    <td class="source">
      {kind !== "sourced" && <span class={`flag flag-${kind}`}>{kFlags[kind]}</span>}
      {kind !== "unsourced" && !/^assumed$/i.test(number.source.trim()) && <span><Linked text={number.source} /></span>}
      {number.date && <span class="says">{short_date(number.date)}</span>}
      {number.note && <span class="says"><Linked text={number.note} /></span>}
      <Place file={file} place={number.place} />
    </td>
  );
}

function NumbersTable({ numbers, file }: { numbers: ScenarioNumber[]; file: string }) {
  return (
    <Scroll label="Numbers of the scenario">
      <table class="numbers">
        <caption class="spoken">Numbers of the scenario, each with its source</caption>
        <thead><tr><th scope="col">Number</th><th scope="col">Value</th><th scope="col">Source</th></tr></thead>
        <tbody>
          {numbers.map((number, i) => (
            <tr>
              <th scope="row">{number.says || label(number.path.replace(/^.*\./, ""))} <span class="says"><Code text={number.path} /></span></th>
              <td class="value">
                <span class="figures"><span data-at={`/scenario/numbers/${i}/value`}>{written(number.value)}</span> {number.unit}</span>
                {number.range && <span class="says">from <span data-at={`/scenario/numbers/${i}/range/0`}>{written(number.range[0])}</span> to <span data-at={`/scenario/numbers/${i}/range/1`}>{written(number.range[1])}</span></span>}
                {number.used_as && <span class="says">used as {number.used_as}</span>}
              </td>
              <SourceCell number={number} file={file} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Counts({ numbers }: { numbers: ScenarioNumber[] }) {
  const count = (kind: Footing) => numbers.filter((n) => footing(n) === kind).length;
  const [sourced, assumed, unsourced] = [count("sourced"), count("assumed"), count("unsourced")];
  return (
    <p class="lead">
      Of {numbers.length} {numbers.length === 1 ? "number" : "numbers"}, <strong>{sourced}</strong> {sourced === 1 ? "has" : "have"} a source,{" "}
      <strong>{assumed}</strong> {assumed === 1 ? "is" : "are"} openly assumed <span class="flag flag-assumed">{kFlags.assumed}</span> and{" "}
      <strong>{unsourced}</strong> {unsourced === 1 ? "has" : "have"} none <span class="flag flag-unsourced">{kFlags.unsourced}</span>.
    </p>
  );
}

function Model({ answer }: { answer: Scened }) {
  const { scenario } = answer;
  return (
    <details>
      <summary>The model in words: sides, state, moves, outcomes</summary>
      <dl class="glossary">
        {scenario.actors.map((a, i) => (
          <div><dt>{a.name}</dt><dd>
            values a payoff one {scenario.step} later at <span data-at={`/scenario/actors/${i}/discount_per_step`}>{written(a.discount_per_step, 4)}</span> of one now;{" "}
            {a.precision === null ? "chooses what is best, in the limit of exact choice" : `chooses with precision ${written(a.precision)}`}
          </dd></div>
        ))}
        <div><dt>Order of moves</dt><dd>{scenario.turns === "random" ? "drawn anew each step, all orders equally likely" : "fixed by the scenario"}</dd></div>
        <div><dt>End</dt><dd>{scenario.horizon_steps === null ? "no fixed horizon" : `after ${scenario.horizon_steps} steps`}</dd></div>
        {scenario.variables.map((v) => (
          <div><dt>{v.says || label(v.key)}</dt><dd>
            {v.levels ? v.levels.join(", ") : v.values && v.values.length > 0
              ? `${written(v.values[0]!)} to ${written(v.values[v.values.length - 1]!)} ${v.unit}, ${v.values.length} values` : v.unit}
          </dd></div>
        ))}
        {scenario.moves.map((m) => (
          <div><dt>{actor_name(answer, m.actor)}: {label(m.key).toLowerCase()}</dt><dd>{m.says}{m.concession ? `${m.says ? "; " : ""}a concession` : ""}</dd></div>
        ))}
        {scenario.outcomes.map((o) => (
          <div><dt>Outcome: {label(o.key).toLowerCase()}</dt><dd>{o.says}{o.ends ? `${o.says ? "; " : ""}ends the standoff` : ""}</dd></div>
        ))}
      </dl>
    </details>
  );
}

export function AssumptionsSection({ answer }: { answer: Pick<Answer, "scenario" | "warnings"> }) {
  const { numbers } = answer.scenario;
  return (
    <Section id="assumptions" title="Assumptions and sources">
      {numbers.length === 0 ? <Empty>The scenario states no numbers.</Empty> : <><Counts numbers={numbers} /><p class="note">Lines are those of <Code text={answer.scenario.file} />.</p><NumbersTable numbers={numbers} file={answer.scenario.file} /></>}
      <Model answer={answer} />
      <h3 id="warnings" tabIndex={-1}>Warnings</h3>
      {answer.warnings.length === 0 && <Empty>None.</Empty>}
      {answer.warnings.length > 0 && (
        <ul class="warnings">
          {answer.warnings.map((w) => <li><Code text={w.code} /> {w.message} {w.place && <Place file={answer.scenario.file} place={w.place} />}</li>)}
        </ul>
      )}
    </Section>
  );
}
