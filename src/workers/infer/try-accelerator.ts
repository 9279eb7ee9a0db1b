import type { Accelerator, WebgpuObstacle } from "../../domain/calls/assist-calls.ts";
import type { EngineMakers, EngineSession } from "./engine-makers.ts";
import type { GraphSession, TensorValue } from "./graph-session.ts";

/** A mark that outlives the app: set while the card is tried, so that an end of the app in between is known at the next start. */
export interface Sentinel {
  isSet(): Promise<boolean>;
  set(): Promise<void>;
  clear(): Promise<void>;
}

/** What a trial is made of. */
export interface AcceleratorParts {
  readonly wasm: EngineMakers;
  readonly hasCard: () => Promise<boolean>;
  readonly webgpu: () => Promise<EngineMakers>;
  readonly sentinel: Sentinel;
  readonly nowMs: () => number;
}

/** Makers that use the card as long as it answers every graph as the processor does, and sooner; after the first that it does not, never. */
export interface AcceleratedMakers extends EngineMakers {
  outcome(): Accelerator;
  /**
   * The model's answers are recorded under the card from now on: graphs that are made later run there too, also where that is slower. One whose
   * numbers are others rejects.
   */
  settle(): void;
}

/** Logits of both may differ by this much (assist 5, row 3). */
const toleranceOff = 1e-3;

/** A smooth input in [0, 1] that no two channels share; the same on every device. */
function knownInput(length: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, at) => 0.5 + 0.5 * Math.sin(at * 0.013 + Math.floor(at / 997)));
}

const differs = (a: Float32Array, b: Float32Array): boolean =>
  a.length !== b.length || a.some((value, at) => !(Math.abs(value - (b[at] ?? Number.NaN)) <= toleranceOff));

/** One run of a session on the known input; the numbers of all of its outputs. */
type Probe<Session> = (session: Session) => Promise<readonly Float32Array[]>;

/**
 * Makes sessions on the processor and on the graphics card, holds the card's answer to a known input against the processor's, and keeps the
 * one of the two that is right and sooner (assist 3.5.9). Whatever goes wrong with the card, the processor answers.
 */
export async function tryAccelerator({
  wasm,
  hasCard,
  webgpu,
  sentinel,
  nowMs,
}: AcceleratorParts): Promise<AcceleratedMakers> {
  let outcome: Accelerator = { used: false, reason: "failed" };
  const without = (reason: WebgpuObstacle): null => {
    outcome = { used: false, reason };
    return null;
  };
  const start = async (): Promise<EngineMakers | null> => {
    if (await sentinel.isSet()) return without("ended-last-time");
    if (!(await hasCard())) return without("no-adapter");
    return webgpu().catch(() => without("failed"));
  };
  let card = await start();
  let settled = false;
  const timed = async <Session>(session: Session, probe: Probe<Session>) => {
    await probe(session);
    const before = nowMs();
    const found = await probe(session);
    return { found, ms: nowMs() - before };
  };
  /** The better of two sessions; the other is released. */
  const better = async <Session extends { release(): Promise<void> }>(
    onWasm: Session,
    makeOnCard: () => Promise<Session>,
    probe: Probe<Session>,
  ): Promise<Session> => {
    await sentinel.set();
    try {
      const onCard = await makeOnCard();
      try {
        const expected = await timed(onWasm, probe);
        const got = await timed(onCard, probe);
        const wrong = expected.found.some((values, at) =>
          differs(values, got.found[at] ?? new Float32Array()),
        );
        if (!wrong && (settled || got.ms < expected.ms)) {
          outcome = { used: true, wasmMs: Math.round(expected.ms), webgpuMs: Math.round(got.ms) };
          await onWasm.release();
          return onCard;
        }
        without(wrong ? "other-numbers" : "slower");
      } catch (reason) {
        await onCard.release().catch(() => undefined);
        throw reason;
      }
      await onCard.release();
    } catch {
      without("failed");
    } finally {
      await sentinel.clear();
    }
    // One model, one engine: what is recorded of its answers must be true of each of them.
    card = null;
    if (!settled) return onWasm;
    await onWasm.release();
    throw new Error("The graphics card does not run this graph.");
  };
  return {
    outcome: () => outcome,
    settle() {
      settled = true;
    },
    async planes(bytes, shape) {
      const onWasm = await wasm.planes(bytes, shape);
      const makers = card;
      if (!makers) return onWasm;
      const values = knownInput(shape.channels * shape.side ** 2);
      const probe = async (session: EngineSession) => [(await session.run(values.slice())).logits];
      return better(onWasm, () => makers.planes(bytes, shape), probe);
    },
    async graph(bytes, external) {
      const onWasm = await wasm.graph(bytes, external);
      const makers = card;
      const feeds = makers && feedsOf(onWasm);
      if (!makers || !feeds) return onWasm;
      const probe = async (session: GraphSession) => {
        const answer = await session.run(feeds);
        return onWasm.outputs.map(({ name }) => answer[name]?.data ?? new Float32Array());
      };
      return better(onWasm, () => makers.graph(bytes, external), probe);
    },
  };
}

/** Known tensors for every input; null where one has free axes or is no float32, as prompts of a decoder: the processor keeps those. */
function feedsOf({ inputs }: GraphSession): Record<string, TensorValue> | null {
  const feeds: Record<string, TensorValue> = {};
  for (const input of inputs) {
    if (!input.isTensor || input.type !== "float32") return null;
    const dims = input.shape.filter((side) => typeof side === "number");
    if (dims.length !== input.shape.length || dims.some((side) => side < 1)) return null;
    feeds[input.name] = { dims, data: knownInput(dims.reduce((product, side) => product * side, 1)) };
  }
  return feeds;
}
