import "fake-indexeddb/auto";
import { zipSync } from "fflate";
import { afterEach, expect, test } from "vitest";
import { readOpset } from "../../../../src/formats/onnx/read-opset.ts";
import { type MainDatabase, openMainDatabase } from "../../../../src/storage/database.ts";
import {
  chooseModel,
  chosenModel,
  deleteModel,
  listModels,
  putModel,
  readModelFile,
  strikeModel,
  useOf,
} from "../../../../src/storage/models.ts";
import { gatherFiles } from "../../../../src/workers/infer/gather-files.ts";
import { tryModel } from "../../../../src/workers/infer/try-model.ts";
import { PlainError } from "../../../../src/workers/serve.ts";
import { nodeMakers } from "../../../support/onnx/node-engine.ts";
import { tinyModel } from "../../../support/onnx/tiny-model.ts";
import { tinyManifest, tinyPackage } from "../../../support/onnx/tiny-package.ts";

const engine = { engine: "none", engineVersion: "0", threads: 1, isolated: false };
const room = Number.MAX_SAFE_INTEGER;
type Bytes = Uint8Array<ArrayBuffer>;
type Manifest = Awaited<ReturnType<typeof tinyManifest>>;

const utf8 = (value: unknown): Bytes => new TextEncoder().encode(JSON.stringify(value));

async function hashed(bytes: Bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { bytes: bytes.length, sha256: Buffer.from(digest).toString("hex") };
}

/** The tiny package with another manifest. */
async function withManifest(bend: (manifest: Manifest) => unknown): Promise<Map<string, Bytes>> {
  return (await tinyPackage()).set("model.json", utf8(bend(await tinyManifest())));
}

/** The tiny package whose larger graph is another, rightly hashed, so that only running it can tell. */
async function withGraph(bytes: Bytes): Promise<Map<string, Bytes>> {
  const facts = await hashed(bytes);
  const files = await withManifest((manifest) => ({
    ...manifest,
    files: manifest.files.map((file) => (file.size === 64 ? { ...file, ...facts } : file)),
  }));
  return files.set("tiny-64.onnx", bytes);
}

const tensors = (manifest: Manifest, change: object) => ({
  ...manifest,
  input: { ...manifest.input, tensors: [{ ...manifest.input.tensors[0], ...change }] },
});

async function outcome(files: ReadonlyMap<string, Bytes>, freeBytes = room) {
  try {
    return (await tryModel(files, engine, await nodeMakers(), freeBytes)).trial;
  } catch (reason) {
    if (reason instanceof PlainError) return { code: reason.code, message: reason.message };
    throw reason;
  }
}

test("a sound model passes every check on the real engine and tells what it takes", async () => {
  const trial = await outcome(await tinyPackage());
  expect(trial).toMatchObject({
    modelId: "tiny",
    license: "CC0-1.0",
    tested: true,
    kinds: ["click", "clicks", "scribble", "box", "box-clicks"],
  });
});

test("a model without a self-test is said to be untested", async () => {
  const files = await withManifest((manifest) => ({
    ...manifest,
    files: manifest.files.map((file) => ({ ...file, selfTest: null })),
  }));
  expect(await outcome(files)).toMatchObject({ tested: false });
});

test.each<[string, (manifest: Manifest) => unknown, string, string]>([
  ["no schema", ({ schema: _, ...rest }) => rest, "model-manifest", "schema"],
  ["another schema", (m) => ({ ...m, schema: "prelabel-model/2" }), "model-manifest", "prelabel-model/2"],
  ["a task without an adapter", (m) => ({ ...m, task: "detect" }), "model-manifest", "detect"],
  ["an adapter that is not built", (m) => ({ ...m, adapter: "unet" }), "model-manifest", "unet"],
  ["no files", (m) => ({ ...m, files: [] }), "model-manifest", "files"],
  [
    "a path out of the package",
    (m) => ({ ...m, files: [{ ...m.files[0], path: "../tiny-32.onnx" }] }),
    "model-manifest",
    "inside the package",
  ],
  [
    "weights outside of the file",
    (m) => ({ ...m, files: [{ ...m.files[0], external: [{ path: "m.data" }] }] }),
    "model-manifest",
    "external",
  ],
  ["a short hash", (m) => ({ ...m, files: [{ ...m.files[0], sha256: "ab" }] }), "model-manifest", "sha256"],
  ["another file's size", (m) => ({ ...m, files: [{ ...m.files[0], bytes: 7 }] }), "model-hash", "7 bytes"],
  [
    "a preparation that would be left out",
    (m) => ({ ...m, input: { ...m.input, intensity: [{ op: "window" }] } }),
    "model-manifest",
    "intensity",
  ],
  ["another operator set", (m) => ({ ...m, runtime: { opset: 17 } }), "model-opset", "17"],
  [
    "a missing file",
    (m) => ({ ...m, files: [{ ...m.files[0], path: "gone-32.onnx" }] }),
    "model-missing",
    "gone",
  ],
  ["another input name", (m) => tensors(m, { name: "images" }), "model-tensors", "images"],
  ["too few planes", (m) => tensors(m, { channels: ["image", "pos:disk:2"] }), "model-tensors", "1 × 2 × 64"],
  [
    "another output name",
    (m) => ({ ...m, output: { tensors: [{ name: "masks", kind: "mask-logits" }] } }),
    "model-tensors",
    "masks",
  ],
  [
    "a self-test that it does not pass",
    (m) => ({
      ...m,
      files: m.files.map((f) => ({ ...f, selfTest: { input: "t.bin", output: "t.out.bin", atol: 1e-12 } })),
    }),
    "model-self-test",
    "tiny-64.onnx",
  ],
])("%s is refused in words", async (_, bend, code, words) => {
  const found = await outcome(await withManifest(bend));
  expect(found).toMatchObject({ code });
  expect((found as { message: string }).message).toContain(words);
});

test("what only running it can tell is told: no graph, another size, NaN, another operator set", async () => {
  const noise = new Uint8Array(500).map((_, at) => (at * 37) % 251);
  expect(await outcome(await withGraph(noise))).toMatchObject({ code: "model-session" });
  expect(await outcome(await withGraph(tinyModel(48)))).toMatchObject({ code: "model-tensors" });
  const nan = tinyModel(64, { bias: Number.NaN, opset: 13 });
  expect(await outcome(await withGraph(nan))).toMatchObject({ code: "model-nan" });
  expect(readOpset(tinyModel(64))).toBe(13);
  expect(readOpset(tinyModel(64, { bias: 0, opset: 200 }))).toBe(200);
});

test("a model that the device has no room for is not kept", async () => {
  expect(await outcome(await tinyPackage(), 100)).toMatchObject({ code: "model-room" });
});

test("a zip, with or without a folder, and the files themselves are the same package", async () => {
  const files = await tinyPackage();
  const loose = [...files].map(([name, bytes]) => new File([bytes], name));
  const zip = (folder: string) =>
    new File(
      [zipSync(Object.fromEntries([...files].map(([name, bytes]) => [folder + name, bytes])))],
      "m.zip",
    );
  for (const chosen of [loose, [zip("")], [zip("tiny/")]]) {
    expect([...(await gatherFiles(chosen as File[])).keys()].sort()).toEqual([...files.keys()].sort());
  }
  await expect(gatherFiles([new File(["x"], "m.onnx")])).rejects.toMatchObject({ code: "model-manifest" });
  await expect(gatherFiles([new File(["no zip"], "m.zip")])).rejects.toMatchObject({ code: "model-zip" });
});

const open: MainDatabase[] = [];
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete();
});

async function kept() {
  const db = openMainDatabase(`models-${open.length}`);
  open.push(db);
  const { trial, files } = await tryModel(await tinyPackage(), engine, await nodeMakers(), room);
  await putModel(db, { ...trial, license: "CC0-1.0", at: "2026-01-01T00:00:00Z" }, files);
  return { db, id: trial.id, files };
}

test("a kept model has the same bytes, can be chosen, and leaves nothing when it is removed", async () => {
  const { db, id, files } = await kept();
  for (const [path, bytes] of files) expect(await readModelFile(db, id, path)).toEqual(bytes);
  expect(await readModelFile(db, id, "other")).toBeNull();
  expect(await chosenModel(db)).toBeNull();
  await chooseModel(db, id);
  expect((await chosenModel(db))?.modelId).toBe("tiny");
  await deleteModel(db, id);
  expect([await chosenModel(db), await listModels(db), await db.modelParts.count()]).toEqual([null, [], 0]);
});

test("a file of more than one part comes back whole", async () => {
  const { db, id } = await kept();
  const [row] = await listModels(db);
  const large = new Uint8Array(9 * 2 ** 20 + 5).map((_, at) => (at * 7) % 255);
  if (row) await putModel(db, row, new Map([["large.onnx", large]]));
  const found = await readModelFile(db, id, "large.onnx");
  expect(found && Buffer.compare(found, large)).toBe(0);
  expect(await readModelFile(db, id, "model.json")).toBeNull();
});

test("one model answers prompts and another labels by itself; removing one leaves the other chosen", async () => {
  const { db, id, files } = await kept();
  const [row] = await listModels(db);
  if (!row) throw new Error("nothing was kept");
  const other = { ...row, id: "other", task: "semantic-seg" } as const;
  await putModel(db, other, files);
  expect([useOf(row), useOf(other), useOf({})]).toEqual(["prompt", "label", "prompt"]);
  await chooseModel(db, id);
  await chooseModel(db, "other", "label");
  expect([(await chosenModel(db))?.id, (await chosenModel(db, "label"))?.id]).toEqual([id, "other"]);
  await deleteModel(db, "other");
  expect([(await chosenModel(db))?.id, await chosenModel(db, "label")]).toEqual([id, null]);
});

test("two strikes switch a model off until it is added again", async () => {
  const { db, id, files } = await kept();
  await chooseModel(db, id);
  await strikeModel(db, id);
  expect(await chosenModel(db)).not.toBeNull();
  await strikeModel(db, id);
  expect(await chosenModel(db)).toBeNull();
  const [row] = await listModels(db);
  if (row) await putModel(db, row, files);
  expect((await chosenModel(db))?.id).toBe(id);
});
