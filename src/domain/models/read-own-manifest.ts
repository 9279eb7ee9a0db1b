import { type ModelManifest, readModelManifest } from "../model-manifest.ts";
import type { GraphManifest } from "./graph-manifest.ts";
import { fieldsOf, Refusal, refuse } from "./manifest-fields.ts";
import { readGraphManifest } from "./read-graph-manifest.ts";

/** Either kind of manifest, or the first thing wrong with it in one sentence. */
export type OwnReading =
  | { readonly ok: true; readonly kind: "planes"; readonly manifest: ModelManifest }
  | { readonly ok: true; readonly kind: "graph"; readonly manifest: GraphManifest }
  | { readonly ok: false; readonly reason: string };

/** Reads a parsed model.json of any adapter of assist 3.4. */
export function readOwnManifest(value: unknown): OwnReading {
  try {
    const root = fieldsOf(value, "model.json");
    if (root.schema !== "prelabel-model/1") refuse("schema", "“prelabel-model/1”", root.schema);
    if ((root.adapter ?? "single") !== "single")
      return { ok: true, kind: "graph", manifest: readGraphManifest(root) };
    const reading = readModelManifest(value);
    return reading.ok ? { ok: true, kind: "planes", manifest: reading.manifest } : reading;
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.message };
    throw error;
  }
}
