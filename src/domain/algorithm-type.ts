import type { Annotation } from "./annotation.ts";

/** How a label came to be, in DICOM's three words (DESIGN, "SEG algorithm type"). */
export type AlgorithmType = "MANUAL" | "SEMIAUTOMATIC" | "AUTOMATIC";

/**
 * MANUAL: a person drew it, or a consensus of such only; AUTOMATIC: a model made it and nobody changed it, also when it was propagated
 * from such; SEMIAUTOMATIC: all else. `find` gives the labels that it was made from.
 */
export function algorithmTypeOf(
  annotation: Annotation,
  find: (instanceUid: string) => Annotation | undefined,
  depth = 0,
): AlgorithmType {
  const { origin, derivedFrom } = annotation.provenance;
  if (origin === "human") return "MANUAL";
  if (origin === "model") return "AUTOMATIC";
  // A ring of labels that name each other is no proof of anything.
  if ((origin !== "consensus" && origin !== "propagated") || derivedFrom.length === 0 || depth > 16)
    return "SEMIAUTOMATIC";
  const wish = origin === "consensus" ? "MANUAL" : "AUTOMATIC";
  const all = derivedFrom.every((uid) => {
    const input = find(uid);
    return input !== undefined && algorithmTypeOf(input, find, depth + 1) === wish;
  });
  return all ? wish : "SEMIAUTOMATIC";
}

/** Name and version of what helped: the model or tool, else the origin in this app; null for MANUAL. */
export function algorithmOf(
  annotation: Annotation,
  type: AlgorithmType,
  toolVersion: string,
): { readonly name: string; readonly version: string } | null {
  if (type === "MANUAL") return null;
  const { model, origin } = annotation.provenance;
  return model
    ? { name: model.id, version: model.version }
    : { name: `Overread ${origin}`, version: toolVersion };
}
