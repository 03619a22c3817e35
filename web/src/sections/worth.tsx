// SPDX-License-Identifier: Apache-2.0
import type { Scened, Worth } from "../answer";
import { decimals_for, probability, quantity, signed_quantity, small } from "../format";
import { actor_name, label, type_name } from "../names";
import { MethodNote } from "../parts/method";
import { Num, Scroll } from "../parts/table";

interface Place {
  answer: Scened;
  worth: Worth;
  /** JSON pointer of the worth. */
  at: string;
}

function ByType({ answer, worth, at }: Place) {
  const decimals = decimals_for(worth.types.flatMap((t) => [t.value, ...t.terms.map((term) => term.value)]));
  const terms = [...new Set(worth.types.flatMap((t) => t.terms.map((term) => term.key)))];
  const title = "What play is worth to each type";
  return (
    <>
      <h3>{title}, split by payoff term</h3>
      <Scroll label={title}>
        <table class="series">
          <caption class="spoken">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Type</th><th scope="col" class="num">Believed</th><th scope="col" class="num">Value</th>
              <th scope="col" class="num">Standard error</th><th scope="col" class="num">Grid off by</th>
              {terms.map((key) => <th scope="col" class="num term">{label(key)}</th>)}<th scope="col">Method</th>
            </tr>
          </thead>
          <tbody>
            {worth.types.map((type, i) => (
              <tr>
                <th scope="row">{type_name(answer, type.actor, type.type)}</th>
                <Num at={`${at}/types/${i}/belief`}>{probability(type.belief)}</Num>
                <Num at={`${at}/types/${i}/value`}>{quantity(type.value, decimals)}</Num>
                <Num at={`${at}/types/${i}/standard_error`}>{small(type.standard_error)}</Num>
                <Num at={`${at}/types/${i}/claim_error`}>{small(type.claim_error)}</Num>
                {terms.map((key) => {
                  const k = type.terms.findIndex((t) => t.key === key);
                  return k < 0 ? <td class="num">–</td> : <Num at={`${at}/types/${i}/terms/${k}/value`}>{quantity(type.terms[k]!.value, decimals)}</Num>;
                })}
                <td><MethodNote method={type.method} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Reputations({ answer, worth, at }: Place) {
  if (worth.reputations.length === 0) return null;
  const decimals = decimals_for(worth.reputations.map((r) => r.change));
  const title = "Reputation: what being taken for one or the other is worth";
  return (
    <>
      <h3>{title}</h3>
      <p class="note">How much more play is worth to a type if the others come to be all but sure of a type, against what they believe now.</p>
      <Scroll label={title}>
        <table class="series">
          <caption class="spoken">{title}</caption>
          <thead>
            <tr>
              <th scope="col">To</th><th scope="col">If taken for</th><th scope="col" class="num">Believed now</th>
              <th scope="col" class="num">Worth more by</th><th scope="col" class="num">Standard error</th>
              <th scope="col" class="num">Grid off by</th><th scope="col">Method</th>
            </tr>
          </thead>
          <tbody>
            {worth.reputations.map((r, i) => (
              <tr>
                <th scope="row">{type_name(answer, r.actor, r.type)}</th>
                <td>{label(r.taken_for)}</td>
                <Num at={`${at}/reputations/${i}/belief_now`}>{probability(r.belief_now)}</Num>
                <Num at={`${at}/reputations/${i}/change`}>{signed_quantity(r.change, decimals)}</Num>
                <Num at={`${at}/reputations/${i}/standard_error`}>{small(r.standard_error)}</Num>
                <Num at={`${at}/reputations/${i}/claim_error`}>{small(r.claim_error)}</Num>
                <td><MethodNote method={r.method} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Knowing({ answer, worth, at }: Place) {
  if (worth.knowing.length === 0) return null;
  const decimals = decimals_for(worth.knowing.map((k) => k.change));
  const title = "What knowing the other's type is worth";
  return (
    <>
      <h3>{title}</h3>
      <p class="note">If it is told to everybody, on average over what it may turn out to be, by the beliefs now.</p>
      <Scroll label={title}>
        <table class="series">
          <caption class="spoken">{title}</caption>
          <thead>
            <tr>
              <th scope="col">To</th><th scope="col">The type of</th><th scope="col" class="num">Worth more by</th>
              <th scope="col" class="num">Standard error</th><th scope="col" class="num">Grid off by</th><th scope="col">Method</th>
            </tr>
          </thead>
          <tbody>
            {worth.knowing.map((k, i) => (
              <tr>
                <th scope="row">{type_name(answer, k.actor, k.type)}</th>
                <td>{actor_name(answer, k.other)}</td>
                <Num at={`${at}/knowing/${i}/change`}>{signed_quantity(k.change, decimals)}</Num>
                <Num at={`${at}/knowing/${i}/standard_error`}>{small(k.standard_error)}</Num>
                <Num at={`${at}/knowing/${i}/claim_error`}>{small(k.claim_error)}</Num>
                <td><MethodNote method={k.method} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

/** What private types are worth somewhere: by type and term, for their reputation, and for knowing the others'. */
export function WorthTables(place: Place) {
  if (place.worth.types.length === 0) return null;
  return (
    <div class="worth">
      <ByType {...place} />
      <Reputations {...place} />
      <Knowing {...place} />
    </div>
  );
}
