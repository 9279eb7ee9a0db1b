import { iou } from "../domain/assist/mask-overlap.ts";
import type { AssistResult } from "../domain/calls/assist-calls.ts";
import type { DecodedFrame } from "../domain/calls/pixels-calls.ts";
import type { ImageFacts } from "../domain/image-facts.ts";
import { isSameFinding } from "../domain/models/same-finding.ts";
import { newProposal } from "../domain/new-proposal.ts";
import type { Proposal, ProposalAnswer } from "../domain/proposal.ts";
import type { FrameRef, Series } from "../domain/study.ts";
import type { MainDatabase, PrelabelRunRow } from "../storage/database.ts";
import { commitFailedUnit, commitUnit, openRun, setRunState } from "../storage/prelabel-runs.ts";
import { toSaveError } from "../storage/save-error.ts";
import { heeding } from "./heeding.ts";
import type { Inference } from "./inference.ts";
import { type Finder, type FoundMask, suggestions } from "./prelabel-finder.ts";
import { makeProgressMeter, type PrelabelProgress } from "./prelabel-progress.ts";
import { tryUnit } from "./unit-failure.ts";

/** Everything a run needs from outside. */
export interface PrelabelInput {
  readonly db: MainDatabase;
  readonly series: Series;
  /** The decoded frame and the facts of its instance (pixels job, database). */
  readonly frame: (
    ref: FrameRef,
    signal: AbortSignal,
  ) => Promise<{ readonly frame: DecodedFrame; readonly facts: ImageFacts }>;
  readonly inference: Pick<Inference, "load" | "suggest" | "whenIdle" | "restart">;
  readonly onProgress: (progress: PrelabelProgress) => void;
  readonly signal: AbortSignal;
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Most proposals per image. */
  readonly limit?: number;
  /** What finds things instead of the network's suggestions: a model of the person's own. */
  readonly finder?: Finder;
  /** What a model's class is called in this project; both null: not at all. */
  readonly meaningOf?: (result: AssistResult) => LabelMeaning;
  /** Which images, as places in the series; absent: all. */
  readonly places?: readonly number[];
  /** Hears what a unit has stored: new proposals, and which older ones they replace. */
  readonly onStored?: (proposals: readonly Proposal[], superseded: readonly Superseded[]) => void;
  /** Settles when the run may go on: a hidden tablet or short memory holds it back. */
  readonly gate?: (signal: AbortSignal) => Promise<void>;
  /** Hears that memory was asked for and not given: the gate is to wait, then the same image is tried again. */
  readonly onRefused?: () => void;
}

/** An older proposal and what took its place. */
export interface Superseded {
  readonly id: string;
  readonly by: string;
}

/** A model's class in the words of the project. */
export interface LabelMeaning {
  readonly classId: string | null;
  readonly answer: ProposalAnswer | null;
}

const failuresInARow = 5;

/** What an older proposal of the same key needs to be compared by. */
type Older = Map<string, readonly string[]>;

const targetKey = (sop: string, frame: number) => `${sop}/${frame}`;

async function olderProposals(db: MainDatabase, series: Series, key: string, run: string): Promise<Older> {
  const older: Older = new Map();
  await db.proposals
    .where("studyId")
    .equals(series.studyUid)
    .each((row) => {
      if (row.runId === run || row.source.params.runKey !== key || row.supersededBy !== null) return;
      if (row.target.series !== series.seriesUid) return;
      const at = targetKey(row.target.sop, row.target.frame);
      older.set(at, [...(older.get(at) ?? []), row.id]);
    });
  return older;
}

function proposalOf(
  result: FoundMask,
  key: string,
  run: string,
  ref: FrameRef,
  input: PrelabelInput,
): Proposal {
  const { studyUid: study, seriesUid: series } = input.series;
  const { origin, ...found } = result;
  const meaning = input.meaningOf?.(found) ?? { classId: origin?.classId ?? null, answer: null };
  const made = newProposal(found, {
    ...(meaning.answer ? { answer: meaning.answer } : {}),
    id: input.newId(),
    target: { study, series, sop: ref.sopUid, frame: ref.frameIndex + 1 },
    classId: meaning.classId,
    prompts: origin?.prompts ?? null,
    revision: 0,
    run: { id: run, key },
    nowMs: input.now(),
  });
  return origin ? { ...made, source: { ...made.source, parentIds: origin.parentIds } } : made;
}

async function commitResults(
  input: PrelabelInput,
  run: PrelabelRunRow,
  key: string,
  ref: FrameRef,
  results: readonly FoundMask[],
  older: Older,
  isAbout: boolean,
) {
  const ids = older.get(targetKey(ref.sopUid, ref.frameIndex + 1)) ?? [];
  const before = (await input.db.proposals.bulkGet([...ids])).filter((row) => row !== undefined);
  const decided = before.filter((row) => row.state !== "proposed");
  // What a person has already decided on is not asked again.
  const made = results
    .map((result) => ({
      replaces: result.origin?.replaces,
      one: proposalOf(result, key, run.id, ref, input),
    }))
    .filter(
      ({ one }) =>
        !decided.some((row) => isSameFinding(row, one) && (!isAbout || row.classId === one.classId)),
    );
  const proposals = made.map(({ one }) => one);
  const replaced = made.flatMap(({ replaces, one }) => (replaces ? [{ id: replaces, by: one.id }] : []));
  const superseded = before
    .filter((row) => row.state === "proposed" && !isAbout)
    .map((row) => {
      const overlap = (other: Proposal) => iou(other.mask, row.mask);
      const heir = [...proposals].sort((a, b) => overlap(b) - overlap(a))[0];
      return { id: row.id, by: heir?.id ?? run.id };
    });
  const all = [...superseded, ...replaced];
  const next = await commitUnit(input.db, { run: run.id, unit: run.done, proposals, superseded: all });
  if (proposals.length + all.length > 0) input.onStored?.(proposals, all);
  return next;
}

/**
 * Pre-labels a series, one frame a unit (assist 3.7 d): each unit commits its proposals with the cursor, so a killed or cancelled run
 * goes on where it was and nothing doubles. Resolves with the run's last row: `done`, `cancelled` or `failed` (five units in a
 * row); rejects when the model cannot be loaded, and with a `SaveError` when the store takes nothing: asked again, it goes on there. Stops within 0.5 s of an abort.
 */
export async function runPrelabel(input: PrelabelInput): Promise<PrelabelRunRow> {
  const { db, series, inference, signal } = input;
  const finder = input.finder ?? suggestions(inference, input.limit ?? 8);
  signal.throwIfAborted();
  const model = await heeding(finder.load(), signal, finder.restart);
  const places = input.places ?? series.frames.map((_, at) => at);
  // Other images are another run: its cursor would mean other ones.
  const of = `${input.places ? `:${places.join(",")}` : ""}${finder.about === undefined ? "" : `:${finder.about}`}`;
  const by = `${model.fileSha256.join("+")}:${model.manifestSha256}`;
  /** What its proposals are compared by: whichever images a run goes over, it is the same model that is asked about them. */
  const key = `${finder.key}:${by}`;
  let run = await openRun(db, {
    id: input.newId(),
    studyUid: series.studyUid,
    seriesUid: series.seriesUid,
    modelSha256: model.fileSha256[0] ?? "",
    state: "queued",
    done: 0,
    total: places.length,
    failedUnits: [],
    key: `${finder.key}${of}:${by}`,
    startedAt: new Date(input.now()).toISOString(),
    proposals: 0,
  });
  const older = await olderProposals(db, series, key, run.id);
  const meter = makeProgressMeter(input.now, input.onProgress);
  meter.tell(run);
  let failures = 0;

  const find = finder.start(model, {
    series,
    frame: (ref) => input.frame(ref, signal),
    whenIdle: inference.whenIdle,
    signal,
    onPart: (part) => meter.part(run, part),
  });

  const tries = { signal, gate: input.gate, onRefused: input.onRefused, restart: finder.restart };
  while (run.done < run.total && !signal.aborted) {
    const place = places[run.done] ?? -1;
    const ref = series.frames[place];
    if (!ref) break;
    const started = input.now();
    const tried = await tryUnit(() => find(place), tries);
    if (!tried) break;
    failures = "value" in tried ? 0 : failures + 1;
    try {
      run =
        "value" in tried
          ? await commitResults(input, run, key, ref, tried.value, older, finder.about !== undefined)
          : await commitFailedUnit(db, run.id, run.done, tried.reason);
    } catch (error) {
      // Not the image's fault: the cursor stays, and the run is gone on with when the store takes it.
      throw toSaveError(error);
    }
    meter.unitTook(input.now() - started);
    if (failures >= failuresInARow) break;
    meter.tell(run);
  }
  const state = signal.aborted ? "cancelled" : failures >= failuresInARow ? "failed" : "done";
  run = await setRunState(db, run.id, state);
  meter.tell(run, true);
  return run;
}
