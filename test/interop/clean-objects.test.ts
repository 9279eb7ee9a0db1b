import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type DeidOptions, strictOptions } from "../../src/domain/deid/options.ts";
import { readSource } from "../../src/workers/import/clean-elements.ts";
import { cleanObject, objectFacts } from "../../src/workers/import/clean-object.ts";
import { makeIdentity } from "../../src/workers/import/identity-maps.ts";
import { policyWith } from "../../src/workers/import/policy.ts";
import { makeWholeFile, wholeBytes } from "../../src/workers/import/work-file.ts";
import { makeImportHarness } from "../support/import-harness.ts";
import { hasTool } from "../support/oracle-tools.ts";
import { makePresentation } from "../support/presentation-maker.ts";
import { newDicomErrors } from "../support/verify/deid-compare.ts";

const corpus = process.env.OVERREAD_CORPUS ?? join(import.meta.dirname, "../../../shared/corpus");
const present = existsSync(join(corpus, "dicom"));

/** All reports and structure sets of the corpus; presentation states it has none. */
const files = [
  "pydicom__reportsi.dcm",
  "pydicom__reportsi_with_empty_number_tags.dcm",
  "highdicom__sr_document.dcm",
  "pydicom__test-SR.dcm",
  "dcmjs__sample-sr.dcm",
  "dcmjs__structured_report.dcm",
  "pydicom__rtstruct.dcm",
];

const choices: readonly Partial<DeidOptions>[] = [
  { cleanStructuredContent: true },
  {
    cleanStructuredContent: true,
    cleanDescriptors: true,
    retainPatientCharacteristics: true,
    longitudinal: "modified",
  },
];

/** Cleans one object as the import does; gives what it was and what it is. */
async function cleaned(bytes: Uint8Array<ArrayBuffer>, choice: Partial<DeidOptions>) {
  const { context } = makeImportHarness();
  const keys = await context.keys();
  const sourceSha256 = createHash("sha256").update(bytes).digest("hex");
  const options = {
    keys,
    identity: makeIdentity(keys),
    policy: policyWith({ ...strictOptions, ...choice }),
    named: { issuer: "", id: "nobody" },
    terms: new Map(),
    sourceSha256,
  };
  const source = await readSource(makeWholeFile(bytes, context.pipelines), context, options);
  return { source, output: await cleanObject(source, context, options) };
}

async function holdsUp(path: string, choice: Partial<DeidOptions>) {
  const { source, output } = await cleaned(new Uint8Array(readFileSync(path)), choice);
  const bytes = wholeBytes(output.file);
  expect(await newDicomErrors(path, bytes), path).toEqual([]);
  const before = objectFacts(source.input.values);
  const after = objectFacts(output.values);
  expect(after.entries, path).toBe(before.entries);
  expect(after.refersTo, path).toEqual(before.refersTo.map(source.input.maps.uid).toSorted());
  return bytes;
}

test.runIf(present && hasTool("dciodvfy"))(
  "reports and structure sets of the corpus come out without a new error of dciodvfy, and refer to as much as before",
  { timeout: 120_000 },
  async () => {
    for (const choice of choices)
      for (const name of files) await holdsUp(join(corpus, "dicom", name), choice);
  },
);

test.runIf(hasTool("dciodvfy"))(
  "a presentation state comes out without a new error of dciodvfy and without its words",
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "overread-presentation-"));
    const path = join(folder, "state.dcm");
    writeFileSync(
      path,
      makePresentation({
        studyUid: "1.2.826.0.1.4711.1",
        imageUid: "1.2.826.0.1.4711.9",
        author: "PLANTEDNAME^A",
        words: "PLANTEDNAME liver",
      }),
    );
    for (const cleanDescriptors of [false, true]) {
      const bytes = await holdsUp(path, { cleanGraphics: true, cleanDescriptors });
      expect(Buffer.from(bytes).includes("PLANTED")).toBe(false);
    }
    rmSync(folder, { recursive: true });
  },
);
