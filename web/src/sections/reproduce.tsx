// SPDX-License-Identifier: Apache-2.0
import { useRef } from "preact/hooks";
import type { Answer } from "../answer";
import { Code } from "../parts/code";
import { CopyButton } from "../parts/copy_button";
import { Section } from "../parts/section";

export function ReproduceSection({ answer }: { answer: Pick<Answer, "command" | "scenario" | "seed" | "parley" | "schema_version"> }) {
  const command = useRef<HTMLElement>(null);
  return (
    <Section id="reproduce" title="How to reproduce">
      <p>The same scenario, options, seed and version give the same answer to the last byte, on any number of threads.</p>
      <pre class="command"><code ref={command}>{answer.command}</code></pre>
      <CopyButton source={command} />
      <dl class="glossary">
        <div><dt>Scenario file</dt><dd><Code text={answer.scenario.file} /></dd></div>
        <div><dt>Seed</dt><dd class="code">{answer.seed}</dd></div>
        <div><dt>Parley</dt><dd>version {answer.parley}</dd></div>
        <div><dt>Data</dt><dd>This page holds the whole answer as JSON (schema version {answer.schema_version}); the command with --json prints the same.</dd></div>
      </dl>
    </Section>
  );
}
