// SPDX-License-Identifier: Apache-2.0
import type { Answer, Maybe, Run, Scened, ScenarioNumber } from "./answer";
import { listed, sentence, words } from "./format";

export function actor_name(answer: Scened, key: string): string {
  return answer.scenario.actors.find((a) => a.key === key)?.name || sentence(words(key));
}

export function actor_names(answer: Scened, keys: string[]): string {
  return listed(keys.map((key) => actor_name(answer, key)));
}

export const label = (key: string): string => sentence(words(key));

export function outcome_says(answer: Answer, key: string): string {
  return answer.scenario.outcomes.find((o) => o.key === key)?.says ?? "";
}

/** The place of an outcome among all, those that end the standoff first: its look is the same in every chart. */
export function outcome_place(answer: Answer, key: string): number {
  const { outcomes } = answer.scenario;
  const ordered = [...outcomes.filter((o) => o.ends), ...outcomes.filter((o) => !o.ends)];
  return Math.max(0, ordered.findIndex((o) => o.key === key));
}

export function variable_says(answer: Answer, key: string): string {
  return answer.scenario.variables.find((v) => v.key === key)?.says || label(key);
}

export function move_says(answer: Scened, actor: string, key: string): string {
  return answer.scenario.moves.find((m) => m.actor === actor && m.key === key)?.says ?? "";
}

/** "United States, if hard". */
export function type_name(answer: Scened, actor: string, type: string | null): string {
  const name = actor_name(answer, actor);
  return type === null ? name : `${name}, if ${words(type)}`;
}

/** The distinct sets of actors who may concede first, in the order in which the runs name them. */
export function conceders(answer: Answer): string[][] {
  const sets = new Map<string, string[]>();
  for (const run of answer.runs)
    for (const { actors } of run.first_concession?.by ?? []) sets.set(actors.join("+"), actors);
  return [...sets.values()].sort((a, b) => a.length - b.length);
}

export function same_actors(a: string[], b: string[]): boolean {
  return a.join("+") === b.join("+");
}

export function last<T>(items: T[]): T | undefined {
  return items[items.length - 1];
}

export function total(values: Maybe[]): Maybe {
  return values.some((v) => v === null) ? null : values.reduce<number>((sum, v) => sum + (v ?? 0), 0);
}

export type Footing = "sourced" | "assumed" | "unsourced";

/** What a number of the scenario rests on. */
export function footing(number: ScenarioNumber): Footing {
  const source = number.source.trim();
  if (source === "") return "unsourced";
  return /^assum(ed|ption)\b/i.test(source) ? "assumed" : "sourced";
}

export interface Standing {
  /** A run that was cut short is "unfinished" where all that it solved is certified. */
  verdict: "certified" | "unfinished" | "not certified";
  /** Names of the runs whose certificate does not hold. */
  failed: string[];
  uncertified_sweep_points: number;
}

/** What the standing of a document is seen from. */
export type Certified = Pick<Answer, "sweeps" | "status"> & { runs: Pick<Run, "name" | "certificate">[] };

/** An answer is certified if it was given at all, whole, and every run's certificate holds. */
export function standing(answer: Certified): Standing {
  const failed = answer.runs.filter((run) => !run.certificate?.holds).map((run) => run.name);
  const uncertified_sweep_points = answer.sweeps
    .flatMap((sweep) => sweep.lines.flatMap((line) => line.certified))
    .filter((holds) => !holds).length;
  const holds = answer.runs.length > 0 && failed.length === 0;
  const verdict = !holds ? "not certified" : answer.status.exit_code === 0 ? "certified" : "unfinished";
  return { verdict, failed, uncertified_sweep_points };
}
