import { expect, test } from "vitest";
import { buildSeries, type SeriesInstance } from "../../../../src/formats/dicom/series-builder.ts";
import {
  axialAt,
  functionalGroups,
  group,
  made,
  madeFrames,
  madeInstance,
} from "../../../support/enhanced-maker.ts";

type Element = ReturnType<typeof made>;

const classic = (sopUid: string, z: number, number: number, ...more: Element[]) =>
  madeInstance(
    sopUid,
    madeFrames(1, [
      made("00200032", "DS", `0\\0\\${z}`),
      made("00200037", "DS", "1\\0\\0\\0\\1\\0"),
      ...more,
    ]),
    number,
  );

/** Every combination of place and value, numbered so that numbers mix the stacks. */
async function crossed(places: number, values: readonly (readonly Element[])[]): Promise<SeriesInstance[]> {
  const instances: SeriesInstance[] = [];
  for (let z = 0; z < places; z++)
    for (const [at, elements] of values.entries())
      instances.push(await classic(`z${z}v${at}`, z, z * values.length + at, ...elements));
  return instances;
}

const namesOf = (instances: readonly SeriesInstance[]) =>
  buildSeries(instances).parts.map(({ names }) =>
    names.map(({ dimension, value, index, of }) => `${dimension} ${value} ${index}/${of}`).join(", "),
  );

test("times, echoes, b-values and phases are stacks of their own, in their order, each sorted by place", async () => {
  const of = async (...values: Element[][]) => crossed(4, values);
  const time = (t: number) => [made("00200100", "IS", `${t}`)];
  expect(namesOf(await of(time(2), time(10), time(1)))).toEqual(["time 1 1/3", "time 2 2/3", "time 10 3/3"]);
  const built = buildSeries(await of(time(2), time(10), time(1)));
  expect(built.frames.slice(0, 4).map(({ sopUid }) => sopUid)).toEqual(["z0v2", "z1v2", "z2v2", "z3v2"]);
  expect(built.warnings).toEqual([]);
  const b = (value: number) => [made("00189087", "FD", [value])];
  expect(namesOf(await of(b(1000), b(0)))).toEqual(["b-value 0 1/2", "b-value 1000 2/2"]);
  const echo = (te: string) => [made("00180081", "DS", te)];
  expect(namesOf(await of(echo("80"), echo("9.5")))).toEqual(["echo 9.5 1/2", "echo 80 2/2"]);
  const kind = (letter: string) => [made("00080008", "CS", `ORIGINAL\\PRIMARY\\${letter}\\NONE`)];
  expect(namesOf(await of(kind("P"), kind("M")))).toEqual(["image-type M/NONE 1/2", "image-type P/NONE 2/2"]);
});

test("trigger times that differ a little from place to place are still phases", async () => {
  const instances: SeriesInstance[] = [];
  for (let z = 0; z < 3; z++)
    for (let phase = 0; phase < 4; phase++)
      instances.push(
        await classic(`z${z}p${phase}`, z, z * 4 + phase, made("00181060", "DS", `${phase * 30 + z}`)),
      );
  const built = buildSeries(instances);
  expect(built.parts.map(({ count }) => count)).toEqual([3, 3, 3, 3]);
  expect(built.frames.slice(3, 6).map(({ sopUid }) => sopUid)).toEqual(["z0p1", "z1p1", "z2p1"]);
  expect(namesOf(instances)[1]).toBe("phase  2/4");
  expect(built.warnings).toEqual([]);
});

test("one place that was taken many times is one stack in the order of time, and no duplicate", async () => {
  const instances = [];
  for (const [at, t] of [300, 100, 200].entries())
    instances.push(await classic(`t${t}`, 5, at, made("00181060", "DS", `${t}`)));
  const built = buildSeries(instances);
  expect(built.parts).toHaveLength(1);
  expect(built.frames.map(({ sopUid }) => sopUid)).toEqual(["t100", "t200", "t300"]);
  expect(built.warnings).toEqual([]);
});

test("two acquisitions of one place are told apart and named; one acquisition number a slab stays one stack", async () => {
  const acquisition = (n: number) => [made("00200012", "IS", `${n}`)];
  const repeated = await crossed(5, [acquisition(1), acquisition(2)]);
  expect(namesOf(repeated)).toEqual(["acquisition 1 1/2", "acquisition 2 2/2"]);
  expect(buildSeries(repeated).warnings).toEqual(["two-acquisitions"]);
  const slabs = [];
  for (let z = 0; z < 8; z++) slabs.push(await classic(`z${z}`, z, z, ...acquisition(z < 4 ? 1 : 2)));
  expect(buildSeries(slabs)).toMatchObject({ warnings: [], parts: [{ count: 8 }] });
});

test("copies that nothing tells apart stay one stack and are named", async () => {
  const copies = await crossed(3, [[], []]);
  expect(buildSeries(copies)).toMatchObject({ warnings: ["duplicate-position"], parts: [{ count: 6 }] });
});

test("a localizer among the images is named and stands apart", async () => {
  const scout = await madeInstance(
    "scout",
    madeFrames(1, [
      made("00080008", "CS", "ORIGINAL\\PRIMARY\\LOCALIZER"),
      made("00200032", "DS", "0\\0\\9.4"),
      made("00200037", "DS", "1\\0\\0\\0\\1\\0"),
    ]),
  );
  const built = buildSeries([
    scout,
    ...(await crossed(4, [[made("00080008", "CS", "ORIGINAL\\PRIMARY\\AXIAL")]])),
  ]);
  expect(built.warnings).toEqual(["localizer"]);
  expect(built.parts.map(({ count }) => count).sort()).toEqual([1, 4]);
});

test("directions and sizes name the stacks; views around the patient stay one stack by number", async () => {
  const at = (sopUid: string, number: number, orientation: string, rows = 2) =>
    madeInstance(
      sopUid,
      madeFrames(1, [
        made("00280011", "US", [rows]),
        ...(rows === 2 ? [] : [made("7FE00010", "OW", new Uint8Array(2 * 2 * rows))]),
        made("00200032", "DS", `0\\0\\${number}`),
        made("00200037", "DS", orientation),
      ]),
      number,
    );
  const axial = "1\\0\\0\\0\\1\\0";
  const sagittal = "0\\1\\0\\0\\0\\-1";
  const mixed = [await at("a", 1, axial), await at("b", 2, axial), await at("c", 3, sagittal)];
  expect(namesOf(mixed)).toEqual(["orientation axial 1/1", "orientation sagittal 1/1"]);
  const sizes = [await at("a", 1, axial), await at("b", 2, axial), await at("c", 3, axial, 4)];
  expect(namesOf(sizes)).toEqual(["size 2 × 2 1/1", "size 4 × 2 1/1"]);
  const views = [];
  for (let view = 0; view < 12; view++) {
    const [c, s] = [Math.cos(view / 4).toFixed(6), Math.sin(view / 4).toFixed(6)];
    views.push(await at(`v${view}`, 12 - view, `${c}\\${s}\\0\\0\\0\\-1`));
  }
  const built = buildSeries(views);
  expect(built).toMatchObject({ warnings: ["mixed-orientation"], parts: [{ count: 12, stepMm: null }] });
  expect(built.frames[0]?.sopUid).toBe("v11");
});

const content = (...elements: Element[]) => group("00209111", ...elements);

test("an enhanced object is split by stack, time index and b-value, and sorted by place, whatever the order of its frames", async () => {
  const frames: Element[][] = [];
  for (const z of [4, 2, 0])
    for (const t of [2, 1])
      frames.push([
        ...axialAt(z),
        content(
          made("00209056", "SH", "1"),
          made("00209057", "UL", [z / 2 + 1]),
          made("00209128", "UL", [t]),
        ),
      ]);
  const dynamic = await madeInstance("e", madeFrames(6, functionalGroups([], frames)));
  const built = buildSeries([dynamic]);
  expect(namesOf([dynamic])).toEqual(["time 1 1/2", "time 2 2/2"]);
  expect(built.frames.map(({ frameIndex }) => frameIndex)).toEqual([5, 3, 1, 4, 2, 0]);
  expect(built.parts.map(({ stepMm }) => stepMm)).toEqual([2, 2]);
  const diffusion = (b: number) => group("00189117", made("00189087", "FD", [b]));
  const weighted = [0, 1, 2].flatMap((z) => [0, 800].map((b) => [...axialAt(z), diffusion(b)]));
  const dwi = await madeInstance("d", madeFrames(6, functionalGroups([], weighted)));
  expect(namesOf([dwi])).toEqual(["b-value 0 1/2", "b-value 800 2/2"]);
});

test("a dimension that only the dimension index names parts an enhanced object too", async () => {
  const pointer = (tag: [number, number]) => [made("00209165", "AT", tag)];
  const frames = [0, 1, 2].flatMap((z) =>
    [1, 2].map((d) => [...axialAt(z), content(made("00209157", "UL", [1, z + 1, d]))]),
  );
  const odd = await madeInstance(
    "o",
    madeFrames(6, [
      made("00209222", "SQ", [
        pointer([0x0020, 0x9056]),
        pointer([0x0020, 0x9057]),
        pointer([0x0018, 0x9999]),
      ]),
      ...functionalGroups([], frames),
    ]),
  );
  expect(namesOf([odd])).toEqual(["dimension 1 1/2", "dimension 2 2/2"]);
});

test("nuclear frames are split by energy and detector, and what follows in time is scrolled", async () => {
  const planar = await madeInstance(
    "nm",
    madeFrames(8, [
      made("00540010", "US", [1, 1, 1, 1, 2, 2, 2, 2]),
      made("00540020", "US", [1, 1, 2, 2, 1, 1, 2, 2]),
      made("00540070", "US", [1, 2, 1, 2, 1, 2, 1, 2]),
    ]),
  );
  const built = buildSeries([planar]);
  expect(built.parts.map(({ count }) => count)).toEqual([2, 2, 2, 2]);
  expect(namesOf([planar])[1]).toBe("detector 1 1/2, energy 2 2/2");
  expect(built.warnings).toEqual([]);
});
