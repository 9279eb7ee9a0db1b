import { createHash } from "node:crypto";
import type { TiffIndex } from "../../src/domain/deid/tiff-index.ts";
import type { TiffPlan, TiffPlanPage } from "../../src/domain/deid/tiff-plan.ts";
import { bytesOf } from "./wasm-bytes.ts";

/** How the file is written. */
export interface TiffWriting {
  readonly bigEndian: boolean;
  readonly big: boolean;
}

/** A value of a tag: numbers of SHORT (3), LONG (4) or RATIONAL (5) type, or bytes of ASCII (2) or UNDEFINED (7). */
export type TiffValue =
  | { readonly type: 3 | 4 | 5; readonly values: readonly number[] }
  | { readonly type: 2 | 7; readonly bytes: Uint8Array };

/** A page for {@link tiffOf}: tags without the ones of chunks, then its strips or tiles and SubIFDs. */
export interface TiffPageMaker {
  readonly tags: Readonly<Record<number, TiffValue>>;
  readonly chunks: readonly Uint8Array[];
  readonly tiled?: boolean;
  readonly children?: readonly TiffPageMaker[];
}

export const shorts = (...values: number[]): TiffValue => ({ type: 3, values });
export const ascii = (text: string): TiffValue => ({ type: 2, bytes: bytesOf(text, [0]) });

/** Writes a TIFF with gaps that hold `filler` between its parts, as careless writers leave them. */
export function tiffOf(
  pages: readonly TiffPageMaker[],
  writing: TiffWriting,
  filler = "",
): Uint8Array<ArrayBuffer> {
  const wide = writing.big ? 8 : 4;
  const bytes: number[] = [];
  const number = (value: number, width: number) => {
    const octets = Array.from({ length: width }, (_, i) => Math.floor(value / 256 ** i) % 256);
    return writing.bigEndian ? octets.reverse() : octets;
  };
  const append = (part: Iterable<number>) => {
    const at = bytes.length;
    bytes.push(...part, ...bytesOf(filler));
    return at;
  };
  const patch = (at: number, value: number) => bytes.splice(at, wide, ...number(value, wide));
  const valueBytes = (value: TiffValue) => {
    if ("bytes" in value) return [...value.bytes];
    if (value.type === 5)
      return value.values.flatMap((v) => [...number(Math.round(v * 100), 4), ...number(100, 4)]);
    return value.values.flatMap((v) => number(v, value.type === 3 ? 2 : 4));
  };

  const directory = (page: TiffPageMaker): { at: number; nextAt: number } => {
    const offsets = page.chunks.map((chunk) => append(chunk));
    const children = (page.children ?? []).map((child) => directory(child).at);
    const tags: Record<number, TiffValue> = {
      ...page.tags,
      [page.tiled ? 324 : 273]: { type: 4, values: offsets },
      [page.tiled ? 325 : 279]: { type: 4, values: page.chunks.map((chunk) => chunk.length) },
      ...(children.length > 0 ? { 330: { type: 4, values: children } as const } : {}),
    };
    const entries = Object.entries(tags)
      .map(([tag, value]) => ({ tag: Number(tag), value, body: valueBytes(value) }))
      .sort((a, b) => a.tag - b.tag)
      .map(({ tag, value, body }) => {
        const count = "bytes" in value ? value.bytes.length : value.values.length;
        const field =
          body.length <= wide ? [...body, ...Array(wide - body.length).fill(0)] : number(append(body), wide);
        return [...number(tag, 2), ...number(value.type, 2), ...number(count, wide), ...field];
      });
    const at = bytes.length;
    bytes.push(...number(entries.length, writing.big ? 8 : 2), ...entries.flat(), ...number(0, wide));
    return { at, nextAt: bytes.length - wide };
  };

  bytes.push(...bytesOf(writing.bigEndian ? "MM" : "II"), ...number(writing.big ? 43 : 42, 2));
  if (writing.big) bytes.push(...number(8, 2), ...number(0, 2));
  let pointer = bytes.length;
  bytes.push(...number(0, wide));
  for (const page of pages) {
    const { at, nextAt } = directory(page);
    patch(pointer, at);
    pointer = nextAt;
  }
  return Uint8Array.from(bytes);
}

/** A plan that keeps all pages with the tags named, for tests of the rewrite. */
export function tiffPlanOf(
  bytes: Uint8Array,
  index: TiffIndex,
  allowed: readonly number[],
  change: (path: string) => Partial<TiffPlanPage> = () => ({}),
): TiffPlan {
  return {
    planVersion: 1,
    policy: { id: "test", hash: "", tables: "", options: [] },
    source: { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length, format: "tiff" },
    verdict: "released",
    reasons: [],
    risk: { class: "LOW", signs: [] },
    pages: index.pages.map(({ path, at, entries }) => ({
      path,
      at,
      action: "keep",
      why: "image",
      tags: entries.map(({ tag }) => tag).filter((tag) => allowed.includes(tag)),
      description: null,
      boxes: [],
      blank: [],
      ...change(path),
    })),
  };
}
