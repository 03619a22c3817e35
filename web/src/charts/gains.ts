// SPDX-License-Identifier: Apache-2.0
import { axisX, axisY, dot, gridX, gridY, line, ruleX, ruleY, type PlotOptions } from "@observablehq/plot";
import { written } from "../format";

/** A deal by what it brings to two parties. */
export interface GainPoint {
  x: number;
  y: number;
  holds: boolean;
  frontier: boolean;
}

const kHeight = 340;
const kMargins = { marginTop: 30, marginRight: 16, marginBottom: 42, marginLeft: 62 };
/** More crosses than this only make the picture slow. */
const kMostFailures = 1500;

/** Deals that hold as discs, the frontier joined, the others as crosses; over no deal on both axes. */
export function gains_chart(width: number, points: GainPoint[], x_label: string, y_label: string): PlotOptions {
  const failing = points.filter((one) => !one.holds);
  const stride = Math.max(1, Math.ceil(failing.length / kMostFailures));
  const frontier = points.filter((one) => one.frontier).sort((a, b) => a.x - b.x);
  const ticks = Math.max(3, Math.floor(width / 110));
  const format = (v: number) => written(v, 3);
  return {
    width,
    height: kHeight,
    ...kMargins,
    x: { label: null },
    y: { label: null },
    marks: [
      gridX({ ticks, stroke: "var(--grid)", strokeOpacity: 1 }),
      gridY({ ticks: 5, stroke: "var(--grid)", strokeOpacity: 1 }),
      ruleX([0], { stroke: "var(--soft)" }),
      ruleY([0], { stroke: "var(--soft)" }),
      dot(failing.filter((_, i) => i % stride === 0), { x: "x", y: "y", symbol: "times", r: 2.6, stroke: "var(--muted)", strokeOpacity: 0.7 }),
      line(frontier, { x: "x", y: "y", stroke: "var(--c0)", strokeDasharray: "4 3" }),
      dot(points.filter((one) => one.holds), { x: "x", y: "y", r: 3.6, fill: "var(--c0)" }),
      axisX({ ticks, label: x_label, labelAnchor: "right", labelArrow: "none", tickFormat: format, color: "var(--soft)" }),
      axisY({ ticks: 5, label: y_label, labelAnchor: "top", labelArrow: "none", tickFormat: format, color: "var(--soft)" }),
    ],
  };
}
