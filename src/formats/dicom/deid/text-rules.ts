import { cleanMeaning } from "./code-meaning.ts";
import type { Decision } from "./decision.ts";
import { keepText } from "./decision.ts";
import { siblingOf } from "./element-path.ts";
import { isKnownCode, isKnownScheme } from "./known-code.ts";
import { hasOnlyKnownWords } from "./known-words.ts";
import { methodMeanings } from "./method-codes.ts";
import type { PlanInput } from "./plan-input.ts";
import { isReportCode, isReportScheme } from "./report-code.ts";

/** Texts that may stay when every word of them is known. */
export const byWords: ReadonlySet<number> = new Set([
  0x00080070, 0x00081090, 0x00181160, 0x00181250, 0x00181251, 0x00189005, 0x00201040, 0x00281054, 0x00281055,
  0x00283003, 0x00283004, 0x00409210, 0x00540018, 0x00620005,
]);

/** Reconstruction kernels: a name of known words, or like `B30f`. */
const kernel = 0x00181210;

/** Unlisted texts of type 2 become empty, so that the object stays valid. */
const type2: ReadonlySet<number> = new Set([0x00201040, 0x00700081]);

/** Unlisted texts of type 1, some of them in a few IODs only: makers, models, versions and algorithms among them. */
const type1: ReadonlySet<number> = new Set([
  0x00080070, 0x00081090, 0x00181020, 0x00189005, 0x00281054, 0x00283003, 0x00283004, 0x00409210, 0x00620005,
  0x00620009, 0x00660031, 0x00660036,
]);

/** Units of a rescale or modality table, and what the standard calls them (PS3.3 C.11.1.1.2). */
const unitTexts: ReadonlySet<number> = new Set([0x00281054, 0x00283004]);
const unitTerms = new Set("OD HU US MGML Z_EFF ED EDW HU_MOD PCT BQML CPS SUV".split(" "));

const isKernel = (text: string) =>
  text.split("\\").every((part) => /^[A-Za-z]{1,2}\d{2}[a-z]?$/.test(part.trim()));

type TextInput = Pick<PlanInput, "values" | "options" | "named">;

/** What is left of one of the three texts of a code; "" where nothing may stay. */
function codeItem(tag: number, path: string, text: string, { values, options, named }: TextInput): string {
  const scheme = values.text(siblingOf(path, "00080102")) ?? "";
  const code = values.text(siblingOf(path, "00080100")) ?? "";
  // Reports and drawings use more schemes, and say more in a meaning; without them images are cleaned as before.
  const wide = options.cleanStructuredContent || options.cleanGraphics;
  const isScheme = (one: string) => isKnownScheme(one) || (wide && isReportScheme(one));
  const isCode = (one: string) => isKnownCode(scheme, one) || (wide && isReportCode(scheme, one));
  if (tag === 0x00080102) return isScheme(text) ? text : "";
  if (tag === 0x00080100) return isCode(text) ? text : "";
  if (isKnownScheme(scheme) && (methodMeanings[code] === text || hasOnlyKnownWords(text))) return text;
  return wide && isScheme(scheme) && isCode(code) ? cleanMeaning(text, named) : "";
}

/** The fate of a free text that Table E.1-1 does not list: kept only where every word of it is known. */
export function unlistedText(tag: number, path: string, input: TextInput): Decision {
  const text = input.values.text(path);
  const removed: Decision = type2.has(tag)
    ? { action: "empty", why: "vr-default" }
    : type1.has(tag)
      ? // "US" says that the units are not specified; without a type CT numbers would pass for Hounsfield units.
        { action: "replace", why: "vr-default", value: unitTexts.has(tag) ? "US" : "REMOVED" }
      : { action: "remove", why: "vr-default" };
  if (text === null) return removed;
  if (text === "") return { action: "keep", why: "vr-default" };
  if (tag === 0x00080100 || tag === 0x00080102 || tag === 0x00080104) {
    const value = codeItem(tag, path, text, input);
    if (value === text) return keepText(text, "vr-default");
    return value === ""
      ? { action: "replace", why: "vr-default", value: "REMOVED" }
      : { action: "clean", why: "vr-default", value };
  }
  if (unitTexts.has(tag) && unitTerms.has(text)) return keepText(text, "vr-default");
  const stays = (byWords.has(tag) || tag === kernel) && hasOnlyKnownWords(text);
  return stays || (tag === kernel && isKernel(text)) ? keepText(text, "vr-default") : removed;
}
