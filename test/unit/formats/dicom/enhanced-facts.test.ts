import { expect, test } from "vitest";
import { factsAt } from "../../../../src/domain/facts-at.ts";
import {
  axialAt,
  functionalGroups,
  group,
  made,
  madeFrames,
  readMade,
} from "../../../support/enhanced-maker.ts";

const rescale = (slope: number, intercept: number, type = "US") =>
  group(
    "00289145",
    made("00281052", "DS", `${intercept}`),
    made("00281053", "DS", `${slope}`),
    made("00281054", "LO", type),
  );
const window = (center: number, width: number, more: Parameters<typeof made>[] = []) =>
  group(
    "00289132",
    made("00281050", "DS", `${center}`),
    made("00281051", "DS", `${width}`),
    ...more.map((element) => made(...element)),
  );
const spacing = (text: string) => group("00289110", made("00280030", "DS", text));

test("every frame has its own rescale, window and spacing; frames that share them share one variant", async () => {
  const { facts } = await readMade(
    madeFrames(
      4,
      functionalGroups(
        [spacing("0.5\\0.25")],
        [
          [rescale(2, -10), window(40, 400)],
          [rescale(3, -20), window(50, 500, [["00281056", "CS", "SIGMOID"]])],
          [rescale(2, -10), window(40, 400)],
          [rescale(2, -10), window(40, 400), spacing("1\\1")],
        ],
      ),
    ),
  );
  expect(facts.perFrame?.ofFrame).toEqual([0, 1, 0, 2]);
  expect(factsAt(facts, 0)).toMatchObject({ slope: 2, intercept: -10, spacingMm: [0.5, 0.25] });
  expect(factsAt(facts, 1)).toMatchObject({
    slope: 3,
    intercept: -20,
    voiFunction: "SIGMOID",
    windows: [{ center: 50, width: 500 }],
  });
  expect(factsAt(facts, 3)).toMatchObject({
    slope: 2,
    spacingMm: [1, 1],
    windows: [{ center: 40, width: 400 }],
  });
  expect(factsAt(facts, 3).perFrame).toBeUndefined();
});

test("a frame without a table or a spacing has none, though the first frame has", async () => {
  const table = group(
    "00289132",
    made("00283010", "SQ", [[made("00283002", "US", [2, 0, 8]), made("00283006", "US", [0, 255])]]),
  );
  const { facts } = await readMade(
    madeFrames(2, functionalGroups([], [[table, spacing("1\\1")], [window(1, 2)]])),
  );
  expect(factsAt(facts, 0)).toMatchObject({ spacingMm: [1, 1], voiLut: { bits: 8, values: [0, 255] } });
  const second = factsAt(facts, 1);
  expect([second.voiLut, second.spacingMm]).toEqual([undefined, undefined]);
  expect(second.windows).toEqual([{ center: 1, width: 2 }]);
});

test("frames that agree need no table of variants", async () => {
  const alike = [[rescale(2, 1)], [rescale(2, 1)], [rescale(2, 1)]];
  const { facts } = await readMade(madeFrames(3, functionalGroups([window(1, 2)], alike)));
  expect(facts.perFrame).toBeUndefined();
  expect(factsAt(facts, 2)).toBe(facts);
  expect(facts.slope).toBe(2);
});

const realWorld = (slope: number, intercept: number) =>
  group(
    "00409096",
    made("00409224", "FD", [intercept]),
    made("00409225", "FD", [slope]),
    made("004008EA", "SQ", [[made("00080100", "SH", "mm2/s")]]),
  );

test("a real-world mapping gives the values where nothing else does, and the windows keep their picture", async () => {
  const only = await readMade(
    madeFrames(2, functionalGroups([window(100, 50)], [[realWorld(0.5, 3)], [realWorld(2, 0)]])),
  );
  expect(factsAt(only.facts, 0)).toMatchObject({ slope: 0.5, intercept: 3, units: "mm2/s" });
  expect(factsAt(only.facts, 0)).toMatchObject({
    voiFunction: "LINEAR_EXACT",
    windows: [{ center: 99.5 * 0.5 + 3, width: 49 * 0.5 }],
  });
  expect(factsAt(only.facts, 1)).toMatchObject({ slope: 2, windows: [{ center: 199, width: 98 }] });
  const both = await readMade(
    madeFrames(2, functionalGroups([rescale(4, 0, "HU"), realWorld(0.5, 3)], [[], []])),
  );
  expect(both.facts).toMatchObject({ slope: 4, intercept: 0, units: "HU" });
});

test("functional groups of implicit files are read the same", async () => {
  const elements = madeFrames(2, functionalGroups([], [[realWorld(0.5, 3)], [realWorld(2, 0)]]));
  const explicit = await readMade(elements);
  expect(await readMade(elements, { explicit: false })).toEqual(explicit);
  expect(await readMade(elements, { undefinedLengths: true })).toEqual(explicit);
});

test("planes come from each frame's groups, and planes of a volume's own space say so", async () => {
  const { planes } = await readMade(madeFrames(2, functionalGroups([], [axialAt(3), axialAt(5)])));
  expect(planes.map(({ positionMm }) => positionMm)).toEqual([
    [0, 0, 3],
    [0, 0, 5],
  ]);
  const inVolume = (z: number) => [
    group("0020930E", made("00209301", "FD", [1, 2, z])),
    group("0020930F", made("00209302", "FD", [1, 0, 0, 0, 1, 0])),
  ];
  const volume = await readMade(madeFrames(2, functionalGroups([], [inVolume(0), inVolume(4)])));
  expect(volume.planes[1]).toEqual({
    positionMm: [1, 2, 4],
    orientation: [1, 0, 0, 0, 1, 0],
    space: "volume",
  });
});

test("a dose grid has its planes by offset and its values in dose", async () => {
  const grid = (offsets: string) =>
    madeFrames(3, [
      made("00200032", "DS", "10\\20\\30"),
      made("00200037", "DS", "1\\0\\0\\0\\1\\0"),
      made("3004000C", "DS", offsets),
      made("3004000E", "DS", "1e-4"),
      made("30040002", "CS", "GY"),
    ]);
  const relative = await readMade(grid("0\\2.5\\5"));
  expect(relative.planes.map(({ positionMm }) => positionMm[2])).toEqual([30, 32.5, 35]);
  expect(relative.facts).toMatchObject({ slope: 1e-4, intercept: 0, units: "Gy" });
  const absolute = await readMade(grid("30\\32.5\\35"));
  expect(absolute.planes).toEqual(relative.planes);
  expect((await readMade(grid("7\\9\\11"))).planes).toEqual([]);
});

test("reconstructed nuclear slices lie along the normal of their detector, also against it", async () => {
  const frames = (stepMm: string) =>
    madeFrames(3, [
      made("00540080", "US", [1, 2, 3]),
      made("00180088", "DS", stepMm),
      group("00540022", made("00200032", "DS", "0\\0\\100"), made("00200037", "DS", "1\\0\\0\\0\\1\\0")),
    ]);
  const heights = async (stepMm: string) =>
    (await readMade(frames(stepMm))).planes.map((p) => p.positionMm[2]);
  expect(await heights("4")).toEqual([100, 104, 108]);
  expect(await heights("-4")).toEqual([100, 96, 92]);
});

test("a cine's speed is what its maker recommends, else its rate, else its frame time, else the middle of its vector", async () => {
  const time = async (...elements: Parameters<typeof made>[]) =>
    (
      await readMade(
        madeFrames(
          4,
          elements.map((e) => made(...e)),
        ),
      )
    ).facts.frameTimeMs;
  expect(await time(["00082144", "IS", "25"], ["00181063", "DS", "66.6"])).toBe(40);
  expect(await time(["00181063", "DS", "66.6"])).toBe(66.6);
  expect(await time(["00181065", "DS", "0\\33\\500\\33"])).toBe(33);
  expect(await time(["00180040", "IS", "10"])).toBe(100);
  expect(await time(["00180040", "IS", "10"], ["00181063", "DS", "66.6"])).toBe(100);
  expect(await time()).toBeUndefined();
});

test("PET values are in the units of its own tag", async () => {
  const { facts } = await readMade(
    madeFrames(1, [
      made("00080060", "CS", "PT"),
      made("00281052", "DS", "0"),
      made("00281053", "DS", "1.5"),
      made("00541001", "CS", "BQML"),
    ]),
  );
  expect(facts).toMatchObject({ slope: 1.5, units: "BQML" });
});

test("pixels in a patient are measured: magnification, one ultrasound scale, two that agree, none that differ", async () => {
  const facts = async (...elements: Parameters<typeof made>[]) =>
    (
      await readMade(
        madeFrames(
          1,
          elements.map((e) => made(...e)),
        ),
      )
    ).facts;
  expect(
    await facts(["00080060", "CS", "MG"], ["00181164", "DS", "0.2\\0.1"], ["00181114", "DS", "2"]),
  ).toMatchObject({ spacingMm: [0.1, 0.05], spacingKind: "patient" });
  const region = (x: number, y: number, format = 1, units = 3) => [
    made("00186012", "US", [format]),
    made("00186024", "US", [units]),
    made("00186026", "US", [units]),
    made("0018602C", "FD", [x]),
    made("0018602E", "FD", [y]),
  ];
  const regions = (...items: ReturnType<typeof region>[]) => facts(["00186011", "SQ", items]);
  expect(await regions(region(0.02, -0.03))).toMatchObject({ spacingMm: [0.3, 0.2], spacingKind: "patient" });
  expect(await regions(region(0.02, 0.03), region(0.02, 0.03))).toMatchObject({ spacingMm: [0.3, 0.2] });
  expect((await regions(region(0.02, 0.03), region(0.05, 0.03))).spacingMm).toBeUndefined();
  // An M-mode region and a spectrum are not two-dimensional.
  expect(await regions(region(0.02, 0.03), region(0.01, 0.5, 2), region(1, 2, 3, 4))).toMatchObject({
    spacingMm: [0.3, 0.2],
  });
});
