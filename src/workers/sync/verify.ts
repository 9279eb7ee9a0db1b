import { isDue, type OutboxRow } from "../../domain/sync/outbox-row.ts";
import { memorySource } from "../../formats/byte-source.ts";
import { asciiValuesOf, decimalsOf, numberOf } from "../../formats/dicom/element-values.ts";
import type { DicomDataset } from "../../formats/dicom/read-dataset.ts";
import { readDicom } from "../../formats/dicom/read-dicom.ts";
import { sameContent } from "../../formats/dicom/same-content.ts";
import { jsonTags, numberAt, textsAt } from "../../formats/dicomweb/dicom-json.ts";
import { FormatError } from "../../formats/format-error.ts";
import { changeRows, inState } from "../../storage/outbox.ts";
import { storedSource } from "../pixels/stored-source.ts";
import { outboxBytes } from "./outbox-bytes.ts";
import { putOff, putOffRead } from "./push.ts";
import type { StepEnd, SyncContext } from "./sync-context.ts";

/** Questions about images under way at once. */
const mostAtOnce = 4;

/** Reads back what the hub is said to have, and compares. Only then may it be called safe (sync 3.3). */
export async function verify(context: SyncContext): Promise<StepEnd> {
  const nowMs = context.nowMs();
  const rows = (await inState(context.database, "sent")).filter((row) => isDue(row, nowMs));
  for (let at = 0; at < rows.length; ) {
    context.signal.throwIfAborted();
    // Images are asked for by their metadata, several at a time; labels are read whole, one after another.
    const kind = rows[at]?.kind;
    const count = kind === "image" ? mostAtOnce : 1;
    const group = rows.slice(at, at + count).filter((row) => row.kind === kind);
    at += group.length;
    const ends = await Promise.all(group.map((row) => verifyOne(context, row)));
    const end = ends.find((one) => one !== "done");
    if (end) return end;
  }
  return "done";
}

async function verifyOne(context: SyncContext, row: OutboxRow): Promise<StepEnd> {
  const { database } = context;
  try {
    const found = await compare(context, row);
    await changeRows(database, [row.uid], (now) => {
      if (found === "same")
        return { state: "verified", fault: null, doubtful: false, tries: 0, hubId: context.hubId };
      if (found === "other") return { state: "rejected", fault: { code: "other-content" } };
      if (found === "not-here") return { state: "rejected", fault: { code: "not-here" } };
      return putOff(context, { code: "not-there" })(now);
    });
    context.onStep();
    return "done";
  } catch (reason) {
    context.signal.throwIfAborted();
    // A body that was cut, or that is no multipart, says nothing of the object: it is asked for again.
    if (reason instanceof FormatError) {
      await changeRows(database, [row.uid], (now) => ({
        ...putOff(context, { code: "no-network" })(now),
        state: "sent",
      }));
      return "done";
    }
    return putOffRead(context, [row], reason, "sent");
  }
}

type Comparison = "same" | "other" | "absent" | "not-here";

async function compare(context: SyncContext, row: OutboxRow): Promise<Comparison> {
  const { reader } = context;
  const { uid, study, series, kind } = row;
  if (kind === "image") {
    const header = await headerOf(context, row);
    if (!header) return "not-here";
    const quick = await compareMetadata(reader, study, series, uid, header);
    if (quick !== "unknown") return quick;
  }
  const mine = await outboxBytes(context, row);
  if (!mine) return "not-here";
  const found = await reader.object(study, series, uid);
  if (!found) return "absent";
  return (await sameContent(mine, found)) ? "same" : "other";
}

/** The header of an image: of a DICOM file only that is read, its pixels were checked when they were sent. Null: it is not here as it was. */
async function headerOf(context: SyncContext, row: OutboxRow): Promise<DicomDataset | null> {
  const instance = row.capture ? undefined : await context.database.instances.get(row.uid);
  if (instance && !instance.evicted) {
    const read = await readDicom(storedSource(context.database, instance)).catch(() => null);
    if (read) return read.dataset;
  }
  const bytes = await outboxBytes(context, row);
  return bytes && (await readDicom(memorySource(bytes))).dataset;
}

/** An image by its metadata alone: the keyed digest of its pixels shows another cleaning without a download (sync 3.1). */
async function compareMetadata(
  reader: SyncContext["reader"],
  study: string,
  series: string,
  uid: string,
  dataset: DicomDataset,
): Promise<"same" | "other" | "absent" | "unknown"> {
  const found = await reader.metadata(study, series, uid);
  if (!found) return "absent";
  const isDigest = (value: string) => /^px:[0-9a-f]{32}$/.test(value);
  const ours = asciiValuesOf(dataset, 0x00120063).find(isDigest);
  const theirs = textsAt(found, jsonTags.deidentificationMethod).find(isDigest);
  if (!ours || !theirs) return "unknown";
  const pairs = [
    [numberOf(dataset, 0x00280010), numberAt(found, jsonTags.rows)],
    [numberOf(dataset, 0x00280011), numberAt(found, jsonTags.columns)],
    [numberOf(dataset, 0x00280101), numberAt(found, jsonTags.bitsStored)],
    [decimalsOf(dataset, 0x00280008)[0] ?? 1, numberAt(found, jsonTags.numberOfFrames) ?? 1],
  ];
  return ours === theirs && pairs.every(([a, b]) => a === b) ? "same" : "other";
}
