import { expect, test } from "vitest";
import { makeSourceValues } from "../../../src/formats/dicom/deid/source-values.ts";
import { outputDifference } from "../../../src/formats/dicom/deid/verify-output.ts";
import { makeOwnPipelinesNode } from "../../support/own-pipeline-node.ts";
import { bytesOf, element, encapsulated, part10, syntaxOf } from "../../support/wasm-bytes.ts";
import { planOf } from "../../support/wasm-plan.ts";

const { inspectDicom, rewriteDicom } = makeOwnPipelinesNode();

const marker = (code: number, body: Uint8Array | string) => {
  const bytes = bytesOf(body);
  return bytesOf([0xff, code, 0, bytes.length + 2], bytes);
};
const stream = (comment: string, coded: readonly number[]) =>
  bytesOf(
    [0xff, 0xd8],
    comment === "" ? [] : marker(0xfe, comment),
    marker(0xc0, bytesOf([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
    marker(0xda, bytesOf([1, 1, 0, 0, 63, 0])),
    coded,
    [0xff, 0xd9],
  );
const even = (bytes: Uint8Array) => (bytes.length % 2 === 0 ? bytes : bytesOf(bytes, [0]));
const words = (...numbers: readonly number[]) =>
  new Uint8Array(BigUint64Array.from(numbers.map(BigInt)).buffer);

const dirty = [stream("PLANTED COMMENT", [1, 2, 3]), stream("PLANTED", [4, 5]), stream("", [6, 7, 8])];
const clean = [stream("", [1, 2, 3]), stream("", [4, 5]), stream("", [6, 7, 8])];

/** Where each frame begins, as the extended table counts. */
const startsOf = (frames: readonly Uint8Array[]) =>
  frames.map((_, i) => frames.slice(0, i).reduce((sum, frame) => sum + 8 + even(frame).length, 0));
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

const fileOf = (frames: readonly Uint8Array[], offsets: readonly number[], basic: readonly number[] = []) => {
  const lengths = offsets.map((_, i) => frames[i]?.length ?? 0);
  return part10(
    syntaxOf.jpeg,
    element("00280008", "IS", `${frames.length}`),
    element("7FE00001", "OV", words(...offsets)),
    element("7FE00002", "OV", words(...lengths)),
    element("7FE00003", "UV", words(sum(lengths))),
    encapsulated(frames.map(even), basic),
  );
};

async function rewritten(source: Uint8Array) {
  const index = await inspectDicom(source);
  const plan = planOf(source, index);
  const { bytes, report } = await rewriteDicom(source, plan);
  const after = await inspectDicom(bytes);
  const numbers = (path: string) => {
    const found = after.elements.find((one) => one.path === path);
    const value = bytes.slice(found?.valueAt ?? 0, (found?.valueAt ?? 0) + (found?.valueLen ?? 0));
    return [...new BigUint64Array(value.buffer)].map(Number);
  };
  const differs = (changed: Uint8Array) =>
    outputDifference(
      plan,
      { index, bytes: source },
      { index: after, bytes: changed, values: makeSourceValues(after, changed, () => null) },
    );
  return { bytes, report, after, numbers, differs };
}

test("offsets and lengths of the extended table are those of the frames that lost their comments", async () => {
  const { bytes, report, after, numbers, differs } = await rewritten(fileOf(dirty, startsOf(dirty)));
  expect(report.framesStripped).toBe(2);
  expect(Buffer.from(bytes).includes("PLANTED")).toBe(false);
  expect(numbers("7FE00001")).toEqual(startsOf(clean));
  const first = after.fragments[0]?.at ?? 0;
  expect(after.fragments.map(({ at }) => at - first)).toEqual(startsOf(clean));
  const lengths = numbers("7FE00002");
  expect(lengths.slice(0, 2)).toEqual(clean.slice(0, 2).map((frame) => frame.length));
  expect([clean[2]?.length, even(clean[2] ?? bytes).length]).toContain(lengths[2]);
  expect(numbers("7FE00003")).toEqual([sum(lengths)]);
  expect(differs(bytes)).toBe(null);
});

test("an extended table that does not tell of the fragments fails the check of the output", async () => {
  const { bytes, after, differs } = await rewritten(fileOf(dirty, startsOf(dirty)));
  for (const path of ["7FE00001", "7FE00002", "7FE00003"]) {
    const changed = bytes.slice();
    const at = after.elements.find((one) => one.path === path)?.valueAt ?? 0;
    changed[at] = (changed[at] ?? 0) + 64;
    expect(differs(changed)).toBe(path);
  }
});

test("frames that stay keep their tables byte for byte", async () => {
  const source = fileOf(clean, startsOf(clean));
  const { numbers, differs, bytes } = await rewritten(source);
  expect(numbers("7FE00001")).toEqual(startsOf(clean));
  expect(numbers("7FE00002")).toEqual(clean.map((frame) => frame.length));
  expect(differs(bytes)).toBe(null);
});

test.each([
  ["changed", dirty],
  ["unchanged", clean],
] as const)("tables with too few entries are made for all frames, %s ones", async (_name, frames) => {
  const { numbers, differs, bytes, after } = await rewritten(fileOf(frames, [0, 8], [0, 8]));
  expect(numbers("7FE00001")).toEqual(startsOf(clean));
  expect(after.offsetTable).toEqual(startsOf(clean));
  expect(numbers("7FE00002").length).toBe(3);
  expect(differs(bytes)).toBe(null);
});
