// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { bands } from "./areas";
import { probability_top, spread, stacked } from "./labels";

describe("spread", () => {
  it("leaves labels that do not meet where they are", () =>
    expect(spread([{ at: 20, size: 14 }, { at: 80, size: 14 }], 100)).toEqual([20, 80]));
  it("parts labels that meet, in order, within the length", () => {
    const places = spread([96, 95, 97, 40].map((at) => ({ at, size: 14 })), 100);
    const sorted = [...places].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; ++i) expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThanOrEqual(14);
    expect(Math.max(...places)).toBeLessThanOrEqual(93);
    expect(places[1]!).toBeLessThan(places[0]!);
  });
});

describe("axes and stacks", () => {
  it("shows the whole range unless all is at the bottom", () =>
    expect([[0.9], [0.3], [0.02], [], [null]].map((v) => probability_top(v))).toEqual([1, 0.5, 0.05, 0.05, 0.05]));
  it("stacks series", () => expect(stacked([[0.1, 0.2], [0.3, null]])).toEqual([[[0, 0.1], [0, 0.2]], [[0.1, 0.4], [0.2, 0.2]]]));
  it("pairs quantiles from outside in", () =>
    expect(bands([0.75, 0.05, 0.5, 0.95, 0.25].map((p) => ({ p, value: [p] }))).map((b) => [b.low[0], b.high[0]])).toEqual([[0.05, 0.95], [0.25, 0.75]]));
});
