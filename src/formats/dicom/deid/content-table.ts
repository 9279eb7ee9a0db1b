import { structuredContentLines } from "../deid-table.ts";
import { type PolicyRow, parseRow } from "./policy-table.ts";

const rows: ReadonlyMap<string, PolicyRow> = new Map(structuredContentLines.map(parseRow));

/** The row of a content item in Table E.3.4-1 of PS3.15 by its concept and value type, or undefined where it is not listed. */
export function contentRow(scheme: string, code: string, valueType: string): PolicyRow | undefined {
  return rows.get(`${scheme}|${code}|${valueType}`);
}
