import type { ElementEntry } from "../../../domain/deid/element-index.ts";
import { safePrivateLines } from "../deid-table.ts";
import type { Decision } from "./decision.ts";
import { siblingOf, tagOf, tagText } from "./element-path.ts";
import type { PlanInput } from "./plan-input.ts";
import { privateDeclaration } from "./private-declarations.ts";
import { binarySizes, eachValue, isCode, isDecimal, isInteger } from "./value-forms.ts";

interface SafeRow {
  readonly vr: string;
  readonly vm: string;
}

const binary = /^(US|SS|UL|SL|FL|FD)$/;
const forms: Readonly<Record<string, (value: string) => boolean>> = {
  CS: isCode,
  DS: isDecimal,
  IS: isInteger,
};
const mayStay = (vr: string) => binary.test(vr) || Object.hasOwn(forms, vr);

/** The rows of Table E.3.10-1 that may stay: creator, then group and low byte in upper-case hex. */
export const safePrivateRows: ReadonlyMap<string, ReadonlyMap<string, SafeRow>> = new Map(
  safePrivateLines.map((line) => {
    const [creator = "", rows = ""] = line.split("|");
    const safe = rows.split(" ").flatMap((row): [string, SafeRow][] => {
      const [key = "", vr, vm = ""] = row.split(":");
      return vr && mayStay(vr) ? [[key.toUpperCase(), { vr, vm }]] : [];
    });
    return [creator, new Map(safe)];
  }),
);

/** Values that a row allows at most. */
function mostValues(vm: string): number {
  const last = vm.split("-").at(-1) ?? "";
  return last === "n" ? Number.POSITIVE_INFINITY : Number(last) || 1;
}

/** Bytes of the longest text that is read. */
const longest = 4096;

/** ASCII of a value, whatever its VR is known to be; null where it is none. */
function asciiOf(input: PlanInput, path: string): string | null {
  const value = input.values.bytes(path);
  if (!value || value.length > longest) return null;
  const bytes = value.subarray(0, value.length);
  if (bytes.some((byte) => byte > 127)) return null;
  return String.fromCharCode(...bytes).replace(/[\0 ]+$/, "");
}

/** Whether a value is numbers, or a code, in the form of its row; text that may say anything is not. */
function isHarmless(entry: ElementEntry, { vr, vm }: SafeRow, input: PlanInput): boolean {
  if (entry.vr !== vr && entry.vr !== "--" && entry.vr !== "UN") return false;
  if (entry.items !== undefined) return false;
  const size = binary.test(vr) ? binarySizes[vr] : undefined;
  if (size !== undefined) return entry.valueLen % size === 0 && entry.valueLen / size <= mostValues(vm);
  const form = forms[vr];
  if (!form) return false;
  const text = asciiOf(input, entry.path);
  return eachValue(text, form) && (text ?? "").split("\\").length <= mostValues(vm);
}

const kept: Decision = { action: "keep", why: "option:RtnSafePriv" };
const removed: Decision = { action: "remove", why: "private" };

/**
 * The fate of a private element: kept where Table E.3.10-1 calls it safe by creator, group and low byte, its value can only be
 * numbers or a code, and the file itself does not declare its block or it identifying. Blocks are told by their creator in
 * the same item, wherever they lie (PS3.5 7.8.1). A creator of the table stays: it is a name of the standard's.
 */
export function privateElement(entry: ElementEntry, input: PlanInput): Decision {
  if (!input.options.retainSafePrivate) return removed;
  const tag = tagText(tagOf(entry.path));
  const group = tag.slice(0, 4);
  const block = tag.slice(4, 6);
  if (block === "00") {
    const rows = tag.slice(6) >= "10" && safePrivateRows.get(asciiOf(input, entry.path) ?? "");
    return rows && [...rows.keys()].some((key) => key.startsWith(group)) ? kept : removed;
  }
  const creator = asciiOf(input, siblingOf(entry.path, `${group}00${block}`)) ?? "";
  const low = tag.slice(6);
  const row = safePrivateRows.get(creator)?.get(group + low);
  if (!row || !isHarmless(entry, row, input)) return removed;
  return privateDeclaration(input, group, creator, low) === "identifying" ? removed : kept;
}
