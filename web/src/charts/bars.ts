// SPDX-License-Identifier: Apache-2.0
import { axisX, axisY, barX, gridX, rectX, ruleX, ruleY, text, type PlotOptions } from "@observablehq/plot";
import { probability, wrapped } from "../format";
import { kNarrow } from "./marks";
import { fitted, label_width, text_width } from "./text_width";

export interface Segment {
  value: number;
  /** Index of its texture. */
  series: number;
}

export interface ShareRow {
  name: string;
  segments: Segment[];
}

const kBar = 26;
const kNameLine = 15;
const kGap = 9;

/** One bar of 100% a row, cut into segments; names beside the bars, or above them where the width is small. */
export function share_bars(width: number, rows: ShareRow[], fill: (series: number) => string, color: (series: number) => string): PlotOptions {
  const named = rows.some((row) => row.name !== "");
  const above = named && width < kNarrow;
  const name_width = above ? width - 8 : Math.min(label_width(rows.map((r) => r.name), 28), width * 0.3);
  const margin_left = named && !above ? name_width + 10 : 1;
  const inner = width - margin_left - 16;
  let height = 2;
  const placed = rows.map((row) => {
    const lines = named ? fitted(row.name, name_width) : [];
    const name_height = lines.length * kNameLine;
    const bar = above ? height + name_height + 2 : height + Math.max(0, (name_height - kBar) / 2);
    const name = above ? height + name_height / 2 : bar + kBar / 2;
    height = above ? bar + kBar + kGap : height + Math.max(kBar, name_height) + kGap;
    return { ...row, text: lines.join("\n"), name, bar };
  });
  const boxes = placed.flatMap((row) => {
    let start = 0;
    return row.segments.map(({ value, series }) => {
      const x1 = start;
      start += Math.max(0, value);
      return { x1, x2: start, middle: (x1 + start) / 2, y1: row.bar, y2: row.bar + kBar, centre: row.bar + kBar / 2, series, text: probability(value) };
    });
  });
  const labelled = boxes.filter((b) => (b.x2 - b.x1) * inner > 8 + text_width(b.text, 600));
  return {
    height: height + 32,
    marginLeft: margin_left,
    marginRight: 16,
    marginTop: 0,
    marginBottom: 32,
    x: { domain: [0, 1], label: null },
    y: { domain: [0, height], reverse: true, axis: null },
    marks: [
      axisX({ tickFormat: (v: number) => `${Math.round(v * 100)}%`, ticks: width < kNarrow ? 3 : 5, tickSize: 4, label: null, color: "var(--soft)" }),
      ...boxes.map((b) => rectX([b], { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: fill(b.series), stroke: color(b.series), strokeWidth: 1 })),
      text(labelled, { x: "middle", y: "centre", text: "text", fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 5, fontWeight: 600 }),
      text(placed, {
        x: () => 0, y: "name", text: "text", textAnchor: above ? "start" : "end", dx: above ? 0 : -8, fill: "var(--ink)", lineHeight: 1.15 }),
    ],
  };
}

export interface TermBar {
  name: string;
  value: number;
  text: string;
  total: boolean;
}

/** Bars to the left and right of zero, each with its number; the total last, apart. */
export function term_bars(width: number, bars: TermBar[]): PlotOptions {
  const names = bars.map((b) => wrapped(b.name, 18).join("\n"));
  const values = bars.map((b) => b.value);
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const margin_left = label_width(bars.map((b) => b.name), 18) + 10;
  // Room for the numbers beyond the ends of the bars.
  const pixels = Math.max(0, ...bars.map((b) => text_width(b.text, 600))) + 10;
  const room = ((high - low || 1) * pixels) / Math.max(60, width - margin_left - 8 - 2 * pixels);
  const rows = bars.map((b, i) => ({ ...b, row: i }));
  const pitch = Math.max(28, ...names.map((n) => n.split("\n").length * 15));
  return {
    height: bars.length * pitch + 34,
    marginLeft: margin_left,
    marginRight: 8,
    marginTop: 4,
    marginBottom: 30,
    x: { domain: [low - (low < 0 ? room : 0), high + (values.some((v) => v >= 0) ? room : 0)], label: null },
    y: { domain: rows.map((r) => r.row), label: null, padding: 0.3 },
    color: { type: "identity" },
    marks: [
      gridX({ stroke: "var(--grid)", strokeOpacity: 1, ticks: 5 }),
      axisX({ ticks: Math.max(2, Math.floor((width - margin_left) / 90)), tickSize: 4, label: null, color: "var(--soft)" }),
      axisY({ tickFormat: (i: number) => names[i] ?? "", tickSize: 0, lineHeight: 1.1, label: null }),
      barX(rows.filter((r) => !r.total), { x: "value", y: "row", fill: "var(--c0)", fillOpacity: 0.45, stroke: "var(--c0)" }),
      barX(rows.filter((r) => r.total), { x: "value", y: "row", fill: "var(--ink)" }),
      ruleX([0], { stroke: "var(--ink)" }),
      text(rows.filter((r) => r.value < 0), { x: "value", y: "row", text: "text", textAnchor: "end", dx: -5, fill: "var(--ink)", fontWeight: 600 }),
      text(rows.filter((r) => r.value >= 0), { x: "value", y: "row", text: "text", textAnchor: "start", dx: 5, fill: "var(--ink)", fontWeight: 600 }),
    ],
  };
}

export interface StepBar {
  x1: Date;
  x2: Date;
  y1: number;
  y2: number;
  series: number;
}

/** Stacked bars, one a step of time. */
export function step_bars(width: number, bars: StepBar[], span: [Date, Date], fill: (series: number) => string, color: (series: number) => string): PlotOptions {
  const top = Math.max(0.01, ...bars.map((b) => b.y2)) * 1.05;
  const percent = (v: number) => `${Number((v * 100).toPrecision(2))}%`;
  const series = [...new Set(bars.map((b) => b.series))];
  return {
    height: 230,
    marginLeft: 46,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 38,
    x: { domain: span, type: "utc", label: null },
    y: { domain: [0, top], label: null },
    marks: [
      axisY({ ticks: 4, tickFormat: percent, tickSize: 0, label: null, color: "var(--soft)" }),
      axisX({ ticks: Math.max(2, Math.floor(width / 100)), tickSize: 4, label: null, color: "var(--soft)" }),
      ...series.map((s) =>
        rectX(bars.filter((b) => b.series === s), {
          x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: fill(s), stroke: color(s), strokeWidth: 1, insetLeft: 0.5, insetRight: 0.5,
        })),
      ruleY([0], { stroke: "var(--soft)" }),
    ],
  };
}
