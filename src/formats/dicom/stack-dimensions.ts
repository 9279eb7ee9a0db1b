import type { PartDimension } from "../../domain/series-part.ts";

/** How a series is split by one kind of value. */
export interface StackDimension {
  /** Its name in the keys of `stack-keys.ts`. */
  readonly key: string;
  readonly dimension: PartDimension;
  /** `kind`: frames of different values are different pictures. `order`: they follow each other. */
  readonly role: "kind" | "order";
  /** May part frames that have no position, where nothing shows that they lie in one place. */
  readonly placeless?: boolean;
  /** `kind` parts frames even where no two lie in one place; others only where that makes the stacks regular. */
  readonly always?: boolean;
}

/** In the order in which they are tried: from what is certainly another stack to what only numbers frames. */
export const stackDimensions: readonly StackDimension[] = [
  { key: "loc", dimension: "localizer", role: "kind", always: true },
  { key: "st", dimension: "stack", role: "kind", always: true, placeless: true },
  { key: "det", dimension: "detector", role: "kind", always: true, placeless: true },
  { key: "ew", dimension: "energy", role: "kind", always: true, placeless: true },
  // Channels and volumes of microscope files, which have no planes (`formats/tiff/stack-structure.ts`).
  { key: "ch", dimension: "channel", role: "kind", always: true, placeless: true },
  { key: "vol", dimension: "time", role: "order", always: true, placeless: true },
  { key: "te", dimension: "echo", role: "kind", always: true },
  { key: "en", dimension: "echo", role: "kind", always: true },
  { key: "img", dimension: "image-type", role: "kind" },
  { key: "b", dimension: "b-value", role: "kind", always: true },
  { key: "dir", dimension: "direction", role: "kind" },
  { key: "ti", dimension: "inversion", role: "kind" },
  { key: "t", dimension: "time", role: "order", always: true },
  { key: "ph", dimension: "phase", role: "order" },
  { key: "np", dimension: "phase", role: "order" },
  { key: "ts", dimension: "time", role: "order" },
  { key: "tsl", dimension: "time", role: "order" },
  { key: "acq", dimension: "acquisition", role: "kind" },
  { key: "trig", dimension: "phase", role: "order" },
  { key: "frt", dimension: "time", role: "order" },
  { key: "d", dimension: "dimension", role: "kind" },
];

/** The values of a stored key. One of an older version holds no names: it is told apart as a whole. */
export function stackValues(key: string): ReadonlyMap<string, string> {
  if (key !== "" && !key.includes("=")) return new Map([["st", key]]);
  return new Map(
    key
      .split(";")
      .filter(Boolean)
      .map((part) => {
        const at = part.indexOf("=");
        return [part.slice(0, at), part.slice(at + 1)] as const;
      }),
  );
}

/** Numbers by size, words by letters. */
export function byValue(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (a !== "" && b !== "" && Number.isFinite(x) && Number.isFinite(y)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}
