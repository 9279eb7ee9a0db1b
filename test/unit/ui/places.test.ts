import { expect, test } from "vitest";
import type { Annotation } from "../../../src/domain/annotation.ts";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import type { Proposal } from "../../../src/domain/proposal.ts";
import type { Series } from "../../../src/domain/study.ts";
import { hrefOf, parseRoute } from "../../../src/ui/app/router.ts";
import { boxBetween, covers } from "../../../src/ui/pixels/draw-box.ts";
import { newClass } from "../../../src/ui/schema/new-class.ts";
import { schemaFault } from "../../../src/ui/schema/schema-faults.ts";
import { intentToTool } from "../../../src/ui/viewer/intent-to-tool.ts";
import { chordText } from "../../../src/ui/viewer/key-text.ts";
import { labelLookup } from "../../../src/ui/viewer/label-names.ts";
import { lanesOf } from "../../../src/ui/viewer/lanes.ts";
import { labelRows, proposalRows, rowsOfImage } from "../../../src/ui/viewer/list-rows.ts";
import { sliceIndex } from "../../../src/ui/viewer/slice-index.ts";

const series = [
  { seriesUid: "1.1", frames: [0, 1, 2, 3, 4].map((i) => ({ sopUid: `9.${i}`, frameIndex: 0 })) },
  { seriesUid: "1.2", frames: [0, 1].map((frameIndex) => ({ sopUid: "8.1", frameIndex })) },
] as unknown as readonly Series[];
const index = sliceIndex(series);
const at = (slice: number) => ({ study: "1", series: "1.1", sop: `9.${slice}`, frame: 1 });
const label = (id: string, classId: string, slice: number) =>
  ({
    instanceUid: id,
    classId,
    target: at(slice),
    provenance: { createdAt: `2026-01-0${slice + 1}` },
  }) as Annotation;
const proposal = (id: string, slice: number, confidence: number, more: Partial<Proposal> = {}) =>
  ({
    id,
    classId: "mass",
    target: at(slice),
    confidence,
    state: "proposed",
    supersededBy: null,
    ...more,
  }) as Proposal;

test("a route survives its own link, and an unknown one is the worklist", () => {
  const study = { name: "study", studyUid: "2.25.17" } as const;
  expect(parseRoute(hrefOf(study))).toEqual(study);
  const label = { ...study, labelUid: "2.25.18" } as const;
  expect(parseRoute(hrefOf(label))).toEqual(label);
  expect(parseRoute("#/study/2.25.17/<script>")).toEqual(study);
  expect(parseRoute(hrefOf({ name: "pixels" }))).toEqual({ name: "pixels" });
  for (const hash of ["", "#/nowhere", "#/study/", "#/study/<script>"])
    expect(parseRoute(hash)).toEqual({ name: "worklist" });
});

test("a box to blank covers every pixel that was touched, stays inside the frame, and a tap draws none", () => {
  expect(boxBetween({ x: 90.5, y: 3.2 }, { x: 10.7, y: -5 }, 80, 60, "all")).toEqual({
    x: 10,
    y: 0,
    width: 70,
    height: 4,
    frames: "all",
  });
  expect(boxBetween({ x: 5, y: 5 }, { x: 5.4, y: 5.4 }, 80, 60, "all")).toBeNull();
  const one = boxBetween({ x: 0, y: 0 }, { x: 9, y: 9 }, 80, 60, [3]);
  expect(one && [covers(one, 3), covers(one, 4)]).toEqual([true, false]);
});

test("a frame is found by its object and number, also inside a multi-frame object", () => {
  expect(index.sliceOf(at(3))).toBe(3);
  expect(index.sliceOf({ series: "1.2", sop: "8.1", frame: 2 })).toBe(1);
  expect(index.sliceOf({ series: "1.2", sop: "8.1", frame: 3 })).toBeNull();
  expect(index.placeOf({ series: "1.2", sop: "8.1", frame: 1 })).toBe(5);
});

test("the scrubber joins neighbouring slices of a class and leaves gaps", () => {
  const labels = [
    label("a", "mass", 0),
    label("b", "mass", 1),
    label("c", "mass", 3),
    label("d", "liver", 1),
  ];
  const lookup = labelLookup(starterLabelSchema, labels, [], index.placeOf, "?");
  const decided = proposal("p", 2, 0.9, { state: "accepted" });
  const lanes = lanesOf(0, labels, [proposal("q", 4, 0.2), decided], index, lookup);
  expect(lanes.map(({ kind, lane, from, to }) => [kind, lane, from, to])).toEqual([
    ["label", 0, 0, 1],
    ["label", 0, 3, 3],
    ["label", 1, 1, 1],
    ["proposal", 0, 4, 4],
  ]);
});

test("labels of a class are numbered in the order they were made, proposals after them by image", () => {
  const labels = [label("late", "mass", 3), label("early", "mass", 0), label("alone", "liver", 2)];
  const open = [
    proposal("p4", 4, 0.5),
    proposal("p1", 1, 0.5),
    proposal("no", 1, 0.9, { state: "rejected" }),
  ];
  const lookup = labelLookup(starterLabelSchema, labels, open, index.placeOf, "Unassigned");
  expect(["early", "late", "p1", "p4", "alone", "no"].map(lookup.nameOf)).toEqual([
    "Mass 1",
    "Mass 2",
    "Mass 3",
    "Mass 4",
    "Liver",
    "Unassigned",
  ]);
});

const listRows = (
  series: string,
  labels: Parameters<typeof labelRows>[1],
  proposals: Parameters<typeof proposalRows>[1],
  threshold: number,
  places: Parameters<typeof labelRows>[2],
  at = 0,
) => [...proposalRows(series, proposals, threshold, places), ...labelRows(series, labels, places, at)];

test("the list shows open proposals above the threshold first, then labels, by image", () => {
  const rows = listRows(
    "1.1",
    [label("b", "mass", 3), label("a", "mass", 1)],
    [
      proposal("p", 4, 0.6),
      proposal("low", 0, 0.4),
      proposal("old", 0, 0.9, { supersededBy: "p" }),
      proposal("q", 2, 0.5),
    ],
    0.5,
    index,
  );
  expect(rows.map(({ id }) => id)).toEqual(["q", "p", "a", "b"]);
});

test("slices of one thing are one row with one name, for the image on the screen or the nearest", () => {
  const thing = [label("a", "mass", 1), label("b", "mass", 2), label("c", "mass", 4)].map((one) =>
    one.instanceUid === "a" ? one : { ...one, objectUid: "a" },
  );
  const other = label("d", "mass", 3);
  const rows = (at: number) => listRows("1.1", [...thing, other], [], 0.5, index, at);
  expect(rows(1).map((row) => [row.id, row.kind === "label" && row.images])).toEqual([
    ["a", 3],
    ["d", 1],
  ]);
  expect(rows(2).map(({ id }) => id)).toEqual(["b", "d"]);
  expect(rows(9).map(({ id }) => id)).toEqual(["c", "d"]);
  const lookup = labelLookup(starterLabelSchema, [...thing, other], [], () => 0, "Unassigned");
  expect(["a", "b", "c", "d"].map(lookup.nameOf)).toEqual(["Mass 1", "Mass 1", "Mass 1", "Mass 2"]);
});

test("the rows of an image are its labels, else what is proposed for it, and beside them no thing that began far above", () => {
  const organ = [label("o1", "liver", 0), label("o3", "liver", 3)].map((one) => ({
    ...one,
    objectUid: "o1",
  }));
  const labels = [...organ, ...["a", "b"].map((id) => label(id, "mass", 1))];
  const late = ["c", "d"].map((id) => label(id, "mass", 3));
  const proposals = [proposal("p", 1, 0.9), proposal("q", 2, 0.9), proposal("r", 2, 0.8)];
  const ends = (at: number) =>
    rowsOfImage(listRows("1.1", [...labels, ...late], proposals, 0.5, index, at), at)?.map(({ id }) => id);
  expect(ends(0)).toEqual(["o1", "o1"]);
  expect(ends(1)).toEqual(["a", "b"]);
  expect(ends(2)).toEqual(["q", "r"]);
  expect(ends(3)).toEqual(["c", "d"]);
  expect(ends(4)).toBeUndefined();
});

test("a new class takes an index that was never used, and clashes are named", () => {
  const { classes } = starterLabelSchema;
  const added = newClass(classes, "Polyp");
  expect([added.index, added.hotkey]).toEqual([classes.length + 1, ""]);
  expect(schemaFault([...classes, added])).toBeNull();
  expect(schemaFault([...classes, { ...added, name: " liver " }])).toEqual({
    kind: "name-clash",
    name: "liver",
  });
  expect(schemaFault([...classes, { ...added, hotkey: "5" }])).toEqual({
    kind: "key-clash",
    key: "5",
    a: "Liver",
    b: "Polyp",
  });
  expect(schemaFault([...classes, { ...added, name: " " }])).toEqual({ kind: "name-missing" });
});

test("a cancelled stroke is cancelled, an interrupted one is kept, view intents reach no tool", () => {
  expect(intentToTool({ kind: "tool-cancel", commit: false }, 1, 7)).toEqual({ type: "cancel", timeMs: 7 });
  expect(intentToTool({ kind: "tool-cancel", commit: true }, 1, 7)).toEqual({
    type: "interrupt",
    reason: "target",
  });
  expect(intentToTool({ kind: "tool-cancel", commit: true, held: true }, 1, 7)).toEqual({
    type: "interrupt",
    reason: "blur",
  });
  expect(intentToTool({ kind: "scroll", delta: 1 }, 1, 7)).toBeNull();
  const sample = { pointScreen: [1, 2], pointImage: [3, 4], pressure: 0.5, timeMs: 9 } as const;
  const modifiers = { shift: true, alt: false, ctrl: false };
  const down = {
    kind: "tool-down",
    sample,
    pointerType: "pen",
    purpose: "erase",
    modifiers,
    clickCount: 1,
  } as const;
  expect(intentToTool(down, 2, 7)).toEqual({
    type: "down",
    sample: { x: 3, y: 4, pressure: 0.5, timeMs: 9 },
    button: "eraser",
    modifiers,
    pointerType: "pen",
    scale: 2,
  });
});

test("keys are printed as on the keyboard", () => {
  expect(
    ["Ctrl+Shift+Z", "Shift+/", "Shift+Enter", "-", "PageDown"].map((chord) => chordText(chord, "other")),
  ).toEqual(["Ctrl ⇧ Z", "?", "⇧ ⏎", "-", "PgDn"]);
});
