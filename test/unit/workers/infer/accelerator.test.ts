import { say } from "../../../../src/domain/said.ts";
import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { openMainDatabase } from "../../../../src/storage/database.ts";
import { webgpuSentinel, wishWebgpu } from "../../../../src/storage/webgpu.ts";
import type { EngineMakers } from "../../../../src/workers/infer/engine-makers.ts";
import { openAccelerated } from "../../../../src/workers/infer/open-accelerated.ts";
import { openAnyModel } from "../../../../src/workers/infer/opened-model.ts";
import { type AcceleratorParts, tryAccelerator } from "../../../../src/workers/infer/try-accelerator.ts";
import { PlainError } from "../../../../src/workers/serve.ts";
import { nodeMakers } from "../../../support/onnx/node-engine.ts";
import { semanticPackage } from "../../../support/onnx/own-packages.ts";
import { tinyPackage } from "../../../support/onnx/tiny-package.ts";

const shape = { inputName: "input", outputName: "logits", qualityName: null, channels: 5, side: 32 };
const clickPrompts = { positive: [[20, 20]], negative: [], box: null } as const;
const plane = {
  columns: 64,
  rows: 64,
  values: new Float32Array(4096).map((_, at) => (at % 64 > 10 && at % 64 < 30 ? 9 : 1)),
};

/** The engine's own numbers, `drift` added, with the clock moved by `ms` a run; `log` hears what is made, run and released. */
async function engine(
  name: string,
  clock: { ms: number },
  ms: number,
  log: string[],
  bend: { readonly drift?: number; readonly breaksAfter?: number } = {},
): Promise<EngineMakers> {
  const real = await nodeMakers();
  const { drift = 0, breaksAfter = Number.POSITIVE_INFINITY } = bend;
  let runs = 0;
  const step = () => {
    clock.ms += ms;
    if (++runs > breaksAfter) throw new Error("device lost");
  };
  return {
    async planes(bytes, wanted) {
      const session = await real.planes(bytes, wanted);
      log.push(`${name} made`);
      return {
        async run(values) {
          step();
          log.push(`${name} runs`);
          const { logits, quality } = await session.run(values);
          return { logits: logits.map((value) => value + drift), quality };
        },
        async release() {
          log.push(`${name} released`);
          await session.release();
        },
      };
    },
    async graph(bytes, external) {
      const session = await real.graph(bytes, external);
      return {
        ...session,
        async run(feeds) {
          step();
          const answer = await session.run(feeds);
          return Object.fromEntries(
            Object.entries(answer).map(([key, { dims, data }]) => [
              key,
              { dims, data: data.map((value) => value + drift) },
            ]),
          );
        },
      };
    },
  };
}

let stores = 0;

/** Parts of a trial on two engines: the card needs `cardMs` a run, the processor 10. */
async function parts(
  cardMs: number,
  bend: { readonly drift?: number; readonly breaksAfter?: number; readonly noCard?: true } = {},
) {
  const clock = { ms: 0 };
  const log: string[] = [];
  const database = openMainDatabase(`accelerator-${stores++}`);
  const sentinel = webgpuSentinel(database);
  const made: AcceleratorParts = {
    wasm: await engine("wasm", clock, 10, log),
    hasCard: async () => bend.noCard !== true,
    webgpu: async () => {
      log.push("card loaded");
      return engine("card", clock, cardMs, log, bend);
    },
    sentinel,
    nowMs: () => clock.ms,
  };
  return { made, log, database, sentinel };
}

const tiny = async () => (await tinyPackage()).get("tiny-32.onnx") ?? new Uint8Array();

async function openOn(made: AcceleratorParts, files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>) {
  const read = async (path: string) => {
    const bytes = files.get(path);
    if (!bytes) throw new PlainError("model-missing", say`${path}`);
    return bytes;
  };
  const facts = { engine: "onnxruntime-web/wasm", engineVersion: "1", threads: 2, isolated: true };
  return openAccelerated({
    ...made,
    open: (makers, more) => openAnyModel(read, { ...facts, ...more }, makers, null),
  });
}

describe("a model on the graphics card", () => {
  it("runs there when the card gives the processor's numbers sooner, and the processor's session goes", async () => {
    const { made, log, sentinel } = await parts(3);
    const makers = await tryAccelerator(made);
    await makers.planes(await tiny(), shape);
    expect(makers.outcome()).toEqual({ used: true, wasmMs: 10, webgpuMs: 3 });
    expect(log.filter((line) => line.endsWith("released"))).toEqual(["wasm released"]);
    expect(await sentinel.isSet()).toBe(false);
  });

  it.each([
    ["other-numbers", 3, { drift: 0.002 }],
    ["other-numbers", 3, { drift: Number.NaN }],
    ["slower", 10, {}],
    ["failed", 3, { breaksAfter: 1 }],
    ["no-adapter", 3, { noCard: true }],
  ] as const)("runs on the processor, and says why: %s", async (reason, cardMs, bend) => {
    const { made, log, sentinel } = await parts(cardMs, bend);
    const makers = await tryAccelerator(made);
    const session = await makers.planes(await tiny(), shape);
    expect(makers.outcome()).toEqual({ used: false, reason });
    expect(log).not.toContain("wasm released");
    log.length = 0;
    await session.run(new Float32Array(5 * 32 * 32));
    expect(log).toEqual(["wasm runs"]);
    expect(await sentinel.isSet()).toBe(false);
  });

  it("is not tried again after the app ended while it was tried, until the person wishes it anew", async () => {
    const { made, log, database, sentinel } = await parts(3);
    let during = false;
    const card = await made.webgpu();
    const ends: AcceleratorParts = {
      ...made,
      // The app ends here: nothing after it runs.
      webgpu: async () => ({
        ...card,
        planes: async () => {
          during = await sentinel.isSet();
          return new Promise(() => undefined);
        },
      }),
    };
    void (await tryAccelerator(ends)).planes(await tiny(), shape);
    await expect.poll(() => during, { timeout: 15_000 }).toBe(true);
    log.length = 0;
    const next = await tryAccelerator(made);
    await next.planes(await tiny(), shape);
    expect(next.outcome()).toEqual({ used: false, reason: "ended-last-time" });
    expect(log).toEqual(["wasm made"]);
    await wishWebgpu(database, true);
    const again = await tryAccelerator(made);
    await again.planes(await tiny(), shape);
    expect(again.outcome()).toMatchObject({ used: true });
  });

  it("is never half of it: after a graph that the card is slower at none is tried, and later ones of a settled model stay there", async () => {
    const clock = { ms: 0 };
    const { made, log } = await parts(3);
    const slow = await engine("slow card", clock, 30, log);
    const first = await tryAccelerator({ ...made, nowMs: () => clock.ms, webgpu: async () => slow });
    await first.planes(await tiny(), shape);
    expect(first.outcome()).toEqual({ used: false, reason: "slower" });
    log.length = 0;
    await first.planes(await tiny(), shape);
    expect(log).toEqual(["wasm made"]);

    const settled = await tryAccelerator({ ...made, nowMs: () => clock.ms, webgpu: async () => slow });
    settled.settle();
    await settled.planes(await tiny(), shape);
    expect(settled.outcome()).toMatchObject({ used: true });
    const wrong = await engine("wrong card", clock, 1, log, { drift: 1 });
    const other = await tryAccelerator({ ...made, webgpu: async () => wrong });
    other.settle();
    await expect(other.planes(await tiny(), shape)).rejects.toThrow();
  });

  it("answers under its own engine's name, and as the processor does", async () => {
    const [fast, none] = [await parts(3), await parts(3, { noCard: true })];
    const input = { plane, prompts: clickPrompts, previous: null, fast: false };
    const onCard = await openOn(fast.made, await tinyPackage());
    const onWasm = await openOn(none.made, await tinyPackage());
    expect(onCard.state).toMatchObject({ accelerator: { used: true }, threads: 1 });
    expect(onWasm.state).toMatchObject({ accelerator: { used: false, reason: "no-adapter" }, threads: 2 });
    const [a, b] = [(await onCard.segment(input)).result, (await onWasm.segment(input)).result];
    expect(a.mask).toEqual(b.mask);
    expect([a.engine, b.engine]).toEqual(["onnxruntime-web/webgpu", "onnxruntime-web/wasm"]);
  });

  it("that is lost in the middle of the work leaves the same prompt to the processor", async () => {
    // Two runs of the trial and one of the self-test for each of the two files, then the card is gone.
    const { made } = await parts(3, { breaksAfter: 6 });
    const model = await openOn(made, await tinyPackage());
    expect(model.state.accelerator).toMatchObject({ used: true });
    const input = { plane, prompts: clickPrompts, previous: null, fast: false };
    const engines: string[] = [];
    for (let run = 0; run < 4; run++) engines.push((await model.segment(input)).result.engine);
    expect(engines.at(-1)).toBe("onnxruntime-web/wasm");
  });

  it("whose numbers only just fail the model's own self-test does not make the model refused", async () => {
    const { made } = await parts(3, { drift: 0.0009 });
    const files = await tinyPackage();
    const manifest: unknown = JSON.parse(new TextDecoder().decode(files.get("model.json")));
    const strict = JSON.stringify(manifest).replaceAll(/"atol":[\d.e-]+/g, '"atol":0.0001');
    files.set("model.json", new TextEncoder().encode(strict));
    const model = await openOn(made, files);
    expect(model.state.accelerator).toEqual({ used: false, reason: "failed" });
  });

  it("is tried with graphs of any tensors too", async () => {
    const [right, wrong] = [await parts(3), await parts(3, { drift: 1 })];
    const files = await semanticPackage();
    expect((await openOn(right.made, files)).state.accelerator).toMatchObject({ used: true });
    expect((await openOn(wrong.made, files)).state.accelerator).toEqual({
      used: false,
      reason: "other-numbers",
    });
  });
});
