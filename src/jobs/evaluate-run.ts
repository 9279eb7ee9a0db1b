import type { Annotation } from "../domain/annotation.ts";
import { planeFromFrame } from "../domain/assist/plane-from-frame.ts";
import type { InferState } from "../domain/calls/assist-calls.ts";
import type { DecodedFrame } from "../domain/calls/pixels-calls.ts";
import { type EvaluationCase, scoreCase, worstFirst } from "../domain/evaluation.ts";
import { factsAt } from "../domain/facts-at.ts";
import type { BinaryMask } from "../domain/mask.ts";
import { instanceMask } from "../domain/mask-instance.ts";
import { decodeMaskRle } from "../domain/mask-rle.ts";
import { makeMaskTiles } from "../domain/mask-tiles.ts";
import { geometrySpans, spansToMask } from "../domain/rasterize.ts";
import { sourceName } from "../domain/series-source.ts";
import type { FrameRef, Instance, Study } from "../domain/study.ts";
import { readAnnotations } from "../storage/annotations.ts";
import type { MainDatabase } from "../storage/database.ts";
import { readMaskTiles } from "../storage/masks.ts";
import { readSplitLocks } from "../storage/split-locks.ts";
import type { Inference } from "./inference.ts";

/** Which part of the split is looked at. `test` only after it was opened (`openTestPart`). */
export type EvaluatedPart = "val" | "test";

export interface EvaluateInput {
  readonly db: MainDatabase;
  readonly part: EvaluatedPart;
  readonly frame: (ref: FrameRef, signal: AbortSignal) => Promise<DecodedFrame>;
  readonly inference: Pick<Inference, "load" | "propose">;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** Why labels have no case: nothing to compare, an image that is read in tiles or cannot be decoded. */
export interface EvaluationSkips {
  readonly noMask: number;
  readonly tiled: number;
  readonly failed: number;
}

export interface Evaluation {
  readonly part: EvaluatedPart;
  readonly model: InferState;
  /** Patients of the part, and those of them with accepted labels. */
  readonly patients: number;
  readonly labelled: number;
  /** Worst first. */
  readonly cases: readonly EvaluationCase[];
  readonly skipped: EvaluationSkips;
}

/** A box is no outline to compare with; lines and points have no inside. */
const hasMask = ({ geometry }: Annotation) =>
  geometry.type === "mask" || geometry.type === "polygon" || geometry.type === "ellipse";

/** The pixels of a label, and the box around them, from pixel edge to pixel edge; null for no pixel. */
function boxOf({ bits, columns, rows }: BinaryMask): readonly [number, number, number, number] | null {
  let [left, top, right, bottom] = [columns, rows, -1, -1];
  for (let at = 0; at < bits.length; at++) {
    if (!bits[at]) continue;
    const [x, y] = [at % columns, Math.floor(at / columns)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return right < 0 ? null : [left - 0.5, top - 0.5, right + 0.5, bottom + 0.5];
}

interface Work {
  readonly study: Study;
  readonly labels: readonly Annotation[];
}

async function workOf(db: MainDatabase, part: EvaluatedPart) {
  const own = [...(await readSplitLocks(db))].filter(([, given]) => given === part).map(([key]) => key);
  const patients = new Set(own);
  const studies = (await db.studies.toArray()).filter(({ patientKey }) => patients.has(patientKey));
  const work: Work[] = [];
  for (const study of studies.sort((a, b) => (a.studyUid < b.studyUid ? -1 : 1))) {
    const labels = (await readAnnotations(db, study.studyUid))
      .filter(({ status }) => status === "accepted")
      .sort((a, b) => (a.instanceUid < b.instanceUid ? -1 : 1));
    if (labels.length > 0) work.push({ study, labels });
  }
  return { patients: patients.size, work };
}

/**
 * Asks a model for every accepted label of one part of the split, each by its box, and compares. Runs in the order of studies and IDs; one
 * label after the other. Rejects with an AbortError when cancelled, and when the model cannot be loaded.
 */
export async function runEvaluation(input: EvaluateInput): Promise<Evaluation> {
  const { db, part, inference, signal, onProgress } = input;
  const model = await inference.load();
  const { patients, work } = await workOf(db, part);
  const total = work.reduce((sum, { labels }) => sum + labels.length, 0);
  const cases: EvaluationCase[] = [];
  let [done, noMask, tiled, failed] = [0, 0, 0, 0];
  onProgress(done, total);
  for (const { study, labels } of work) {
    const tiles = makeMaskTiles(await readMaskTiles(db, study.studyUid));
    const truthOf = (label: Annotation, { facts }: Instance): BinaryMask => {
      const { geometry, target } = label;
      if (geometry.type !== "mask")
        return spansToMask(
          geometrySpans(geometry, facts.columns, facts.rows) ?? [],
          facts.columns,
          facts.rows,
        );
      const frame = { seriesUid: target.series, sopUid: target.sop, frameIndex: target.frame - 1 };
      return instanceMask(tiles, frame, geometry.layer, geometry.segmentIndex, facts.columns, facts.rows);
    };
    for (const label of labels) {
      signal.throwIfAborted();
      onProgress(done++, total);
      const { target, instanceUid, classId, provenance } = label;
      const instance = await db.instances.get(target.sop);
      const series = await db.series.get(target.series);
      if (!instance || !series || !hasMask(label)) {
        noMask++;
        continue;
      }
      if (instance.facts.pyramid) {
        tiled++;
        continue;
      }
      const truth = truthOf(label, instance);
      const box = boxOf(truth);
      if (!box) {
        noMask++;
        continue;
      }
      const frameIndex = target.frame - 1;
      const facts = factsAt(instance.facts, frameIndex);
      let found: BinaryMask;
      try {
        const frame = await input.frame({ sopUid: target.sop, frameIndex }, signal);
        const prompts = { positive: [], negative: [], box };
        const plane = planeFromFrame(frame, facts);
        const answer = await inference.propose(plane, prompts, null, { signal, method: "network" });
        found = decodeMaskRle(answer.mask);
      } catch (reason) {
        signal.throwIfAborted();
        // One image that cannot be decoded is no reason to have no figures; it is counted.
        if (reason instanceof Error && reason.name === "AbortError") throw reason;
        failed++;
        continue;
      }
      const at = series.frames.findIndex((one) => one.sopUid === target.sop && one.frameIndex === frameIndex);
      cases.push({
        instanceUid,
        studyUid: study.studyUid,
        pseudonym: study.pseudonym,
        classId,
        source: sourceName(series),
        image: at + 1,
        images: series.frames.length,
        ...scoreCase(truth, found, facts.spacingMm),
        isOwn: provenance.model?.id === model.modelId,
      });
    }
  }
  onProgress(total, total);
  return {
    part,
    model,
    patients,
    labelled: new Set(work.map(({ study }) => study.patientKey)).size,
    cases: worstFirst(cases),
    skipped: { noMask, tiled, failed },
  };
}
