import { describe, expect, test } from "vitest";
import { hasExpired, noDataUse } from "../../../../src/domain/data-use.ts";
import { poolAgreement } from "../../../../src/domain/review/pool-agreement.ts";
import { ageBandOf, seriesSource, sourceName } from "../../../../src/domain/series-source.ts";
import { differenceHash, hashDistance } from "../../../../src/domain/vetting/difference-hash.ts";
import { findDuplicates, nearPairs } from "../../../../src/domain/vetting/find-duplicates.ts";
import { findErrors, findLeaks } from "../../../../src/domain/vetting/find-errors.ts";
import { findWarnings } from "../../../../src/domain/vetting/find-warnings.ts";
import { medianOf, varietyOf } from "../../../../src/domain/vetting/variety.ts";
import type {
  VettedImage,
  VettedObject,
  VettingFacts,
} from "../../../../src/domain/vetting/vetting-facts.ts";
import { makeRandom } from "../../../support/random.ts";

const image = (id: string, change: Partial<VettedImage> = {}): VettedImage => ({
  id,
  study: `study ${id}`,
  group: `group ${id}`,
  split: "train",
  columns: 100,
  rows: 80,
  modality: "CT",
  bodyPart: "LIVER",
  spacingMm: [0.5, 0.5],
  lossy: false,
  attested: true,
  decoded: [100, 80],
  digest: `digest ${id}`,
  hash: null,
  ...change,
});

const object = (uid: string, imageId: string, change: Partial<VettedObject> = {}): VettedObject => ({
  uid,
  imageId,
  classId: "mass",
  geometry: { type: "box", boxImage: [0, 0, 20, 20] },
  origin: "human",
  author: `reader ${uid}`,
  acceptedBy: null,
  model: null,
  diceToProposal: null,
  areaPx: 400,
  sharedPx: 0,
  ...change,
});

const classes = [{ id: "mass", name: "Mass" }];
/** Ten groups in each part, each with one sound label: nothing to find but what nobody can know. */
const sound = (): VettingFacts => {
  const images = Array.from({ length: 30 }, (_, at) =>
    image(`i${at}`, { split: (["train", "val", "test"] as const)[at % 3] ?? "train" }),
  );
  return { images, objects: images.map(({ id }, at) => object(`2.25.${at}`, id)), classes };
};
const codes = (facts: VettingFacts) =>
  [
    ...findErrors(facts),
    ...findLeaks(facts.images),
    ...findDuplicates(facts.images),
    ...findWarnings(facts),
  ].map((finding) => finding.code);

test("a sound dataset has nothing but what nobody can know", () => {
  expect(codes(sound())).toEqual(["source-unknown"]);
});

const spoil = (
  change: { images?: Partial<VettedImage>; objects?: Partial<VettedObject> },
  at = 4,
): VettingFacts => {
  const facts = sound();
  return {
    ...facts,
    images: facts.images.map((item, index) => (index === at ? { ...item, ...change.images } : item)),
    objects: facts.objects.map((item, index) => (index === at ? { ...item, ...change.objects } : item)),
  };
};

test.each<[string, VettingFacts, readonly string[]]>([
  ["proposal-as-truth", spoil({ objects: { origin: "model" } }), ["2.25.4"]],
  ["not-attested", spoil({ images: { attested: false } }), ["i4"]],
  ["object-outside", spoil({ objects: { geometry: { type: "point", pointImage: [99.6, 3] } } }), ["2.25.4"]],
  [
    "object-outside",
    spoil({ objects: { geometry: { type: "box", boxImage: [Number.NaN, 0, 1, 1] } } }),
    ["2.25.4"],
  ],
  ["class-unknown", spoil({ objects: { classId: "gone" } }), ["2.25.4"]],
  ["frame-size", spoil({ images: { decoded: [80, 100] } }), ["i4"]],
  ["leak", spoil({ images: { digest: "digest i5" } }), ["i4", "i5"]],
  ["leak", spoil({ images: { group: "group i5" } }), ["i4", "i5"]],
  ["duplicate", spoil({ images: { digest: "digest i7" } }), ["i4 i7"]],
  ["object-small", spoil({ objects: { areaPx: 9 } }), ["2.25.4"]],
  ["object-small", spoil({ objects: { areaPx: 15 }, images: { spacingMm: [0.2, 0.2] } }), ["2.25.4"]],
  ["overlap", spoil({ objects: { sharedPx: 1 } }), ["2.25.4"]],
  ["model-license", spoil({ objects: { model: { id: "m", license: "" }, acceptedBy: "u1" } }), ["2.25.4"]],
  ["image-lossy", spoil({ images: { lossy: true } }), ["i4"]],
  ["face", spoil({ images: { showsHead: true } }), ["i4"]],
  ["image-blank", spoil({ images: { digest: "" } }), ["i4"]],
  ["image-empty", spoil({ objects: { imageId: "i5" } }), ["i4"]],
  ["spacing-mixed", spoil({ images: { spacingMm: null } }), ["0.500 × 0.500", "unknown"]],
  ["modality-one-part", spoil({ images: { modality: "MR" } }), ["MR in one part of the split only"]],
])("%s is found, and names what it is about", (code, facts, uids) => {
  const all = [
    ...findErrors(facts),
    ...findLeaks(facts.images),
    ...findDuplicates(facts.images),
    ...findWarnings(facts),
  ];
  const found = all.find((finding) => finding.code === code);
  expect(code === "modality-one-part" ? [found?.text] : found?.uids).toEqual(uids);
});

const source = { maker: "ACME", model: "One", site: "ABCDEFGH", sex: "F", ageBand: "40-49" };

test("a source above 70 %, one that occurs in one part only, and what is known of some images only are told", () => {
  const facts = sound();
  const from = (change: (at: number) => Partial<typeof source>) => ({
    ...facts,
    images: facts.images.map((item, at) => ({ ...item, source: { ...source, ...change(at) } })),
  });
  expect(findWarnings(from((at) => ({ site: `SITE${at % 2}` })))).toEqual([]);
  const [most, lonely] = [
    findWarnings(from((at) => ({ model: at < 22 ? "One" : `Two ${at % 2}` }))),
    findWarnings(from((at) => ({ model: at === 0 ? "Rare" : `Two ${at % 2}` }))),
  ];
  expect(most).toMatchObject([
    {
      code: "source-most",
      uids: ["CT · ACME One · site ABCDEFGH"],
      values: ["73", "CT · ACME One · site ABCDEFGH"],
    },
  ]);
  expect(lonely).toMatchObject([{ code: "source-one-part", uids: ["CT · ACME Rare · site ABCDEFGH"] }]);
  const some = findWarnings(from((at) => (at < 2 ? { sex: "" } : { model: `Two ${at % 2}` })));
  expect(some.find(({ code }) => code === "source-unknown")?.values).toEqual(["sex", "2"]);
});

test("studies on which two readers share a Dice below 0.7, or nothing at all, are named once", () => {
  const row = (dice: number | null, match: number) => ({
    readers: [0, 1],
    field: null,
    measures: [
      { id: "match/1", value: match, unit: "" as const, over: 2 },
      { id: "dice/1", value: dice, unit: "" as const, over: dice === null ? 0 : 1 },
    ],
  });
  const agreement = poolAgreement([
    { study: "s1", readers: ["b", "a"], rows: [row(0.9, 1)] },
    { study: "s2", readers: ["a", "b"], rows: [row(0.6, 1)] },
    { study: "s3", readers: ["a", "b"], rows: [row(null, 0)] },
    { study: "s4", readers: ["a", "c"], rows: [row(0.65, 1)] },
  ]);
  expect(agreement).toEqual([
    {
      readers: ["a", "b"],
      field: null,
      studies: 3,
      measures: [
        { id: "match/1", value: 2 / 3, unit: "", over: 6 },
        { id: "dice/1", value: 0.75, unit: "", over: 2 },
      ],
      low: ["s2", "s3"],
    },
    expect.objectContaining({ readers: ["a", "c"], low: ["s4"] }),
  ]);
  const found = findWarnings({ ...sound(), agreement }).find(({ code }) => code === "readers-disagree");
  expect(found?.uids).toEqual(["s2", "s3", "s4"]);
});

test("a source is what cleaned files still say; dummies say nothing", () => {
  const gone = { maker: "REMOVED", model: "REMOVED", institution: "", sex: "", age: "000Y" };
  // An age of 0 years and the dummy are the same text: nobody can tell, so nothing is said.
  expect(seriesSource(gone)).toBeUndefined();
  const kept = seriesSource({
    ...gone,
    maker: "ACME",
    model: "Acme One",
    institution: "St. Elsewhere",
    age: "047Y",
  });
  expect(kept).toMatchObject({ maker: "ACME", model: "Acme One", sex: "", ageBand: "40-49" });
  expect(kept?.site).toMatch(/^[A-Z2-7]{8}$/);
  expect(kept?.site).not.toBe(seriesSource({ ...gone, institution: "St. Nowhere" })?.site);
  expect(sourceName({ modality: "CT", ...(kept ? { source: kept } : {}) })).toBe(
    `CT · Acme One · site ${kept?.site}`,
  );
  expect(["030M", "080W", "095Y", "20Y", "012D"].map(ageBandOf)).toEqual(["0-9", "0-9", "90+", "", "0-9"]);
});

test("an accepted proposal of a model is ground truth; corners of the image are inside it", () => {
  expect(findErrors(spoil({ objects: { origin: "model", acceptedBy: "u1" } }))).toEqual([]);
  const corner = {
    type: "polygon",
    pointsImage: [
      [-0.5, -0.5],
      [99.5, -0.5],
      [99.5, 79.5],
    ],
  } as const;
  expect(findErrors(spoil({ objects: { geometry: corner } }))).toEqual([]);
});

test("classes of few patients, missing parts, and one busy reader are told", () => {
  const facts = sound();
  const few = { ...facts, objects: facts.objects.slice(0, 9).map((item) => ({ ...item, author: "u1" })) };
  expect(codes(few)).toEqual(["image-empty", "class-rare", "one-reader", "source-unknown"]);
  const trained = { ...facts, objects: facts.objects.filter((_, at) => at % 3 === 0) };
  expect(findWarnings(trained).find((finding) => finding.code === "class-absent")?.text).toContain(
    "val and test",
  );
});

describe("near duplicates", () => {
  test("are all pairs of different studies within four bits, whatever their bits", () => {
    const random = makeRandom(8);
    const base = Array.from({ length: 12 }, () => Array.from({ length: 64 }, () => Number(random() < 0.5)));
    const images = Array.from({ length: 200 }, (_, at) => {
      const bits = [...(base[at % 12] ?? [])];
      for (let flips = Math.floor(random() * 7); flips > 0; flips--) {
        const place = Math.floor(random() * 64);
        bits[place] = 1 - (bits[place] ?? 0);
      }
      const hex = Array.from({ length: 16 }, (_, digit) =>
        Number.parseInt(bits.slice(4 * digit, 4 * digit + 4).join(""), 2).toString(16),
      ).join("");
      return image(`i${at}`, { hash: hex, study: `study ${at % 50}` });
    });
    const wish = new Set<string>();
    for (const [at, a] of images.entries())
      for (const b of images.slice(at + 1))
        if (a.study !== b.study && hashDistance(a.hash ?? "", b.hash ?? "") <= 4) wish.add(`${a.id} ${b.id}`);
    expect(wish.size).toBeGreaterThan(100);
    expect(new Set(nearPairs(images).map(([a, b]) => `${a.id} ${b.id}`))).toEqual(wish);
  });
  test("an image and its brighter, noisier, smaller copy have near hashes; another image has not", () => {
    const random = makeRandom(3);
    const draw = (columns: number, rows: number, bright: number, noise: number, turn: number) => ({
      columns,
      rows,
      samples: 1,
      pixels: new Float64Array(columns * rows).map((_, at) => {
        const [x, y] = [(at % columns) / columns, Math.floor(at / columns) / rows];
        return bright * (Math.sin(7 * x + turn) + Math.cos(9 * y * x + turn)) + noise * random();
      }),
    });
    const first = differenceHash(draw(180, 160, 100, 0, 0));
    expect(hashDistance(first, differenceHash(draw(90, 80, 250, 5, 0)))).toBeLessThanOrEqual(4);
    expect(hashDistance(first, differenceHash(draw(180, 160, 100, 0, 1.5)))).toBeGreaterThan(10);
  });
});

test("the card's counts add up, and the median is the middle", () => {
  const facts = sound();
  const variety = varietyOf({
    ...facts,
    objects: facts.objects.map((item, at) => ({
      ...item,
      areaPx: 5 * 10 ** (at % 4),
      diceToProposal: at % 2 ? 0.9 : null,
      // Odd ones are edited; of each fourth there are no millimetres.
      ...(at % 2 ? { hd95ToProposalMm: at % 4 === 1 ? at / 10 : null } : {}),
    })),
  });
  // 1, 5 … 29 of 30, tenths.
  expect(variety.medianHd95ToProposalMm).toBe(1.5);
  expect(variety.split).toEqual({ test: 10, train: 10, val: 10 });
  expect(variety.area).toEqual({
    "below 10 px": 8,
    "10 to 100 px": 8,
    "100 to 1000 px": 7,
    "1000 to 10000 px": 7,
  });
  expect([variety.edited, variety.medianDiceToProposal]).toEqual([15, 0.9]);
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([])]).toEqual([2, 2.5, null]);
});

test("a permission ends after its last day", () => {
  const use = { ...noDataUse, expires: "2026-03-01" };
  expect([
    hasExpired(use, "2026-03-01T23:59:00.000Z"),
    hasExpired(use, "2026-03-02T00:00:00.000Z"),
    hasExpired(noDataUse, "2030-01-01"),
  ]).toEqual([false, true, false]);
});
