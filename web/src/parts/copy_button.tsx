// SPDX-License-Identifier: Apache-2.0
import type { RefObject } from "preact";
import { useState } from "preact/hooks";

function select(element: HTMLElement): void {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

async function copy(element: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(element.textContent ?? "");
    return true;
  } catch {
    // No clipboard here, as in a page without a secure origin: the older way, else the text stays selected.
    select(element);
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
}

export function CopyButton({ source }: { source: RefObject<HTMLElement> }) {
  const [said, set_said] = useState("");
  const press = async () => {
    if (!source.current) return;
    set_said((await copy(source.current)) ? "Copied." : "Selected: press Ctrl+C (or ⌘C) to copy.");
  };
  return (
    <p class="copy no-print">
      <button type="button" onClick={press}>Copy the command</button> <span role="status">{said}</span>
    </p>
  );
}
