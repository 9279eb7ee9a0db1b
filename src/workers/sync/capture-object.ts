import { attest } from "../../domain/deid/attest.ts";
import type { Deidentified } from "../../domain/deid/deidentified.ts";
import { namelessHeader } from "../../formats/dicom/write/source-header.ts";
import { sampleMap } from "../../formats/secondary-capture/capture-samples.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { readProjectKey } from "../../storage/keys.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { DatasetImage } from "../export/dataset.ts";
import { makeDatasetReader } from "../export/dataset-reader.ts";
import { captureOrigin, writeCapturePart } from "../export/dicom-objects/capture-files.ts";
import { sha256Hex } from "../export/sha256-hex.ts";
import { hmacHex } from "../import/digests.ts";

/**
 * A part of an image that was no DICOM file, as the Secondary Capture that goes to the hub: the same bytes on every device, made anew
 * each time, so that nothing lies on the disk twice. Null when the image is not whole here, or its record does not vouch for it.
 */
export async function captureObject(
  database: MainDatabase,
  codecs: Codecs,
  sopUid: string,
  part: number,
  signal: AbortSignal,
): Promise<Deidentified<Uint8Array<ArrayBuffer>> | null> {
  const instance = await database.instances.get(sopUid);
  const record = await database.deidRecords.get(sopUid);
  const series = instance && (await database.series.get(instance.seriesUid));
  const study = instance && (await database.studies.get(instance.studyUid));
  const key = (await readProjectKey(database))?.keys.px;
  if (!instance || !record || !series || !study || !key) return null;
  const reader = makeDatasetReader(database, codecs, signal);
  const image: DatasetImage = { id: "", study, series, instance, frame: 1, group: "", split: "train" };
  const origin = captureOrigin(image, record);
  if (!origin) return null;
  const header = namelessHeader({
    patientKey: study.patientKey,
    studyUid: study.studyUid,
    toolVersion: record.toolVersion,
    policyHash: record.policyHash,
    generation: record.generation ?? 0,
    sliceStepMm: instance.sliceStepMm ?? null,
  });
  try {
    // The record vouches for the bytes that lie in the store, and the capture holds nothing else of the image.
    const sha256 = await sha256Hex(await reader.file(instance));
    const { bytes } = await writeCapturePart(
      { image, part, map: sampleMap(instance.facts, null), origin, header },
      reader,
      async (pixels) => (await hmacHex(key, pixels ? await sha256Hex(pixels) : "no pixels")).slice(0, 32),
    );
    return attest(bytes, { record, sha256 });
  } catch (reason) {
    signal.throwIfAborted();
    if (reason instanceof Error) return null;
    throw reason;
  }
}
