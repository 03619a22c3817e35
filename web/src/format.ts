// SPDX-License-Identifier: Apache-2.0
import type { Maybe } from "./answer";

export const kMissing = "–";
const kMinus = "−";
/** A narrow space that does not break. */
const kThousands = "\u202f";
/** Differences below this are rounding of the computation, not of the world. */
const kNoise = 1e-9;

function signed(text: string, value: number): string {
  return (value < 0 ? kMinus : "+") + text;
}

/** 0.12 is "12%"; what rounds to 0 or 100 without being it is "<1%" or ">99%". */
export function probability(p: Maybe): string {
  if (p === null) return kMissing;
  if (p <= 0) return "0%";
  if (p >= 1) return "100%";
  if (p < 0.005) return "<1%";
  if (p >= 0.995) return ">99%";
  return `${Math.round(p * 100)}%`;
}

/** A difference of two probabilities, in percentage points with its sign. */
export function points(difference: Maybe): string {
  if (difference === null) return kMissing;
  const size = Math.abs(difference);
  if (size < kNoise) return "0 pp";
  return signed(size < 0.005 ? "<1 pp" : `${Math.round(size * 100)} pp`, difference);
}

/** Decimals that show three digits of the largest of `values`, and none that `error` makes meaningless. */
export function decimals_for(values: Maybe[], error: Maybe = 0): number {
  const largest = Math.max(0, ...values.map((v) => Math.abs(v ?? 0)));
  let decimals = largest < kNoise ? 0 : 2 - Math.floor(Math.log10(largest));
  if (error !== null && error > 0) decimals = Math.min(decimals, Math.floor(-Math.log10(error)));
  return Math.min(6, Math.max(0, decimals));
}

/** A number with fixed decimals, a true minus, and thousands apart. */
export function quantity(value: Maybe, decimals: number): string {
  if (value === null) return kMissing;
  const text = Math.abs(value).toFixed(decimals);
  const [whole = "", part] = text.split(".");
  const spaced = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, kThousands) : whole;
  const zero = Number(text) === 0;
  return (value < 0 && !zero ? kMinus : "") + spaced + (part === undefined ? "" : `.${part}`);
}

export function signed_quantity(value: Maybe, decimals: number): string {
  if (value === null) return kMissing;
  const text = quantity(Math.abs(value), decimals);
  return Number(text) === 0 ? text : signed(text, value);
}

/** A number as its author wrote it, at most `digits` of it. */
export function written(value: Maybe, digits = 10): string {
  if (value === null) return kMissing;
  if (value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e7)) return small(value);
  return String(Number(value.toPrecision(digits))).replace("-", kMinus);
}

const kSuperscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Errors and bounds: two digits, powers of ten beyond the ordinary. */
export function small(value: Maybe): string {
  if (value === null) return kMissing;
  if (value === 0) return "0";
  const size = Math.abs(value);
  const sign = value < 0 ? kMinus : "";
  if (size >= 100 && size < 1e5) return sign + quantity(size, 0);
  if (size >= 1e-3 && size < 100) return sign + String(Number(size.toPrecision(2)));
  const [digits = "1", power = "0"] = size.toExponential(1).split("e");
  const exponent = Number(power);
  const raised = [...String(Math.abs(exponent))].map((d) => kSuperscripts[Number(d)]).join("");
  const mantissa = digits.replace(/\.0$/, "");
  return `${sign}${mantissa === "1" ? "" : `${mantissa}×`}10${exponent < 0 ? "⁻" : ""}${raised}`;
}

export function count(value: number): string {
  return quantity(value, 0);
}

const kMonths = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

/** "2019-05-09" is "9 May 2019"; anything else is left as it is. */
export function long_date(date: string): string {
  const match = /^(\d{4,})-(\d\d)-(\d\d)$/.exec(date);
  if (!match) return date;
  return `${Number(match[3])} ${kMonths[Number(match[2]) - 1] ?? match[2]} ${match[1]}`;
}

/** The same, short enough for a column of a table: "9 May 2019", "9 Sep 2019". */
export function short_date(date: string): string {
  return long_date(date).replace(/ ([A-Z][a-z]{2})[a-z]+ /, " $1 ");
}

/** A key as words: "maximum_pressure" is "maximum pressure". */
export function words(key: string): string {
  return key.replaceAll("_", " ");
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a", "a and b", "a, b and c". */
export function listed(items: string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** Breaks text into lines of at most `width` characters where its words allow. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
