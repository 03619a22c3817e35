// SPDX-License-Identifier: Apache-2.0
import { axisX, axisY, gridY, lineY, link, ruleY, text, type Markish, type PlotOptions } from "@observablehq/plot";
import type { Maybe } from "../answer";
import { wrapped } from "../format";
import { spread } from "./labels";
import { kNarrow, type Look } from "./marks";
import { label_width, text_width } from "./text_width";

export interface Line {
  name: string;
  /** Written after the name at the end of the line, such as "12%". */
  end: string;
  values: Maybe[];
  look: Look;
}

export interface LinesChart {
  width: number;
  x: (Date | number)[];
  lines: Line[];
  y: { low: number; high: number; format: (value: number) => string; label?: string };
  /** Left out where the width is too small for it. */
  x_label?: string;
  /** Drawn under the lines. */
  under?: Markish[];
  /** Drawn over the lines. */
  over?: Markish[];
}

const kLabelChars = 19;
const kLineHeight = 14;
const kMarginTop = 12;
const kMarginBottom = 38;
const kMarginLeft = 46;

interface EndLabel {
  text: string;
  color: string;
  from: number;
  to: number;
}

function end_labels(lines: Line[], y: { low: number; high: number }, height: number): EndLabel[] {
  const shown = lines.flatMap((line) => {
    const last = line.values[line.values.length - 1] ?? null;
    return last === null ? [] : [{ line, last, rows: wrapped(`${line.name} ${line.end}`, kLabelChars) }];
  });
  const to_pixels = (v: number) => ((y.high - v) / (y.high - y.low)) * height;
  const centres = spread(shown.map(({ last, rows }) => ({ at: to_pixels(last), size: rows.length * kLineHeight + 3 })), height + 8);
  return shown.map(({ line, last, rows }, i) => ({
    text: rows.join("\n"),
    color: line.look.color,
    from: last,
    to: y.high - (centres[i]! / height) * (y.high - y.low),
  }));
}

/** Lines over dates or over a parameter, each labelled at its end where the width allows. */
export function lines_chart({ width, x, lines, y, x_label, under = [], over = [] }: LinesChart): PlotOptions {
  const narrow = width < kNarrow;
  const labels = lines.map((line) => `${line.name} ${line.end}`);
  const rows = labels.reduce((sum, label) => sum + wrapped(label, kLabelChars).length * kLineHeight + 3, 0);
  const inner = Math.max(narrow ? 190 : 230, narrow ? 0 : rows + 4);
  const margin_right = narrow ? 14 : label_width(labels, kLabelChars, 600) + 22;
  const first = x[0] ?? 0;
  const last = x[x.length - 1] ?? 1;
  const per_pixel = (Number(last) - Number(first)) / Math.max(1, width - kMarginLeft - margin_right);
  const is_date = first instanceof Date;
  const beyond = (pixels: number) => {
    const place = Number(last) + pixels * per_pixel;
    return is_date ? new Date(place) : place;
  };
  const ends = narrow ? [] : end_labels(lines, y, inner);
  const ticks = Math.max(2, Math.floor((width - kMarginLeft - margin_right) / 90));
  return {
    height: inner + kMarginTop + kMarginBottom,
    marginTop: kMarginTop,
    marginBottom: kMarginBottom,
    marginLeft: kMarginLeft,
    marginRight: margin_right,
    x: { domain: [first, last], type: is_date ? "utc" : "linear", label: null },
    y: { domain: [y.low, y.high], label: null },
    marks: [
      gridY({ stroke: "var(--grid)", strokeOpacity: 1, ticks: 5 }),
      ...under,
      axisY({ ticks: 5, tickFormat: (v: number) => y.format(v), tickSize: 0, label: y.label ?? null, color: "var(--soft)" }),
      axisX({ ticks, tickSize: 4, label: x_label && text_width(x_label) < width - kMarginLeft - margin_right ? x_label : null, labelAnchor: "center", labelArrow: "none", color: "var(--soft)" }),
      ruleY([y.low], { stroke: "var(--soft)" }),
      ...lines.map((line) =>
        lineY(x.map((at, t) => ({ at, value: line.values[t] ?? NaN })), {
          x: "at", y: "value", stroke: line.look.color, strokeWidth: 2.2,
          ...(line.look.dash === "none" ? {} : { strokeDasharray: line.look.dash }),
        })),
      ...over,
      link(ends, { x1: () => last, x2: () => beyond(11), y1: "from", y2: "to", stroke: "color", strokeWidth: 1, strokeOpacity: 0.6 }),
      text(ends, { x: () => beyond(14), y: "to", text: "text", fill: "color", textAnchor: "start", lineHeight: 1.15, fontWeight: 600 }),
    ],
    color: { type: "identity" },
  };
}
