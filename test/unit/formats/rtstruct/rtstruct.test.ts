import { expect, test } from "vitest";
import type { PointImage } from "../../../../src/domain/annotation.ts";
import type { BinaryMask } from "../../../../src/domain/mask.ts";
import { edgeArea, fillContours, onPlane } from "../../../../src/formats/rtstruct/fill-contours.ts";
import { readRtstruct } from "../../../../src/formats/rtstruct/read-rtstruct.ts";
import { regionOutlines } from "../../../../src/formats/rtstruct/region-outlines.ts";
import type { Roi } from "../../../../src/formats/rtstruct/rtstruct-input.ts";
import { mostPoints, writeRtstruct } from "../../../../src/formats/rtstruct/write-rtstruct.ts";
import { expectSame } from "../../../support/expect-same.ts";
import { digestOf, madeBy, madeFrame, madeHeader } from "../../../support/object-maker.ts";

/** A mask drawn in text: `#` is set. */
function drawn(...lines: readonly string[]): BinaryMask {
  const columns = lines[0]?.length ?? 0;
  const bits = Uint8Array.from(lines.join(""), (mark) => (mark === "#" ? 1 : 0));
  return { columns, rows: lines.length, bits };
}

const filled = (columns: number, rows: number, inside: (x: number, y: number) => boolean): BinaryMask => ({
  columns,
  rows,
  bits: new Uint8Array(columns * rows).map((_, at) =>
    inside(at % columns, Math.floor(at / columns)) ? 1 : 0,
  ),
});

/** Writes masks and rings as regions of one slice, and reads them back as pixels by even-odd. */
async function through(mask: BinaryMask, rings: readonly (readonly PointImage[])[]) {
  const source = madeFrame(0, mask.columns, mask.rows);
  const roi: Roi = {
    instanceUid: "2.25.77",
    name: "Mass 77",
    color: "#F0007C",
    type: { scheme: "SCT", value: "4147007", meaning: "Mass" },
    algorithmType: "MANUAL",
    algorithmName: null,
    contours: rings.map((pointsImage) => ({ source, pointsImage, label: null })),
  };
  const { bytes, sopUid } = await writeRtstruct(
    {
      header: madeHeader,
      made: madeBy,
      studyUid: "2.25.1",
      seriesUid: "2.25.2",
      frameOfReferenceUid: "2.25.9",
      images: [{ ReferencedSOPClassUID: source.sopClassUid, ReferencedSOPInstanceUID: source.sopUid }],
      rois: [roi],
    },
    digestOf,
  );
  const read = await readRtstruct(bytes);
  const { plane, spacingMm } = source.place ?? { plane: null, spacingMm: [1, 1] };
  const placed = (read.rois[0]?.contours ?? []).map(({ pointsMm }) =>
    onPlane(pointsMm, {
      positionMm: plane?.positionMm ?? [],
      orientation: plane?.orientation ?? [],
      spacingMm,
    }),
  );
  const pixels = fillContours(
    placed.map(({ points }) => points),
    mask.columns,
    mask.rows,
  );
  return { read, placed, pixels, bytes, sopUid };
}

const roundTrip = async (mask: BinaryMask, most = mostPoints) => {
  const rings = regionOutlines(mask, most);
  const { pixels, placed } = await through(mask, rings);
  expectSame(pixels, mask.bits);
  for (const { offMm } of placed) expect(offMm).toBeLessThan(1e-3);
  return rings;
};

test("one pixel at (0, 0) has an outline at half the spacing around the position of the image", async () => {
  const mask = drawn("#....", ".....", ".....");
  const { read } = await through(mask, regionOutlines(mask, mostPoints));
  const place = madeFrame(0, 5, 3).place;
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = place?.plane.orientation ?? [];
  const [px = 0, py = 0, pz = 0] = place?.plane.positionMm ?? [];
  const wish = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([along = 0, down = 0]) => [
    px + along * 0.45 * rx + down * 0.35 * cx,
    py + along * 0.45 * ry + down * 0.35 * cy,
    pz + along * 0.45 * rz + down * 0.35 * cz,
  ]);
  const [contour] = read.rois[0]?.contours ?? [];
  expect(contour?.kind).toBe("CLOSED_PLANAR");
  expect(contour?.pointsMm).toHaveLength(12);
  for (const [index, mm] of wish.flat().entries()) expect(contour?.pointsMm[index]).toBeCloseTo(mm, 4);
});

test("one hole, two holes and nested ones come back voxel for voxel, each part as one keyhole", async () => {
  const one = await roundTrip(drawn("######", "#....#", "#....#", "######"));
  expect(one).toHaveLength(1);
  // Outer and inner corners, and the bridge's two ends once more.
  expect(one[0]).toHaveLength(4 + 4 + 2);
  const two = await roundTrip(drawn("#########", "#..#...##", "#..#...##", "##.######", "#########"));
  expect(two).toHaveLength(1);
  const nested = await roundTrip(
    drawn(
      "###########",
      "#.........#",
      "#.#######.#",
      "#.#.....#.#",
      "#.#.#.#.#.#",
      "#.#.....#.#",
      "#.#######.#",
      "#.........#",
      "###########",
    ),
  );
  expect(nested).toHaveLength(4);
});

test("pixels that touch at corners only, lines, borders and the whole image come back", async () => {
  await roundTrip(filled(9, 8, (x, y) => (x + y) % 2 === 0));
  await roundTrip(drawn("##..", "##..", "..##", "..##"));
  await roundTrip(drawn("###", "#.#", "##.", "###"));
  await roundTrip(drawn("#.#", ".#.", "#.#"));
  expect(await roundTrip(filled(7, 5, () => true))).toEqual([
    [
      [-0.5, -0.5],
      [6.5, -0.5],
      [6.5, 4.5],
      [-0.5, 4.5],
    ],
  ]);
});

test("random masks of any density come back voxel for voxel, also when long outlines are cut in two", async () => {
  let state = 11;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let round = 0; round < 60; round++) {
    const [columns, rows] = [1 + Math.floor(random() * 40), 1 + Math.floor(random() * 40)];
    const density = random();
    const mask = filled(columns, rows, () => random() < density);
    await roundTrip(mask);
    const rings = await roundTrip(mask, 24);
    for (const ring of rings) expect(ring.length).toBeLessThanOrEqual(24);
  }
});

test("an outline of more points than an element holds is cut into regions that fit", async () => {
  const comb = filled(2000, 6, (x, y) => y === 5 || x % 2 === 0);
  const rings = await roundTrip(comb);
  expect(rings.length).toBeGreaterThan(1);
  for (const ring of rings) expect(ring.length).toBeLessThanOrEqual(mostPoints);
});

test("corners off the pixel edges and moved outlines are told from the true ones", () => {
  const ring = [
    [-0.5, -0.5],
    [1.5, -0.5],
    [1.5, 2.5],
    [-0.5, 2.5],
  ] as const;
  expect(edgeArea([ring])).toBe(6);
  // Half a pixel off fills the same pixels and is still seen.
  expect(edgeArea([ring.map(([x, y]) => [x + 0.4, y] as const)])).toBeNull();
  expect(edgeArea([ring, [...ring].reverse()])).toBe(0);
});

test("rings that overlap read as XOR: nested contours of other tools make holes", () => {
  const square = (from: number, to: number): [number, number][] => [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
  ];
  const pixels = fillContours([square(-0.5, 6.5), square(1.5, 4.5)], 7, 7);
  expect(pixels).toEqual(filled(7, 7, (x, y) => !(x >= 2 && x <= 4 && y >= 2 && y <= 4)).bits);
});

test("name, ID, code, colour and origin come back; the same input gives the same bytes", async () => {
  const mask = drawn("##", "##");
  const first = await through(mask, regionOutlines(mask, mostPoints));
  expect(first.read).toMatchObject({
    studyUid: "2.25.1",
    seriesUid: "2.25.2",
    patientId: "AAAABBBBCCCCDDDD",
    frameOfReferenceUid: "2.25.9",
  });
  expect(first.read.rois[0]).toMatchObject({
    number: 1,
    name: "Mass 77",
    description: "2.25.77",
    algorithmType: "MANUAL",
    type: { scheme: "SCT", value: "4147007", meaning: "Mass" },
    color: [240, 0, 124],
  });
  const second = await through(mask, regionOutlines(mask, mostPoints));
  expect(Buffer.compare(second.bytes, first.bytes)).toBe(0);
});

test("a polygon keeps its corners within a micrometre, also far from the origin", async () => {
  const ring: PointImage[] = [
    [0.123456, 0.5],
    [17.33333, 1 / 3],
    [12.5, 29.875],
  ];
  const { placed } = await through(drawn("."), [ring]);
  for (const [index, [x, y]] of ring.entries()) {
    expect(placed[0]?.points[index]?.[0]).toBeCloseTo(x, 3);
    expect(placed[0]?.points[index]?.[1]).toBeCloseTo(y, 3);
  }
});

test("a frame without a place is refused", async () => {
  const source = madeFrame(0, 5, 5, false);
  const write = writeRtstruct(
    {
      header: madeHeader,
      made: madeBy,
      studyUid: "2.25.1",
      seriesUid: "2.25.2",
      frameOfReferenceUid: "2.25.9",
      images: [],
      rois: [
        {
          instanceUid: "2.25.1",
          name: "x",
          color: "#000000",
          type: { scheme: "SCT", value: "1", meaning: "x" },
          algorithmType: "MANUAL",
          algorithmName: null,
          contours: [{ source, pointsImage: [[0, 0]], label: null }],
        },
      ],
    },
    digestOf,
  );
  await expect(write).rejects.toThrow(/has a place/);
});
