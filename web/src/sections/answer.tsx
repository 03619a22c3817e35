// SPDX-License-Identifier: Apache-2.0
import type { Answer } from "../answer";
import { listed, small } from "../format";
import { standing, type Certified } from "../names";
import { Section } from "../parts/section";

const kVerdicts = { certified: "Certified", unfinished: "Certified as far as it goes, but NOT finished", "not certified": "NOT certified" };

type Shown = Certified & Pick<Answer, "paragraphs" | "warnings">;

function StatusBanner({ answer }: { answer: Shown }) {
  const { verdict, failed, uncertified_sweep_points } = standing(answer);
  const shares = answer.runs.map((run) => run.certificate?.largest_share ?? null);
  const worst = shares.some((share) => share === null) ? null : Math.max(0, ...shares.map((share) => share ?? 0));
  const estimated = answer.runs.some((run) => run.certificate?.method === "estimated");
  const { exit_code, name, message } = answer.status;
  return (
    <div class={`banner ${verdict === "certified" ? "banner-holds" : "banner-fails"}`} role="note" aria-label="Status of this answer">
      <p class="verdict"><span class="sign" aria-hidden="true">{verdict === "certified" ? "✓" : "✕"}</span>{kVerdicts[verdict]}</p>
      <p>
        {verdict !== "not certified" && worst !== null && (
          <>Checked by separate code{estimated ? ", by an estimate that is no bound" : ""}: no side{" "}
            {estimated ? "was found to" : "can"} gain more than {small(worst)} of its payoff range by acting otherwise, alone
            {answer.runs.length > 1 ? ", under any of the policies" : ""}. </>
        )}
        {failed.length > 0 && (
          <>The certificate does not hold for {listed(failed)}: do not rely on {failed.length === 1 ? "its" : "their"} numbers. </>
        )}
        {verdict === "unfinished" && "The run stopped before its end: what is missing here was not computed. "}
        {answer.runs.length === 0 && "There is no solved game to certify. "}
        {uncertified_sweep_points > 0 && (
          <>{uncertified_sweep_points} {uncertified_sweep_points === 1 ? "point of a sweep is" : "points of sweeps are"} not certified,
            and {uncertified_sweep_points === 1 ? "is" : "are"} marked. </>
        )}
      </p>
      <p class="exit">
        Exit status {exit_code}, {name}{message && `: ${message}`}.
        {answer.warnings.length > 0 && (
          <> <a href="#warnings">{answer.warnings.length} {answer.warnings.length === 1 ? "warning" : "warnings"}</a>.</>
        )}
      </p>
    </div>
  );
}

export function AnswerSection({ answer }: { answer: Shown }) {
  return (
    <Section id="answer" title="The answer">
      <StatusBanner answer={answer} />
      <div class="paragraphs">
        {answer.paragraphs.map((paragraph) => <p>{paragraph}</p>)}
      </div>
    </Section>
  );
}
