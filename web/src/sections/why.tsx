// SPDX-License-Identifier: Apache-2.0
import type { Answer, Run, Scened, StartChoice } from "../answer";
import { term_bars, type TermBar } from "../charts/bars";
import { ChartFigure } from "../charts/figure";
import { decimals_for, probability, quantity, signed_quantity, small } from "../format";
import { actor_name, label, move_says, type_name } from "../names";
import { MethodNote } from "../parts/method";
import { RunPicker } from "../parts/run_picker";
import { Section, type Shown } from "../parts/section";
import { Empty, Num, Scroll } from "../parts/table";
import { WorthTables } from "./worth";

/** Situations shown at once; the others are folded away. */
const kShownChoices = 4;
/** Losses below this are ties. */
const kNoLoss = 1e-6;

interface Place {
  answer: Answer;
  run: Run;
  at: string;
}

function ActorValue({ answer, run, at, index }: Place & { index: number }) {
  const value = run.values[index]!;
  const base = answer.runs[0];
  const before = run.policy !== null ? base?.values.find((v) => v.actor === value.actor) : undefined;
  const base_place = base?.values.findIndex((v) => v.actor === value.actor) ?? -1;
  const decimals = decimals_for([value.total, ...value.terms.map((t) => t.value), ...(before?.terms.map((t) => t.value) ?? [])], value.error);
  const text = (v: number | null) => quantity(v, decimals);
  const name = actor_name(answer, value.actor);
  const bars: TermBar[] = [
    ...value.terms.map((t) => ({ name: label(t.key), value: t.value ?? 0, text: text(t.value), total: false })),
    { name: "Total", value: value.total ?? 0, text: text(value.total), total: true },
  ];
  const title = `${name}: value by payoff term`;
  return (
    <ChartFigure
      title={title}
      note={`Expected discounted payoff from the start${answer.scenario.payoff_unit ? ` (${answer.scenario.payoff_unit})` : ""}.`}
      method={value.method}
      alternative={`Bars, for ${run.name}: ${bars.map((b) => `${b.name.toLowerCase()} ${b.text}`).join(", ")}.`}
      draw={value.terms.length === 0 ? null : (width) => term_bars(width, bars)}
      table={
        <Scroll label={title}>
          <table class="series">
            <caption class="spoken">{title}, {run.name}</caption>
            <thead>
              <tr>
                <th scope="col">Term</th><th scope="col" class="num">{run.name}</th>
                {before && <th scope="col" class="num">{base?.name}</th>}
              </tr>
            </thead>
            <tbody>
              {value.terms.map((term, k) => {
                const j = before?.terms.findIndex((t) => t.key === term.key) ?? -1;
                return (
                  <tr>
                    <th scope="row">{label(term.key)}</th>
                    <Num at={`${at}/values/${index}/terms/${k}/value`}>{text(term.value)}</Num>
                    {before && (j < 0 ? <td class="num">–</td> : <Num at={`/runs/0/values/${base_place}/terms/${j}/value`}>{text(before.terms[j]!.value)}</Num>)}
                  </tr>
                );
              })}
              <tr class="total">
                <th scope="row">Total</th>
                <Num at={`${at}/values/${index}/total`}>{text(value.total)}</Num>
                {before && <Num at={`/runs/0/values/${base_place}/total`}>{text(before.total)}</Num>}
              </tr>
              <tr>
                <th scope="row">Error of the total, at most</th>
                <Num at={`${at}/values/${index}/error`}>{small(value.error)}</Num>
                {before && <Num at={`/runs/0/values/${base_place}/error`}>{small(before.error)}</Num>}
              </tr>
            </tbody>
          </table>
        </Scroll>
      }
    />
  );
}

const kTelling = {
  pooling: "pooling: its types do alike",
  separating: "separating: its types part",
  mixing: "semi-separating: its types differ, but not for sure",
};

/** Each move of one type, where it is chosen: the head says where. */
export function ChoiceTable({ answer, choice, at, head }: { answer: Scened; choice: StartChoice; at: string; head: string }) {
  const losses = choice.moves.map((m) => m.loss ?? 0).filter((loss) => loss > kNoLoss);
  // Enough decimals to tell the best move from the next.
  const decimals = Math.max(
    decimals_for(choice.moves.flatMap((m) => [m.value, ...m.terms.map((t) => t.value)])),
    losses.length > 0 ? Math.min(6, Math.ceil(-Math.log10(Math.min(...losses)))) : 0,
  );
  const terms = [...new Set(choice.moves.flatMap((m) => m.terms.map((t) => t.key)))];
  const name = type_name(answer, choice.actor, choice.type);
  const typed = choice.type !== null;
  const sampled = choice.moves.some((m) => (m.standard_error ?? 0) > 0);
  return (
    <div class="choice">
      <h4>{name} <span class="where">{head}</span>{choice.telling && <> <span class="where">· {kTelling[choice.telling]}</span></>}</h4>
      <Scroll label={`Moves of ${name}: ${choice.where}`}>
        <table class="choices">
          <caption class="spoken">Moves of {name}, where {choice.where}</caption>
          <thead>
            <tr>
              <th scope="col">Move</th><th scope="col" class="num">Chosen</th><th scope="col">Why</th>
              <th scope="col" class="num">Value</th>{sampled && <th scope="col" class="num">Standard error</th>}
              <th scope="col" class="num">Loss</th>
              {typed && <><th scope="col" class="num">Of it for what it reveals</th><th scope="col" class="num">Then taken for {choice.type}</th></>}
              {terms.map((key) => <th scope="col" class="num term">{label(key)}</th>)}
            </tr>
          </thead>
          <tbody>
            {choice.moves.map((move, m) => {
              const says = move_says(answer, choice.actor, move.move);
              return (
                <tr class={(move.probability ?? 0) >= 0.5 ? "chosen" : undefined}>
                  <th scope="row">{label(move.move)} {says && <span class="says">{says}</span>}</th>
                  <Num at={`${at}/moves/${m}/probability`}>{probability(move.probability)}</Num>
                  <td class="because">{move.why}</td>
                  <Num at={`${at}/moves/${m}/value`}>{quantity(move.value, decimals)}</Num>
                  {sampled && <Num at={`${at}/moves/${m}/standard_error`}>{small(move.standard_error)}</Num>}
                  <Num at={`${at}/moves/${m}/loss`}>{(move.loss ?? 1) > 0 && (move.loss ?? 1) < 0.5 * 10 ** -decimals ? small(move.loss) : quantity(move.loss, decimals)}</Num>
                  {typed && (move.reveals ? <Num at={`${at}/moves/${m}/reveals/value`}>{signed_quantity(move.reveals.value, decimals)}</Num> : <td class="num">–</td>)}
                  {typed && (move.posterior === null ? <td class="num">not seen</td> : <Num at={`${at}/moves/${m}/posterior`}>{probability(move.posterior)}</Num>)}
                  {terms.map((key) => {
                    const k = move.terms.findIndex((t) => t.key === key);
                    return k < 0 ? <td class="num">–</td> : <Num at={`${at}/moves/${m}/terms/${k}/value`}>{quantity(move.terms[k]!.value, decimals)}</Num>;
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}

function StartChoices({ answer, run, at }: Place) {
  if (run.start_choices.length === 0) return null;
  const order = run.start_choices.map((_, i) => i)
    .sort((a, b) => (run.start_choices[b]!.probability ?? 0) - (run.start_choices[a]!.probability ?? 0) || a - b);
  const head = (choice: StartChoice) => `${choice.where} (${probability(choice.probability)} of starts)`;
  const table = (i: number) => <ChoiceTable answer={answer} choice={run.start_choices[i]!} at={`${at}/start_choices/${i}`} head={head(run.start_choices[i]!)} key={i} />;
  const rest = order.slice(kShownChoices);
  const method = run.values[0]?.method;
  return (
    <div class="start-choices">
      <h3>Choices at the start, and why the other moves lose</h3>
      <p class="note">
        What each move is worth to the side that chooses, if everybody goes on as computed; the loss is against the best move;
        the last columns split the value by payoff term{run.private_types && "; what a move reveals is worth what it gets less what it would get if the others went on believing what they do"}. {method && <MethodNote method={method} />}
      </p>
      {order.slice(0, kShownChoices).map(table)}
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more {rest.length === 1 ? "choice" : "choices"} at the start</summary>
          {rest.map(table)}
        </details>
      )}
    </div>
  );
}

export function WhySection({ answer, choice, run, at }: Shown) {
  const empty = !run || (run.values.length === 0 && run.start_choices.length === 0);
  return (
    <Section id="why" title="Why">
      {empty && <Empty>{run ? "No values are reported." : "No game was solved."}</Empty>}
      {run && !empty && (
        <>
          <RunPicker {...choice} />
          {run.values.length > 1 && <p class="note">Payoffs of different sides are in units of their own and cannot be compared.</p>}
          <div class="pair">
            {run.values.map((value, index) => <ActorValue answer={answer} run={run} at={at} index={index} key={value.actor} />)}
          </div>
          <StartChoices answer={answer} run={run} at={at} />
          {run.private_types && <WorthTables answer={answer} worth={run.private_types.worth} at={`${at}/private_types/worth`} />}
        </>
      )}
    </Section>
  );
}
