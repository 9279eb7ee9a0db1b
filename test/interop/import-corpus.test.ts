import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hasOnlyKnownWords } from "../../src/formats/dicom/deid/known-words.ts";
import { makeSourceValues } from "../../src/formats/dicom/deid/source-values.ts";
import { decodeLabel } from "../../src/workers/import/decode-label.ts";
import { chosen, makeImportHarness } from "../support/import-harness.ts";

const corpus = process.env.OVERREAD_CORPUS ?? join(import.meta.dirname, "../../../shared/corpus");
const present = existsSync(join(corpus, "dicom"));

const filesOf = (folder: string) =>
  readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((name) => statSync(join(corpus, name)).isFile())
    .sort();

/** Files whose pixels hold text (deidentification 4). */
const burnedIn = [
  "deid-data__GREYSCALE_IMAGE",
  "pydicom-data__OBXXXX1A",
  "dcm4che__YBR_FULL-RLE",
  "cornerstone3D__no-pixel-spacing",
];

/** Names and numbers of the patient that cannot turn up by chance: long, of several characters, no placeholders. */
async function patientTerms(
  harness: ReturnType<typeof makeImportHarness>,
  bytes: Uint8Array,
): Promise<string[]> {
  try {
    const index = await harness.context.pipelines.inspectDicom(bytes);
    const values = makeSourceValues(index, bytes, decodeLabel);
    return ["00100010", "00100020"]
      .flatMap((path) => (values.text(path) ?? "").split(/[\^=\\ ]+/))
      .filter(
        (term) =>
          term.length >= 7 && new Set(term).size >= 4 && !/patient/i.test(term) && !hasOnlyKnownWords(term),
      );
  } catch {
    return [];
  }
}

test.runIf(present)(
  "no patient name or number of the corpus is in the store, also after every release",
  { timeout: 600_000 },
  async () => {
    const harness = makeImportHarness();
    const terms = new Map<string, string>();
    let found = 0;
    for (const name of [...filesOf("dicom"), ...filesOf("series")]) {
      const bytes = new Uint8Array(readFileSync(join(corpus, name)));
      for (const term of await patientTerms(harness, bytes)) {
        terms.set(term, name);
        if (Buffer.from(bytes).includes(term)) found++;
      }
      await harness.take([chosen(name, bytes)]);
    }
    expect(found).toBeGreaterThan(40);
    for (const held of await harness.call("held", {}))
      await harness.call("release", { sopUids: [held.sopUid], boxes: [] }).catch(() => null);
    const rows = await harness.context.database.instances.count();
    expect(rows).toBeGreaterThan(150);
    const leaks = new Map<string, number>();
    const tables = harness.context.database.tables;
    for (const table of tables) {
      await table.each((row: unknown) => {
        const bytes = (row as { bytes?: unknown }).bytes;
        const text = bytes instanceof ArrayBuffer ? Buffer.from(bytes) : Buffer.from(JSON.stringify(row));
        for (const [term, name] of terms)
          if (text.includes(term)) leaks.set(`${name} in ${table.name}`, (leaks.get(name) ?? 0) + 1);
      });
    }
    expect([...leaks.keys()]).toEqual([]);
  },
);

test.runIf(present)(
  "no file with burned-in text is released without a person",
  { timeout: 600_000 },
  async () => {
    const harness = makeImportHarness();
    const files = filesOf("dicom").filter((name) => burnedIn.some((one) => name.includes(one)));
    expect(files.length).toBeGreaterThanOrEqual(4);
    const { result } = await harness.take(
      files.map((name) => chosen(name, readFileSync(join(corpus, name)))),
    );
    expect(result.ready).toEqual([]);
    expect(result.held.length).toBeGreaterThanOrEqual(4);
  },
);
