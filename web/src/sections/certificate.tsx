// SPDX-License-Identifier: Apache-2.0
import type { Answer, Method, Run, Scened } from "../answer";
import { count, decimals_for, quantity, small } from "../format";
import { actor_name } from "../names";
import { kMethods, MethodNote } from "../parts/method";
import { RunPicker } from "../parts/run_picker";
import { Section, type Shown } from "../parts/section";
import { Empty, Num, Scroll } from "../parts/table";

function RunsTable({ answer }: { answer: Answer }) {
  return (
    <Scroll label="Certificates of all runs">
      <table class="series certificates">
        <caption class="spoken">Certificates of all runs</caption>
        <thead>
          <tr>
            <th scope="col">Run</th><th scope="col">Certificate</th><th scope="col" class="num">Largest gain, share of payoff range</th>
            <th scope="col" class="num">Bound asked for</th><th scope="col" class="num">Residual</th><th scope="col">Solver</th>
            <th scope="col" class="num">Sampled paths differ by, standard errors</th>
          </tr>
        </thead>
        <tbody>
          {answer.runs.map((run, r) => (
            <tr>
              <th scope="row">{run.name}</th>
              <td>{run.certificate.holds ? "✓ holds" : <strong>✕ does NOT hold</strong>}</td>
              <Num at={`/runs/${r}/certificate/largest_share`}>{small(run.certificate.largest_share)}</Num>
              <Num at={`/runs/${r}/certificate/bound`}>{small(run.certificate.bound)}</Num>
              <Num at={`/runs/${r}/certificate/largest_residual`}>{small(run.certificate.largest_residual)}</Num>
              <td>{run.solution.status}</td>
              {run.sampled ? <Num at={`/runs/${r}/sampled/largest_deviation`}>{small(run.sampled.largest_deviation)}</Num> : <td class="num">not sampled</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

export function ActorsTable({ answer, run, at }: { answer: Scened; run: Pick<Run, "name" | "certificate">; at: string }) {
  const { actors, method } = run.certificate;
  if (actors.length === 0) return null;
  const decimals = decimals_for(actors.map((a) => a.value_start));
  const rows: [string, "gain_start" | "gain_worst" | "share_start" | "share_worst" | "payoff_range" | "value_error" | "logit_residual"][] = [
    ["Error of that value, at most", "value_error"],
    ["Could gain from the start, at most", "gain_start"],
    ["as a share of its payoff range", "share_start"],
    ["Could gain at the worst reachable place", "gain_worst"],
    ["as a share of its payoff range", "share_worst"],
    ["Payoff range", "payoff_range"],
    ["Logit residual", "logit_residual"],
  ];
  return (
    <>
      <h3>What each side could gain by acting otherwise <MethodNote method={method} /></h3>
      <Scroll label="What each side could gain">
        <table class="series">
          <caption class="spoken">What each side could gain by acting otherwise, {run.name}</caption>
          <thead><tr><th scope="col"><span class="spoken">Measure</span></th>{actors.map((a) => <th scope="col" class="num">{actor_name(answer, a.actor)}</th>)}</tr></thead>
          <tbody>
            <tr><th scope="row">Value at the start, computed anew</th>
              {actors.map((a, i) => <Num at={`${at}/certificate/actors/${i}/value_start`}>{quantity(a.value_start, decimals)}</Num>)}</tr>
            {rows.map(([name, key]) => (
              <tr><th scope="row">{name}</th>
                {actors.map((a, i) => <Num at={`${at}/certificate/actors/${i}/${key}`}>{small(a[key])}</Num>)}</tr>
            ))}
            <tr><th scope="row">The worst place</th>{actors.map((a) => <td class="num place-words">{a.worst_node || "–"}</td>)}</tr>
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Solution({ run }: { run: Run }) {
  const { solution, sampled } = run;
  return (
    <dl class="glossary">
      <div><dt>Solver</dt><dd>{solution.status}{solution.message && `: ${solution.message}`}</dd></div>
      <div><dt>Size</dt><dd>{count(solution.nodes)} decision nodes in {count(solution.components)} components, the largest of {count(solution.largest_component)}</dd></div>
      <div><dt>Paths followed</dt><dd>{count(solution.paths)}, in {count(solution.path_steps)} steps, {count(solution.rejected_steps)} more taken back</dd></div>
      <div><dt>Bifurcations passed</dt><dd>{solution.crossings === 0 ? "none" : `${count(solution.crossings)}: other equilibria exist beside the path`}</dd></div>
      <div><dt>Precision reached</dt><dd>{solution.precision_reached === null ? "the exact limit" : small(solution.precision_reached)}</dd></div>
      <div><dt>Folded paths</dt><dd>
        {solution.folded_states === 0 ? "none: the equilibrium returned is the one followed from precision zero" : `at ${count(solution.folded_states)} nodes: another equilibrium may exist there`}
        {solution.folded.length > 0 && <ul>{solution.folded.map((where) => <li>{where}</li>)}</ul>}
      </dd></div>
      <div><dt>Check by sampling</dt><dd>
        {sampled ? `${count(sampled.paths)} paths, seed ${sampled.seed}: at most ${small(sampled.largest_deviation)} standard errors from the exact probabilities` : "not made"}
      </dd></div>
    </dl>
  );
}

/** What the words beside the numbers mean. */
export function Methods() {
  return (
    <>
      <h3 id="methods">How far each number can be trusted</h3>
      <dl class="glossary">
        {(Object.keys(kMethods) as Method[]).map((method) => <div><dt><MethodNote method={method} /></dt><dd>{kMethods[method]}</dd></div>)}
      </dl>
    </>
  );
}

export function CertificateSection({ answer, choice, run, at }: Shown) {
  return (
    <Section id="certificate" title="Certificate">
      <p>
        Separate code, which cannot see the solver, computes the most that any side could gain by deviating alone for ever, from
        the start and at the worst reachable place. A number without a certificate is not an answer.
      </p>
      {answer.runs.length === 0 ? <Empty>No game was solved, so there is no certificate.</Empty> : <RunsTable answer={answer} />}
      {run && (
        <>
          <RunPicker {...choice} />
          <ActorsTable answer={answer} run={run} at={at} />
          <Solution run={run} />
        </>
      )}
      <Methods />
    </Section>
  );
}
