import { expect, test } from "vitest";
import type { Annotation } from "../../../../src/domain/annotation.ts";
import { base64, fromBase64 } from "../../../../src/domain/base64.ts";
import type { Classification } from "../../../../src/domain/classification.ts";
import { compareReaders } from "../../../../src/domain/review/compare-readers.ts";
import { type FuseChoice, fuseReaders } from "../../../../src/domain/review/fuse-readers.ts";
import type { StudyVersion } from "../../../../src/domain/review/study-version.ts";
import { makeLabel } from "../../../support/label-store.ts";

const target = { study: "2.25.1", series: "2.25.2", sop: "2.25.3", frame: 1 };
/** A box that holds whole pixels from and to, both included. */
const box = (uid: string, rows: [number, number], columns: [number, number], classId = "mass"): Annotation =>
  makeLabel(uid, classId, target, {
    type: "box",
    boxImage: [columns[0] - 0.5, rows[0] - 0.5, columns[1] + 0.5, rows[1] + 0.5],
  });

const version = (
  reader: string,
  annotations: readonly Annotation[],
  classifications: readonly Classification[] = [],
): StudyVersion => ({
  v: 1,
  versionUid: `v-${reader}`,
  studyUid: "2.25.1",
  kind: "submitted",
  reader,
  device: "d",
  at: "2026-01-01T00:00:00.000Z",
  schemaVersion: 1,
  annotations,
  classifications,
  tiles: [],
  derivedFrom: [],
});

const series = [
  {
    seriesUid: "2.25.2",
    columns: 48,
    rows: 40,
    frames: [{ sop: "2.25.3", frame: 1 }],
    spacingMm: [0.8, 0.5, null],
  },
] as const;

test("numbers of two readers are those of the definitions, worked out by hand on boxes", () => {
  const versions = [
    version("a", [box("1", [10, 19], [10, 19]), box("2", [30, 33], [30, 33])]),
    version("b", [box("3", [10, 19], [12, 21])]),
  ];
  const { groups, agreement } = compareReaders({ versions, series, fields: [] });
  // 10 × 10 against the same two columns further: 80 shared, 120 in either.
  expect(groups.map(({ id, iou }) => [id, iou])).toEqual([
    ["2", 0],
    ["1", 80 / 120],
  ]);
  const values = Object.fromEntries((agreement[0]?.measures ?? []).map(({ id, value }) => [id, value]));
  expect(values["match/1"]).toBeCloseTo(2 / 3, 12);
  expect(values["dice/1"]).toBeCloseTo(0.8, 12);
  // The farthest surface voxels are two columns apart: 2 × 0.8 mm.
  expect(values["hd95/1"]).toBeCloseTo(1.6, 12);
});

test("a thing that two readers name otherwise is one match that shows both names", () => {
  const versions = [
    version("a", [box("1", [10, 19], [10, 19], "mass")]),
    version("b", [box("3", [10, 19], [10, 19], "cyst")]),
  ];
  const { groups } = compareReaders({ versions, series, fields: [] });
  expect(groups).toHaveLength(1);
  expect(groups[0]?.members.map((one) => one?.classId)).toEqual(["mass", "cyst"]);
});

test("a majority keeps what more than half have, a reader's own keeps its shape, left out is gone", () => {
  const versions = [
    version("a", [box("1", [10, 19], [10, 19])]),
    version("b", [box("2", [10, 19], [12, 21])]),
    version("c", [box("3", [10, 19], [11, 20])]),
  ];
  const input = { versions, series };
  const fuse = (choice: FuseChoice) => fuseReaders(input, { "1": choice });
  const [majority] = fuse({ kind: "majority" });
  expect(majority?.labels[0]?.spans).toEqual(Array.from({ length: 10 }, (_, row) => [10 + row, 11, 21]));
  expect(majority?.labels[0]?.derivedFrom).toEqual(["1", "2", "3"]);
  expect(majority?.by).toBe("majority/1");
  const [own] = fuse({ kind: "reader", reader: 1 });
  expect(own?.labels[0]?.geometry).toEqual(versions[1]?.annotations[0]?.geometry);
  expect(own?.labels[0]?.derivedFrom).toEqual(["1", "2", "3"]);
  expect(fuse({ kind: "none" })).toEqual([]);
});

test("two readers without a shared pixel have no majority; drawing by hand then starts from the first", () => {
  const versions = [version("a", [box("1", [10, 19], [10, 19])]), version("b", [])];
  expect(fuseReaders({ versions, series }, { "1": { kind: "majority" } })).toEqual([]);
  const [drawn] = fuseReaders({ versions, series }, { "1": { kind: "draw" } });
  expect(drawn?.labels[0]?.geometry).toEqual(versions[0]?.annotations[0]?.geometry);
});

const answer = (series_: number, value: string): Classification => ({
  v: 1,
  recordUid: `${series_}${value}`,
  scope: "series",
  target: { study: "2.25.1", series: `2.25.${series_}` },
  field: "quality",
  schemaVersion: 1,
  value,
  provenance: makeLabel("x", "mass", target, { type: "point", pointImage: [0, 0] }).provenance,
});

test("answers on a scale give kappa-quadratic/1 over its steps in their order, those that nobody chose too", () => {
  const pairs = [
    ["none", "none"],
    ["mild", "severe"],
    ["severe", "severe"],
    ["none", "mild"],
  ];
  const versions = [0, 1].map((reader) =>
    version(
      `r${reader}`,
      [],
      pairs.map((pair, at) => answer(at + 10, pair[reader] ?? "")),
    ),
  );
  const options = ["none", "mild", "moderate", "severe"].map((id) => ({ id }));
  const measureOf = (ordinal: boolean) =>
    compareReaders({
      versions,
      series,
      fields: [{ id: "quality", scope: "series", kind: "choice", options, ordinal }],
    }).agreement.find(({ field }) => field === "quality")?.measures[0];
  // w = (i − j)² / 9: observed (1 + 4) / 9 / 4; expected from the margins (2, 1, 0, 1) and (1, 1, 0, 2).
  const margins = [
    [2, 1, 0, 1],
    [1, 1, 0, 2],
  ] as const;
  const expected = margins[0].flatMap((row, i) =>
    margins[1].map((column, j) => ((i - j) ** 2 * row * column) / 16),
  );
  const kappa = 1 - 5 / 4 / expected.reduce((sum, one) => sum + one, 0);
  const found = measureOf(true);
  expect(found).toMatchObject({ id: "kappa-quadratic/1", over: 4 });
  expect(found?.value).toBeCloseTo(kappa, 12);
  expect(measureOf(false)).toMatchObject({ id: "kappa/1", over: 4 });
});

test("answers to a question give kappa/1 of the spec's case, and fleiss/1 among three", () => {
  // [[20, 5], [10, 15]] of export-and-workflow 3.4.
  const pairs = [
    ...Array.from({ length: 20 }, () => ["good", "good"] as const),
    ...Array.from({ length: 5 }, () => ["good", "poor"] as const),
    ...Array.from({ length: 10 }, () => ["poor", "good"] as const),
    ...Array.from({ length: 15 }, () => ["poor", "poor"] as const),
  ];
  const versions = [0, 1].map((reader) =>
    version(
      `r${reader}`,
      [],
      pairs.map((pair, at) => answer(at + 10, pair[reader] ?? "")),
    ),
  );
  const fields = [
    { id: "quality", scope: "series", kind: "choice", options: [{ id: "good" }, { id: "poor" }] },
  ] as const;
  const { agreement } = compareReaders({ versions, series, fields });
  const [kappa] = agreement.find(({ field }) => field === "quality")?.measures ?? [];
  expect(kappa).toMatchObject({ id: "kappa/1", over: 50 });
  expect(kappa?.value).toBeCloseTo(0.4, 12);
  const third = compareReaders({ versions: [...versions, version("r2", [])], series, fields });
  expect(third.agreement.at(-1)?.measures[0]).toMatchObject({
    id: "fleiss/1",
    value: null,
    note: "no subjects",
  });
});

test("base64 comes back as it went", () => {
  for (const length of [0, 1, 2, 3, 255]) {
    const bytes = new Uint8Array(length).map((_, at) => (at * 37) & 255);
    expect(fromBase64(base64(bytes))).toEqual(bytes);
  }
  expect(fromBase64("abc")).toBeNull();
});
