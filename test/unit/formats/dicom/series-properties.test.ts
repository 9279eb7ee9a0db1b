import { expect, test } from "vitest";
import { applyTo } from "../../../../src/domain/affine-maths.ts";
import { seriesAffine } from "../../../../src/domain/series-affine.ts";
import { buildSeries, type SeriesInstance } from "../../../../src/formats/dicom/series-builder.ts";
import { makeRandom } from "../../../support/random.ts";

type Three = readonly [number, number, number];
type Six = SeriesInstance["planes"][number]["orientation"];

const cross = (a: Three, b: Three): Three => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const unit = (a: Three): Three => {
  const length = Math.hypot(...a);
  return [a[0] / length, a[1] / length, a[2] / length];
};

/** Directions of any obliquity; `flipped` turns the normal round. */
function directions(random: () => number, flipped: boolean): { six: Six; normal: Three } {
  const row = unit([random() - 0.5, random() - 0.5, random() - 0.5]);
  const column = unit(cross(row, unit([random() - 0.5, random() - 0.5, random() + 0.5])));
  const turned: Three = flipped ? [-column[0], -column[1], -column[2]] : column;
  return { six: [...row, ...turned], normal: cross(row, turned) };
}

interface Made {
  readonly step: Three;
  readonly origin: Three;
  readonly six: Six;
  readonly instances: SeriesInstance[];
}

function volume(
  random: () => number,
  count: number,
  more: { noiseMm?: number; shearMm?: number } = {},
): Made {
  const { six, normal } = directions(random, random() < 0.5);
  const stepMm = 0.5 + random() * 6;
  const shear = more.shearMm ?? 0;
  const step: Three = [0, 1, 2].map(
    (axis) => (normal[axis] ?? 0) * stepMm + (six[3 + axis] ?? 0) * shear,
  ) as unknown as Three;
  const origin: Three = [random() * 400 - 200, random() * 400 - 200, random() * 400 - 200];
  const noise = () => (random() * 2 - 1) * (more.noiseMm ?? 0);
  const instances = Array.from(
    { length: count },
    (_, slice): SeriesInstance => ({
      sopUid: `s${slice}`,
      instanceNumber: Math.floor(random() * 1000),
      facts: { columns: 8, rows: 6, frames: 1, lossy: false },
      planes: [
        {
          positionMm: [0, 1, 2].map(
            (axis) => (origin[axis] ?? 0) + slice * (step[axis] ?? 0) + noise(),
          ) as unknown as Three,
          orientation: six,
        },
      ],
    }),
  );
  return { step, origin, six, instances };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

const order = (instances: readonly SeriesInstance[]) =>
  buildSeries(instances).frames.map(({ sopUid }) => sopUid);

test("shuffled slices of any direction and any number come back in the order of their places", () => {
  const random = makeRandom(7);
  for (let round = 0; round < 60; round++) {
    const count = 2 + Math.floor(random() * 30);
    const { instances } = volume(random, count);
    const built = buildSeries(shuffled(instances, random));
    expect(built.frames.map(({ sopUid }) => sopUid)).toEqual(instances.map(({ sopUid }) => sopUid));
    expect(built.warnings).toEqual([]);
    expect(built.parts).toHaveLength(1);
  }
});

test("the affine puts every voxel where the plane of its slice puts it, to 1e-4 mm, tilted stacks too", () => {
  const random = makeRandom(11);
  for (let round = 0; round < 60; round++) {
    const tilted = round % 2 === 1;
    const { instances, six } = volume(random, 5 + Math.floor(random() * 20), tilted ? { shearMm: 0.6 } : {});
    const built = buildSeries(shuffled(instances, random));
    const [part] = built.parts;
    expect(built.warnings).toEqual(tilted ? ["tilt"] : []);
    const affine = part && seriesAffine(part, built.frames, [0.7, 0.4]);
    if (!affine) throw new Error("a regular stack has an affine");
    for (const [slice, { plane }] of built.frames.entries()) {
      const found = applyTo(affine, [5, 3, slice]);
      for (const axis of [0, 1, 2] as const) {
        const expected =
          (plane?.positionMm[axis] ?? 0) + 5 * 0.4 * (six[axis] ?? 0) + 3 * 0.7 * (six[3 + axis] ?? 0);
        expect(Math.abs(found[axis] - expected)).toBeLessThan(1e-4);
      }
    }
  }
});

test("positions that were rounded to a thousandth neither move a slice nor name a fault", () => {
  const random = makeRandom(13);
  for (let round = 0; round < 40; round++) {
    const { instances } = volume(random, 20, { noiseMm: 0.001 });
    const built = buildSeries(shuffled(instances, random));
    expect(built.frames.map(({ sopUid }) => sopUid)).toEqual(instances.map(({ sopUid }) => sopUid));
    expect(built.warnings).toEqual([]);
  }
});

test("a missing slice is named with its place and how many are missing", () => {
  const random = makeRandom(17);
  for (let round = 0; round < 40; round++) {
    const { instances } = volume(random, 12);
    const at = 2 + Math.floor(random() * 6);
    const missing = 1 + Math.floor(random() * 3);
    const built = buildSeries(shuffled(instances.toSpliced(at, missing), random));
    expect(built.warnings).toEqual(["gap"]);
    expect(built.parts[0]?.gaps).toEqual([{ after: at, missing }]);
    const affine = built.parts[0] && seriesAffine(built.parts[0], built.frames, [1, 1]);
    expect(affine).toBeNull();
  }
});

test("a slice that is there twice is a duplicate, also when its position was rounded; one UID twice is one image", () => {
  const random = makeRandom(19);
  const { instances } = volume(random, 10, { noiseMm: 0.001 });
  const [copy] = instances;
  if (!copy) throw new Error("made above");
  expect(buildSeries([...instances, { ...copy, sopUid: "copy" }]).warnings).toEqual(["duplicate-position"]);
  const twice = buildSeries([...instances, copy]);
  expect(twice.frames).toHaveLength(10);
  expect(twice.warnings).toEqual(["duplicate-uid"]);
});

test("two series that lie between each other are parted by their echo, or by their acquisition", () => {
  const random = makeRandom(23);
  const { instances } = volume(random, 12);
  const shifted = instances.map((instance) => {
    const [plane] = instance.planes;
    const [next] = instances[1]?.planes ?? [];
    const [here] = instances[0]?.planes ?? [];
    if (!plane || !next || !here) throw new Error("made above");
    const between = [0, 1, 2].map(
      (axis) =>
        (plane.positionMm[axis] ?? 0) + ((next.positionMm[axis] ?? 0) - (here.positionMm[axis] ?? 0)) * 0.3,
    ) as unknown as Three;
    return { ...instance, sopUid: `b${instance.sopUid}`, planes: [{ ...plane, positionMm: between }] };
  });
  for (const [key, warning] of [
    ["te", []],
    ["acq", ["two-acquisitions"]],
  ] as const) {
    const built = buildSeries(
      shuffled(
        [
          ...instances.map((instance) => ({ ...instance, stacks: [`${key}=1`] })),
          ...shifted.map((instance) => ({ ...instance, stacks: [`${key}=2`] })),
        ],
        random,
      ),
    );
    expect(built.parts.map(({ count }) => count)).toEqual([12, 12]);
    expect(built.warnings).toEqual(warning);
    expect(built.frames.slice(0, 12).map(({ sopUid }) => sopUid)).toEqual(instances.map((i) => i.sopUid));
  }
  // Without anything that tells them apart it is said, not guessed.
  expect(buildSeries([...instances, ...shifted]).warnings).toEqual(["uneven-spacing"]);
});

test("the order does not depend on the order in which files came", () => {
  const random = makeRandom(29);
  const { instances } = volume(random, 15);
  const [first, second] = instances;
  if (!first || !second) throw new Error("made above");
  const messy = [
    ...instances,
    { ...first, sopUid: "double" },
    { ...second, sopUid: "large", facts: { columns: 9, rows: 6, frames: 1, lossy: false } },
  ];
  const expected = order(messy);
  for (let round = 0; round < 10; round++) expect(order(shuffled(messy, random))).toEqual(expected);
});
