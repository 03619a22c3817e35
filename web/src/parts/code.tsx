// SPDX-License-Identifier: Apache-2.0

/** A path or name in the file's spelling, which may break after its dots, slashes and underscores. */
export function Code({ text }: { text: string }) {
  const parts = text.split(/(?<=[._/:])/);
  return <span class="code">{parts.map((part, i) => (i === 0 ? part : <><wbr />{part}</>))}</span>;
}
