import type { ElementEntry } from "../../../domain/deid/element-index.ts";
import { tagOf } from "./element-path.ts";
import { vrOf } from "./vr-of.ts";

/**
 * The VR that decides: as written in explicit syntaxes, from the dictionary in implicit ones and for UN, which is what a
 * converter writes that did not know the tag (PS3.5 6.2.2): its items are read where the tag is a sequence's; anything else
 * under UN that does not fit its tag stays `UN`.
 */
export function effectiveVr(entry: ElementEntry): string {
  if (entry.vr !== "--" && entry.vr !== "UN") return entry.vr;
  const known = vrOf(tagOf(entry.path));
  if (entry.vr === "UN") {
    const isItems = entry.items !== undefined;
    return known === undefined || (known === "SQ") !== isItems ? "UN" : known;
  }
  return known ?? (entry.items === undefined ? "UN" : "SQ");
}
