import type { ElementEntry } from "../../../domain/deid/element-index.ts";
import { objectKind } from "../../../domain/study-object.ts";
import type { Decision } from "./decision.ts";
import { siblingOf, tagOf } from "./element-path.ts";
import type { PlanInput } from "./plan-input.ts";

const textObjects = 0x00700008;
const drawings = "00700009";
/** Date and time of a presentation state: Table E.1-1 takes them away, the IOD asks for them (type 1, PS3.3 C.11.10). */
const creation: Readonly<Record<number, string>> = { 7340162: "19000101", 7340163: "000000" };

/**
 * The fate of an element that only objects without pixels ask another rule for; null for all else. Pixels in an object that has none are a
 * hiding place. Texts on images go, drawings stay; where an annotation is a text alone, it keeps its place (PS3.15 E.3.3).
 */
export function objectRule(entry: ElementEntry, input: PlanInput): Decision | null {
  const { values, options } = input;
  const kind = objectKind((values.text("00080016") ?? "").replace(/\0/g, ""));
  if (!kind) return null;
  const tag = tagOf(entry.path);
  if (tag >>> 16 === 0x7fe0) return { action: "remove", why: "malformed" };
  if (kind !== "presentation") return null;
  if (tag === textObjects && !options.cleanDescriptors) {
    const drawn = (values.entries.get(siblingOf(entry.path, drawings))?.items ?? 0) > 0;
    return drawn ? { action: "remove", why: "option:CleanGraph" } : null;
  }
  const dummy = creation[tag];
  if (dummy === undefined || entry.path.includes("/") || options.longitudinal !== "remove") return null;
  return values.text(entry.path) === dummy
    ? { action: "keep", why: "E.1-1" }
    : { action: "replace", why: "E.1-1", value: dummy };
}
