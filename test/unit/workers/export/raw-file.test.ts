import { gunzipSync } from "fflate";
import { expect, test } from "vitest";
import { readNifti } from "../../../../src/formats/nifti/read-nifti.ts";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { rawDifference, rawExtension, rawFile } from "../../../../src/workers/export/raw-file.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { makeRandom } from "../../../support/random.ts";
import { makeNifti, makePng } from "../../../support/raw-maker.ts";
import { counted, gridDistance } from "../../../support/volume-maker.ts";

async function imported(name: string, bytes: Uint8Array) {
  const harness = makeImportHarness();
  const { result } = await harness.take([chosen(name, bytes)]);
  expect(result.refused).toEqual([]);
  const held = result.held.map(({ sopUid }) => sopUid);
  if (held.length > 0) await harness.call("release", { sopUids: held, boxes: [] });
  const [instance] = await harness.context.database.instances.toArray();
  const stored = instance && (await instanceBytes(harness.context.database, instance.sopUid));
  if (!instance || !stored) throw new Error("nothing was stored");
  return { instance, stored };
}

/** A rotation from three angles, its columns scaled; the last may be turned for a left hand. */
function randomSform(random: () => number): number[] {
  const [a, b, c] = [random() * 6, random() * 6, random() * 6];
  const [sa, ca, sb, cb, sc, cc] = [a, b, c].flatMap((angle) => [Math.sin(angle), Math.cos(angle)]);
  const [s1, c1, s2, c2, s3, c3] = [sa ?? 0, ca ?? 0, sb ?? 0, cb ?? 0, sc ?? 0, cc ?? 0];
  const rotation = [
    [c1 * c2, c1 * s2 * s3 - s1 * c3, c1 * s2 * c3 + s1 * s3],
    [s1 * c2, s1 * s2 * s3 + c1 * c3, s1 * s2 * c3 - c1 * s3],
    [-s2, c2 * s3, c2 * c3],
  ];
  const scale = [0.3 + random() * 3, 0.3 + random() * 3, (0.3 + random() * 6) * (random() < 0.5 ? -1 : 1)];
  return rotation.flatMap((row) => [
    ...row.map((value, axis) => value * (scale[axis] ?? 1)),
    (random() - 0.5) * 600,
  ]);
}

const kinds = [
  ["u8", 2, 1],
  ["i16", 4, 2],
  ["u16", 512, 2],
  ["i32", 8, 4],
  ["f32", 16, 4],
  ["f64", 64, 8],
] as const;

test.each(Array.from({ length: 12 }, (_, seed) => seed))(
  "seed %i: a volume goes in, is stored and comes out as NIfTI with the same samples in the same place",
  async (seed) => {
    const random = makeRandom(seed + 1);
    const [type, datatype, wordBytes] = kinds[seed % kinds.length] ?? kinds[0];
    const side = () => 1 + Math.floor(random() * 5);
    const dims = seed % 3 === 0 ? [side(), side(), side(), 3] : [side(), side(), side()];
    const data = counted(
      type,
      dims.reduce((product, length) => product * length, 1),
      seed,
    );
    const sform = randomSform(random);
    const making = {
      dims,
      datatype,
      wordBytes,
      data,
      sform,
      slope: 0.25,
      intercept: -8,
      text: "PLANTED^NEEDLE",
    };
    const [source] = makeNifti({ ...making, version: 2, bigEndian: seed % 2 === 1 });
    const { instance, stored } = await imported("x.nii", source);
    const file = rawFile(instance, stored);
    expect(rawDifference(instance, stored, file)).toBeNull();
    const [before, after] = [readNifti(source), readNifti(file)];
    expect(after.bytes).toEqual(data);
    expect([after.type, after.slope, after.intercept, after.stacks]).toEqual([type, 0.25, -8, dims[3] ?? 1]);
    const sizes = [dims[0] ?? 1, dims[1] ?? 1, dims[2] ?? 1] as const;
    expect(before.affine && after.affine && gridDistance(before.affine, after.affine, sizes)).toBeLessThan(
      1e-4,
    );
    expect(Buffer.from(gunzipSync(file)).includes("PLANTED")).toBe(false);
  },
);

test("a picture comes out as PNG, sample for sample", async () => {
  for (const [bits, colorType] of [
    [16, 0],
    [8, 0],
    [8, 2],
    [16, 2],
  ] as const) {
    const source = makePng({ columns: 5, rows: 4, bits, colorType, sample: (x, y, c) => 11 * x + 3 * y + c });
    const { instance, stored } = await imported("x.png", source);
    expect(rawExtension(instance)).toBe("png");
    expect(rawDifference(instance, stored, rawFile(instance, stored))).toBeNull();
  }
});

test("the comparison sees one wrong sample and a slice that moved", async () => {
  const making = { dims: [3, 3, 3], datatype: 4, wordBytes: 2, data: counted("i16", 27) };
  const sform = [1, 0, 0, 5, 0, 1, 0, 6, 0, 0, 2, 7];
  const { instance, stored } = await imported("x.nii", makeNifti({ ...making, sform })[0]);
  const file = rawFile(instance, stored);
  const other = new Uint8Array(stored);
  other[9] = (other[9] ?? 0) + 1;
  expect(rawDifference(instance, other, file)).toBe("other samples");
  const moved = rawFile({ ...instance, sliceStepMm: [0, 0, 2.1] }, stored);
  expect(rawDifference(instance, stored, moved)).toBe("another place of slice 2");
  const turned = {
    ...instance,
    planes: instance.planes.map((plane) => ({ ...plane, orientation: [0, 1, 0, 1, 0, 0] as const })),
  };
  expect(rawDifference(instance, stored, rawFile(turned, stored))).toBe("other directions");
});
