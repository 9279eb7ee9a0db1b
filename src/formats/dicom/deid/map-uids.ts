import type { PlanReason } from "../../../domain/deid/plan.ts";
import type { Decision } from "./decision.ts";
import type { IdentityMaps } from "./plan-input.ts";
import { mustMapUid, uidValues } from "./uid-rules.ts";

/** Maps every value of a UI that names an object; public UIDs stay. */
export function mapUids(tag: number, text: string, maps: IdentityMaps, why: PlanReason): Decision {
  const values = uidValues(text);
  if (!values.some((value) => mustMapUid(tag, value))) {
    return { action: "keep", why: text === "" ? why : "registry-uid" };
  }
  const mapped = values.map((value) => (mustMapUid(tag, value) ? maps.uid(value) : value));
  return { action: "uid", why, value: mapped.join("\\") };
}
