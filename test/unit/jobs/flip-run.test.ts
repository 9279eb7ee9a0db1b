import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { InferState } from "../../../src/domain/calls/assist-calls.ts";
import type { Proposal } from "../../../src/domain/proposal.ts";
import { type FlipInput, runFlips } from "../../../src/jobs/flip-run.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";
import { makeProposal } from "../../support/proposal-maker.ts";

const facts = greyFacts({ columns: 200, rows: 150, type: "u8", bitsStored: 8 });
const model = { fileSha256: ["ab12"], manifestSha256: "m1" } as unknown as InferState;
const { source, target } = makeProposal("x");
const seeded = (id: string, sop: string, change: Partial<Proposal> = {}) =>
  makeProposal(id, {
    target: { ...target, sop },
    source: { ...source, params: { seed: "40,45" } },
    ...change,
  });

let db: MainDatabase;
let databases = 0;
beforeEach(() => {
  db = openMainDatabase(`flips-${databases++}`);
});
afterEach(async () => {
  await db.delete();
});

async function inputOf(rows: readonly Proposal[], change: Partial<FlipInput> = {}): Promise<FlipInput> {
  await db.proposals.bulkPut([...rows]);
  return {
    db,
    proposals: () => rows,
    labelMask: () => null,
    frame: async (ref) => ({
      frame: {
        sopUid: ref.sopUid,
        frameIndex: ref.frameIndex,
        columns: 200,
        rows: 150,
        samples: 1,
        type: "u8",
        pixels: new Uint8Array(200 * 150),
      },
      facts,
    }),
    inference: {
      flipDoubts: async (_, asked) => asked.map((__, at) => 0.25 * (at + 1)),
      whenIdle: async () => undefined,
    },
    model,
    calm: async () => undefined,
    onDoubts: () => undefined,
    signal: new AbortController().signal,
    ...change,
  };
}
const doubtOf = async (id: string) => (await db.proposals.get(id))?.uncertainty.ttaDice;

test("every open proposal of the model gets its figure, image by image; what was decided, measured or made otherwise does not", async () => {
  const rows = [
    seeded("a", "1"),
    seeded("b", "1"),
    seeded("c", "2"),
    seeded("decided", "1", { state: "rejected" }),
    seeded("known", "1", { uncertainty: { ttaDice: 0.9 } }),
    seeded("replaced", "1", { supersededBy: "a" }),
    makeProposal("old", { target: { ...target, sop: "1" } }),
    seeded("other", "1", { source: { ...source, fileSha256: ["ff"], params: { seed: "1,1" } } }),
  ];
  const told: string[][] = [];
  const input = await inputOf(rows, { onDoubts: (doubts) => told.push([...doubts.keys()]) });
  expect(await runFlips(input)).toBe(3);
  expect(told).toEqual([["a", "b"], ["c"]]);
  expect([await doubtOf("a"), await doubtOf("b"), await doubtOf("c")]).toEqual([0.25, 0.5, 0.25]);
  expect(await doubtOf("known")).toBe(0.9);
  for (const id of ["decided", "replaced", "old", "other"]) expect(await doubtOf(id)).toBeUndefined();
  expect((await db.proposals.get("b"))?.reviewScore).toBeCloseTo(0.5 / 3);
});

test("cancelled it stops quietly, and the next start goes on where it was", async () => {
  const rows = [seeded("a", "1"), seeded("b", "2"), seeded("c", "3")];
  const control = new AbortController();
  let asked = 0;
  const flipDoubts: FlipInput["inference"]["flipDoubts"] = async (_, again) => {
    if (++asked === 2) control.abort();
    control.signal.throwIfAborted();
    return again.map(() => 0.1);
  };
  const inference = { ...(await inputOf([])).inference, flipDoubts };
  expect(await runFlips(await inputOf(rows, { inference, signal: control.signal }))).toBe(1);
  const left = await db.proposals.toArray();
  const again: number[] = [];
  const rest = await inputOf(left, {
    inference: {
      ...inference,
      flipDoubts: async (_, more) => {
        again.push(more.length);
        return more.map(() => 0.2);
      },
    },
  });
  expect(await runFlips(rest)).toBe(2);
  expect(again).toEqual([1, 1]);
  expect([await doubtOf("a"), await doubtOf("b"), await doubtOf("c")]).toEqual([0.1, 0.2, 0.2]);
});

test("it waits for calm and for a person's prompt before each image, and an image that cannot be read is left", async () => {
  const order: string[] = [];
  const base = await inputOf([]);
  const input = await inputOf([seeded("a", "1"), seeded("b", "2")], {
    calm: async () => void order.push("calm"),
    frame: async (ref, signal) => {
      if (ref.sopUid === "1") throw new Error("unreadable");
      return base.frame(ref, signal);
    },
    inference: {
      ...base.inference,
      whenIdle: async () => void order.push("idle"),
      flipDoubts: async () => {
        order.push("asked");
        return [0.3];
      },
    },
  });
  expect(await runFlips(input)).toBe(1);
  expect(order).toEqual(["calm", "calm", "idle", "asked"]);
});

test("decided while it was asked again, a proposal stays as it was decided", async () => {
  const row = seeded("a", "1");
  const base = await inputOf([row]);
  const inference = {
    ...base.inference,
    flipDoubts: async () => {
      await db.proposals.put({ ...row, state: "rejected" });
      return [0.3];
    },
  };
  expect(await runFlips({ ...base, inference })).toBe(0);
  expect(await doubtOf("a")).toBeUndefined();
});

test("given up while its worker is still at it, it ends no worker: a run, or a person's prompt, may have come to it since", async () => {
  const control = new AbortController();
  let restarts = 0;
  const base = await inputOf([seeded("a", "1")]);
  let release = () => {};
  const inference = {
    ...base.inference,
    // One answer of a tablet's network takes longer than a cancel is given.
    flipDoubts: () =>
      new Promise<number[]>((resolve) => {
        release = () => resolve([0.5]);
        control.abort();
      }),
    restart: () => {
      restarts++;
    },
  };
  expect(await runFlips({ ...base, inference, signal: control.signal })).toBe(0);
  release();
  expect(restarts).toBe(0);
  expect(await doubtOf("a")).toBeUndefined();
});
