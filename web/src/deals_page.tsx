// SPDX-License-Identifier: Apache-2.0
import { ChartFigure } from "./charts/figure";
import { gains_chart, type GainPoint } from "./charts/gains";
import { lines_chart } from "./charts/lines";
import { kNobody, look } from "./charts/marks";
import type { Deal, Deals } from "./deals";
import { decimals_for, probability, quantity, signed_quantity, small, written } from "./format";
import { actor_name } from "./names";
import { Code } from "./parts/code";
import { Section } from "./parts/section";
import { Num, Scroll } from "./parts/table";
import { AssumptionsSection } from "./sections/assumptions";
import { ReproduceSection } from "./sections/reproduce";

const kMostRows = 40;
const kMostFailures = 12;

const side = (deal: Deal, actor: string) => deal.sides.findIndex((one) => one.actor === actor);
const gain = (deal: Deal, actor: string): number => deal.sides[side(deal, actor)]?.gain ?? Number.NaN;
const least = (deals: Deals, deal: Deal): number => Math.min(...deals.parties.map((party) => gain(deal, party)));
const choices = (deal: Deal): string => Object.values(deal.terms).map((one) => (typeof one === "number" ? written(one) : (one ?? ""))).join(", ");
const named = (deal: Deal): string => Object.entries(deal.terms).map(([key, one]) => `${key} ${typeof one === "number" ? written(one) : one}`).join(", ");

/** Places of the deals that hold, those on the frontier first. */
function holding(deals: Deals): number[] {
  const places = deals.deals.flatMap((deal, i) => (deal.verdict === "holds" ? [i] : []));
  const first = (i: number) => (deals.frontier.includes(i) ? 0 : 1);
  return places.sort((a, b) => first(a) - first(b) || a - b);
}

/** Places of those that fail and would bring every party the most; of those that bring the same, one. */
function tempting(deals: Deals): number[] {
  const brings = (i: number) => deals.parties.map((party) => gain(deals.deals[i]!, party).toPrecision(6)).join();
  const places = deals.deals.flatMap((deal, i) => (deal.sides.length > 0 && deal.verdict !== "holds" && deal.verdict !== "inconclusive" ? [i] : []));
  const seen = new Set<string>();
  return places
    .sort((a, b) => least(deals, deals.deals[b]!) - least(deals, deals.deals[a]!) || a - b)
    .filter((i) => !seen.has(brings(i)) && seen.add(brings(i)))
    .slice(0, kMostFailures);
}

function DealTable({ deals, places, caption, says }: { deals: Deals; places: number[]; caption: string; says: boolean }) {
  const shown = places.slice(0, kMostRows);
  const decimals = decimals_for(shown.flatMap((i) => deals.deals[i]!.sides.map((one) => one.gain)));
  return (
    <Scroll label={caption}>
      <table class="series">
        <caption class="spoken">{caption}; terms in the order {Object.keys(deals.deals[0]?.terms ?? {}).join(", ")}</caption>
        <thead>
          <tr>
            <th scope="col">{Object.keys(deals.deals[0]?.terms ?? {}).join(", ")}</th>
            {deals.parties.map((party) => <th scope="col" class="num">{party} gains</th>)}
            {!says && deals.deals[0]!.sides.map((one) => <th scope="col" class="num">{one.actor} slack</th>)}
            {!says && <th scope="col" class="num">years in force</th>}
            {says && <th scope="col">why</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((i) => {
            const deal = deals.deals[i]!;
            return (
              <tr>
                <th scope="row">{choices(deal)}{deals.frontier.includes(i) && " ★"}</th>
                {deals.parties.map((party) => (
                  <Num at={`/deals/${i}/sides/${side(deal, party)}/gain`}>{signed_quantity(gain(deal, party), decimals)}</Num>
                ))}
                {!says && deal.sides.map((one, k) => <Num at={`/deals/${i}/sides/${k}/slack`}>{quantity(one.slack, decimals)}</Num>)}
                {!says && <Num at={`/deals/${i}/years_in_force`}>{quantity(deal.years_in_force, 1)}</Num>}
                {says && <td>{deal.says}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

function Frontier({ deals }: { deals: Deals }) {
  const [first, second] = deals.parties;
  const places = holding(deals);
  if (!first) return null;
  const points: GainPoint[] = deals.deals.flatMap((deal, i) =>
    deal.sides.length === 0 ? [] : [{ x: gain(deal, first), y: gain(deal, second ?? first), holds: deal.verdict === "holds", frontier: deals.frontier.includes(i) }]);
  const note = `Each mark is a combination of terms, at what it would bring if it were kept. ${places.length} of ${deals.deals.length} hold.`;
  return (
    <ChartFigure
      title={`What each deal brings, over no deal`}
      note={note}
      method="bounded"
      alternative={`${note} ${deals.paragraphs[1] ?? ""}`}
      draw={points.length < 2 ? null : (width) => gains_chart(width, points, actor_name(deals, first), actor_name(deals, second ?? first))}
      legend={[{ label: "holds (●); the frontier is joined", look: look(0) }, { label: "does not hold (×)", look: kNobody }]}
      legend_when="always"
      table={places.length === 0 ? <p>No combination holds.</p> : <DealTable deals={deals} places={places} caption="Deals that hold" says={false} />}
      table_title={places.length > kMostRows ? `the first ${kMostRows} deals that hold (★: on the frontier)` : "deals that hold (★: on the frontier)"}
      folded={false}
    />
  );
}

/** What one deal is to each side. */
function Sides({ deals, place }: { deals: Deals; place: number }) {
  const { sides } = deals.deals[place]!;
  if (sides.length === 0) return null;
  const decimals = decimals_for(sides.flatMap((one) => [one.gain, one.least_gain]));
  return (
    <Scroll label="What it is to each side">
      <table class="series">
        <caption class="spoken">Value of the deal to each side, and its gain over no deal</caption>
        <thead>
          <tr><th scope="col">Side</th><th scope="col" class="num">with the deal</th><th scope="col" class="num">gain over none</th><th scope="col" class="num">least gain</th><th scope="col" class="num">slack</th></tr>
        </thead>
        <tbody>
          {sides.map((one, k) => (
            <tr>
              <th scope="row">{actor_name(deals, one.actor)}</th>
              <Num at={`/deals/${place}/sides/${k}/value`}>{quantity(one.value, decimals)}</Num>
              <Num at={`/deals/${place}/sides/${k}/gain`}>{signed_quantity(one.gain, decimals)}</Num>
              <Num at={`/deals/${place}/sides/${k}/least_gain`}>{signed_quantity(one.least_gain, decimals)}</Num>
              <Num at={`/deals/${place}/sides/${k}/slack`}>{quantity(one.slack, decimals)}</Num>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The slack of one deal over time, and what could break it. */
function Sheet({ deals, place }: { deals: Deals; place: number }) {
  const sheet = deals.deals[place]?.sheet;
  if (!sheet) return null;
  const dates = sheet.dates.map((date) => new Date(date));
  const all = sheet.slack.flatMap((one) => one.by_date).filter((one): one is number => one !== null);
  const decimals = decimals_for(all);
  const low = Math.min(0, ...all);
  const high = Math.max(1e-9, ...all);
  const lines = sheet.slack.map((one, k) => ({
    name: actor_name(deals, one.actor), end: quantity(one.by_date[one.by_date.length - 1] ?? null, decimals), values: one.by_date, look: look(k),
  }));
  return (
    <>
      <ChartFigure
        title="Slack over time"
        note="What each side would lose by breaking the deal at each date, where it loses least; below zero it gains."
        method="bounded"
        alternative={lines.map((one) => `${one.name}: ${one.end} at the end`).join("; ")}
        draw={all.length === 0 ? null : (width) => lines_chart({ width, x: dates, lines, y: { low, high, format: (v) => written(v, 3) } })}
        legend={lines.map((one) => ({ label: `${one.name} ${one.end}`, look: one.look }))}
        table={
          <Scroll label="Slack over time">
            <table class="series">
              <caption class="spoken">Slack of each side and the chance that the deal is in force, by date</caption>
              <thead>
                <tr><th scope="col">Date</th>{lines.map((one) => <th scope="col" class="num">{one.name}</th>)}<th scope="col" class="num">in force</th></tr>
              </thead>
              <tbody>
                {sheet.dates.map((date, t) => (
                  <tr>
                    <th scope="row">{date}</th>
                    {sheet.slack.map((one, k) => <Num at={`/deals/${place}/sheet/slack/${k}/by_date/${t}`}>{quantity(one.by_date[t] ?? null, decimals)}</Num>)}
                    <Num at={`/deals/${place}/sheet/in_force/${t}`}>{probability(sheet.in_force[t] ?? null)}</Num>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        }
      />
      <h3>What could break it, each where it gains most</h3>
      <ul>
        {sheet.breaches.map((one) => (
          <li>
            <Code text={one.move} /> from {one.date}: {(one.gain ?? 0) > 0 ? "gains" : "loses"} {quantity(Math.abs(one.gain ?? 0), decimals)}
            {" "}(replayed: {signed_quantity(one.replayed, decimals)}), where {one.where}
          </li>
        ))}
      </ul>
    </>
  );
}

function Tipping({ deals }: { deals: Deals }) {
  const tipping = deals.tipping;
  if (!tipping) return null;
  const rows = tipping.inputs.flatMap((one, k) => (one.status === "same" ? [] : [{ one, k }]));
  return (
    <Section id="tipping" title="What would turn it">
      <p>For {named(deals.deals[tipping.deal]!)}: each input moved alone, the nearest first. {tipping.inputs.length - rows.length} of {tipping.inputs.length} change nothing over their ranges.</p>
      {rows.length > 0 && (
        <Scroll label="Tipping values">
          <table class="series">
            <caption class="spoken">The value of each input at which the deal begins or ceases to hold</caption>
            <thead><tr><th scope="col">Input</th><th scope="col" class="num">now</th><th scope="col" class="num">tips at</th><th scope="col">then</th></tr></thead>
            <tbody>
              {rows.map(({ one, k }) => (
                <tr>
                  <th scope="row"><Code text={one.input} /></th>
                  <Num at={`/tipping/inputs/${k}/value`}>{written(one.value, 4)}</Num>
                  <Num at={`/tipping/inputs/${k}/tips_at`}>{written(one.tips_at, 4)}</Num>
                  <td>{one.verdict ?? one.status}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Section>
  );
}

function Robust({ deals }: { deals: Deals }) {
  const robust = deals.robustness;
  if (!robust) return null;
  return (
    <Section id="robust" title="In other worlds">
      <p>In {robust.worlds} worlds drawn from what the author does not know; in {robust.none_holds} of them no deal holds.</p>
      <Scroll label="The most robust deals">
        <table class="series">
          <caption class="spoken">The deals that hold in the most worlds</caption>
          <thead><tr><th scope="col">Terms</th><th scope="col" class="num">holds in</th><th scope="col" class="num">of worlds</th><th scope="col" class="num">from</th><th scope="col" class="num">to</th></tr></thead>
          <tbody>
            {robust.deals.slice(0, kMostFailures).map((one, k) => (
              <tr>
                <th scope="row">{Object.values(one.terms).join(", ")}</th>
                <Num at={`/robustness/deals/${k}/holds`}>{one.holds}</Num>
                <Num at={`/robustness/deals/${k}/worlds`}>{one.worlds}</Num>
                <Num at={`/robustness/deals/${k}/share_low`}>{probability(one.share_low)}</Num>
                <Num at={`/robustness/deals/${k}/share_high`}>{probability(one.share_high)}</Num>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  );
}

export function DealsPage({ deals }: { deals: Deals }) {
  const failing = deals.deals.length > 1 ? tempting(deals) : [];
  return (
    <>
      <a class="skip" href="#answer">Skip to the answer</a>
      <header class="masthead">
        <h1>{deals.scenario.title}</h1>
        <p class="standfirst">{deals.says || "Which deals would be signed and kept"}</p>
        <p class="frame">{deals.deals.length} combination{deals.deals.length === 1 ? "" : "s"} of terms, certified to {small(deals.bound)} where it holds · Parley {deals.parley}</p>
      </header>
      <div class="columns">
        <nav class="contents" aria-label="Contents">
          <ol>
            <li><a href="#answer">The answer</a></li>
            <li><a href="#deals">{deals.deals.length > 1 ? "The deals" : "The deal"}</a></li>
            {failing.length > 0 && <li><a href="#failing">Why the tempting ones fail</a></li>}
            {deals.tipping && <li><a href="#tipping">What would turn it</a></li>}
            {deals.robustness && <li><a href="#robust">In other worlds</a></li>}
            <li><a href="#assumptions">Assumptions and sources</a></li>
            <li><a href="#reproduce">How to reproduce</a></li>
          </ol>
        </nav>
        <main>
          <Section id="answer" title="The answer">
            <div class={`banner ${deals.status.exit_code === 0 ? "banner-holds" : "banner-fails"}`} role="note" aria-label="Status of this answer">
              <p class="exit">Exit status {deals.status.exit_code}, {deals.status.name}{deals.status.message && `: ${deals.status.message}`}.</p>
            </div>
            {deals.paragraphs.map((one) => <p>{one}</p>)}
          </Section>
          <Section id="deals" title={deals.deals.length > 1 ? "The deals" : "The deal"}>
            {deals.deals.length > 1 && <Frontier deals={deals} />}
            {deals.deals.length === 1 && <Sides deals={deals} place={0} />}
            {deals.deals.length === 1 && <Sheet deals={deals} place={0} />}
            <p>
              A gain is over no deal, from the start. Slack is the least that a side loses by breaking the deal, at any date that play leads to. A deal holds if no party is
              better off without it and nobody gains by breaking it.
            </p>
          </Section>
          {failing.length > 0 && (
            <Section id="failing" title="Why the tempting ones fail">
              <DealTable deals={deals} places={failing} caption="Deals that do not hold and would bring the most" says />
            </Section>
          )}
          <Tipping deals={deals} />
          <Robust deals={deals} />
          <AssumptionsSection answer={{ ...deals, warnings: [] }} />
          <ReproduceSection answer={deals} />
        </main>
      </div>
    </>
  );
}
