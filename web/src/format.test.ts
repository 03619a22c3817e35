// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { decimals_for, listed, long_date, points, probability, quantity, short_date, signed_quantity, small, wrapped, written } from "./format";

describe("probability", () => {
  it("shows whole percents and never rounds to certainty", () => {
    const shown = [0, 1e-12, 0.0049, 0.005, 0.124, 0.9949, 0.995, 1 - 1e-12, 1].map(probability);
    expect(shown).toEqual(["0%", "<1%", "<1%", "1%", "12%", "99%", ">99%", ">99%", "100%"]);
  });
  it("shows what is not known as a dash", () => expect(probability(null)).toBe("–"));
  it("forgives rounding beyond 0 and 1", () => expect([-1e-12, 1 + 1e-12].map(probability)).toEqual(["0%", "100%"]));
});

describe("points", () => {
  it("always carries a sign, and the size of small differences", () =>
    expect([0.12, -0.034, 0.002, -0.002, 0, 1e-14, null].map(points)).toEqual(["+12 pp", "−3 pp", "+<1 pp", "−<1 pp", "0 pp", "0 pp", "–"]));
});

describe("quantity", () => {
  it("gives a column the decimals of its largest number", () => {
    expect(decimals_for([-3.2, 0.01])).toBe(2);
    expect(decimals_for([62.4, 3])).toBe(1);
    expect(decimals_for([18432])).toBe(0);
    expect(decimals_for([0, null])).toBe(0);
  });
  it("shows no digit that the error makes meaningless", () => expect(decimals_for([3.2], 0.05)).toBe(1));
  it("sets a true minus, and none on a rounded zero", () =>
    expect([quantity(-3.2, 2), quantity(-0.001, 2), quantity(18432, 0), quantity(null, 2)]).toEqual(["−3.20", "0.00", "18\u202f432", "–"]));
  it("signs differences", () => expect([signed_quantity(0.2, 1), signed_quantity(-0.2, 1), signed_quantity(0, 1)]).toEqual(["+0.2", "−0.2", "0.0"]));
});

describe("small and written", () => {
  it("writes powers of ten", () => expect([1e-14, 3.1e-12, 1e6, 0, 2.31, 0.95].map(small)).toEqual(["10⁻¹⁴", "3.1×10⁻¹²", "10⁶", "0", "2.3", "0.95"]));
  it("keeps what the author wrote", () => expect([6, 0.012, -30, 0.1 + 0.2].map((v) => written(v))).toEqual(["6", "0.012", "−30", "0.3"]));
});

describe("text", () => {
  it("writes dates out", () => {
    expect(long_date("2019-05-09")).toBe("9 May 2019");
    expect(short_date("2019-09-30")).toBe("30 Sep 2019");
    expect(long_date("soon")).toBe("soon");
  });
  it("lists and wraps", () => {
    expect(listed(["a", "b", "c"])).toBe("a, b and c");
    expect(wrapped("Freeze first, then talks", 14)).toEqual(["Freeze first,", "then talks"]);
  });
});
