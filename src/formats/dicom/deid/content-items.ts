import type { ElementEntry } from "../../../domain/deid/element-index.ts";
import { cleanText } from "./clean-text.ts";
import { contentRow } from "./content-table.ts";
import { type Decision, keepText } from "./decision.ts";
import { itemOf, sequenceOf, siblingOf, tagOf } from "./element-path.ts";
import type { PlanInput } from "./plan-input.ts";
import { activeOptions } from "./resolve-action.ts";

const valueType = "0040A040";
const textValue = 0x0040a160;
const conceptCodes = 0x0040a168;
const measuredValues = 0x0040a300;
const codeTags: ReadonlySet<number> = new Set([0x00080100, 0x00080102, 0x00080104]);
/** A longer text is no finding; nobody waits for its cleaning. */
const longestText = 20_000;

/** What Table E.3.4-1 says of the content item that holds `path`: keep, clean or take away; null where it does not list it. */
function listedFate(path: string, { values, options }: PlanInput): "K" | "C" | "X" | null {
  const text = (tag: string) => (values.text(siblingOf(path, tag)) ?? "").trim();
  const row = contentRow(text("0040A043[0]/00080102"), text("0040A043[0]/00080100"), text(valueType));
  if (!row) return null;
  const chosen = activeOptions(options).map((letter) => row.options.get(letter));
  return chosen.includes("C") ? "C" : chosen.includes("K") ? "K" : "X";
}

const removed = (text: string | null): Decision => {
  const why = "option:CleanStruct";
  return text === "REMOVED" ? { action: "keep", why } : { action: "replace", why, value: "REMOVED" };
};

function textItem(path: string, input: PlanInput): Decision {
  const why = "option:CleanStruct";
  const text = input.values.text(path);
  const fate = listedFate(path, input);
  if (text === null || text.length > longestText || (fate !== "K" && fate !== "C")) return removed(text);
  if (fate === "K") return text === "" ? removed(text) : keepText(text, why);
  const value = cleanText(text, input.named);
  if (!/[\p{L}\p{N}]/u.test(value)) return removed(text);
  return value === text ? keepText(text, why) : { action: "clean", why, value };
}

/**
 * The fate of what a content item says (PS3.15 E.3.4, deidentification 3.5): texts stay only where Table E.3.4-1 and an option let them, numbers
 * and codes unless it takes them away. An item is never taken out of its tree: items refer to each other by their place (PS3.3
 * C.17.3.2.5). Null for every other element: names, dates and UIDs of content items follow Table E.1-1.
 */
export function contentItem(entry: ElementEntry, input: PlanInput): Decision | null {
  const { path } = entry;
  if (!input.options.cleanStructuredContent || !path.includes("/")) return null;
  const tag = tagOf(path);
  const why = "option:CleanStruct";
  if (codeTags.has(tag)) {
    const codes = sequenceOf(path);
    const coded = tagOf(codes) === conceptCodes && input.values.entries.has(siblingOf(codes, valueType));
    return coded && listedFate(codes, input) === "X" ? removed(input.values.text(path)) : null;
  }
  if (!input.values.entries.has(`${itemOf(path)}/${valueType}`)) return null;
  if (tag === textValue) return textItem(path, input);
  if (tag !== measuredValues || listedFate(path, input) !== "X") return null;
  // Measured Value Sequence is of type 2: without an item it says that nothing was measured (PS3.3 C.18.1).
  return entry.valueLen === 0 ? { action: "keep", why } : { action: "replace", why };
}
