// SPDX-License-Identifier: Apache-2.0
import type { Answer, Maybe, Method, Scenario } from "./answer";

export interface DealBreach {
  actor: string;
  move: string;
  where: string;
  step: number;
  date: string;
  gain: Maybe;
  replayed: Maybe;
}

export type Terms = Record<string, number | string | null>;

/** One combination of terms. */
export interface Deal {
  terms: Terms;
  verdict: "holds" | "knife-edge" | "broken" | "refused" | "impossible" | "inconclusive";
  says: string;
  sides: { actor: string; value: Maybe; gain: Maybe; least_gain: Maybe; slack: Maybe; best_breach: DealBreach | null }[];
  first_breach: DealBreach | null;
  refused_by: string[];
  breakable: boolean;
  shortfall: Maybe;
  years_in_force: Maybe;
  in_force_at_end: Maybe;
  certificate_share: Maybe;
  method: Method;
  sheet: { dates: string[]; slack: { actor: string; by_date: Maybe[] }[]; in_force: Maybe[]; suspended: Maybe[]; breaches: DealBreach[] } | null;
}

/** The deals document, as schema/deals.schema.json defines it. */
export interface Deals {
  schema_version: number;
  kind: "deals";
  parley: string;
  scenario: Scenario;
  command: string;
  seed: number;
  paragraphs: string[];
  says: string;
  parties: string[];
  terms: { term: string; says: string; unit: string }[];
  bound: number;
  deals: Deal[];
  frontier: number[];
  nash: number | null;
  nearest: number | null;
  tipping: {
    deal: number;
    inputs: { input: string; value: Maybe; low: Maybe; high: Maybe; status: string; before: Maybe; tips_at: Maybe; share_of_range: Maybe; verdict: string | null }[];
  } | null;
  robustness: { worlds: number; none_holds: number; deals: { terms: Terms; holds: number; worlds: number; share_low: Maybe; share_high: Maybe }[] } | null;
  status: Answer["status"];
}
