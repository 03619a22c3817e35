// SPDX-License-Identifier: Apache-2.0
import type { Explanation } from "./answer";
import { long_date, probability } from "./format";
import { actor_name, label } from "./names";
import { Section } from "./parts/section";
import { Empty } from "./parts/table";
import { AnswerSection } from "./sections/answer";
import { AssumptionsSection } from "./sections/assumptions";
import { ActorsTable, Methods } from "./sections/certificate";
import { ReproduceSection } from "./sections/reproduce";
import { TippingSection } from "./sections/tipping";
import { ChoiceTable } from "./sections/why";
import { WorthTables } from "./sections/worth";

const kContents: [string, string][] = [
  ["answer", "Why"],
  ["choices", "Each move, by payoff term"],
  ["worth", "What types are worth"],
  ["tipping", "What would change the choice"],
  ["assumptions", "Assumptions and sources"],
  ["certificate", "Certificate"],
  ["reproduce", "How to reproduce"],
];

function when(place: Explanation["places"][number] | undefined): string {
  if (!place) return "";
  return place.date === null ? place.where : `${place.where}, on ${long_date(place.date)}`;
}

/** Policies are told by their keys: an explanation is of one. */
function run_name(explanation: Explanation): string {
  return explanation.policy === null ? "No commitment" : label(explanation.policy);
}

function Frame({ explanation }: { explanation: Explanation }) {
  const { scenario, beliefs } = explanation;
  const places = [...new Set(explanation.places.map(when))];
  return (
    <header class="masthead">
      <h1>{scenario.title}</h1>
      {places.map((place) => <p class="standfirst">Why, where {place}</p>)}
      <p class="frame">
        {beliefs.map((b, i) => (
          <>{b.type} {actor_name(explanation, b.actor)}: believed with <span data-at={`/beliefs/${i}/chance`}>{probability(b.chance)}</span> · </>
        ))}
        {run_name(explanation)} · Parley {explanation.parley}
      </p>
    </header>
  );
}

export function ExplanationPage({ explanation }: { explanation: Explanation }) {
  const { certificate, choices, worth } = explanation;
  const run = { name: run_name(explanation), certificate };
  return (
    <>
      <a class="skip" href="#answer">Skip to the answer</a>
      <Frame explanation={explanation} />
      <div class="columns">
        <nav class="contents" aria-label="Contents">
          <ol>{kContents.map(([id, title]) => <li><a href={`#${id}`}>{title}</a></li>)}</ol>
        </nav>
        <main>
          <AnswerSection answer={{ ...explanation, runs: [run], sweeps: [] }} />
          <Section id="choices" title="Each move, by payoff term">
            {choices.length === 0 && <Empty>Nothing was computed.</Empty>}
            {choices.map((choice, i) => (
              <ChoiceTable answer={explanation} choice={choice} at={`/choices/${i}`} head={when(explanation.places[i])} key={i} />
            ))}
          </Section>
          <Section id="worth" title="What types are worth">
            {worth ? <WorthTables answer={explanation} worth={worth} at="/worth" /> : <Empty>Nothing in this scenario is private.</Empty>}
          </Section>
          <TippingSection explanation={explanation} />
          <AssumptionsSection answer={explanation} />
          <Section id="certificate" title="Certificate">
            <ActorsTable answer={explanation} run={run} at="" />
            <Methods />
          </Section>
          <ReproduceSection answer={explanation} />
        </main>
      </div>
    </>
  );
}
