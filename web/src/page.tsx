// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import type { Answer } from "./answer";
import { count, long_date } from "./format";
import { AnswerSection } from "./sections/answer";
import { AssumptionsSection } from "./sections/assumptions";
import { CertificateSection } from "./sections/certificate";
import { FirstMoveSection } from "./sections/first_move";
import { OutcomesSection } from "./sections/outcomes";
import { PoliciesSection } from "./sections/policies";
import { ReproduceSection } from "./sections/reproduce";
import { StocksSection } from "./sections/stocks";
import { SweepsSection } from "./sections/sweeps";
import { WhySection } from "./sections/why";

/** The sections, in the order in which a run reports. */
const kContents: [string, string][] = [
  ["answer", "The answer"],
  ["policies", "Policies side by side"],
  ["outcomes", "Outcomes by date"],
  ["first", "Who moves first, and when"],
  ["stocks", "Stocks and levels over time"],
  ["why", "Why"],
  ["sweeps", "Where the answer turns"],
  ["assumptions", "Assumptions and sources"],
  ["certificate", "Certificate"],
  ["reproduce", "How to reproduce"],
];

function Frame({ answer }: { answer: Answer }) {
  const { scenario } = answer;
  const end = answer.runs[0]?.dates[scenario.forecast_steps];
  const steps = `${count(scenario.forecast_steps)} ${scenario.step}${scenario.forecast_steps === 1 ? "" : "s"}`;
  return (
    <header class="masthead">
      <h1>{scenario.title}</h1>
      {scenario.says && <p class="standfirst">{scenario.says}</p>}
      <p class="frame">
        {long_date(scenario.start)}{end && end !== scenario.start ? ` to ${long_date(end)}` : ""} · {steps} ·{" "}
        {scenario.actors.map((a) => a.name).join(", ")} · Parley {answer.parley}
      </p>
    </header>
  );
}

export function Page({ answer }: { answer: Answer }) {
  const [index, set_index] = useState(0);
  const [said, set_said] = useState("");
  const choose = (i: number) => {
    set_index(i);
    set_said(`All sections now show ${answer.runs[i]?.name ?? ""}.`);
  };
  const choice = { runs: answer.runs, index, choose };
  const shown = { answer, choice, run: answer.runs[index], at: `/runs/${index}` };
  return (
    <>
      <a class="skip" href="#answer">Skip to the answer</a>
      <p class="spoken" role="status">{said}</p>
      <Frame answer={answer} />
      <div class="columns">
        <nav class="contents" aria-label="Contents">
          <ol>{kContents.map(([id, title]) => <li><a href={`#${id}`}>{title}</a></li>)}</ol>
        </nav>
        <main>
          <AnswerSection answer={answer} />
          <PoliciesSection answer={answer} />
          <OutcomesSection {...shown} />
          <FirstMoveSection {...shown} />
          <StocksSection {...shown} />
          <WhySection {...shown} />
          <SweepsSection answer={answer} />
          <AssumptionsSection answer={answer} />
          <CertificateSection {...shown} />
          <ReproduceSection answer={answer} />
        </main>
      </div>
    </>
  );
}
