// SPDX-License-Identifier: Apache-2.0
// The numbers that a page must show, as JSON pointers, and whether a shown text means one.

/** What a JSON pointer points at. */
export function at(document, pointer) {
  return pointer.split("/").slice(1).reduce((value, key) => value?.[key], document);
}

const kSuperscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const as_number = (text) => Number(text.replaceAll("\u202f", "").replace("−", "-").replace("+", ""));

/** The interval of numbers that a shown text may stand for, read without the page's own code; undefined if unreadable. */
function meaning(text) {
  let match;
  if ((match = /^<1%$/.exec(text))) return [1e-300, 0.005];
  if (text === ">99%") return [0.995, 1 - 1e-17];
  if (text === "0%") return [-1e-6, 0];
  if (text === "100%") return [1, 1 + 1e-6];
  if ((match = /^(\d+)%$/.exec(text))) return [match[1] / 100 - 0.00501, match[1] / 100 + 0.00501];
  if (text === "+<1 pp") return [1e-12, 0.005];
  if (text === "−<1 pp") return [-0.005, -1e-12];
  if (text === "0 pp") return [-1e-9, 1e-9];
  if ((match = /^([+−]\d+) pp$/.exec(text))) return [as_number(match[1]) / 100 - 0.00501, as_number(match[1]) / 100 + 0.00501];
  if ((match = /^(−?)(?:([\d.]+)×)?10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(text))) {
    const power = Number([...match[4]].map((c) => kSuperscripts.indexOf(c)).join("")) * (match[3] ? -1 : 1);
    const value = Number(match[2] ?? 1) * 10 ** power * (match[1] ? -1 : 1);
    return [value - Math.abs(value) * 0.051, value + Math.abs(value) * 0.051];
  }
  if ((match = /^[+−]?[\d\u202f]+(?:\.(\d+))?$/.exec(text))) {
    const value = as_number(text);
    const half = 0.501 * 10 ** -(match[1]?.length ?? 0);
    return [value - half, value + half];
  }
  return undefined;
}

/** Why `text` does not show `value` (a number, null, or a list to be summed); undefined if it does. */
export function disagreement(text, value) {
  if (Array.isArray(value)) value = value.some((v) => v === null) ? null : value.reduce((a, b) => a + b, 0);
  if (value === undefined) return "no such place in the JSON";
  if (value === null) return text === "–" ? undefined : "the JSON has null";
  const range = meaning(text);
  if (!range) return "not readable as a number";
  return value >= range[0] && value <= range[1] ? undefined : `the JSON has ${value}`;
}

/** The same of deals: what stands in its tables. */
function expected_of_deals(answer) {
  const slack = answer.deals.length === 1 && answer.deals[0].sheet
    ? answer.deals[0].sheet.slack.flatMap((one, k) => one.by_date.map((_, t) => `/deals/0/sheet/slack/${k}/by_date/${t}`)) : [];
  const frontier = answer.deals.length > 1 ? answer.frontier.slice(0, 10).flatMap((i) => [`/deals/${i}/sides/0/gain`, `/deals/${i}/years_in_force`]) : [];
  return [...slack, ...frontier];
}

/** Every number that the page must show for run `r`, as JSON pointers. */
function expected_pointers(answer, r) {
  const run = answer.runs[r];
  const list = (count, make) => Array.from({ length: count }, (_, i) => make(i));
  const at_run = `/runs/${r}`;
  return [
    ...run.outcomes.flatMap((o, i) => list(o.by_date.length, (t) => `${at_run}/outcomes/${i}/by_date/${t}`)),
    ...run.outcomes.flatMap((o, i) => (o.when_reached
      ? [`${at_run}/outcomes/${i}/when_reached/mean_step`, ...list(o.when_reached.stocks.length, (k) => `${at_run}/outcomes/${i}/when_reached/stocks/${k}/mean`)] : [])),
    ...run.stocks.flatMap((s, i) => [
      ...list(s.mean.length, (t) => `${at_run}/stocks/${i}/mean/${t}`),
      ...s.quantiles.flatMap((q, k) => list(q.value.length, (t) => `${at_run}/stocks/${i}/quantiles/${k}/value/${t}`)),
    ]),
    ...run.levels.flatMap((l, i) => l.share.flatMap((s, t) => list(s.length, (k) => `${at_run}/levels/${i}/share/${t}/${k}`))),
    ...(run.first_concession?.by ?? []).flatMap((b, i) => list(b.in_step.length, (t) => `${at_run}/first_concession/by/${i}/in_step/${t}`)),
    ...(run.first_concession ? [`${at_run}/first_concession/none`] : []),
    ...run.values.flatMap((v, i) => [`${at_run}/values/${i}/total`, ...list(v.terms.length, (k) => `${at_run}/values/${i}/terms/${k}/value`)]),
    ...run.start_choices.flatMap((c, i) => c.moves.flatMap((m, j) => [
      ...["probability", "value", "loss"].map((key) => `${at_run}/start_choices/${i}/moves/${j}/${key}`),
      ...list(m.terms.length, (k) => `${at_run}/start_choices/${i}/moves/${j}/terms/${k}/value`),
    ])),
    ...(run.private_types?.worth.types ?? []).flatMap((t, i) => [`${at_run}/private_types/worth/types/${i}/value`,
      ...list(t.terms.length, (k) => `${at_run}/private_types/worth/types/${i}/terms/${k}/value`)]),
    ...(run.private_types?.worth.reputations ?? []).map((_, i) => `${at_run}/private_types/worth/reputations/${i}/change`),
    ...(run.private_types?.worth.knowing ?? []).map((_, i) => `${at_run}/private_types/worth/knowing/${i}/change`),
    ...run.certificate.actors.flatMap((_, i) => ["value_start", "gain_start", "gain_worst", "share_worst"].map((key) => `${at_run}/certificate/actors/${i}/${key}`)),
    // Side by side, for every run.
    ...answer.runs.flatMap((other, o) => [
      ...other.outcomes.map((outcome, i) => `/runs/${o}/outcomes/${i}/by_date/${outcome.by_date.length - 1}`),
      ...other.values.map((_, i) => `/runs/${o}/values/${i}/total`),
      `/runs/${o}/certificate/largest_share`,
    ]),
    ...answer.comparison.flatMap((c, i) => [
      ...c.outcomes.map((o, j) => `/comparison/${i}/outcomes/${j}/difference/${o.difference.length - 1}`),
      ...c.values.map((_, j) => `/comparison/${i}/values/${j}/difference`),
    ]),
    ...answer.sweeps.flatMap((s, i) => s.lines.flatMap((l, k) => list(l.probability.length, (t) => `/sweeps/${i}/lines/${k}/probability/${t}`))),
    ...answer.scenario.numbers.map((_, i) => `/scenario/numbers/${i}/value`),
  ];
}

/** The same of an explanation. */
function expected_of_explanation(answer) {
  const worth = (part, keys) => (answer.worth?.[part] ?? []).flatMap((_, i) => keys.map((key) => `/worth/${part}/${i}/${key}`));
  return [
    ...answer.choices.flatMap((c, i) => c.moves.flatMap((m, j) => [
      ...["probability", "value", "loss"].map((key) => `/choices/${i}/moves/${j}/${key}`),
      ...(m.reveals ? [`/choices/${i}/moves/${j}/reveals/value`] : []),
      ...(m.posterior === null ? [] : [`/choices/${i}/moves/${j}/posterior`]),
      ...m.terms.map((_, k) => `/choices/${i}/moves/${j}/terms/${k}/value`),
    ])),
    ...worth("types", ["belief", "value", "standard_error", "claim_error"]),
    ...(answer.worth?.types ?? []).flatMap((t, i) => t.terms.map((_, k) => `/worth/types/${i}/terms/${k}/value`)),
    ...worth("reputations", ["belief_now", "change", "standard_error"]),
    ...worth("knowing", ["change", "standard_error"]),
    ...answer.tipping.flatMap((t, i) => t.inputs.flatMap((input, k) => [
      `/tipping/${i}/inputs/${k}/value`,
      ...(input.tip ? ["holds_at", "tips_at", "share_of_range"].map((key) => `/tipping/${i}/inputs/${k}/tip/${key}`) : []),
    ])),
    ...answer.certificate.actors.flatMap((_, i) => ["value_start", "gain_start", "share_worst"].map((key) => `/certificate/actors/${i}/${key}`)),
    ...answer.scenario.numbers.map((_, i) => `/scenario/numbers/${i}/value`),
  ];
}

/** The same of claims. */
function expected_of_claims(answer) {
  return answer.claims.flatMap((one, i) => [
    ...["holds", "worlds", "share_low", "share_high"].map((key) => `/claims/${i}/${key}`),
    ...(one.picture && one.region?.borne_out ? one.region.limits.flatMap((_, k) => ["above", "below"].map((key) => `/claims/${i}/region/limits/${k}/${key}`)) : []),
  ]);
}

/** Every number that the page must show of a document, for run `r` of an answer. */
export function expected_numbers(answer, r) {
  if (answer.kind === "explanation") return expected_of_explanation(answer);
  if (answer.kind === "claims") return expected_of_claims(answer);
  if (answer.kind === "deals") return expected_of_deals(answer);
  return answer.runs.length > 0 ? expected_pointers(answer, r) : [];
}
