import { expect, test } from "vitest";
import { strictOptions } from "../../../../src/domain/deid/options.ts";
import { ownInput } from "../../../../src/formats/dicom/deid/own-object.ts";
import { makeSourceValues } from "../../../../src/formats/dicom/deid/source-values.ts";
import { deriveProjectKeys } from "../../../../src/storage/keys.ts";
import { putAway } from "../../../../src/storage/put-away.ts";
import { decodeLabel } from "../../../../src/workers/import/decode-label.ts";
import { pixelDigest } from "../../../../src/workers/import/pixel-digest.ts";
import { strictPolicy } from "../../../../src/workers/import/policy.ts";
import { makeWholeFile } from "../../../../src/workers/import/work-file.ts";
import { ctSlice, exportObjects, labelledStore } from "../../../support/dicom-export.ts";
import { makeNifti } from "../../../support/raw-maker.ts";

/** What the import of a project with this secret makes of a file's claim to be its own. */
async function recognised(
  harness: Awaited<ReturnType<typeof labelledStore>>,
  bytes: Uint8Array<ArrayBuffer>,
  secret: number,
) {
  const index = await harness.context.pipelines.inspectDicom(bytes);
  const keys = await deriveProjectKeys(new Uint8Array(32).fill(secret));
  return ownInput({
    index,
    values: makeSourceValues(index, bytes, decodeLabel),
    sourceSha256: "0".repeat(64),
    options: strictOptions,
    maps: { patientKey: "", shiftDays: 0, uid: (uid) => uid },
    policyHash: strictPolicy.hash,
    toolVersion: "0.1.0",
    generation: 0,
    pixelDigest: await pixelDigest(keys.px, index, makeWholeFile(bytes, harness.context.pipelines)),
  });
}

test("our own de-identification knows each written object again, by this project's key and with these pixels only", async () => {
  const samples = new Int16Array(60).map((_, at) => at);
  const [nifti] = makeNifti({
    dims: [5, 4, 3],
    datatype: 4,
    wordBytes: 2,
    data: new Uint8Array(samples.buffer),
    pixdim: [1, 1, 1, 1],
    sform: [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0],
  });
  for (const file of [["a.dcm", ctSlice(0)] as const, ["b.nii", nifti] as const]) {
    const harness = await labelledStore([file]);
    const { store } = await exportObjects(harness, ["seg", "rtstruct", "sr"]);
    const [study] = await harness.context.database.studies.toArray();
    const objects = [...store.files].filter(([path]) => /\/dicom\/.*\.dcm$/.test(path));
    expect(objects.length).toBe(file[0] === "a.dcm" ? 3 : 4);
    for (const [path, bytes] of objects) {
      const own = await recognised(harness, bytes, 7);
      expect(own?.maps.patientKey, path).toBe(study?.patientKey);
      expect(await recognised(harness, bytes, 8), path).toBeNull();
      if (!/seg|images/.test(path)) continue;
      const other = bytes.with(bytes.length - 3, (bytes[bytes.length - 3] ?? 0) ^ 1);
      expect(await recognised(harness, other, 7), path).toBeNull();
    }
  }
});

test("an export of images that were put away says where they are, and how to get them", async () => {
  const harness = await labelledStore([["0.dcm", ctSlice(0)]]);
  const { database } = harness.context;
  const [instance] = await database.instances.toArray();
  if (!instance) throw new Error("nothing was stored");
  await putAway(database, instance.studyUid, [instance.sopUid]);
  await expect(exportObjects(harness, ["seg"])).rejects.toMatchObject({
    code: "images-away",
    message: expect.stringContaining("in the worklist"),
  });
});
