// SPDX-License-Identifier: Apache-2.0

/**
 * Moves labels along a line of `length` pixels so that none covers another: centres as near to `at` as their sizes
 * allow, in the same order. What does not fit stays in order and overflows at the start.
 */
export function spread(wanted: { at: number; size: number }[], length: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]!.at - wanted[b]!.at);
  const centre = wanted.map((w) => w.at);
  let free = 0;
  for (const i of order) {
    const { at, size } = wanted[i]!;
    centre[i] = Math.max(at, free + size / 2);
    free = centre[i]! + size / 2;
  }
  let limit = length;
  for (const i of [...order].reverse()) {
    const { size } = wanted[i]!;
    centre[i] = Math.min(centre[i]!, limit - size / 2);
    limit = centre[i]! - size / 2;
  }
  return centre;
}

/** The top of a probability axis: the whole range unless all of it would be flat at the bottom. */
export function probability_top(values: (number | null)[]): number {
  const largest = Math.max(0, ...values.map((v) => v ?? 0));
  return [0.05, 0.1, 0.25, 0.5].find((top) => largest <= top * 0.96) ?? 1;
}

/** Running totals of each series on top of those before it: [low, high] for each series and place. */
export function stacked(series: (number | null)[][]): [number, number][][] {
  const base: number[] = [];
  return series.map((values) =>
    values.map((value, t): [number, number] => {
      const low = base[t] ?? 0;
      base[t] = low + (value ?? 0);
      return [low, base[t]!];
    }),
  );
}
