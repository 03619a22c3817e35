// SPDX-License-Identifier: Apache-2.0

/** Colours are custom properties of the page, so that light, dark and print each have their own. */
export const kColors = 8;
const kDashes = ["none", "9 5", "2 4", "12 4 2 4", "6 3 2 3 2 3"];
/** Below this width of a chart, labels go into a legend above it. */
export const kNarrow = 540;

export type Texture = "plain" | "rising" | "falling" | "dots" | "rows" | "columns" | "crossed";
const kTextures: Texture[] = ["rising", "dots", "falling", "rows", "crossed", "columns", "plain"];

/** How a series is told from others: by colour, by dash and by texture, each enough alone for a few series. */
export interface Look {
  color: string;
  dash: string;
  texture: Texture;
  opacity: number;
}

export function look(index: number): Look {
  return {
    color: `var(--c${index % kColors})`,
    dash: kDashes[index % kDashes.length] ?? "none",
    texture: kTextures[index % kTextures.length] ?? "plain",
    opacity: 0.25,
  };
}

/** Ordered levels: one colour from faint to full, neighbours differ in texture. */
export function level_look(index: number, count: number): Look {
  const textures: Texture[] = ["plain", "rising", "dots", "crossed"];
  return {
    color: "var(--c0)",
    dash: "none",
    texture: textures[index % textures.length] ?? "plain",
    opacity: 0.08 + (0.57 * index) / Math.max(1, count - 1),
  };
}

export const kNobody: Look = { color: "var(--muted)", dash: "2 3", texture: "plain", opacity: 0.06 };
