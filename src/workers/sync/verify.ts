import type { OutboxRow } from "../../domain/sync/outbox-row.ts";
import { memorySource } from "../../formats/byte-source.ts";
import { asciiValuesOf, decimalsOf, numberOf } from "../../formats/dicom/element-values.ts";
import { readDicom } from "../../formats/dicom/read-dicom.ts";
import { sameContent } from "../../formats/dicom/same-content.ts";
import { jsonTags, numberAt, textsAt } from "../../formats/dicomweb/dicom-json.ts";
import { FormatError } from "../../formats/format-error.ts";
import { changeRows, inState } from "../../storage/outbox.ts";
import { outboxBytes } from "./outbox-bytes.ts";
import { putOff, putOffRead } from "./push.ts";
import type { StepEnd, SyncContext } from "./sync-context.ts";

/** Reads back what the hub is said to have, and compares. Only then may it be called safe (sync 3.3). */
export async function verify(context: SyncContext): Promise<StepEnd> {
  const { database } = context;
  for (const row of await inState(database, "sent")) {
    context.signal.throwIfAborted();
    if (row.nextAtMs > context.nowMs()) continue;
    const mine = await outboxBytes(context, row);
    if (!mine) {
      await changeRows(database, [row.uid], () => ({ state: "rejected", fault: { code: "not-here" } }));
      continue;
    }
    try {
      const found = await compare(context, row, mine);
      await changeRows(database, [row.uid], (now) => {
        if (found === "same")
          return { state: "verified", fault: null, doubtful: false, tries: 0, hubId: context.hubId };
        if (found === "other") return { state: "rejected", fault: { code: "other-content" } };
        return putOff(context, { code: "not-there" })(now);
      });
      context.onStep();
    } catch (reason) {
      context.signal.throwIfAborted();
      // A body that was cut, or that is no multipart, says nothing of the object: it is asked for again.
      if (reason instanceof FormatError) {
        await changeRows(database, [row.uid], (now) => ({
          ...putOff(context, { code: "no-network" })(now),
          state: "sent",
        }));
        continue;
      }
      const end = await putOffRead(context, [row], reason, "sent");
      if (end !== "done") return end;
    }
  }
  return "done";
}

async function compare(
  { reader }: SyncContext,
  { uid, study, series, kind }: OutboxRow,
  mine: Uint8Array<ArrayBuffer>,
): Promise<"same" | "other" | "absent"> {
  if (kind === "image") {
    const quick = await compareMetadata(reader, study, series, uid, mine);
    if (quick !== "unknown") return quick;
  }
  const found = await reader.object(study, series, uid);
  if (!found) return "absent";
  return (await sameContent(mine, found)) ? "same" : "other";
}

/** An image by its metadata alone: the keyed digest of its pixels shows another cleaning without a download (sync 3.1). */
async function compareMetadata(
  reader: SyncContext["reader"],
  study: string,
  series: string,
  uid: string,
  mine: Uint8Array<ArrayBuffer>,
): Promise<"same" | "other" | "absent" | "unknown"> {
  const found = await reader.metadata(study, series, uid);
  if (!found) return "absent";
  const { dataset } = await readDicom(memorySource(mine));
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
