// SPDX-License-Identifier: Apache-2.0
import { axisX, axisY, dot, gridX, gridY, rect, type PlotOptions } from "@observablehq/plot";
import type { Finding } from "../answer";
import { written } from "../format";

type Picture = NonNullable<Finding["picture"]>;
type Limits = NonNullable<Finding["region"]>["limits"];

const kHeight = 320;
const kMargins = { marginTop: 30, marginRight: 16, marginBottom: 42, marginLeft: 62 };

/** The region along one axis, within what was drawn. */
function edge(limits: Limits, input: string | null, values: number[]): [number, number] {
  const limit = limits.find((one) => one.input === input);
  return [limit?.above ?? Math.min(...values), limit?.below ?? Math.max(...values)];
}

/** Worlds along two inputs, or along one: those in which a claim holds as discs, the others as crosses, and the region. */
export function claim_scatter(width: number, picture: Picture, limits: Limits): PlotOptions {
  const worlds = picture.worlds.map((one, i) => ({
    x: one.x ?? 0,
    // With one input worlds are spread evenly in height, so that none hides another.
    y: picture.y === null ? ((i * 0.618034) % 1) : (one.y ?? 0),
    holds: one.holds,
  }));
  const [x1, x2] = edge(limits, picture.x, worlds.map((one) => one.x));
  const [y1, y2] = edge(limits, picture.y, worlds.map((one) => one.y));
  const region = limits.some((one) => one.input === picture.x || one.input === picture.y);
  const ticks = Math.max(3, Math.floor(width / 110));
  return {
    width,
    height: kHeight,
    ...kMargins,
    x: { label: null },
    y: { label: null },
    marks: [
      gridX({ ticks, stroke: "var(--grid)", strokeOpacity: 1 }),
      ...(picture.y === null ? [] : [gridY({ ticks: 5, stroke: "var(--grid)", strokeOpacity: 1 })]),
      ...(region ? [rect([{ x1, x2, y1, y2 }], { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "var(--c0)", fillOpacity: 0.1, stroke: "var(--c0)" })] : []),
      dot(worlds.filter((one) => !one.holds), { x: "x", y: "y", symbol: "times", r: 3.2, stroke: "var(--muted)" }),
      dot(worlds.filter((one) => one.holds), { x: "x", y: "y", r: 3.2, fill: "var(--c0)" }),
      axisX({ ticks, label: picture.x, labelAnchor: "right", labelArrow: "none", tickFormat: (v: number) => written(v, 3), color: "var(--soft)" }),
      ...(picture.y === null ? [] : [axisY({ ticks: 5, label: picture.y, labelAnchor: "top", labelArrow: "none", tickFormat: (v: number) => written(v, 3), color: "var(--soft)" })]),
    ],
  };
}
