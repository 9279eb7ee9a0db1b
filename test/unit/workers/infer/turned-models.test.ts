import { expect, test } from "vitest";
import type { AssistPlane, LabelledPlane } from "../../../../src/domain/calls/assist-calls.ts";
import { say } from "../../../../src/domain/said.ts";
import { type LabelRequest, labelPlanes } from "../../../../src/workers/infer/label-planes.ts";
import { openAnyModel } from "../../../../src/workers/infer/opened-model.ts";
import { PlainError } from "../../../../src/workers/serve.ts";
import { nodeMakers } from "../../../support/onnx/node-engine.ts";
import { semanticGraph } from "../../../support/onnx/own-graphs.ts";
import {
  detectorPackage,
  type Files,
  type Manifest,
  semanticPackage,
} from "../../../support/onnx/own-packages.ts";

const engine = { engine: "onnxruntime-web/wasm", engineVersion: "1", threads: 1, isolated: false };

async function label(files: Files, request: LabelRequest): Promise<LabelledPlane[]> {
  const read = async (path: string) => {
    const bytes = files.get(path);
    if (!bytes) throw new PlainError("model-missing", say`${path}`);
    return bytes;
  };
  const { labeller } = await openAnyModel(read, engine, await nodeMakers(), { license: "" });
  if (!labeller) throw new Error("The package finds nothing by itself.");
  return labelPlanes(labeller, request, {
    signal: new AbortController().signal,
    progress: () => undefined,
    run: (task) => task(),
  });
}

const input = (changes: Manifest) => (manifest: Manifest) => ({
  ...manifest,
  input: { ...(manifest.input as Manifest), ...changes },
});

/** Voxels of a label as `slice,row,column`, read without the app's own code for runs. */
function voxels(found: readonly LabelledPlane[], id: string): string[] {
  return found.flatMap(({ at: slice, results }) =>
    results
      .filter((result) => result.label?.id === id)
      .flatMap(({ mask }) => {
        const out: string[] = [];
        let at = 0;
        mask.counts.forEach((count, index) => {
          for (let each = 0; each < count; each++, at++)
            if (index % 2 === 1) out.push(`${slice},${Math.floor(at / mask.columns)},${at % mask.columns}`);
        });
        return out;
      }),
  );
}
const block = (z: readonly number[], y: readonly number[], x: readonly number[]) =>
  z.flatMap((slice) => y.flatMap((row) => x.map((column) => `${slice},${row},${column}`)));

/** A stack of slices × rows × columns, dark but for one voxel of 70. */
function stack(slices: number, rows: number, columns: number, bright: readonly [number, number, number]) {
  const [slice, row, column] = bright;
  return Array.from({ length: slices }, (_, at): AssistPlane => {
    const values = new Float32Array(rows * columns).fill(10);
    if (at === slice) values[row * columns + column] = 70;
    return { columns, rows, values, spacingMm: [1, 1] };
  });
}

test("a network of three dimensions sees a series turned to its axes, and what it finds lies where it is in the images", async () => {
  // Stored: slices to the feet, rows to the back, columns to the left. Asked for: depth to the right, height to the front, width to the head.
  const [slices, rows, columns] = [4, 6, 8];
  const size = [columns, rows, slices];
  const files = await semanticPackage(
    input({ orientation: "RAS" }),
    semanticGraph(size, { corner: true }),
    size,
  );
  const planes = stack(slices, rows, columns, [3, 1, 1]);
  const found = await label(files, { planes, at: null, sliceMm: 1, axes: "IPL" });
  // The first halves of the model's axes: left, back and foot end of the images.
  expect(voxels(found, "spleen")).toEqual(block([2, 3], [3, 4, 5], [4, 5, 6, 7]));
  expect(voxels(found, "liver")).toEqual(["3,1,1"]);
});

test("its distances are those of its own axes", async () => {
  // Slices of 2 mm become 8 of 1 mm, along the width of the model.
  const size = [8, 6, 8];
  const bend = input({ orientation: "RAS", spacingMm: [1, 1, 1] });
  const files = await semanticPackage(bend, semanticGraph(size, { corner: true }), size);
  const found = await label(files, { planes: stack(4, 6, 8, [0, 0, 0]), at: null, sliceMm: 2, axes: "SPL" });
  expect(voxels(found, "spleen")).toEqual(block([0, 1], [3, 4, 5], [4, 5, 6, 7]));
});

test("a network of planes sees each of them turned", async () => {
  const size = [8, 6];
  const files = await semanticPackage(
    input({ orientation: "RA" }),
    semanticGraph(size, { corner: true }),
    size,
  );
  const found = await label(files, { planes: stack(1, 6, 8, [0, 2, 1]), at: 0, sliceMm: null, axes: "SPL" });
  expect(voxels(found, "spleen")).toEqual(block([0], [3, 4, 5], [4, 5, 6, 7]));
  expect(voxels(found, "liver")).toEqual(["0,2,1"]);
});

test("the boxes of a detector are turned back with their pixels", async () => {
  const things = (columns: number, rows: number, bright: (x: number, y: number) => boolean): AssistPlane => {
    const rgb = new Float32Array(columns * rows * 3).map((_, at) => {
      const pixel = Math.floor(at / 3);
      return at % 3 === 0 && bright(pixel % columns, Math.floor(pixel / columns)) ? 255 : 0;
    });
    return { columns, rows, values: new Float32Array(columns * rows), rgb };
  };
  const one = (plane: AssistPlane, axes: string) => ({ planes: [plane], at: 0, sliceMm: null, axes });
  const plain = await label(
    await detectorPackage(),
    one(
      things(64, 32, (x, y) => x >= 32 && x < 48 && y < 16),
      "SPL",
    ),
  );
  const [was] = plain[0]?.results ?? [];
  if (!was?.boxImage) throw new Error("nothing found");
  // The same picture, lying on its side and mirrored: column and row changed places, rows from the other end.
  const turned = things(32, 64, (x, y) => 63 - y >= 32 && 63 - y < 48 && x < 16);
  const found = await label(await detectorPackage(false, input({ orientation: "PL" })), one(turned, "SRP"));
  const [box] = found[0]?.results ?? [];
  const [x0, y0, x1, y1] = was.boxImage;
  expect(box?.boxImage).toEqual([y0, 63 - x1, y1, 63 - x0]);
  expect([box?.mask.columns, box?.mask.rows]).toEqual([32, 64]);
});

test("images in another plane, or that do not say how they lie, are refused in words", async () => {
  const files = await semanticPackage(input({ orientation: "PL" }));
  const planes = stack(1, 16, 16, [0, 0, 0]);
  for (const axes of [null, "LIP"])
    await expect(label(files, { planes, at: 0, sliceMm: null, axes })).rejects.toMatchObject({
      code: "model-orientation",
    });
});
