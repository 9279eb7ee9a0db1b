import { structuredContentLines } from "../deid-table.ts";
import { type PolicyRow, parseRow } from "./policy-table.ts";

const rows: ReadonlyMap<string, PolicyRow> = new Map(structuredContentLines.map(parseRow));

/**
 * The codes that the concepts of the table had before 2019, when DICOM went over from SNOMED RT to SNOMED CT (PS3.16 8.1), in reports
 * that are older. One concept, two codes.
 */
const retired: Readonly<Record<string, string>> = {
  "PA-30029": "440252007",
  "DF-0070B": "398164008",
  "DF-0068E": "398325003",
  "R-42B89": "371524004",
  "DD-60002": "116224001",
  "F-00033": "271921002",
  "G-C0E3": "363698007",
  "F-02455": "160476009",
  "G-D321": "398201009",
  "G-D320": "397898000",
};
/** Names under which SNOMED RT stands in files. */
const retiredSchemes: ReadonlySet<string> = new Set(["SRT", "SNM3", "99SDM"]);

/** The row of a content item in Table E.3.4-1 of PS3.15 by its concept and value type, or undefined where it is not listed. */
export function contentRow(scheme: string, code: string, valueType: string): PolicyRow | undefined {
  const now = retiredSchemes.has(scheme) && Object.hasOwn(retired, code) ? retired[code] : null;
  return rows.get(now ? `SCT|${now}|${valueType}` : `${scheme}|${code}|${valueType}`);
}
