// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { short_date } from "../format";
import { DownloadButton } from "./download";

/** Lets a wide table scroll by itself, by keyboard too, so that the page never does. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  const frame = useRef<HTMLDivElement>(null);
  const [wide, set_wide] = useState(false);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => set_wide(element.scrollWidth > element.clientWidth + 1);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  const scrollable = wide ? { tabIndex: 0, role: "region" as const, "aria-label": `${label}, scrolls sideways` } : {};
  return (
    <>
      {wide && <p class="hint no-print" aria-hidden="true">Scrolls sideways →</p>}
      <div class={wide ? "scroll wide" : "scroll"} ref={frame} {...scrollable}>{children}</div>
      <DownloadButton frame={frame} label={label} />
    </>
  );
}

/** A cell whose number stands at the JSON pointer `at` of the answer (of an array: its sum). */
export function Num({ at, children }: { at: string; children: ComponentChildren }) {
  return <td class="num" data-at={at}>{children}</td>;
}

export interface Column {
  head: ComponentChildren;
  cells: string[];
  /** JSON pointer of each cell's number; missing where the number is derived. */
  at?: string[];
}

/** A table with one row a date (or whatever `rows` names) and one column a series. */
export function SeriesTable({ caption, corner, rows, columns }: { caption: string; corner: string; rows: string[]; columns: Column[] }) {
  return (
    <Scroll label={caption}>
      <table class="series">
        <caption class="spoken">{caption}</caption>
        <thead>
          <tr><th scope="col">{corner}</th>{columns.map((c) => <th scope="col" class="num">{c.head}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, t) => (
            <tr>
              <th scope="row">{short_date(row)}</th>
              {columns.map((c) => (c.at ? <Num at={c.at[t] ?? ""}>{c.cells[t]}</Num> : <td class="num">{c.cells[t]}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}
