import { type Accessor, createSignal, onCleanup } from "solid-js";
import { type MemoryShortage, shortageOf } from "../../domain/assist/memory-room.ts";
import { uuidFrom } from "../../domain/instance-uid.ts";
import { encodeMaskRle } from "../../domain/mask-rle.ts";
import type { Series } from "../../domain/study.ts";
import type { EditorSession } from "../../editor/session-types.ts";
import { runFlips } from "../../jobs/flip-run.ts";
import type { Inference } from "../../jobs/inference.ts";
import type { Labeller } from "../../jobs/labeller.ts";
import { type MemoryGate, makeMemoryGate } from "../../jobs/memory-gate.ts";
import { makeMemoryReader, memoryTellers } from "../../jobs/memory-reader.ts";
import type { PrelabelProgress } from "../../jobs/prelabel-progress.ts";
import type { PrelabelInput } from "../../jobs/prelabel-run.ts";
import type { MainDatabase, PrelabelRunRow } from "../../storage/database.ts";
import { forgetRun } from "../../storage/prelabel-runs.ts";
import { readProposals } from "../../storage/proposals.ts";
import { failureText, isCancelled, storedReasonText } from "../app/failure-text.ts";
import { randomBytes } from "../app/identity.ts";
import type { Messages } from "../messages/messages.ts";
import { makeCalm, onHand, rest, whenSeen } from "./calm.ts";
import type { Stage } from "./stage.ts";
import { makeTaker } from "./take-proposals.ts";

/** What a run in the background does. */
export type RunKind = "prelabel" | "outline" | "follow";

/** A series that a run passed over, and why in words. */
export interface SkippedSeries {
  readonly series: string;
  readonly reason: string;
}

/** Images of which a run could make nothing, for one reason. */
export interface FailedImages {
  readonly count: number;
  readonly reason: string;
}

/** What is left to say, or to decide, when a run has ended. */
export interface RunEnd {
  readonly text: string;
  readonly skipped: readonly SkippedSeries[];
  readonly failed: readonly FailedImages[];
  /** Runs that were cancelled or failed and left proposals that may be discarded. */
  readonly discardable: readonly string[];
}

/** What every run in the background is given. */
export type RunParts = Omit<PrelabelInput, "series" | "inference"> & { readonly inference: Inference };

/** Work in the background of an open study: one run at a time; between runs, in idle time, what was proposed is asked again on mirrored images. */
export interface Runs {
  readonly progress: Accessor<PrelabelProgress | null>;
  readonly kind: Accessor<RunKind>;
  readonly ended: Accessor<RunEnd | null>;
  /** What the run waits for while memory is short; null: it goes on. */
  readonly short: Accessor<MemoryShortage | null>;
  /** Lets the run go on although memory is short. */
  goOn(): void;
  /** Does nothing while a run goes on. `work` gives what to say at the end. */
  start(kind: RunKind, work: (parts: RunParts) => Promise<RunSummary>): Promise<void>;
  /** What was proposed meanwhile is asked again when nobody is at work. */
  rest(): void;
  cancel(): void;
  discard(): void;
  dismiss(): void;
}

/** How a run, or several one after another, ended. */
export interface RunSummary {
  readonly text: string;
  readonly rows: readonly PrelabelRunRow[];
  readonly skipped?: readonly SkippedSeries[];
}

export interface RunsOptions {
  readonly database: MainDatabase;
  readonly inference: Inference;
  readonly labeller: Pick<Labeller, "standAside">;
  readonly decode: Stage["decode"];
  readonly studyUid: string;
  readonly session: () => EditorSession;
  readonly say: (text: string) => void;
  readonly messages: Messages;
}

/** A series as a person calls it. */
export const seriesName = ({ number, description, modality }: Series): string =>
  [number === null ? "" : `${number}`, description || modality].filter((part) => part !== "").join(" · ");

function failedImages(rows: readonly PrelabelRunRow[], m: Messages): FailedImages[] {
  const counts = new Map<string, number>();
  for (const unit of rows.flatMap(({ failedUnits }) => failedUnits)) {
    const reason = storedReasonText(unit.reason, m);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ count, reason }));
}

/** Makes the runs of one open study. */
export function createRuns(options: RunsOptions): Runs {
  const { database, inference, decode, studyUid, say, messages: m } = options;
  const [progress, setProgress] = createSignal<PrelabelProgress | null>(null);
  const [kind, setKind] = createSignal<RunKind>("prelabel");
  const [ended, setEnded] = createSignal<RunEnd | null>(null);
  const [short, setShort] = createSignal<MemoryShortage | null>(null);
  const readMemory = makeMemoryReader(memoryTellers, () => performance.now());
  let memory: MemoryGate | null = null;
  const calm = makeCalm();
  const standAside = () => {
    inference.standAside();
    options.labeller.standAside();
  };
  let run: AbortController | null = null;
  let flips: AbortController | null = null;

  /** Proposals that an earlier page has stored and was ended before it logged them become the session's; it logs them, so that a rebuild keeps them. */
  const takeStored = async () => {
    const { proposals } = options.session();
    const known = new Set(proposals.proposals().map(({ id }) => id));
    const stored = await readProposals(database, studyUid);
    const fresh = stored.filter(({ id, state }) => state === "proposed" && !known.has(id));
    if (fresh.length > 0) proposals.addProposals(fresh);
  };

  /** Asks again what was proposed, while nothing else is to be done. */
  const mirror = async () => {
    if (run || flips) return;
    const mine = new AbortController();
    flips = mine;
    const free = onHand(standAside);
    try {
      await calm.calm(mine.signal);
      const state = inference.state();
      const { proposals, masks } = options.session();
      if (mine.signal.aborted || state.status !== "ready" || proposals.proposals().length === 0) return;
      await runFlips({
        db: database,
        proposals: proposals.proposals,
        labelMask: (uid, columns, rows) => {
          const mask = masks.maskOf(uid, columns, rows);
          return mask && encodeMaskRle(mask);
        },
        frame: decode,
        inference,
        model: state.model,
        calm: async (signal) => {
          await calm.calm(signal);
          // Nobody waits for it: where memory is short it is left for another day.
          if (shortageOf(readMemory(), false)) mine.abort();
        },
        onDoubts: proposals.noteFlipDoubts,
        signal: mine.signal,
      });
    } finally {
      free();
      if (flips === mine) flips = null;
    }
  };
  const forgetState = inference.onState((state) => {
    if (state.status === "ready") void mirror();
  });
  if (inference.state().status === "ready") void mirror();
  onCleanup(() => {
    run?.abort();
    flips?.abort();
    forgetState();
    calm.stop();
  });

  const endOf = ({ text, rows, skipped = [] }: RunSummary): RunEnd | null => {
    const discardable = rows
      .filter((row) => row.state !== "done" && (row.proposals ?? 0) > 0)
      .map(({ id }) => id);
    const failed = failedImages(
      rows.filter(({ state }) => state !== "failed"),
      m,
    );
    // Why a run failed is read after the toast has gone, too.
    const hasFailed = rows.some(({ state }) => state === "failed");
    const isSaid = hasFailed || discardable.length + skipped.length + failed.length > 0;
    return isSaid ? { text, skipped, failed, discardable } : null;
  };

  return {
    progress,
    kind,
    ended,
    short,
    goOn: () => memory?.goOn(),
    async start(next, work) {
      if (run) return;
      const mine = new AbortController();
      run = mine;
      flips?.abort();
      setKind(next);
      setEnded(null);
      const free = onHand(standAside);
      const taken = makeTaker(options.session().proposals.addProposals);
      const room = makeMemoryGate({ read: readMemory, onShort: setShort, rest });
      memory = room;
      try {
        await takeStored();
        const summary = await work({
          db: database,
          frame: decode,
          inference,
          signal: mine.signal,
          newId: () => uuidFrom(randomBytes(16)),
          now: () => Date.now(),
          gate: async (signal) => {
            await whenSeen(signal);
            await room.pass(signal);
          },
          onRefused: room.refused,
          onStored: taken.add,
          onProgress: setProgress,
        });
        taken.flush();
        setEnded(endOf(summary));
        say(summary.text);
      } catch (reason) {
        const text = isCancelled(reason)
          ? m.runs.cancelled[next]
          : m.viewer.prelabelFailed(failureText(reason, m));
        // A full store or a model that is not there is read after the toast has gone, too.
        if (!isCancelled(reason)) setEnded({ text, skipped: [], failed: [], discardable: [] });
        say(text);
      } finally {
        free();
        taken.flush();
        run = null;
        memory = null;
        setShort(null);
        setProgress(null);
        void mirror();
      }
    },
    rest: () => void mirror(),
    cancel: () => run?.abort(),
    discard() {
      const end = ended();
      if (!end || run) return;
      // A closed task, a stroke that waits for its class: the notice says why, and the question stays.
      if (!options.session().proposals.discardRuns(end.discardable)) return;
      setEnded(null);
      // One that is left there is gone on with when it is asked again; nothing of it is doubled.
      for (const id of end.discardable) void forgetRun(database, id).catch(() => undefined);
    },
    dismiss: () => setEnded(null),
  };
}
