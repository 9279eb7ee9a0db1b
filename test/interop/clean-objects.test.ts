import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
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

test.runIf(present && hasTool("dciodvfy"))(
  "reports and structure sets of the corpus come out without a new error of dciodvfy, and refer to as much as before",
  { timeout: 120_000 },
  async () => {
    const { context } = makeImportHarness();
    const keys = await context.keys();
    for (const choice of choices) {
      const policy = policyWith({ ...strictOptions, ...choice });
      for (const name of files) {
        const path = join(corpus, "dicom", name);
        const bytes = new Uint8Array(readFileSync(path));
        const sourceSha256 = createHash("sha256").update(bytes).digest("hex");
        const identity = makeIdentity(keys);
        const named = { issuer: "", id: "nobody" };
        const options = { keys, identity, policy, named, terms: new Map(), sourceSha256 };
        const source = await readSource(makeWholeFile(bytes, context.pipelines), context, options);
        const output = await cleanObject(source, context, options);
        expect(await newDicomErrors(path, wholeBytes(output.file)), name).toEqual([]);
        const before = objectFacts(source.input.values);
        const after = objectFacts(output.values);
        expect(after.entries, name).toBe(before.entries);
        expect(after.refersTo, name).toEqual(before.refersTo.map(source.input.maps.uid).toSorted());
      }
    }
  },
);
