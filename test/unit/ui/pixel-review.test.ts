import { expect, test } from "vitest";
import type { HeldImage } from "../../../src/domain/calls/import-calls.ts";
import type { PixelPlace } from "../../../src/domain/deid/pixel-place.ts";
import { cardAspect, cropArea, placeStyle } from "../../../src/ui/pixels/crop-area.ts";
import {
  boxesOf,
  decide,
  emptyReview,
  type ReviewState,
  reviewPlaces,
} from "../../../src/ui/pixels/review-state.ts";
import { cropFrame } from "../../../src/workers/import/crop-frame.ts";

const text = (x: number, width: number, reading: PixelPlace["reading"] = "patient-name"): PixelPlace => ({
  box: { x, y: 5, width, height: 20, frames: "all" },
  finding: "text",
  reading,
});
const image = (sopUid: string, more: Partial<HeldImage> = {}): HeldImage => ({
  sopUid,
  studyUid: "1",
  seriesUid: "1.1",
  pseudonym: "ABCDEFGH",
  modality: "US",
  frames: 100,
  columns: 640,
  rows: 480,
  risk: "HIGH",
  signs: [],
  ...more,
});
const card = (images: readonly HeldImage[], state: ReviewState, at: number, together = true) => {
  const found = reviewPlaces(images, state, together)[at];
  if (!found) throw new Error("no such card");
  return found;
};

test("a place that all clips of one size share is one card; one decision blanks it in each", () => {
  const images = [
    image("a", { places: [text(10, 100)] }),
    image("b", { places: [text(12, 110), text(400, 60, "date")] }),
    image("c", { columns: 800, places: [text(10, 100)] }),
  ];
  const cards = reviewPlaces(images, emptyReview, true);
  expect(cards.map(({ members }) => members.map((one) => one.image.sopUid))).toEqual([
    ["a", "b"],
    ["b"],
    ["c"],
  ]);
  const after = decide(emptyReview, card(images, emptyReview, 0), "blank");
  expect(images.map((one) => boxesOf(after, one).map(({ width }) => width))).toEqual([[100], [110], []]);
  expect(reviewPlaces(images, after, true).map(({ decision }) => decision)).toEqual(["blank", null, null]);
});

test("of a known device each place of its rule is one decision for all images of the study, however long the text in each", () => {
  const ruled = (x: number, width: number): PixelPlace => ({
    box: { x, y: 5, width, height: 20, frames: "all" },
    finding: "device-rule",
    studies: 2,
  });
  const images = [200, 180, 230, 200].map((width, at) =>
    image(`1.1.${at}`, { places: [ruled(10, width), ruled(400, width - 40)] }),
  );
  let state = emptyReview;
  expect(reviewPlaces(images, state, true)).toHaveLength(2);
  for (const at of [0, 1]) state = decide(state, card(images, state, at), "blank");
  expect(reviewPlaces(images, state, true).every(({ decision }) => decision === "blank")).toBe(true);
  for (const one of images) expect(boxesOf(state, one)).toEqual((one.places ?? []).map(({ box }) => box));
});

test("apart, each clip has its card, and a card whose clips differ is open again", () => {
  const images = [image("a", { places: [text(10, 100)] }), image("b", { places: [text(10, 100)] })];
  const one = decide(emptyReview, card(images, emptyReview, 0, false), "keep");
  expect(reviewPlaces(images, one, false).map(({ decision }) => decision)).toEqual(["keep", null]);
  expect(reviewPlaces(images, one, true).map(({ decision }) => decision)).toEqual([null]);
});

test("places that read differently, or lie elsewhere, are never one card", () => {
  const images = [
    image("a", { places: [text(10, 100)] }),
    image("b", { places: [text(10, 100, "institution")] }),
    image("c", { places: [text(90, 100)] }),
  ];
  expect(reviewPlaces(images, emptyReview, true)).toHaveLength(3);
});

test("an image in which nothing was found still waits for a person, until it is kept or gets a box", () => {
  const images = [image("a", { places: [] }), image("b")];
  const open = card(images, emptyReview, 0);
  expect([open.kind, open.decision, open.members.length]).toEqual(["whole", null, 2]);
  const kept = decide(emptyReview, open, "keep");
  expect(card(images, kept, 0).decision).toBe("keep");
  const box = { x: 1, y: 1, width: 9, height: 9, frames: "all" } as const;
  const drawn = { ...emptyReview, drawn: [{ id: "d", sopUids: ["a"], box }] };
  expect(reviewPlaces(images, drawn, true).map(({ kind, decision }) => [kind, decision])).toEqual([
    ["whole", null],
    ["drawn", "blank"],
  ]);
  expect(boxesOf(drawn, image("a", { places: [] }))).toEqual([box]);
  expect(boxesOf(drawn, image("b"))).toEqual([]);
  const removed = decide(drawn, card(images, drawn, 1), null);
  expect(removed.drawn).toEqual([]);
});

test("a kept place is not blanked, and a change of mind opens it again", () => {
  const images = [image("a", { places: [text(10, 100)] })];
  const kept = decide(emptyReview, card(images, emptyReview, 0), "keep");
  expect(boxesOf(kept, image("a", { places: [text(10, 100)] }))).toEqual([]);
  expect(card(images, decide(kept, card(images, kept, 0), null), 0).decision).toBeNull();
});

test("a crop holds its box with room around it, inside the frame, in the shape of the card", () => {
  for (const box of [
    { x: 0, y: 0, width: 100, height: 14 },
    { x: 600, y: 460, width: 40, height: 20 },
    { x: 300, y: 100, width: 12, height: 300 },
    { x: 0, y: 200, width: 640, height: 30 },
  ]) {
    const area = cropArea(box, 640, 480);
    expect(area.x >= 0 && area.y >= 0 && area.x + area.width <= 640 && area.y + area.height <= 480).toBe(
      true,
    );
    expect(area.x <= box.x && area.x + area.width >= box.x + box.width).toBe(true);
    expect(area.y <= box.y && area.y + area.height >= box.y + box.height).toBe(true);
    if (box.width < 400 && box.height < 100) expect(area.width / area.height).toBeCloseTo(cardAspect, 1);
  }
  expect(
    placeStyle({ x: 20, y: 30, width: 40, height: 10 }, { x: 10, y: 20, width: 100, height: 50 }),
  ).toEqual({
    left: "10%",
    top: "20%",
    width: "40%",
    height: "20%",
  });
});

test("a crop shows exactly the pixels of its area; made smaller, a thin bright line stays", () => {
  const columns = 8;
  const rgba = new Uint8ClampedArray(columns * 6 * 4).map((_, at) => (at % 4 === 3 ? 255 : at >> 2));
  const frame = { columns, rows: 6, frameColumns: 8, frameRows: 6, rgba };
  const crop = cropFrame(frame, { x: 2, y: 1, width: 3, height: 2 }, 100);
  expect([crop.columns, crop.rows]).toEqual([3, 2]);
  expect([0, 1, 2, 3, 4, 5].map((at) => crop.rgba[at * 4])).toEqual([10, 11, 12, 18, 19, 20]);
  const line = new Uint8ClampedArray(12 * 4 * 4).fill(130);
  for (let row = 0; row < 4; row++) line.fill(255, (row * 12 + 7) * 4, (row * 12 + 8) * 4);
  const half = { columns: 12, rows: 4, frameColumns: 24, frameRows: 8, rgba: line };
  const small = cropFrame(half, { x: 0, y: 0, width: 24, height: 8 }, 4);
  expect([small.columns, small.rows]).toEqual([4, 1]);
  expect([0, 1, 2, 3].map((at) => small.rgba[at * 4])).toEqual([130, 130, 255, 130]);
});

test("a text inside a strip that is blanked needs no decision, and gets its own back when the strip is kept", () => {
  const strip: PixelPlace = {
    box: { x: 0, y: 0, width: 640, height: 26, frames: "all" },
    finding: "outside-region",
  };
  const late = { ...text(10, 100), box: { ...text(10, 100).box, y: 4, height: 24, frames: [3] } };
  const long = { ...text(300, 100), box: { ...text(300, 100).box, y: 4, height: 40 } };
  const images = [image("a", { places: [strip, late, long] })];
  const blanked = decide(emptyReview, card(images, emptyReview, 0), "blank");
  const cards = reviewPlaces(images, blanked, true);
  expect(cards.map(({ decision, covered }) => [decision, covered])).toEqual([
    ["blank", false],
    ["blank", true],
    [null, false],
  ]);
  // What is covered cannot be kept: it is blanked with the strip.
  const covered = cards[1];
  if (!covered) throw new Error("no such card");
  expect(decide(blanked, covered, "keep")).toBe(blanked);
  expect(boxesOf(blanked, images[0] ?? image("a"))).toEqual([strip.box]);
  const kept = decide(blanked, card(images, blanked, 0), "keep");
  expect(reviewPlaces(images, kept, true).map(({ decision }) => decision)).toEqual(["keep", null, null]);
});

test("a strip of one frame covers nothing of the others", () => {
  const strip = { ...text(0, 640), box: { x: 0, y: 0, width: 640, height: 30, frames: [0] } };
  const images = [image("a", { places: [strip, text(10, 100)] })];
  const blanked = decide(emptyReview, card(images, emptyReview, 0), "blank");
  expect(card(images, blanked, 1).decision).toBeNull();
});
