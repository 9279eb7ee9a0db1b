import { describe, expect, it } from "vitest";
import type { PointImage } from "../../../../src/domain/annotation.ts";
import { canonicalJson } from "../../../../src/domain/canonical-json.ts";
import { decodeMaskRle } from "../../../../src/domain/mask-rle.ts";
import { anewWay, drawnAnew } from "../../../../src/domain/sync/draw-anew.ts";
import { type LabelObject, labelOfText } from "../../../../src/domain/sync/label-object.ts";
import { mergeVersions, resolveMerge } from "../../../../src/domain/sync/merge-versions.ts";
import { makeLabel } from "../../../support/label-store.ts";

const target = { study: "2.25.1", series: "2.25.2", sop: "2.25.3", frame: 1 };
const provenance = {
  origin: "human" as const,
  author: "me",
  device: "here",
  createdAt: "2026-02-01T00:00:00.000Z",
  editedAt: "2026-02-01T00:00:00.000Z",
  activeSeconds: 4,
  derivedFrom: [],
};
const columns = 20;
const rows = 16;

function textOf(uid: string, geometry: LabelObject["geometry"], on = target): string {
  const {
    v,
    hidden: _,
    geometry: _shape,
    ...label
  } = makeLabel(uid, "mass", on, {
    type: "point",
    pointImage: [0, 0],
  });
  return canonicalJson({ v, label, geometry });
}

const box = (x: number) => ({ type: "box" as const, boxImage: [1, 1, x, 5] as const });
const draw = (geometry: LabelObject["geometry"], pointsImage: readonly PointImage[]) => {
  const text = drawnAnew(textOf("2.25.9", geometry), { pointsImage, columns, rows, provenance });
  return text === null ? null : labelOfText(text);
};
const square: readonly PointImage[] = [
  [2, 3],
  [8, 3],
  [8, 9],
  [2, 9],
];

describe("a label that is drawn anew in place of both sides of a conflict", () => {
  it("keeps thing, class and image, and is a draft of the hand that drew it", () => {
    const old = labelOfText(textOf("2.25.9", box(4)));
    const made = draw(box(4), [
      [10, 9],
      [3, 2],
    ]);
    expect(made?.geometry).toEqual({ type: "box", boxImage: [3, 2, 10, 9] });
    expect(made?.label).toEqual({ ...old.label, status: "draft", locked: false, provenance });
  });

  it("fills exactly the pixels whose centres lie in the outline, clipped to the image", () => {
    const empty = { type: "mask" as const, columns, rows, counts: [columns * rows] };
    const made = draw(empty, square);
    if (made?.geometry.type !== "mask") throw new Error("no mask");
    const { bits } = decodeMaskRle(made.geometry);
    const expected = Array.from({ length: columns * rows }, (_, at) => {
      const [x, y] = [at % columns, Math.floor(at / columns)];
      return x >= 2 && x < 8 && y >= 3 && y < 9 ? 1 : 0;
    });
    expect([...bits]).toEqual(expected);
    const beyond = draw(
      empty,
      square.map(([x, y]): PointImage => [x * 100 - 250, y]),
    );
    if (beyond?.geometry.type !== "mask") throw new Error("no mask");
    expect(decodeMaskRle(beyond.geometry).bits.reduce((sum, bit) => sum + bit, 0)).toBe(columns * 6);
  });

  it("takes the points of a skeleton one by one in the order of the class; each keeps its state, and what is absent stays so", () => {
    const bone = {
      type: "keypoints" as const,
      joints: [
        { id: "hip", state: "visible" as const, pointImage: [1, 1] as const },
        { id: "knee", state: "absent" as const },
        { id: "ankle", state: "occluded" as const, pointImage: [3, 9] as const },
      ],
      edges: [[0, 1] as const],
    };
    expect(anewWay(bone)).toEqual({ by: "taps", count: 2 });
    expect(draw(bone, square.slice(0, 2))?.geometry).toEqual({
      ...bone,
      joints: [
        { id: "hip", state: "visible", pointImage: [2, 3] },
        { id: "knee", state: "absent" },
        { id: "ankle", state: "occluded", pointImage: [8, 3] },
      ],
    });
    expect(draw(bone, square.slice(0, 1))).toBeNull();
  });

  it.each([
    [
      "a box without a width",
      box(4),
      [
        [3, 3],
        [3, 9],
      ],
    ],
    [
      "an outline that holds no pixel",
      { type: "polygon", pointsImage: square },
      [
        [2.2, 2.2],
        [2.4, 2.3],
        [2.3, 2.4],
      ],
    ],
    [
      "two of three taps",
      {
        type: "angle",
        pointsImage: [
          [0, 0],
          [1, 1],
          [2, 0],
        ],
      },
      [
        [1, 1],
        [5, 5],
      ],
    ],
    ["nothing", { type: "point", pointImage: [1, 1] }, []],
  ] as const)("is nothing yet while it is %s", (_, geometry, points) => {
    expect(draw(geometry, points)).toBeNull();
  });

  it.each([
    [
      { type: "ellipse", centerImage: [1, 1], radiiImage: [1, 1], angleRad: 1 },
      { type: "ellipse", centerImage: [5, 6], radiiImage: [3, 3], angleRad: 0 },
    ],
    [
      {
        type: "length",
        pointsImage: [
          [0, 0],
          [1, 1],
        ],
      },
      {
        type: "length",
        pointsImage: [
          [2, 3],
          [8, 9],
        ],
      },
    ],
    [
      {
        type: "polygon",
        pointsImage: [
          [0, 0],
          [9, 0],
          [9, 9],
        ],
      },
      { type: "polygon", pointsImage: square },
    ],
    [
      {
        type: "bidirectional",
        pointsImage: [
          [0, 0],
          [1, 1],
          [2, 0],
          [2, 2],
        ],
      },
      { type: "bidirectional", pointsImage: square },
    ],
  ] as const)("is of the kind that it was: %j", (geometry, expected) => {
    const points = anewWay(geometry).by === "drag" ? [square[0], square[2]] : square;
    expect(
      draw(
        geometry,
        points.flatMap((point) => (point ? [point] : [])),
      )?.geometry,
    ).toEqual(expected);
  });

  it("takes the place of both in the merge, and nothing else may", () => {
    const uid = "2.25.9";
    const merge = mergeVersions({ [uid]: textOf(uid, box(3)) }, { [uid]: textOf(uid, box(4)) }, {});
    const drawn = textOf(uid, box(7));
    expect(resolveMerge(merge, new Map([[uid, { keep: "anew", drawn }]]))).toEqual({ [uid]: drawn });
    const elsewhere = { ...target, sop: "2.25.4" };
    for (const wrong of [textOf("2.25.10", box(7)), textOf(uid, box(7), elsewhere), "{}"])
      expect(() => resolveMerge(merge, new Map([[uid, { keep: "anew", drawn: wrong }]]))).toThrow();
  });
});
