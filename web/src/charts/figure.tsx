// SPDX-License-Identifier: Apache-2.0
import { plot, type PlotOptions } from "@observablehq/plot";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Method } from "../answer";
import { MethodNote } from "../parts/method";
import { kNarrow, type Look } from "./marks";

export interface LegendEntry {
  label: string;
  look: Look;
  /** The place of its texture, if the chart fills areas with it. */
  fill?: string;
}

/** What a texture is called in this document. */
export const texture_id = (chart: string, index: number): string => `${chart}-texture-${index}`;

/** The textures that a chart's areas are filled with. */
export function Textures({ chart, looks }: { chart: string; looks: Look[] }) {
  return (
    <svg class="textures" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        {looks.map(({ color, opacity, texture }, i) => (
          <pattern id={texture_id(chart, i)} width="8" height="8" patternUnits="userSpaceOnUse"
            patternTransform={texture === "rising" ? "rotate(45)" : texture === "falling" ? "rotate(-45)" : undefined}>
            <rect width="8" height="8" style={{ fill: "var(--paper)" }} />
            <rect width="8" height="8" style={{ fill: color, fillOpacity: opacity }} />
            <g style={{ stroke: color, fill: color, strokeWidth: 1.1 }}>
              {(texture === "rising" || texture === "falling" || texture === "columns" || texture === "crossed") && (
                <line x1="4" y1="0" x2="4" y2="8" />
              )}
              {(texture === "rows" || texture === "crossed") && <line x1="0" y1="4" x2="8" y2="4" />}
              {texture === "dots" && <circle cx="4" cy="4" r="1.1" />}
            </g>
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

function Legend({ entries }: { entries: LegendEntry[] }) {
  return (
    <ul class="legend" aria-hidden="true">
      {entries.map(({ label, look, fill }) => (
        <li>
          <svg width="30" height="14" focusable="false">
            {fill ? (
              <rect x="1" y="1" width="28" height="12" style={{ fill: `url(#${fill})`, stroke: look.color }} />
            ) : (
              <line x1="1" y1="7" x2="29" y2="7" style={{ stroke: look.color, strokeWidth: 2.2, strokeDasharray: look.dash }} />
            )}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

export interface ChartFigureProps {
  title: string;
  /** One quiet line under the title: what is drawn and in which unit. */
  note?: string | undefined;
  method?: Method | undefined;
  /** The chart in words, for who cannot see it. */
  alternative: string;
  /** null: there is nothing to draw, and the table stands alone. */
  draw: ((width: number) => PlotOptions) | null;
  legend?: LegendEntry[];
  /** When the legend is shown: always, or only if the chart is too narrow for labels of its own. */
  legend_when?: "always" | "narrow";
  textures?: ComponentChildren;
  table: ComponentChildren;
  /** What the table is called, if it holds more than the chart. */
  table_title?: string;
  /** Whether the table is folded away at first; it never is where there is nothing to draw. */
  folded?: boolean;
  children?: ComponentChildren;
}

/** A chart, the same in words, and the table behind it. */
export function ChartFigure(props: ChartFigureProps) {
  const { title, note, method, alternative, draw, legend = [], legend_when = "narrow", textures, table, table_title = title, folded = true, children } = props;
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [width, set_width] = useState(0);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => set_width(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [draw === null]);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element || !draw || width === 0) return;
    const chart = plot({
      width,
      ...draw(width),
      style: { background: "none", color: "var(--ink)", fontFamily: "inherit", fontSize: "12px", overflow: "visible" },
    });
    chart.setAttribute("aria-hidden", "true");
    chart.setAttribute("focusable", "false");
    element.replaceChildren(chart);
  });

  const show_legend = legend.length > 0 && draw !== null && (legend_when === "always" || width < kNarrow);
  return (
    <figure class="chart" aria-labelledby={id}>
      {textures}
      <div class="drawing">
        <figcaption>
          <h3 id={id}>{title}</h3>
          {(note || method) && (
            <p class="note">{note} {method && <MethodNote method={method} />}</p>
          )}
        </figcaption>
        {show_legend && <Legend entries={legend} />}
        {draw && <div class="plot" ref={frame} role="img" aria-label={alternative} />}
      </div>
      {children}
      <details class="behind" open={!folded || draw === null}>
        <summary>Table: {table_title}</summary>
        {table}
      </details>
    </figure>
  );
}
