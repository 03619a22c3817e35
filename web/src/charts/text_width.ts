// SPDX-License-Identifier: Apache-2.0
import { wrapped } from "../format";

/** Of the size that charts are labelled in; wide enough for common fonts where nothing can be measured. */
const kWidePerChar = 8;
let pen: CanvasRenderingContext2D | null | undefined;

/** Width in pixels of one line of a chart's text. */
export function text_width(text: string, weight: 400 | 600 = 400): number {
  if (pen === undefined) pen = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * kWidePerChar;
  pen.font = `${weight} 12px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

/** Width in pixels of the widest line of labels that break after about `chars` characters. */
export function label_width(labels: string[], chars: number, weight: 400 | 600 = 400): number {
  const lines = labels.flatMap((label) => wrapped(label, chars));
  return Math.ceil(Math.max(0, ...lines.map((line) => text_width(line, weight))));
}

/** Lines of at most `width` pixels where the words allow. */
export function fitted(text: string, width: number, weight: 400 | 600 = 400): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = `${lines[lines.length - 1] ?? ""} ${word}`;
    if (lines.length > 0 && text_width(longer, weight) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
