// SPDX-License-Identifier: Apache-2.0
import type { Claims, Finding } from "./answer";
import { claim_scatter } from "./charts/scatter";
import { ChartFigure } from "./charts/figure";
import { kNobody, look } from "./charts/marks";
import { probability, small, written } from "./format";
import { label } from "./names";
import { Code } from "./parts/code";
import { CopyButton } from "./parts/copy_button";
import { Section } from "./parts/section";
import { Empty, Num, Scroll } from "./parts/table";
import { AssumptionsSection } from "./sections/assumptions";
import { ReproduceSection } from "./sections/reproduce";
import { useRef } from "preact/hooks";

const kVerdicts: Record<Finding["verdict"], string> = {
  holds: "✓ Holds",
  fails: "✕ Fails",
  depends: "◐ Depends",
  inconclusive: "? Inconclusive",
};

const holds_look = look(0);
const share = (finding: Finding): number | null => (finding.worlds === 0 ? null : finding.holds / finding.worlds);

function Summary({ claims }: { claims: Claims }) {
  return (
    <Scroll label="Every claim">
      <table class="series">
        <caption class="spoken">Every claim, its verdict and the share of worlds in which it holds</caption>
        <thead>
          <tr>
            <th scope="col">Claim</th><th scope="col">Verdict</th><th scope="col" class="num">Holds in</th><th scope="col" class="num">of worlds</th>
            <th scope="col" class="num">from</th><th scope="col" class="num">to</th>
          </tr>
        </thead>
        <tbody>
          {claims.claims.map((finding, i) => (
            <tr>
              <th scope="row"><a href={`#claim-${finding.claim}`}>{finding.says}</a>{finding.speaker && ` (${finding.speaker})`}</th>
              <td>{kVerdicts[finding.verdict]}{finding.by_construction && ", by construction"}</td>
              <Num at={`/claims/${i}/holds`}>{finding.holds}</Num>
              <Num at={`/claims/${i}/worlds`}>{finding.worlds}</Num>
              <Num at={`/claims/${i}/share_low`}>{probability(finding.share_low)}</Num>
              <Num at={`/claims/${i}/share_high`}>{probability(finding.share_high)}</Num>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Where no region is borne out: what each input tells by itself. */
function Telling({ finding, at }: { finding: Finding; at: string }) {
  return (
    <Scroll label="What each input tells">
      <table class="series">
        <caption class="spoken">The share of the doubt that knowing one input alone would end</caption>
        <thead><tr><th scope="col">Input</th><th scope="col" class="num">of the doubt</th><th scope="col">more than chance</th></tr></thead>
        <tbody>
          {finding.worth_learning.map((one, k) => (
            <tr>
              <th scope="row"><Code text={one.input} /></th>
              <Num at={`${at}/worth_learning/${k}/share`}>{probability(one.share)}</Num>
              <td>{one.clear ? "clearly" : "not clearly"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The worlds along the inputs that tell most, and the table behind the picture: the limits of the region. */
function Picture({ finding, at }: { finding: Finding; at: string }) {
  const { picture, region } = finding;
  if (!picture) return null;
  const limits = region?.borne_out ? region.limits : [];
  const where = limits.map((one) => `${one.input} ${one.above === null ? "" : `above ${written(one.above, 3)}`}${one.below === null ? "" : ` below ${written(one.below, 3)}`}`).join(", ");
  const others = `${finding.holds} of ${finding.worlds} worlds hold`;
  return (
    <ChartFigure
      title={`Where it holds: ${picture.y === null ? picture.x : `${picture.x} and ${picture.y}`}`}
      note="Each mark is a world: a game of its own, with its inputs drawn. The frame is the region in which it mostly holds."
      method={finding.method}
      alternative={`${others}. ${where ? `It mostly holds with ${where}.` : "No region is borne out."}`}
      draw={(width) => claim_scatter(width, picture, limits)}
      legend={[{ label: "holds (●)", look: holds_look }, { label: "fails (×)", look: kNobody }]}
      legend_when="always"
      table={limits.length === 0 ? <Telling finding={finding} at={at} /> : (
        <Scroll label="Limits of the region">
          <table class="series">
            <caption class="spoken">Limits of the region in which the claim mostly holds</caption>
            <thead>
              <tr><th scope="col">Input</th><th scope="col" class="num">lowest drawn</th><th scope="col" class="num">above</th><th scope="col" class="num">below</th><th scope="col" class="num">highest drawn</th></tr>
            </thead>
            <tbody>
              {limits.map((limit, k) => (
                <tr>
                  <th scope="row"><Code text={limit.input} /></th>
                  <td class="num">{written(limit.lowest, 3)}</td>
                  <td class="num" data-at={`${at}/region/limits/${k}/above`}>{written(limit.above, 3)}</td>
                  <td class="num" data-at={`${at}/region/limits/${k}/below`}>{written(limit.below, 3)}</td>
                  <td class="num">{written(limit.highest, 3)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      table_title={limits.length === 0 ? "what each input tells" : "limits of the region"}
    />
  );
}

function Questions({ finding, place }: { finding: Finding; place: number }) {
  const node = finding.tree[place];
  if (!node) return null;
  if (node.input === null || node.then === null || node.else === null)
    return <>holds in {node.holds} of {node.worlds} worlds</>;
  return (
    <>
      if <Code text={node.input} /> is at most {written(node.at_most, 3)}:
      <ul><li><Questions finding={finding} place={node.then} /></li></ul>
      else:
      <ul><li><Questions finding={finding} place={node.else} /></li></ul>
    </>
  );
}

function OtherSide({ finding }: { finding: Finding }) {
  const command = useRef<HTMLElement>(null);
  if (!finding.other_side || finding.as_written === null) return null;
  return (
    <>
      <h3>The other side</h3>
      <p>
        In the scenario as written it {finding.as_written ? "holds" : "fails"}. The nearest world in which it {finding.as_written ? "fails" : "holds"} is
        world {finding.other_side.world}; what differs most there: {finding.other_side.differs_most.map((path, i) => <>{i > 0 && ", "}<Code text={path} /></>)}. This runs it:
      </p>
      <pre class="command"><code ref={command}>{finding.other_side.command}</code></pre>
      <CopyButton source={command} />
    </>
  );
}

function Region({ finding }: { finding: Finding }) {
  const { region } = finding;
  if (!region?.borne_out) return null;
  return (
    <p>
      In the region it holds in {region.fit.holds} of {region.fit.worlds} worlds ({probability(region.fit.density)}); {probability(region.fit.coverage)} of the worlds in
      which it holds lie there. {region.out_of_sample && <>A region found on half of the worlds and held against the other half: {probability(region.out_of_sample.density)} hold in it,
      {" "}{probability(region.share_out_of_sample)} at large.</>}
    </p>
  );
}

function ClaimSection({ finding, at }: { finding: Finding; at: string }) {
  const clear = finding.worth_learning.filter((one) => one.clear);
  return (
    <Section id={`claim-${finding.claim}`} title={label(finding.claim)}>
      <p class="standfirst">{finding.says}{finding.speaker && ` (${finding.speaker})`}</p>
      <p class={`verdict verdict-${finding.verdict}`}>{kVerdicts[finding.verdict]}{share(finding) !== null && `: in ${probability(share(finding))} of the worlds`}</p>
      <p>{finding.sentence}</p>
      <p>Tested as <Code text={finding.test} />{finding.source && <>. {finding.source}</>}</p>
      <Picture finding={finding} at={at} />
      <Region finding={finding} />
      {finding.tree.length > 1 && <><h3>As questions</h3><div class="questions"><Questions finding={finding} place={0} /></div></>}
      {clear.length > 0 && (
        <>
          <h3>Worth learning first</h3>
          <p>{clear.map((one, i) => <>{i > 0 && ", "}<Code text={one.input} /> ({probability(one.share)})</>)}: the share of the doubt that knowing it alone would end.</p>
        </>
      )}
      <OtherSide finding={finding} />
    </Section>
  );
}

export function ClaimsPage({ claims }: { claims: Claims }) {
  const certified = claims.claims.length === 0 ? 0 : Math.max(...claims.claims.map((one) => one.worlds));
  return (
    <>
      <a class="skip" href="#answer">Skip to the answer</a>
      <header class="masthead">
        <h1>{claims.scenario.title}</h1>
        <p class="standfirst">What advisers say, and in which worlds each is right</p>
        <p class="frame">{claims.worlds} worlds, {certified} of them certified to {small(1e-6)} or as asked · seed {claims.seed} · Parley {claims.parley}</p>
      </header>
      <div class="columns">
        <nav class="contents" aria-label="Contents">
          <ol>
            <li><a href="#answer">Every claim</a></li>
            {claims.claims.map((one) => <li><a href={`#claim-${one.claim}`}>{label(one.claim)}</a></li>)}
            <li><a href="#assumptions">Assumptions and sources</a></li>
            <li><a href="#reproduce">How to reproduce</a></li>
          </ol>
        </nav>
        <main>
          <Section id="answer" title="Every claim">
            <div class={`banner ${claims.status.exit_code === 0 ? "banner-holds" : "banner-fails"}`} role="note" aria-label="Status of this answer">
              <p class="exit">Exit status {claims.status.exit_code}, {claims.status.name}{claims.status.message && `: ${claims.status.message}`}.</p>
            </div>
            {claims.claims.length === 0 ? <Empty>The scenario makes no claims.</Empty> : <Summary claims={claims} />}
            <p>
              A claim holds if it does in clearly more than nine worlds of ten, fails if in clearly fewer than one of ten, and depends if clearly in between: with the
              whole interval from–to, worlds without a certificate counted first on one side and then on the other. What differs from world to world is what the analyst
              does not know; chance is inside each world.
            </p>
          </Section>
          {claims.claims.map((finding, i) => <ClaimSection finding={finding} at={`/claims/${i}`} key={finding.claim} />)}
          <AssumptionsSection answer={{ ...claims, warnings: [] }} />
          <ReproduceSection answer={claims} />
        </main>
      </div>
    </>
  );
}
