import type { Version } from "../../domain/sync/version.ts";
import { readVersionRecord } from "../../domain/sync/version-record.ts";
import { memorySource } from "../byte-source.ts";
import { asciiOf } from "../dicom/element-values.ts";
import { readCode } from "../dicom/read-code.ts";
import { itemsOf } from "../dicom/read-dataset.ts";
import { readDicom } from "../dicom/read-dicom.ts";
import { utf8Of } from "../dicom/utf8-of.ts";
import { recordCode, structuredReportClass } from "./write-sr.ts";

/** Why a report is not taken in as a version. */
export type NotAVersion = "not-deidentified" | "not-ours" | "unreadable" | "too-large" | "other-study";

/** A report above this is not looked into. */
const mostBytes = 256 * 2 ** 20;

/**
 * Reads a version of `study` from a report of a hub, which may hold anything. Predecessors and flags are those of the DICOM attributes.
 * Never throws: what is wrong is told by name, and does not stop a pull (sync 3.5).
 */
export async function readVersion(
  bytes: Uint8Array,
  study: string,
  uid: string,
): Promise<Version | NotAVersion> {
  if (bytes.length > mostBytes) return "too-large";
  try {
    const { dataset } = await readDicom(memorySource(bytes));
    const text = (tag: number) => asciiOf(dataset, tag);
    if (text(0x00120062) !== "YES") return "not-deidentified";
    if (text(0x0020000d) !== study) return "other-study";
    if (text(0x00080018) !== uid || text(0x00080016) !== structuredReportClass) return "not-ours";
    const item = itemsOf(dataset, 0x0040a730).find((node) => {
      const name = readCode(itemsOf(node, 0x0040a043)[0]);
      return name?.scheme === recordCode.scheme && name.value === recordCode.value;
    });
    if (!item) return "not-ours";
    const record = readVersionRecord(utf8Of(item, 0x0040a160), study);
    if (!record) return "unreadable";
    return {
      ...record,
      uid,
      study,
      series: text(0x0020000e),
      predecessors: itemsOf(dataset, 0x0040a360)
        .flatMap((one) => itemsOf(one, 0x00081115))
        .flatMap((one) => itemsOf(one, 0x00081199))
        .map((one) => asciiOf(one, 0x00081155)),
      completion: text(0x0040a491) === "COMPLETE" ? "COMPLETE" : "PARTIAL",
      verification: text(0x0040a493) === "VERIFIED" ? "VERIFIED" : "UNVERIFIED",
    };
  } catch {
    return "unreadable";
  }
}
