import { plainFacts } from "../../src/domain/plain-facts.ts";
import { memorySource } from "../../src/formats/byte-source.ts";
import { asciiOf, numberOf } from "../../src/formats/dicom/element-values.ts";
import { readDicom } from "../../src/formats/dicom/read-dicom.ts";
import type { MainDatabase } from "../../src/storage/database.ts";
import { cutChunks } from "../../src/workers/import/cut-chunks.ts";
import { releasedRecord } from "../support/released-record.ts";

const now = "2026-01-01T00:00:00.000Z";

/** Puts a file into a store as an import leaves it: chunks, row and record. */
export async function putStoredFile(
  database: MainDatabase,
  bytes: Uint8Array<ArrayBuffer>,
  sha256: string,
): Promise<void> {
  const { dataset } = await readDicom(memorySource(bytes));
  const text = (tag: number) => asciiOf(dataset, tag);
  const [sopUid, studyUid] = [text(0x00080018), text(0x0020000d)];
  const chunks = cutChunks(bytes, null);
  await database.chunks.bulkPut(chunks.map((chunk, index) => ({ sopUid, index, bytes: chunk })));
  await database.instances.put({
    sopUid,
    seriesUid: text(0x0020000e),
    studyUid,
    sopClassUid: text(0x00080016),
    format: "dicom",
    facts: plainFacts(numberOf(dataset, 0x00280011) ?? 0, numberOf(dataset, 0x00280010) ?? 0, {
      type: "u16",
      bitsStored: 16,
    }),
    instanceNumber: 1,
    planes: [],
    lengthBytes: bytes.length,
    sha256,
    chunkCount: chunks.length,
    madeHere: true,
    pixelVerdict: "clean-by-class",
  });
  await database.deidRecords.put(releasedRecord({ sopUid, studyUid, at: now, outputSha256: sha256 }));
}
