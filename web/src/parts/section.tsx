// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import type { Answer, Run } from "../answer";
import type { Choice } from "./run_picker";

/** What the sections that show one run are given. */
export interface Shown {
  answer: Answer;
  choice: Choice;
  run: Run | undefined;
  /** JSON pointer of the run. */
  at: string;
}

export function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}
