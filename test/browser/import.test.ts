import Dexie from "dexie";
import { afterAll, expect, test } from "vitest";
import { fileHandle, makeImporter } from "../../src/jobs/importer.ts";
import { openMainDatabase } from "../../src/storage/database.ts";
import { instanceBytes } from "../../src/storage/instances.ts";
import { openQuarantineDatabase } from "../../src/storage/quarantine-database.ts";
import { type MadeElement, madePixels, makeDicom } from "../support/dicom-maker.ts";

const importer = makeImporter();
const main = openMainDatabase();
const quarantine = openQuarantineDatabase();

afterAll(async () => {
  importer.close();
  await main.delete();
  await quarantine.delete();
});

const columns = 16;
const rows = 8;

/** An image of an invented person with a name in places that are easily forgotten. */
function image(
  modality: string,
  sopClass: string,
  bits: 8 | 16,
  number: number,
): { bytes: Uint8Array<ArrayBuffer>; data: Uint8Array } {
  const data = new Uint8Array((columns * rows * bits) / 8).map((_, i) => 1 + ((i * 7) % 250));
  const elements: MadeElement[] = [
    { tag: "00080016", vr: "UI", value: `1.2.840.10008.5.1.4.1.1.${sopClass}` },
    { tag: "00080018", vr: "UI", value: `1.2.826.0.1.99471.3.${number}` },
    { tag: "00080060", vr: "CS", value: modality },
    { tag: "00080090", vr: "PN", value: "PLANTEDREFERRER^A" },
    {
      tag: "00081115",
      vr: "SQ",
      value: [
        [
          { tag: "00081155", vr: "UI", value: "1.2.826.0.1.99471.7" },
          { tag: "00104000", vr: "LT", value: "PLANTEDCOMMENT" },
        ],
      ],
    },
    { tag: "00100010", vr: "PN", value: "DOE^PLANTEDNAME" },
    { tag: "00100020", vr: "LO", value: "PLANTEDID" },
    { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.99471.1" },
    { tag: "0020000E", vr: "UI", value: `1.2.826.0.1.99471.2.${modality}` },
    { tag: "00291010", vr: "OB", value: new TextEncoder().encode("PLANTEDPRIVATE") },
    ...madePixels(rows, columns, bits, data),
  ];
  return { bytes: makeDicom(elements, { preamble: "PLANTEDPREAMBLE", trailing: "" }).bytes, data };
}

const asFile = (name: string, bytes: Uint8Array<ArrayBuffer>) =>
  fileHandle(new File([bytes], name), `DOE PLANTEDFOLDER/${name}`);

/** Everything in every database of this origin, as one character a byte. */
async function dumpOrigin(): Promise<string> {
  const parts: string[] = [];
  const decoder = new TextDecoder("latin1");
  const visit = (value: unknown): void => {
    if (value instanceof ArrayBuffer) parts.push(decoder.decode(value));
    else if (ArrayBuffer.isView(value))
      parts.push(
        decoder.decode(
          value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) as ArrayBuffer,
        ),
      );
    else if (value instanceof CryptoKey) parts.push(`key ${value.extractable}`);
    else if (typeof value === "object" && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        parts.push(key);
        visit(one);
      }
    } else parts.push(String(value));
  };
  for (const name of await Dexie.getDatabaseNames()) {
    const database = await new Dexie(name).open();
    for (const table of database.tables) visit(await table.toArray());
    database.close();
  }
  return parts.join("\n");
}

const planted = /PLANTED|DOE|99471/;

test("a real worker cleans, stores, holds and refuses; nothing of the person is in any store", async () => {
  const ct = image("CT", "2", 16, 1);
  const us = image("US", "6.1", 8, 2);
  const files = [
    asFile("ct.dcm", ct.bytes),
    asFile("us.dcm", us.bytes),
    asFile("note.txt", new TextEncoder().encode("PLANTED text, no image")),
  ];
  expect(files.every(({ file }) => file instanceof File)).toBe(true);
  expect(new TextDecoder("latin1").decode(ct.bytes)).toMatch(planted);

  const phases: string[] = [];
  const survey = await importer.call(
    "survey",
    { files },
    { onProgress: (progress) => phases.push(progress.phase) },
  );
  expect(survey).toMatchObject({ fileCount: 2, studyCount: 1, unnamed: [] });
  expect(survey.freeBytes).toBeGreaterThan(0);
  const result = await importer.call(
    "import",
    { surveyId: survey.surveyId, names: {} },
    { onProgress: (progress) => phases.push(progress.phase) },
  );
  expect(new Set(phases)).toEqual(new Set(["survey", "import"]));
  expect(result.ready.map((study) => [study.images, study.known])).toEqual([[1, 0]]);
  expect(result.held.map((held) => held.modality)).toEqual(["US"]);
  expect(result.refused.map((row) => [row.name, row.code])).toEqual([
    ["DOE PLANTEDFOLDER/note.txt", "not-an-image"],
  ]);

  const dump = await dumpOrigin();
  expect(dump).toContain("key false");
  expect(dump).not.toContain("key true");
  expect(dump).not.toMatch(planted);
});

test("a person sees the held frame, draws a box, and exactly these pixels are blank in the main store", async () => {
  const { data } = image("US", "6.1", 8, 2);
  const [held] = await importer.call("held", {});
  if (!held) throw new Error("nothing is held");
  const frame = await importer.call("heldFrame", { sopUid: held.sopUid, frameIndex: 0 });
  expect([frame.columns, frame.rows]).toEqual([columns, rows]);
  const box = { x: 3, y: 2, width: 5, height: 3, frames: "all" as const };
  expect(await importer.call("release", { sopUids: [held.sopUid], boxes: [box] })).toEqual({
    released: [held.sopUid],
    returned: [],
    recoded: [],
  });
  expect(await importer.call("held", {})).toEqual([]);
  const bytes = await instanceBytes(main, held.sopUid);
  if (!bytes) throw new Error("nothing was stored");
  const pixels = bytes.subarray(bytes.length - data.length);
  const expected = [...data].map((value, i) => {
    const [x, y] = [i % columns, Math.floor(i / columns)];
    return x >= 3 && x < 8 && y >= 2 && y < 5 ? 0 : value;
  });
  expect([...pixels]).toEqual(expected);
  expect(await dumpOrigin()).not.toMatch(planted);
});

test("a second worker has the same keys: the same file is known", async () => {
  const other = makeImporter();
  const files = [asFile("ct.dcm", image("CT", "2", 16, 1).bytes)];
  const survey = await other.call("survey", { files });
  const result = await other.call("import", { surveyId: survey.surveyId, names: {} });
  other.close();
  expect(result.ready.map((study) => [study.images, study.known])).toEqual([[1, 1]]);
});
