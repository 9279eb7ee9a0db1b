import { type StackStructure, spacingOf } from "./stack-structure.ts";

const mmOf: Readonly<Record<string, number>> = {
  nm: 1e-6,
  um: 1e-3,
  micron: 1e-3,
  "\\u00B5m": 1e-3,
  "\u00b5m": 1e-3,
  mm: 1,
  cm: 10,
  inch: 25.4,
};

/**
 * What ImageJ says of a file in its first description: lines of `key=value`, pages in the order channel, slice, time. A pixel's size
 * is one over the resolution tags in its `unit`. `resolution`: pixels per unit, horizontal then vertical. Null for other texts.
 */
export function imagejStructure(text: string, resolution: readonly [number, number]): StackStructure | null {
  if (!text.startsWith("ImageJ=")) return null;
  const values = new Map<string, string>();
  for (const line of text.split(/[\r\n\0]+/)) {
    const at = line.indexOf("=");
    if (at > 0 && !values.has(line.slice(0, at))) values.set(line.slice(0, at), line.slice(at + 1));
  }
  const count = (key: string) => {
    const value = values.get(key) ?? "1";
    return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : 0;
  };
  const mm = mmOf[values.get("unit") ?? ""];
  const [horizontal, vertical] = resolution;
  return {
    channels: count("channels"),
    slices: count("slices"),
    times: count("frames"),
    order: "CZT",
    spacingMm: mm === undefined ? null : spacingOf(mm / vertical, mm / horizontal),
  };
}
