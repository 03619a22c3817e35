// SPDX-License-Identifier: Apache-2.0
import type { ChoiceTips, Explanation } from "../answer";
import { probability, written } from "../format";
import { label, type_name } from "../names";
import { Code } from "../parts/code";
import { MethodNote } from "../parts/method";
import { Section } from "../parts/section";
import { Empty, Num, Scroll } from "../parts/table";

const kStatus = {
  tips: "tips",
  holds: "holds at every value tried",
  unknown: "not known: no answer somewhere in it",
  stopped: "stopped",
};

/** Figures enough to place a value in its range. */
const kDigits = 4;

function Tips({ explanation, tips, at }: { explanation: Explanation; tips: ChoiceTips; at: string }) {
  const name = type_name(explanation, tips.actor, tips.type);
  if (tips.inputs.length === 0) return null;
  return (
    <div class="choice">
      <h3>{name}: what would change “{label(tips.move)}”</h3>
      <Scroll label={`What would tip the choice of ${name}`}>
        <table class="series">
          <caption class="spoken">What would tip the choice of {name}</caption>
          <thead>
            <tr>
              <th scope="col">Input</th><th scope="col" class="num">Now</th><th scope="col" class="num">Range from</th><th scope="col" class="num">to</th>
              <th scope="col" class="num">Holds at</th><th scope="col" class="num">Tips at</th><th scope="col">To</th>
              <th scope="col" class="num">Share of range</th><th scope="col" class="num">Games solved</th><th scope="col">Certified</th><th scope="col">Method</th>
            </tr>
          </thead>
          <tbody>
            {tips.inputs.map((input, i) => {
              const place = `${at}/inputs/${i}`;
              return (
                <tr class={input.tip ? "chosen" : undefined}>
                  <th scope="row"><Code text={input.input} /> {input.unit && <span class="says">{input.unit}</span>}</th>
                  <Num at={`${place}/value`}>{written(input.value, kDigits)}</Num>
                  <Num at={`${place}/range/0`}>{written(input.range[0], kDigits)}</Num>
                  <Num at={`${place}/range/1`}>{written(input.range[1], kDigits)}</Num>
                  {input.tip ? (
                    <>
                      <Num at={`${place}/tip/holds_at`}>{written(input.tip.holds_at, kDigits)}</Num>
                      <Num at={`${place}/tip/tips_at`}>{written(input.tip.tips_at, kDigits)}</Num>
                      <td>{label(input.tip.move)}</td>
                      <Num at={`${place}/tip/share_of_range`}>{probability(input.tip.share_of_range)}</Num>
                    </>
                  ) : <td colSpan={4}>{kStatus[input.status]}</td>}
                  <Num at={`${place}/solved`}>{String(input.solved)}</Num>
                  <td>{(input.tip ? input.tip.certified : input.certified) ? "✓" : "✕ NOT certified"}</td>
                  <td><MethodNote method={input.method} /></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}

export function TippingSection({ explanation }: { explanation: Explanation }) {
  const any = explanation.tipping.some((tips) => tips.inputs.length > 0);
  const left = explanation.inputs_without_range;
  return (
    <Section id="tipping" title="What would change the choice">
      <p class="note">
        One input at a time is moved over its range, and the game solved anew: does another move become the likeliest? Values are narrowed
        to a hundredth of the range between solved games; a choice that tips and tips back between two values tried is missed.
        {left > 0 && ` ${left} ${left === 1 ? "input says" : "inputs say"} no range and ${left === 1 ? "was" : "were"} left alone.`}
      </p>
      {!any && <Empty>No input was moved.</Empty>}
      {explanation.tipping.map((tips, i) => <Tips explanation={explanation} tips={tips} at={`/tipping/${i}`} key={i} />)}
    </Section>
  );
}
