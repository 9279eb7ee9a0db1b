import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { say } from "../../../../src/domain/said.ts";
import type { EngineSession, SessionShape } from "../../../../src/workers/infer/engine-makers.ts";
import { flipDoubts } from "../../../../src/workers/infer/flip-doubts.ts";
import { openModel } from "../../../../src/workers/infer/model-host.ts";
import type { ReadPart } from "../../../../src/workers/infer/model-package.ts";
import { makeRunQueue } from "../../../../src/workers/infer/run-queue.ts";
import { segmentPlane } from "../../../../src/workers/infer/segment-plane.ts";
import { PlainError } from "../../../../src/workers/serve.ts";
import { tinyWeights } from "../../../support/onnx/tiny-model.ts";
import { tinyManifest, tinyPackage } from "../../../support/onnx/tiny-package.ts";

const engine = { engine: "none", engineVersion: "0", threads: 1, isolated: false };

/** Stands for onnxruntime, which runs in browsers only: the tiny graph in two loops, `drift` added to every logit. */
const tinyEngine =
  (made: number[], drift = 0) =>
  async (_: Uint8Array, shape: SessionShape): Promise<EngineSession> => {
    made.push(shape.side);
    const { image, positive, negative, box, previous, bias } = tinyWeights;
    const weights = [image, positive, negative, box, previous];
    const pixels = shape.side ** 2;
    return {
      run: async (values) => ({
        logits: new Float32Array(pixels).map((__, at) =>
          weights.reduce(
            (sum, weight, channel) => sum + weight * (values[channel * pixels + at] ?? 0),
            bias + drift,
          ),
        ),
        quality: null,
      }),
      release: async () => undefined,
    };
  };

const readerOf =
  (files: Map<string, Uint8Array<ArrayBuffer>>): ReadPart =>
  async (path) => {
    const bytes = files.get(path);
    if (!bytes) throw new PlainError("model-missing", say`${path}`);
    return bytes;
  };

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "opened",
    (error: unknown) => (error instanceof PlainError ? error.code : String(error)),
  );

test("the files that answer prompts and that have a self-test open at once, each a single time", async () => {
  const made: number[] = [];
  const host = await openModel(readerOf(await tinyPackage()), engine, tinyEngine(made));
  expect(made).toEqual([64, 32]);
  await Promise.all([host.session(true), host.session(true), host.session(false)]);
  expect(made).toEqual([64, 32]);
  expect(host.state.fileSha256).toHaveLength(2);
});

test("the manifest may say which size answers prompts", async () => {
  const files = await tinyPackage();
  const bent = { ...(await tinyManifest()), clickSize: 32 };
  files.set("model.json", new TextEncoder().encode(JSON.stringify(bent)));
  const host = await openModel(readerOf(files), engine, tinyEngine([]));
  expect((await host.session(false)).file.size).toBe(32);
});

test("one changed byte in a model file refuses it before a session is made", async () => {
  const files = await tinyPackage();
  const bytes = files.get("tiny-64.onnx")?.slice() ?? new Uint8Array();
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  files.set("tiny-64.onnx", bytes);
  const made: number[] = [];
  expect(await codeOf(openModel(readerOf(files), engine, tinyEngine(made)))).toBe("model-hash");
  expect(made).toEqual([]);
});

test("a device that computes other numbers than the self-test is refused", async () => {
  const files = readerOf(await tinyPackage());
  const opened = (drift: number) => codeOf(openModel(files, engine, tinyEngine([], drift)));
  expect(await opened(0.0005)).toBe("opened");
  expect(await opened(0.002)).toBe("model-self-test");
  expect(await opened(Number.NaN)).toBe("model-self-test");
});

test("a self-test of the wrong length is refused", async () => {
  const files = await tinyPackage();
  files.set("t.bin", new Uint8Array(16));
  expect(await codeOf(openModel(readerOf(files), engine, tinyEngine([])))).toBe("model-self-test");
});

test("a missing file, a manifest that is no JSON and a graph that cannot be read each have their code", async () => {
  const files = await tinyPackage();
  const unreadable = () => Promise.reject(new Error("bad protobuf"));
  expect(await codeOf(openModel(readerOf(files), engine, unreadable))).toBe("model-session");
  files.delete("tiny-64.onnx");
  expect(await codeOf(openModel(readerOf(files), engine, tinyEngine([])))).toBe("model-missing");
  files.set("model.json", new TextEncoder().encode("<html>"));
  expect(await codeOf(openModel(readerOf(files), engine, tinyEngine([])))).toBe("model-manifest");
});

test("the package that browser tests fetch is the one its maker makes", async () => {
  for (const [name, bytes] of await tinyPackage()) {
    const path = fileURLToPath(new URL(`../../../support/onnx/tiny/${name}`, import.meta.url));
    const found = new Uint8Array(await readFile(path));
    const text = (from: Uint8Array) => JSON.parse(new TextDecoder().decode(from));
    if (name === "model.json") expect(text(found)).toEqual(text(bytes));
    else expect(found, name).toEqual(bytes);
  }
});

test("an answer names the manifest of its model, and one that only looks at pixels is the same when mirrored", async () => {
  const host = await openModel(readerOf(await tinyPackage()), engine, tinyEngine([]));
  const [columns, rows] = [90, 70];
  const values = new Float32Array(columns * rows).map((_, at) =>
    Math.hypot((at % columns) - 30, Math.floor(at / columns) - 25) < 12 ? 1 : 0,
  );
  const plane = { columns, rows, values };
  const prompts = { positive: [[30, 25] as const], negative: [], box: null };
  const segment = (input: Parameters<typeof segmentPlane>[1]) => segmentPlane(host, input);
  const { result } = await segment({ plane, prompts, previous: null, fast: true });
  expect(result.manifestSha256).toBe(host.state.manifestSha256);
  expect(result.manifestSha256).toMatch(/^[0-9a-f]{64}$/);
  const { signal } = new AbortController();
  const asked = [
    { prompts, previous: null },
    { prompts: { positive: [], negative: [], box: null }, previous: result.mask },
  ];
  const doubts = await flipDoubts({ segment }, makeRunQueue(), plane, asked, { signal });
  expect(doubts).toHaveLength(2);
  for (const doubt of doubts) expect(doubt).toBeLessThan(0.05);
  // One that answers by the side of the image does not.
  const lopsided = async (input: Parameters<typeof segmentPlane>[1]) => {
    const answer = await segment(input);
    const isMirrored = input.plane.values[25 * columns + 30] !== 1;
    const nothing = { columns, rows, counts: [columns * rows] };
    return isMirrored && (input.plane.values[25 * columns + columns - 31] ?? 0) === 1
      ? { ...answer, result: { ...answer.result, mask: nothing } }
      : answer;
  };
  const [worst] = await flipDoubts({ segment: lopsided }, makeRunQueue(), plane, asked, { signal });
  expect(worst).toBe(1);
});
