import { expect, test } from "vitest";
import { coverHu } from "../../../../src/domain/deid/face-cover.ts";
import { deidOptionsSetting } from "../../../../src/domain/deid/options.ts";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { openDicomPixels } from "../../../../src/workers/pixels/open-dicom-pixels.ts";
import { type HeadOptions, headHu, headSlice, madeHead } from "../../../support/head-maker.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

type Harness = ReturnType<typeof makeImportHarness>;

const { columns, rows } = madeHead;
const middle = madeHead.slices / 2;

async function makeHeld(slices: readonly number[], options: HeadOptions = {}, on = true) {
  const harness = makeImportHarness();
  const value = { version: 1, ...(on ? { coverFaces: true } : {}) };
  await harness.context.database.settings.put({ key: deidOptionsSetting, value });
  const files = slices.map((slice) => chosen(`${slice}.dcm`, headSlice(slice, options)));
  const { result } = await harness.take(files);
  expect(result.refused).toEqual([]);
  return { harness, result, held: await harness.call("held", {}) };
}

async function storedOf(harness: Harness, sopUid: string) {
  const bytes = await instanceBytes(harness.context.database, sopUid);
  if (!bytes) throw new Error("nothing stored");
  const opened = await openDicomPixels(bytes, harness.context.codecs);
  const { pixels } = await opened.stored(0);
  const { slope, intercept } = opened.facts;
  const index = await harness.context.pipelines.inspectDicom(bytes);
  const texts = (tag: string) =>
    index.elements
      .filter(({ path }) => path.endsWith(tag))
      .map(({ valueAt, valueLen }) =>
        Buffer.from(bytes.subarray(valueAt, valueAt + valueLen))
          .toString()
          .trim(),
      );
  return {
    bytes,
    hu: Float64Array.from(pixels, (value) => Number(value) * slope + intercept),
    says: { face: texts("00280302")[0], burnedIn: texts("00280301")[0], codes: texts("/00080100") },
    syntax: index.transferSyntax,
  };
}

/** Distance of a pixel of a slice of the made head to the nearest air, in pixels, by looking at all of it. */
function distancesToAir(slice: number): (column: number, row: number) => number {
  const air = Array.from(
    { length: columns * rows },
    (_, pixel) => [pixel % columns, Math.floor(pixel / columns)] as const,
  ).filter(([x, y]) => headHu(x, y, slice) <= -800);
  return (column, row) =>
    Math.sqrt(
      air.reduce(
        (least, [x, y]) => Math.min(least, (x - column) ** 2 + (y - row) ** 2),
        Number.POSITIVE_INFINITY,
      ),
    );
}

test("without the choice a head is told of and taken in as it is", async () => {
  const { held, result } = await makeHeld([middle], {}, false);
  expect(held).toEqual([]);
  expect(result.ready).toMatchObject([{ showsHead: true }]);
});

test.each<[string, HeadOptions]>([
  ["an MR", { modality: "MR" }],
  ["a CT of a chest", { part: "CHEST" }],
  ["a scout", { more: [{ tag: "00080008", vr: "CS", value: "ORIGINAL\\PRIMARY\\LOCALIZER" }] }],
])("with it %s goes on as before: there is no cover for it", async (_name, options) => {
  expect((await makeHeld([middle], options)).held).toEqual([]);
});

test.each<[string, HeadOptions, string]>([
  ["explicit", {}, "1.2.840.10008.1.2.1"],
  ["implicit", { explicit: false, transferSyntax: "1.2.840.10008.1.2" }, "1.2.840.10008.1.2"],
  ["big endian", { bigEndian: true, transferSyntax: "1.2.840.10008.1.2.2" }, "1.2.840.10008.1.2.2"],
  ["signed", { signed: true }, "1.2.840.10008.1.2.1"],
  ["compressed without loss", { jpeg: true }, ""],
])(
  "a head of a CT waits, and its cover takes the air, 16 mm of what it touches, and nothing else: %s",
  async (_name, options, syntax) => {
    const { harness, held } = await makeHeld([middle], options);
    expect(held).toMatchObject([{ risk: options.jpeg ? "MEDIUM" : "LOW", signs: ["face"] }]);
    const [{ sopUid = "" } = {}] = held;
    expect(await harness.context.database.instances.count()).toBe(0);
    const wish = { sopUids: [sopUid], boxes: [], coverFace: true };
    expect((await harness.call("release", wish)).released).toEqual([sopUid]);
    const { hu, says, ...written } = await storedOf(harness, sopUid);
    if (syntax) expect(written.syntax).toBe(syntax);
    expect([says.face, says.burnedIn]).toEqual(["NO", "NO"]);
    expect(says.codes).toContain("113102");
    expect(says.codes).not.toContain("113101");
    const distanceToAir = distancesToAir(middle);
    let covered = 0;
    let kept = 0;
    for (let row = 0; row < rows; row += 3)
      for (let column = 0; column < columns; column++) {
        const value = hu[row * columns + column] ?? Number.NaN;
        if (distanceToAir(column, row) <= 8) {
          expect(value).toBeGreaterThanOrEqual(coverHu.lowest - 0.5);
          expect(value).toBeLessThanOrEqual(coverHu.highest + 0.5);
          covered++;
        } else {
          expect(value).toBe(headHu(column, row, middle));
          kept++;
        }
      }
    expect(covered).toBeGreaterThan(500);
    expect(kept).toBeGreaterThan(500);
    const record = await harness.context.database.deidRecords.get(sopUid);
    expect(record).toMatchObject({
      face: { method: "drown/1", depthMm: 16 },
      boxes: [],
      proof: { piecesCompared: 1 },
    });
    expect((await harness.context.database.series.toArray())[0]?.showsHead).toBeUndefined();
  },
);

test("a person may leave the face: not a sample changes, and the file says that it shows one", async () => {
  const { harness, held } = await makeHeld([middle]);
  const [{ sopUid = "" } = {}] = held;
  await harness.call("release", { sopUids: [sopUid], boxes: [] });
  const { hu, says } = await storedOf(harness, sopUid);
  expect(says.face).toBe("YES");
  expect(says.codes).not.toContain("113102");
  expect([...hu]).toEqual(
    Array.from(hu, (_, pixel) => headHu(pixel % columns, Math.floor(pixel / columns), middle)),
  );
  expect((await harness.context.database.deidRecords.get(sopUid))?.face).toBeUndefined();
});

test("boxes and the cover go together, and both are proved", async () => {
  const { harness, held } = await makeHeld([middle]);
  const [{ sopUid = "" } = {}] = held;
  const box = { x: 44, y: 44, width: 8, height: 8, frames: "all" as const };
  await harness.call("release", { sopUids: [sopUid], boxes: [box], coverFace: true });
  const { hu, says } = await storedOf(harness, sopUid);
  expect(new Set([hu[48 * columns + 48], hu[44 * columns + 51]]).size).toBe(1);
  expect(hu[43 * columns + 48]).toBe(headHu(48, 43, middle));
  expect(says.codes).toEqual(expect.arrayContaining(["113101", "113102"]));
});

test("covered, the file comes back as this project's own, to the byte; on another device of the project it is made the same", async () => {
  const { harness, held } = await makeHeld([middle]);
  const [{ sopUid = "" } = {}] = held;
  await harness.call("release", { sopUids: [sopUid], boxes: [], coverFace: true });
  const { bytes } = await storedOf(harness, sopUid);
  const second = await makeHeld([middle]);
  await second.harness.call("release", { sopUids: [sopUid], boxes: [], coverFace: true });
  expect((await storedOf(second.harness, sopUid)).bytes).toEqual(bytes);
  const third = makeImportHarness();
  await third.context.database.settings.put({
    key: deidOptionsSetting,
    value: { version: 1, coverFaces: true },
  });
  const { result } = await third.take([chosen("own.dcm", bytes)]);
  expect([result.held, result.refused]).toEqual([[], []]);
  expect((await storedOf(third, sopUid)).bytes).toEqual(bytes);
  expect((await third.context.database.deidRecords.get(sopUid))?.face).toEqual({
    method: "drown/1",
    depthMm: 16,
  });
});

test("what can be computed is shown before and after: the face is there, then hardly anything of it", async () => {
  const all = Array.from({ length: madeHead.slices }, (_, slice) => slice);
  const { harness, held } = await makeHeld(all.toReversed());
  const seen: number[] = [];
  const sopUids = held.map(({ sopUid }) => sopUid);
  const preview = await harness.call("heldFace", { sopUids }, undefined, (progress) =>
    seen.push((progress as { done: number }).done),
  );
  expect(seen).toEqual(all);
  const { before, after, slice } = preview;
  if (!before || !after || !slice) throw new Error("a picture is missing");
  // Two views of 96 pixels of 2 mm, at 0.8 mm, 16 apart; 24 slices of 4 mm.
  expect([before.columns, before.rows]).toEqual([240 + 16 + 240, 120]);
  // Between brow and chin: above and below it a slice cuts flat through bone, of which the middle stays.
  const lit = ({ rgba, columns: wide }: typeof before) =>
    rgba.subarray(15 * wide * 4, 105 * wide * 4).filter((value, at) => at % 4 === 0 && value > 0).length;
  expect(lit(before)).toBeGreaterThan(8000);
  // What is left is bone that lies deeper than 16 mm behind nose and chin.
  expect(lit(after)).toBeLessThan(lit(before) * 0.06);
  // The nose stands in the middle of the front view: brighter on its ridge than on its flank.
  const at = (column: number, row: number) => before.rgba[(row * before.columns + column) * 4] ?? 0;
  const ridge = at(120, 60);
  const flank = Math.min(...Array.from({ length: 24 }, (_, step) => at(121 + step, 60)));
  expect(ridge).toBeGreaterThan(flank + 60);
  expect([slice.columns, slice.rows]).toEqual([columns, rows]);
  expect(preview.coveredShare).toBeGreaterThan(0.2);
  expect(preview.coveredShare).toBeLessThan(0.8);
});

test("a slice of which a part is missing ends the preview and its release in words, and the others stay held", async () => {
  const { harness, held } = await makeHeld([middle, middle + 1]);
  const [lost = "", other = ""] = held.map(({ sopUid }) => sopUid);
  await harness.context.quarantine.heldChunks.where("sopUid").equals(lost).delete();
  await expect(harness.call("heldFace", { sopUids: [lost, other] })).rejects.toMatchObject({
    code: "not-found",
  });
  const wish = { boxes: [], coverFace: true };
  await expect(harness.call("release", { sopUids: [lost], ...wish })).rejects.toMatchObject({
    code: "truncated",
  });
  expect(await harness.context.database.instances.count()).toBe(0);
  expect((await harness.call("release", { sopUids: [other], ...wish })).released).toEqual([other]);
});

test("a full disk leaves the image held and uncovered, and it is covered when there is room", async () => {
  const { harness, held } = await makeHeld([middle]);
  const [{ sopUid = "" } = {}] = held;
  const full = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const wish = { sopUids: [sopUid], boxes: [], coverFace: true };
  harness.context.database.instances.hook("creating", full);
  await expect(harness.call("release", wish)).rejects.toBeDefined();
  harness.context.database.instances.hook("creating").unsubscribe(full);
  expect((await harness.call("held", {})).map((image) => image.sopUid)).toEqual([sopUid]);
  expect((await harness.call("release", wish)).released).toEqual([sopUid]);
});

test("a preview that is cancelled ends, and nothing is kept of it", async () => {
  const { harness, held } = await makeHeld([middle, middle + 1, middle + 2]);
  const control = new AbortController();
  const sopUids = held.map(({ sopUid }) => sopUid);
  const preview = harness.call("heldFace", { sopUids }, control.signal, () => control.abort());
  await expect(preview).rejects.toMatchObject({ name: "AbortError" });
  expect(await harness.context.database.instances.count()).toBe(0);
});
