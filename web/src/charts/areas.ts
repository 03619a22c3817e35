// SPDX-License-Identifier: Apache-2.0
import { areaY, axisX, axisY, gridY, lineY, ruleY, text, type PlotOptions } from "@observablehq/plot";
import type { Maybe } from "../answer";
import { sentence, words, written } from "../format";
import { stacked } from "./labels";
import { type Line, lines_chart } from "./lines";
import { text_width } from "./text_width";

/** Shares of levels over time, stacked to 100%, each labelled where it is thick enough. */
export function level_areas(width: number, dates: Date[], levels: string[], share: Maybe[][], fill: (level: number) => string): PlotOptions {
  const height = 240;
  const inner = height - 50;
  const layers = stacked(levels.map((_, k) => share.map((at) => at[k] ?? 0)));
  const plot_width = width - 60;
  const labels = layers.flatMap((layer, k) => {
    const name = sentence(words(levels[k]!));
    const half = Math.ceil(((text_width(name, 600) + 16) / 2 / plot_width) * (dates.length - 1));
    let best = { thickness: 0, t: 0 };
    for (let t = half; t < dates.length - half; ++t) {
      const around = layer.slice(Math.max(0, t - half), t + half + 1).map(([low, high]) => high - low);
      const thickness = Math.min(...around);
      if (thickness > best.thickness) best = { thickness, t };
    }
    if (best.thickness * inner < 20) return [];
    const [low, high] = layer[best.t]!;
    const y = (low + high) / 2;
    const across = (best.t / Math.max(1, dates.length - 1)) * plot_width;
    return [{ x: dates[best.t]!, y, name, across, down: y * inner, size: text_width(name, 600) + 8, thickness: best.thickness }];
  });
  // Neighbours may be thickest at the same date: the thinner of two that would overlap goes unlabelled; the table has it.
  const kLine = 18;
  const shown = [...labels].sort((a, b) => b.thickness - a.thickness).reduce<typeof labels>((kept, label) =>
    kept.some((k) => Math.abs(k.across - label.across) < (k.size + label.size) / 2 && Math.abs(k.down - label.down) < kLine) ? kept : [...kept, label], []);
  return {
    height,
    marginLeft: 46,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 38,
    x: { domain: [dates[0]!, dates[dates.length - 1]!], type: "utc", label: null },
    y: { domain: [0, 1], label: null },
    marks: [
      axisY({ ticks: 5, tickFormat: (v: number) => `${Math.round(v * 100)}%`, tickSize: 0, label: null, color: "var(--soft)" }),
      axisX({ ticks: Math.max(2, Math.floor(width / 100)), tickSize: 4, label: null, color: "var(--soft)" }),
      ...layers.map((layer, k) =>
        areaY(layer.map(([low, high], t) => ({ x: dates[t]!, low, high })), { x: "x", y1: "low", y2: "high", fill: fill(k) })),
      ...layers.slice(0, -1).map((layer) =>
        lineY(layer.map(([, high], t) => ({ x: dates[t]!, high })), { x: "x", y: "high", stroke: "var(--c0)", strokeWidth: 1.2 })),
      ruleY([0, 1], { stroke: "var(--soft)" }),
      text(shown, { x: "x", y: "y", text: "name", fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 5, fontWeight: 600 }),
    ],
  };
}

export interface Fan {
  dates: Date[];
  mean: Maybe[];
  quantiles: { p: number; value: Maybe[] }[];
  /** Mean and median at the last date, as text. */
  mean_text: string;
  median_text: string;
}

/** Pairs of quantiles that belong together, widest first, and the median if there is one. */
export function bands(quantiles: Fan["quantiles"]): { low: Maybe[]; high: Maybe[]; inside: number }[] {
  const sorted = [...quantiles].sort((a, b) => a.p - b.p);
  const pairs = [];
  for (let i = 0; i < Math.floor(sorted.length / 2); ++i) {
    const low = sorted[i]!;
    const high = sorted[sorted.length - 1 - i]!;
    pairs.push({ low: low.value, high: high.value, inside: high.p - low.p });
  }
  return pairs;
}

/** Bands of quantiles, the median and the mean. */
export function fan_chart(width: number, fan: Fan): PlotOptions {
  const { dates, mean, quantiles } = fan;
  const all = [...mean, ...quantiles.flatMap((q) => q.value)].filter((v): v is number => v !== null);
  const largest = Math.max(...all);
  const smallest = Math.min(...all);
  const low = smallest >= 0 && smallest < largest * 0.6 ? 0 : smallest - 0.05 * (largest - smallest || 1);
  const high = largest + 0.05 * (largest - low || 1);
  const median = quantiles.find((q) => Math.abs(q.p - 0.5) < 1e-9);
  const lines: Line[] = [{ name: "Mean", end: fan.mean_text, values: mean, look: { color: "var(--c1)", dash: "9 5", texture: "plain", opacity: 1 } }];
  if (median)
    lines.push({ name: "Median", end: fan.median_text, values: median.value, look: { color: "var(--c0)", dash: "none", texture: "plain", opacity: 1 } });
  return lines_chart({
    width, x: dates, lines, y: { low, high, format: (v) => written(v, 6) },
    under: [
      ...bands(quantiles).map((band, i) =>
        areaY(dates.map((x, t) => ({ x, low: band.low[t] ?? NaN, high: band.high[t] ?? NaN })), {
          x: "x", y1: "low", y2: "high", fill: "var(--c0)", fillOpacity: 0.13 + 0.1 * i, stroke: "var(--c0)", strokeOpacity: 0.5, strokeWidth: 0.6,
        })),
      gridY({ stroke: "var(--paper)", strokeOpacity: 0.5, ticks: 5 }),
    ],
  });
}
