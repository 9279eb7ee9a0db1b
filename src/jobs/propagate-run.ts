import type { FollowedLabel } from "../domain/assist/followed-label.ts";
import { planeFromFrame } from "../domain/assist/plane-from-frame.ts";
import { type PropagationStep, propagationSteps, stopReason } from "../domain/assist/propagation.ts";
import type { AssistResult, InferState } from "../domain/calls/assist-calls.ts";
import type { MaskRle } from "../domain/mask.ts";
import { newProposal } from "../domain/new-proposal.ts";
import type { Proposal } from "../domain/proposal.ts";
import type { FrameRef } from "../domain/study.ts";
import type { PrelabelRunRow } from "../storage/database.ts";
import { commitFailedUnit, commitUnit, openRun, setRunState } from "../storage/prelabel-runs.ts";
import { toSaveError } from "../storage/save-error.ts";
import { heeding } from "./heeding.ts";
import type { Inference } from "./inference.ts";
import { makeProgressMeter } from "./prelabel-progress.ts";
import type { PrelabelInput } from "./prelabel-run.ts";
import { tryUnit } from "./unit-failure.ts";

/** Everything a propagation needs from outside. */
export interface PropagateInput extends Omit<PrelabelInput, "inference" | "limit" | "finder" | "places"> {
  readonly source: FollowedLabel;
  readonly inference: Pick<Inference, "load" | "follow" | "whenIdle" | "restart">;
}

/** The same label, unchanged, followed by the same model. */
function runKey({ source }: PropagateInput, model: InferState): string {
  let sum = 0;
  for (const length of source.mask.counts) sum = (Math.imul(sum, 31) + length) | 0;
  return `propagate/1:${source.instanceUid}:${sum >>> 0}:${model.fileSha256.join("+")}:${model.manifestSha256}`;
}

const isAt = ({ target }: Proposal, ref: FrameRef | undefined) =>
  target.sop === ref?.sopUid && target.frame === ref.frameIndex + 1;

function proposalOf(
  result: AssistResult,
  input: PropagateInput,
  run: { readonly id: string; readonly key: string },
  step: PropagationStep,
  parent: Proposal | null,
): Proposal | null {
  const { series, source } = input;
  const ref = series.frames[step.at];
  if (!ref) return null;
  const start = series.frames.find(
    ({ sopUid, frameIndex }) => sopUid === source.sopUid && frameIndex === source.frameIndex,
  );
  const target = {
    study: series.studyUid,
    series: series.seriesUid,
    sop: ref.sopUid,
    frame: ref.frameIndex + 1,
  };
  const made = newProposal(result, {
    id: input.newId(),
    target,
    classId: source.classId,
    prompts: null,
    revision: 0,
    run,
    nowMs: input.now(),
  });
  const [here, there] = [ref.alongNormalMm, start?.alongNormalMm];
  const distance =
    here === undefined || there === undefined ? {} : { propagationDistanceMm: Math.abs(here - there) };
  return {
    ...made,
    uncertainty: { ...made.uncertainty, ...distance },
    source: {
      ...made.source,
      kind: "propagated",
      parentIds: [source.instanceUid, ...(parent ? [parent.id] : [])],
    },
  };
}

/** What a unit finds and what it replaces: undecided proposals of the same key on the same slice. */
async function commitStep(
  input: PropagateInput,
  run: PrelabelRunRow,
  key: string,
  ref: FrameRef,
  made: Proposal | null,
) {
  const known = await input.db.proposals.where("studyId").equals(input.series.studyUid).toArray();
  const same = known.filter(
    (row) => row.source.params.runKey === key && isAt(row, ref) && row.supersededBy === null,
  );
  // What a person has decided on is not asked again.
  const decided = same.some(({ state }) => state !== "proposed");
  const proposals = made && !decided ? [made] : [];
  const superseded = same
    .filter(({ state, runId }) => state === "proposed" && runId !== run.id)
    .map(({ id }) => ({ id, by: proposals[0]?.id ?? run.id }));
  const next = await commitUnit(input.db, { run: run.id, unit: run.done, proposals, superseded });
  if (proposals.length + superseded.length > 0) input.onStored?.(proposals, superseded);
  return next;
}

/**
 * Follows a label through its stack, slice by slice outward, as proposals (assist 3.8): the mask of a slice is what the network sees of
 * the next; a direction ends by {@link stopReason}, at a labelled slice or after 20. Each slice commits its proposal with the cursor of
 * the run, so a killed run goes on where it was and doubles nothing. Stops within 0.5 s of an abort.
 */
export async function runPropagation(input: PropagateInput): Promise<PrelabelRunRow> {
  const { db, series, source, inference, signal } = input;
  signal.throwIfAborted();
  const start = series.frames.findIndex(
    ({ sopUid, frameIndex }) => sopUid === source.sopUid && frameIndex === source.frameIndex,
  );
  const model = await heeding(inference.load(), signal, inference.restart);
  const key = runKey(input, model);
  const steps =
    start < 0
      ? []
      : propagationSteps(series.frames.length, start, (at) => {
          const ref = series.frames[at];
          return ref !== undefined && source.isLabelled(ref.sopUid, ref.frameIndex);
        });
  const fresh: PrelabelRunRow = {
    id: input.newId(),
    studyUid: series.studyUid,
    seriesUid: series.seriesUid,
    modelSha256: model.fileSha256[0] ?? "",
    state: "queued",
    done: 0,
    total: steps.length,
    failedUnits: [],
    // Another way (a slice was labelled since) is another run: its cursor would mean other slices.
    key: `${key}:${steps.map(({ at }) => at).join(",")}`,
    startedAt: new Date(input.now()).toISOString(),
    proposals: 0,
  };
  let run = await openRun(db, fresh);
  const meter = makeProgressMeter(input.now, input.onProgress);
  meter.tell(run);

  /** The mask that a step follows; null: its direction has ended. */
  const before = async (
    step: PropagationStep,
  ): Promise<{ mask: MaskRle; parent: Proposal | null } | null> => {
    if (step.from === start) return { mask: source.mask, parent: null };
    const own = await db.proposals.where("runId").equals(run.id).toArray();
    const parent = own.find((row) => isAt(row, series.frames[step.from]));
    return parent ? { mask: parent.mask, parent } : null;
  };
  const found = async (step: PropagationStep, ref: FrameRef): Promise<Proposal | null> => {
    const last = await before(step);
    if (!last) return null;
    const { frame, facts } = await input.frame(ref, signal);
    await inference.whenIdle();
    signal.throwIfAborted();
    const result = await inference.follow(planeFromFrame(frame, facts), last.mask, { signal });
    if (stopReason(last.mask, result) !== null) return null;
    return proposalOf(result, input, { id: run.id, key }, step, last.parent);
  };

  const tries = { signal, gate: input.gate, onRefused: input.onRefused, restart: inference.restart };
  while (run.done < run.total && !signal.aborted) {
    const step = steps[run.done];
    const ref = step && series.frames[step.at];
    if (!step || !ref) break;
    const started = input.now();
    const tried = await tryUnit(() => found(step, ref), tries);
    if (!tried) break;
    try {
      run =
        "value" in tried
          ? await commitStep(input, run, key, ref, tried.value)
          : await commitFailedUnit(db, run.id, run.done, tried.reason);
    } catch (error) {
      throw toSaveError(error);
    }
    meter.unitTook(input.now() - started);
    meter.tell(run);
  }
  const failed = run.total > 0 && run.failedUnits.length > 0 && (run.proposals ?? 0) === 0;
  run = await setRunState(db, run.id, signal.aborted ? "cancelled" : failed ? "failed" : "done");
  meter.tell(run, true);
  return run;
}
