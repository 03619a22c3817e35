// SPDX-License-Identifier: Apache-2.0
import { useId } from "preact/hooks";
import type { Run } from "../answer";

export interface Choice {
  runs: Run[];
  index: number;
  choose: (index: number) => void;
}

/** Which run a section shows. All sections show the same one; each has the control at hand. */
export function RunPicker({ runs, index, choose }: Choice) {
  const id = useId();
  if (runs.length < 2) return null;
  return (
    <p class="picker">
      <label for={id}>Shown for</label>{" "}
      <select id={id} class="no-print" value={String(index)} onChange={(event) => choose(Number(event.currentTarget.value))}>
        {runs.map((run, i) => <option value={String(i)}>{run.name}</option>)}
      </select>
      <strong class="print-only">{runs[index]?.name}</strong>
      <span class="says">{runs[index]?.says}</span>
    </p>
  );
}
