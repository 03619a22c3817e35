// SPDX-License-Identifier: Apache-2.0
import Ajv2020 from "ajv/dist/2020";
import { describe, expect, it } from "vitest";
import schema from "../../schema/answer.schema.json";
import example_json from "../fixtures/example.json";
import { variants } from "../fixtures/variants.mjs";
import type { Answer } from "./answer";
import { footing, standing } from "./names";

const example: Answer = example_json as unknown as Answer;
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

describe("the schema", () => {
  it("accepts the example and every variant of it", () => {
    for (const [name, answer] of Object.entries({ example, ...variants(example) })) {
      validate(answer);
      expect(validate.errors, name).toBeNull();
    }
  });
  it("refuses an unknown member, a missing one and a wrong type", () => {
    const { seed, ...rest } = structuredClone(example);
    expect(validate(rest)).toBe(false);
    expect(validate({ ...rest, seed: "1" })).toBe(false);
    expect(validate({ ...rest, seed, extra: 1 })).toBe(false);
  });
});

describe("the example", () => {
  const sum = (xs: (number | null)[]) => xs.reduce<number>((a, x) => a + (x ?? 0), 0);
  it("says in its title that it is synthetic", () => expect(example.scenario.title).toMatch(/synthetic/));
  it("is coherent", () => {
    for (const run of example.runs) {
      for (const level of run.levels) for (const share of level.share) expect(sum(share)).toBeCloseTo(1, 5);
      for (const value of run.values) expect(sum(value.terms.map((t) => t.value))).toBeCloseTo(value.total ?? NaN, 5);
      const first = run.first_concession!;
      expect(sum(first.by.flatMap((b) => b.in_step)) + (first.none ?? 0)).toBeCloseTo(1, 6);
      expect(run.dates).toHaveLength(example.scenario.forecast_steps + 1);
    }
  });
});

describe("standing", () => {
  it("is certified only if every run is, and the run ended well", () => {
    expect(standing(example).verdict).toBe("certified");
    expect(standing(variants(example)["interrupted"]!).verdict).toBe("unfinished");
    expect(standing(variants(example)["not certified"]!)).toMatchObject({ verdict: "not certified", failed: ["Maximum pressure"] });
    expect(standing(variants(example)["nothing solved"]!).verdict).toBe("not certified");
  });
});

describe("footing", () => {
  it("tells sourced, assumed and unsourced apart", () => {
    const number = example.scenario.numbers[0]!;
    expect(["A yearbook, 2018", "assumed", "Assumption of ours", " ", ""].map((source) => footing({ ...number, source }))).toEqual(
      ["sourced", "assumed", "assumed", "unsourced", "unsourced"]);
  });
});
