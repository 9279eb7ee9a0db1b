import { base64 } from "../../../domain/base64.ts";
import type { ElementEntry } from "../../../domain/deid/element-index.ts";
import { clearIccText } from "../../icc/clear-icc-text.ts";
import { keepDate, moveDate } from "./date-rules.ts";
import type { Decision } from "./decision.ts";
import { effectiveVr } from "./effective-vr.ts";
import { tagOf } from "./element-path.ts";
import { groupLabel, isGroupLabel } from "./group-labels.ts";
import { mapUids } from "./map-uids.ts";
import type { PlanInput } from "./plan-input.ts";
import { unlistedText } from "./text-rules.ts";
import { binarySizes, eachValue, isCode, isDecimal, isInteger } from "./value-forms.ts";

/** Binary values that describe pixels: look-up tables, palettes and the pixels themselves. All other bulk data goes. */
export const keptBulk: ReadonlySet<number> = new Set([
  0x00281101, 0x00281102, 0x00281103, 0x00281201, 0x00281202, 0x00281203, 0x00281221, 0x00281222, 0x00281223,
  0x00281200, 0x00283002, 0x00283006,
]);
const topPixels: ReadonlySet<number> = new Set([0x7fe00001, 0x7fe00002, 0x7fe00008, 0x7fe00009, 0x7fe00010]);

const bulkVrs = new Set(["OB", "OW", "OF", "OD", "OL", "OV"]);
/** A defined term is words; five digits in a row are somebody's number (deidentification 3.7), but that of an ISO standard. */
const keep: Decision = { action: "keep", why: "vr-default" };
const remove: Decision = { action: "remove", why: "vr-default" };
const malformed: Decision = { action: "remove", why: "malformed" };

/** Image Type and Frame Type: their places have a meaning (PS3.3 C.7.6.1.1.2), so a bad value goes alone. */
const typeTags: ReadonlySet<number> = new Set([0x00080008, 0x00089007]);

function imageType(text: string): Decision {
  const value = text
    .split("\\")
    .map((one) => (isCode(one) ? one : "REMOVED"))
    .join("\\");
  return value === text ? keep : { action: "replace", why: "malformed", value };
}

/** ICC Profile, type 1C of colour slides and photographs (PS3.3 C.11.15): colours stay, texts go. */
const iccProfile = 0x00282000;

function clearedProfile({ path }: ElementEntry, values: PlanInput["values"]): Decision {
  const profile = values.bytes(path);
  const cleared = profile && clearIccText(profile);
  if (!profile || !cleared) return malformed;
  const same = profile.subarray(0, cleared.length);
  return cleared.every((byte, at) => byte === same[at])
    ? keep
    : { action: "replace", why: "vr-default", base64: base64(cleared) };
}

/** Sequences that say who issued a number: without its names nothing is left of an item. */
const issuers: ReadonlySet<number> = new Set([0x00080051, 0x00100024]);

/** The fate of a standard element that Table E.1-1 does not list, by its VR: default deny for all that can hold a name. */
export function byDefault(entry: ElementEntry, input: PlanInput): Decision {
  const { values, options, maps } = input;
  const tag = tagOf(entry.path);
  const vr = effectiveVr(entry);
  const size = binarySizes[vr];
  if (size !== undefined) return entry.valueLen % size === 0 ? keep : malformed;
  if (tag === iccProfile) return clearedProfile(entry, values);
  if (bulkVrs.has(vr)) {
    if (topPixels.has(tag) && !entry.path.includes("/")) return { action: "keep", why: "pixel-description" };
    return keptBulk.has(tag) ? keep : remove;
  }
  const text = values.text(entry.path);
  switch (vr) {
    case "SQ":
      if (issuers.has(tag)) return remove;
      return { action: "recurse", why: "vr-default" };
    case "UI":
      if (text !== null && options.retainUids) return { action: "keep", why: "option:RtnUIDs" };
      return text === null ? malformed : mapUids(tag, text, maps, "vr-default");
    case "CS":
      if (text !== null && typeTags.has(tag)) return imageType(text);
      return eachValue(text, isCode) ? keep : malformed;
    case "DS":
      return eachValue(text, isDecimal) ? keep : malformed;
    case "IS":
      return eachValue(text, isInteger) ? keep : malformed;
    case "DA":
    case "TM":
    case "DT":
      if (options.longitudinal === "remove" || text === null) return remove;
      return options.longitudinal === "full"
        ? keepDate(vr, text, "option:RtnLongFull")
        : moveDate(vr, text, maps.shiftDays, "option:RtnLongModif");
    case "LO":
    case "SH":
    case "ST":
    case "LT":
    case "UT":
    case "UC":
      if (isGroupLabel(tag)) return groupLabel(text, maps);
      return unlistedText(tag, entry.path, input);
    default:
      return remove;
  }
}
