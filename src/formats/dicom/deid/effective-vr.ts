import type { ElementEntry } from "../../../domain/deid/element-index.ts";
import { tagOf } from "./element-path.ts";
import { vrOf } from "./vr-of.ts";

/** The VR that decides: as written in explicit syntaxes, from the dictionary in implicit ones, else `UN` (PS3.5 6.2.2). */
export function effectiveVr(entry: ElementEntry): string {
  if (entry.vr !== "--") return entry.vr;
  return vrOf(tagOf(entry.path)) ?? (entry.items === undefined ? "UN" : "SQ");
}
