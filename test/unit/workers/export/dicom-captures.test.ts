import { expect, test } from "vitest";
import { inWords, say } from "../../../../src/domain/said.ts";
import { writePng } from "../../../../src/formats/png/write-png.ts";
import { framesPerPart } from "../../../../src/formats/secondary-capture/capture-part.ts";
import { readCapture } from "../../../../src/formats/secondary-capture/read-capture.ts";
import { exportObjects, labelledStore } from "../../../support/dicom-export.ts";
import { makeNifti } from "../../../support/raw-maker.ts";
import { walkDicom } from "../../../support/walk-dicom.ts";

const [columns, rows, slices] = [9, 7, 4];
const sform = [-0.9, 0, 0, 40, 0, -0.7, 0.1, 30, 0, 0.1, 2, -5];

const volume = (data: ArrayBufferView, datatype: number, wordBytes: number, slope = 1, intercept = 0) =>
  makeNifti({
    dims: [columns, rows, slices],
    datatype,
    wordBytes,
    data: new Uint8Array(data.buffer),
    pixdim: [1, 0.9, 0.7, 2],
    sform,
    slope,
    intercept,
    units: 2,
  })[0];

const count = columns * rows * slices;
// Both ends of what sixteen bits hold are in it.
const signed = new Int16Array(count).map((_, at) => [-32768, 32767][at] ?? at * 97 - 12000);
const float = new Float32Array(count).map((_, at) => Math.sin(at) * 3);
const color = writePng({
  columns,
  rows,
  channels: 3,
  bits: 8,
  samples: new Uint8Array(columns * rows * 3).map((_, at) => (at * 5) & 255),
});

const captures = (files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>) =>
  [...files].filter(([path]) => path.includes("/dicom/images/") && path.endsWith(".dcm"));

test("a signed volume becomes a Secondary Capture with its own identity, place and values", async () => {
  const store = await labelledStore([["a.nii", volume(signed, 4, 2, 2, -10)]]);
  const { store: files, result } = await exportObjects(store, ["seg", "rtstruct"]);
  const [instance] = await store.context.database.instances.toArray();
  const found = captures(files.files);
  expect(found.map(([path]) => path)).toEqual([
    `test-set/dicom/images/${instance?.studyUid}/${instance?.sopUid}.dcm`,
  ]);
  expect(result.checks.find(({ format }) => format === "capture")).toMatchObject({
    written: 1,
    compared: slices,
    mismatches: 0,
  });
  const read = await readCapture(found[0]?.[1] ?? new Uint8Array());
  expect(read).toMatchObject({ sopClassUid: "1.2.840.10008.5.1.4.1.1.7.3", frames: slices, columns, rows });
  expect(read.sample(1, 3) * read.slope + read.intercept).toBeCloseTo(
    (signed[columns * rows + 3] ?? 0) * 2 - 10,
    6,
  );
  // RAS to LPS: the first two rows of the affine negated.
  for (const [axis, mm] of [-40, -30, -5].entries()) expect(read.positionMm(0)?.[axis]).toBeCloseTo(mm, 4);
  const set = [...files.files].find(([path]) => path.includes("/dicom/rtstruct/"))?.[1];
  expect(Buffer.from(set ?? []).includes(String(instance?.sopUid))).toBe(true);
});

test("float values are stretched over the whole volume, said as a loss, and within half a step", async () => {
  const store = await labelledStore([["f.nii", volume(float, 16, 4)]]);
  const { store: files, result } = await exportObjects(store, ["seg"]);
  const read = await readCapture(captures(files.files)[0]?.[1] ?? new Uint8Array());
  for (let at = 0; at < columns * rows; at++)
    expect(
      Math.abs(read.sample(2, at) * read.slope + read.intercept - (float[2 * columns * rows + at] ?? 0)),
    ).toBeLessThan(read.slope * 0.51);
  expect(result.losses).toContainEqual(
    expect.objectContaining({ format: "capture", reason: say`values rounded to 16 bits` }),
  );
});

test("a colour picture becomes a True Color capture; without spacing it has no structure set, and the reason is told", async () => {
  const store = await labelledStore([["p.png", color]]);
  const { store: files, result } = await exportObjects(store, ["seg", "rtstruct"]);
  const [path, bytes] = captures(files.files)[0] ?? [];
  expect(walkDicom(bytes ?? new Uint8Array()).text("00080016")).toBe("1.2.840.10008.5.1.4.1.1.7.4");
  expect(path).toBeDefined();
  expect([...files.files.keys()].filter((name) => name.includes("/rtstruct/"))).toEqual([]);
  expect([...files.files.keys()].filter((name) => name.includes("/dicom/seg/"))).toHaveLength(1);
  expect(
    result.losses.filter(({ format }) => format === "rtstruct").map(({ reason }) => inWords(reason)),
  ).toContainEqual(expect.stringContaining("no frame of reference or no pixel spacing"));
});

test("a capture is the same at any time, and one sample that went wrong is found", async () => {
  const store = await labelledStore([["a.nii", volume(signed, 4, 2)]]);
  const first = captures((await exportObjects(store, ["seg"])).store.files);
  expect(captures((await exportObjects(store, ["seg"])).store.files)).toEqual(first);
  expect(walkDicom(first[0]?.[1] ?? new Uint8Array()).bytes.includes("20260203")).toBe(false);
  const run = exportObjects(store, ["seg"], (path, bytes) =>
    path.includes("/dicom/images/")
      ? bytes.with(bytes.length - 20, (bytes[bytes.length - 20] ?? 0) ^ 1)
      : bytes,
  );
  await expect(run).rejects.toThrow(/Nothing was handed over/);
});

test("a stack above 16 MB is cut into parts, each with a UID of its own", async () => {
  const [wide, high, many] = [1024, 1024, 9];
  const data = new Uint16Array(wide * high * many).map((_, at) => at % 4093);
  const [file] = makeNifti({
    dims: [wide, high, many],
    datatype: 512,
    wordBytes: 2,
    data: new Uint8Array(data.buffer),
    pixdim: [1, 1, 1, 1],
    sform: [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0],
    units: 2,
  });
  const store = await labelledStore([["big.nii", file]]);
  const [instance] = await store.context.database.instances.toArray();
  expect(framesPerPart(instance?.facts ?? ({} as never))).toBe(8);
  const { store: files, result } = await exportObjects(store, ["seg", "rtstruct"]);
  const found = captures(files.files);
  expect(found).toHaveLength(2);
  for (const [path, bytes] of found) expect(path).toContain(walkDicom(bytes).text("00080018"));
  expect(result.checks.find(({ format }) => format === "capture")).toMatchObject({ written: 2, compared: 9 });
  expect(result.checks.every(({ mismatches }) => mismatches === 0)).toBe(true);
});
