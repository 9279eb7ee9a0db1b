import type { ChainFault } from "../../domain/verify-chain.ts";
import { count, number } from "./numbers.ts";

const faults: Record<ChainFault, (seq: string) => string> = {
  changed: (seq) => `Entry ${seq} was changed after it was written.`,
  removed: (seq) => `Entry ${seq} is missing.`,
  reordered: (seq) => `Entry ${seq} is not in its place.`,
  inserted: (seq) => `Before entry ${seq} stands one that does not belong there.`,
  replaced: (seq) =>
    `Entry ${seq} is not the one that was written: it, or what comes before it, was made anew.`,
  cut: (seq) => `Entry ${seq} and all after it are missing; an earlier export had them.`,
};

/** Texts of the audit card. */
export const auditEn = {
  audit: {
    title: "Record of work",
    intro:
      "Every change of a label is written down with its author, and each entry carries the fingerprint of the one before it. A check shows whether an entry was changed, removed, moved or added later.",
    limit:
      "It shows later changes. It does not protect against the owner of this device, who could write the whole record anew; compare with a manifest that was handed over.",
    entries: (n: number) => count(n, "entry", "entries"),
    none: "Nothing was written down yet.",
    check: "Check the record",
    compare: "Compare with a manifest.json",
    running: "Checking",
    cancel: "Cancel",
    progress: (done: number, total: number) => `${number(done)} of ${number(total)}`,
    whole: (n: number) => `All ${count(n, "entry is", "entries are")} in place, none changed.`,
    compared: (n: number) =>
      n === 0 ? "Not compared with any export yet." : `Compared with ${count(n, "export", "exports")}.`,
    broken: "This record was tampered with",
    fault: (reason: ChainFault, seq: number) => faults[reason](number(seq)),
    brokenNote:
      "Work done before that entry is not affected. Keep this device as it is and tell whoever is responsible for the project.",
    notManifest: "That file is no manifest of an export with a record of work. Expected a manifest.json.",
    otherDevice: "That manifest names no record of this device.",
    failed: "The record could not be read. Try again.",
  },
};
