// SPDX-License-Identifier: Apache-2.0
import type { RefObject } from "preact";

/** The JSON document in the page. */
function whole(): unknown {
  return JSON.parse(document.getElementById("parley-answer")?.textContent ?? "null");
}

function at(pointer: string, answer: unknown): unknown {
  return pointer.split("/").slice(1).reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], answer);
}

/** The number behind a cell in full, or what the cell says. */
function cell_text(cell: HTMLTableCellElement, answer: unknown): string {
  const pointer = cell.dataset["at"];
  const value = pointer === undefined ? undefined : at(pointer, answer);
  if (typeof value === "number") return String(value);
  if (value === null) return "";
  if (Array.isArray(value) && value.every((one) => typeof one === "number")) return String((value as number[]).reduce((sum, one) => sum + one, 0));
  return (cell.textContent ?? "").replace(/\s+/g, " ").trim();
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A table as CSV (RFC 4180); a cell that spans columns stands in the first of them. */
export function table_csv(table: HTMLTableElement, answer: unknown): string {
  return [...table.rows]
    .map((row) => [...row.cells].flatMap((cell) => [quoted(cell_text(cell, answer)), ...Array<string>(Math.max(0, cell.colSpan - 1)).fill("")]).join(","))
    .map((line) => `${line}\r\n`)
    .join("");
}

const slug = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");

/** A button that saves the table in `frame`, without a request. */
export function DownloadButton({ frame, label }: { frame: RefObject<HTMLElement>; label: string }) {
  const press = () => {
    const table = frame.current?.querySelector("table");
    if (!table) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([table_csv(table, whole())], { type: "text/csv" }));
    link.download = `${slug(document.title.split(" – ")[0] ?? "parley")}_${slug(label)}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <p class="download no-print">
      <button type="button" onClick={press} aria-label={`Download the table as CSV: ${label}`}>CSV</button>
    </p>
  );
}
