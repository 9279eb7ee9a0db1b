import { expect, test } from "vitest";
import type { PixelSpan } from "../../../../src/domain/rasterize.ts";
import { readSeg } from "../../../../src/formats/dicom-seg/read-seg.ts";
import type { SegFrame, SegInput, SegSegment } from "../../../../src/formats/dicom-seg/seg-input.ts";
import { writeSeg } from "../../../../src/formats/dicom-seg/write-seg.ts";
import { digestOf, madeBy, madeFrame, madeHeader } from "../../../support/object-maker.ts";
import { walkDicom } from "../../../support/walk-dicom.ts";

const mass = { scheme: "SCT", value: "4147007", meaning: "Mass" };
const altered = { scheme: "SCT", value: "49755003", meaning: "Morphologically Altered Structure" };

function segment(
  uid: number,
  frames: readonly Omit<SegFrame, "instanceUid">[],
  change: Partial<SegSegment> = {},
): SegSegment {
  return {
    trackingUid: `2.25.${uid}`,
    trackingId: `Mass ${uid}`,
    label: "Größe",
    color: "#F0007C",
    category: altered,
    type: mass,
    modifier: null,
    site: null,
    algorithmType: "MANUAL",
    algorithmName: null,
    frames: frames.map((frame, at) => ({ instanceUid: `2.25.${uid}00${at}`, ...frame })),
    ...change,
  };
}

const input = (segments: readonly SegSegment[]): SegInput => ({
  header: madeHeader,
  made: madeBy,
  seriesUid: "2.25.2",
  frameOfReferenceUid: "2.25.9",
  segments,
});

const bitsOf = (spans: readonly PixelSpan[], columns: number, rows: number) => {
  const out = new Uint8Array(columns * rows);
  for (const [row, from, to] of spans) for (let x = from; x < to; x++) out[row * columns + x] = 1;
  return out;
};

test("bits of 5 × 5 frames run on across frames, the first pixel in the lowest bit", async () => {
  const one: PixelSpan[] = [
    [0, 0, 1],
    [4, 4, 5],
  ];
  const two: PixelSpan[] = [[0, 0, 5]];
  const { bytes } = await writeSeg(
    input([
      segment(1, [
        { source: madeFrame(0, 5, 5), spans: one },
        { source: madeFrame(1, 5, 5), spans: two },
      ]),
    ]),
    digestOf,
  );
  const { elements } = walkDicom(bytes);
  const at = elements.get("7fe00010");
  // 25 + 25 bits: pixel 0, pixel 24, pixels 25 to 29; seven bytes and one to make the length even.
  expect([...bytes.subarray(at?.offset, (at?.offset ?? 0) + (at?.length ?? 0))]).toEqual([
    0b1, 0, 0, 0b00111111, 0, 0, 0, 0,
  ]);
  const read = await readSeg(bytes);
  // Each frame says which label it is of.
  expect(read.segments[0]?.frames.map(({ label }) => label)).toEqual(["2.25.1000", "2.25.1001"]);
  expect(read.segments[0]?.frames.map((frame) => frame.bits())).toEqual([
    bitsOf(one, 5, 5),
    bitsOf(two, 5, 5),
  ]);
});

test("random frames of sizes that are no multiple of 8 come back bit for bit", async () => {
  let state = 7;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  for (const [columns, rows] of [
    [1, 1],
    [3, 7],
    [13, 11],
    [64, 9],
    [65, 33],
  ] as const) {
    const frames = Array.from({ length: 9 }, (_, index) => {
      const spans: PixelSpan[] = [];
      for (let row = 0; row < rows; row++) {
        for (let x = random(columns); x < columns; x += 2 + random(columns)) {
          const to = Math.min(columns, x + 1 + random(columns));
          spans.push([row, x, to]);
          x = to;
        }
      }
      if (spans.length === 0) spans.push([0, 0, 1]);
      return { source: madeFrame(index, columns, rows), spans };
    });
    const { bytes } = await writeSeg(input([segment(1, frames)]), digestOf);
    const [read] = (await readSeg(bytes)).segments;
    expect(read?.frames.map((frame) => frame.bits())).toEqual(
      frames.map(({ spans }) => bitsOf(spans, columns, rows)),
    );
  }
});

test("150 segments that overlap come back each with its own pixels, codes, algorithm and place", async () => {
  const segments = Array.from({ length: 150 }, (_, index) =>
    segment(
      1000 + index,
      [{ source: madeFrame(index % 7, 21, 17), spans: [[index % 17, 0, 1 + (index % 21)]] }],
      {
        algorithmType: index % 2 ? "AUTOMATIC" : "SEMIAUTOMATIC",
        algorithmName: `net ${index}`,
        modifier: { scheme: "SCT", value: "7771000", meaning: "Left" },
        site: { scheme: "99OVERREAD", value: "a-site-with-a-long-code-value", meaning: "Liver" },
      },
    ),
  );
  const { bytes } = await writeSeg(input(segments), digestOf);
  const read = await readSeg(bytes);
  expect(read).toMatchObject({
    seriesUid: "2.25.2",
    studyUid: "2.25.1",
    patientId: "AAAABBBBCCCCDDDD",
    frameOfReferenceUid: "2.25.9",
    columns: 21,
    rows: 17,
  });
  expect(read.segments).toHaveLength(150);
  for (const [index, found] of read.segments.entries()) {
    const wish = segments[index];
    const source = madeFrame(index % 7, 21, 17);
    expect(found).toMatchObject({
      number: index + 1,
      label: "Größe",
      trackingUid: wish?.trackingUid,
      trackingId: wish?.trackingId,
      category: altered,
      type: mass,
      modifier: wish?.modifier,
      site: wish?.site,
      algorithmType: wish?.algorithmType,
      algorithmName: wish?.algorithmName,
    });
    expect(found.frames).toHaveLength(1);
    const [frame] = found.frames;
    expect(frame?.sopUid).toBe(source.sopUid);
    for (const [axis, mm] of (source.place?.plane.positionMm ?? []).entries())
      expect(frame?.positionMm?.[axis]).toBeCloseTo(mm, 10);
    expect(frame?.spacingMm).toEqual([0.7, 0.9]);
    expect(frame?.bits()).toEqual(bitsOf(wish?.frames[0]?.spans ?? [], 21, 17));
  }
});

test("the same input gives the same bytes; one pixel or one code more gives another UID", async () => {
  const plain = [segment(1, [{ source: madeFrame(0, 5, 5), spans: [[1, 1, 3]] }])];
  const first = await writeSeg(input(plain), digestOf);
  const again = await writeSeg(input(plain), digestOf);
  expect(Buffer.compare(again.bytes, first.bytes)).toBe(0);
  expect(first.sopUid).toMatch(/^2\.25\.\d{10,39}$/);
  expect(walkDicom(first.bytes).text("00080018")).toBe(first.sopUid);
  const pixel = await writeSeg(
    input([segment(1, [{ source: madeFrame(0, 5, 5), spans: [[1, 1, 4]] }])]),
    digestOf,
  );
  const code = await writeSeg(
    input([segment(1, plain[0]?.frames ?? [], { type: { ...mass, value: "1" } })]),
    digestOf,
  );
  expect(new Set([first.sopUid, pixel.sopUid, code.sopUid]).size).toBe(3);
});

test("frames without a place are told apart by their image and frame number, and carry no plane", async () => {
  const at = (frame: number) => ({ ...madeFrame(0, 6, 3, false), frame });
  const { bytes } = await writeSeg(
    {
      ...input([]),
      frameOfReferenceUid: null,
      segments: [
        segment(1, [{ source: at(4), spans: [[0, 0, 1]] }]),
        segment(2, [{ source: at(2), spans: [[2, 5, 6]] }]),
      ],
    },
    digestOf,
  );
  const { elements } = walkDicom(bytes);
  expect(elements.has("00200052")).toBe(false);
  const read = await readSeg(bytes);
  expect(read.segments.map(({ frames }) => frames[0])).toMatchObject([
    { frame: 4, positionMm: null, spacingMm: null },
    { frame: 2, positionMm: null, spacingMm: null },
  ]);
});

test("a segment without a frame, frames of two sizes, and places beside none are refused", async () => {
  const write = (segments: readonly SegSegment[]) => writeSeg(input(segments), digestOf);
  const frame = (columns: number, placed: boolean) => ({
    source: madeFrame(0, columns, 5, placed),
    spans: [[0, 0, 1] as const],
  });
  await expect(write([])).rejects.toThrow(RangeError);
  await expect(write([segment(1, [])])).rejects.toThrow(/needs a frame/);
  await expect(write([segment(1, [frame(5, true), frame(6, true)])])).rejects.toThrow(/one size/);
  await expect(write([segment(1, [frame(5, true), frame(5, false)])])).rejects.toThrow(/have a place/);
});
