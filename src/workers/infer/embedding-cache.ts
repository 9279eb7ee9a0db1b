import type { AssistPlane } from "../../domain/calls/assist-calls.ts";
import { sha256Hex } from "./model-package.ts";
import type { Embedding } from "./sam-run.ts";

/** What is remembered of a slice: its embedding, and the raw mask of the last answer with the pixels that it became. */
export interface RememberedSlice {
  readonly embedding: Embedding;
  last: { readonly counts: string; readonly low: Float32Array<ArrayBuffer> } | null;
}

/** Embeddings by the content of the slice; the longest unused go when the bytes are used up. */
export interface EmbeddingCache {
  /** The remembered slice, or the one that `make` gives. */
  get(plane: AssistPlane, make: () => Promise<Embedding>): Promise<RememberedSlice>;
  readonly bytes: () => number;
}

const sizeOf = (embedding: Embedding) =>
  Object.values(embedding).reduce((sum, { data }) => sum + data.byteLength, 0);

/** A cache of at most `mostBytes`; the newest slice stays however large it is. */
export function makeEmbeddingCache(mostBytes: number): EmbeddingCache {
  const slices = new Map<string, RememberedSlice>();
  let bytes = 0;
  return {
    bytes: () => bytes,
    async get(plane, make) {
      const { values, rgb } = plane;
      const own = await sha256Hex(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      const colour = rgb ? await sha256Hex(new Uint8Array(rgb.buffer, rgb.byteOffset, rgb.byteLength)) : "";
      const key = `${plane.columns}x${plane.rows}:${own}:${colour}`;
      const known = slices.get(key);
      if (known) {
        slices.delete(key);
        slices.set(key, known);
        return known;
      }
      const slice: RememberedSlice = { embedding: await make(), last: null };
      slices.set(key, slice);
      bytes += sizeOf(slice.embedding);
      for (const [old, { embedding }] of slices) {
        if (bytes <= mostBytes || old === key) break;
        slices.delete(old);
        bytes -= sizeOf(embedding);
      }
      return slice;
    },
  };
}
