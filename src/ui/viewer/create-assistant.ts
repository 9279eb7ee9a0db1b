import { type Accessor, createSignal, onCleanup } from "solid-js";
import { planeFromFrame } from "../../domain/assist/plane-from-frame.ts";
import { isSameFinding } from "../../domain/models/same-finding.ts";
import { type PromptBox, promptBoxes } from "../../domain/prompt-boxes.ts";
import type { Series } from "../../domain/study.ts";
import type { PromptRequest } from "../../editor/proposal-types.ts";
import type { EditorSession } from "../../editor/session-types.ts";
import { boxFinder } from "../../jobs/box-finder.ts";
import type { Inference } from "../../jobs/inference.ts";
import type { Labeller } from "../../jobs/labeller.ts";
import { type PrelabelInput, runPrelabel } from "../../jobs/prelabel-run.ts";
import { runPropagation } from "../../jobs/propagate-run.ts";
import type { MainDatabase, PrelabelRunRow } from "../../storage/database.ts";
import { SaveError } from "../../storage/save-error.ts";
import { failureText, isCancelled, storedReasonText } from "../app/failure-text.ts";
import type { Messages } from "../messages/messages.ts";
import {
  createRuns,
  type RunKind,
  type RunParts,
  type Runs,
  type SkippedSeries,
  seriesName,
} from "./create-runs.ts";
import { hasPixels, makeProposal } from "./make-proposal.ts";
import { makeModelFit } from "./model-fit.ts";
import type { Stage } from "./stage.ts";

/** What the model is doing for this study. */
export interface Assistant {
  readonly asking: Accessor<boolean>;
  readonly runs: Runs;
  answer(request: PromptRequest): Promise<void>;
  /** Masks for the frame on the screen. */
  suggestHere(): Promise<void>;
  prelabelSeries(): Promise<void>;
  /** Every series of the study, one after another; those that the model does not fit are listed. */
  prelabelStudy(): Promise<void>;
  /** The key images of the series on the screen alone. */
  prelabelKeyImages(): Promise<void>;
  /** Outlines for the boxes of the series on the screen: a person's and a detector's. */
  outlineBoxes(): Promise<void>;
  /** Outlines for these boxes of a series; `note` is said at the end. */
  outlineThese(series: Series, boxes: readonly PromptBox[], note: string): Promise<void>;
  /** Proposals for the slices beside the selected label. */
  followLabel(): Promise<void>;
}

export interface AssistantOptions {
  readonly database: MainDatabase;
  readonly inference: Inference;
  readonly labeller: Labeller;
  readonly stage: Stage;
  /** Decodes a frame of the open study. */
  readonly decode: Stage["decode"];
  readonly factsOf: Stage["factsOf"];
  readonly studyUid: string;
  /** Every series of the study, whole. */
  readonly series: readonly Series[];
  readonly session: () => EditorSession;
  readonly say: (text: string) => void;
  readonly messages: Messages;
}

const suggestLimit = 8;

/** Asks the model and hands what it says to the session; nothing of it is a label. */
export function createAssistant(options: AssistantOptions): Assistant {
  const { stage, inference, labeller, say, messages: m } = options;
  const [asking, setAsking] = createSignal(0);
  const closing = new AbortController();
  onCleanup(() => closing.abort());
  const runs = createRuns(options);

  const busy = async (work: () => Promise<void>) => {
    setAsking((count) => count + 1);
    try {
      await work();
    } catch (reason) {
      if (!isCancelled(reason)) say(m.viewer.askFailed(failureText(reason, m)));
    } finally {
      setAsking((count) => count - 1);
    }
  };

  const { ownModel, fitting, warnOfOther } = makeModelFit(options);
  /** What the own model finds on the image on the screen; null: there is no such model. Throws words when it wants the whole series. */
  const ownFindings = async (series: Series, sopUid: string, frameIndex: number) => {
    const own = await ownModel(series);
    if (!own) return null;
    if (own.facts.dims === 3) throw new Error(m.models.wholeSeries);
    const at = series.frames.findIndex((ref) => ref.sopUid === sopUid && ref.frameIndex === frameIndex);
    const find = own.finder.start(await labeller.load(), {
      series,
      frame: (ref) => options.decode(ref, closing.signal),
      whenIdle: inference.whenIdle,
      signal: closing.signal,
      onPart: () => undefined,
    });
    return { results: await find(at), meaningOf: own.meaningOf };
  };

  const wordsOf = (kind: RunKind, row: PrelabelRunRow) => {
    if (row.state === "cancelled") return m.runs.cancelled[kind];
    if (row.state === "failed")
      return m.viewer.prelabelFailed(storedReasonText(row.failedUnits.at(-1)?.reason ?? "", m));
    return row.proposals ? m.viewer.prelabelDone(row.proposals) : m.runs.none[kind];
  };
  /** Suggestions, or what a model of the person's own finds; throws words when that does not fit. */
  const prelabel = async (parts: RunParts, series: Series, places?: readonly number[]) => {
    const own = await ownModel(series);
    if (!own) await fitting(series);
    const input: PrelabelInput = {
      ...parts,
      series,
      ...(places ? { places } : {}),
      ...(own ? { finder: own.finder, meaningOf: own.meaningOf } : {}),
    };
    return runPrelabel(input);
  };
  const whole = () => stage.series()?.whole ?? null;
  const isOf = (series: Series) => (target: { readonly series: string }) =>
    target.series === series.seriesUid;
  const placesOf = (series: Series, targets: readonly { readonly sop: string; readonly frame: number }[]) => {
    const wanted = new Set(targets.map(({ sop, frame }) => `${sop}/${frame}`));
    return series.frames.flatMap(({ sopUid, frameIndex }, at) =>
      wanted.has(`${sopUid}/${frameIndex + 1}`) ? [at] : [],
    );
  };

  const outline: Assistant["outlineThese"] = (series, boxes, note) => {
    const places = placesOf(
      series,
      boxes.map(({ sopUid, frameIndex }) => ({ sop: sopUid, frame: frameIndex + 1 })),
    );
    return runs.start("outline", async (parts) => {
      await fitting(series);
      const row = await runPrelabel({ ...parts, series, places, finder: boxFinder(inference, boxes) });
      return { text: `${wordsOf("outline", row)} ${note}`.trim(), rows: [row] };
    });
  };

  return {
    asking: () => asking() > 0,
    runs,
    answer: ({ target, prompts, revision }) =>
      busy(async () => {
        const shown = stage.shown();
        const { proposals, tools } = options.session();
        if (!shown || shown.ref.sopUid !== target.sopUid) return;
        if (!shown.frame) {
          proposals.showPromptResult(revision, null);
          say(m.viewer.needsWholeImage(shown.facts.columns, shown.facts.rows));
          return;
        }
        const previous = proposals.livePrompt()?.proposal?.mask ?? null;
        try {
          const plane = planeFromFrame(shown.frame, shown.facts);
          const result = await inference.propose(plane, prompts, previous, { signal: closing.signal });
          const origin = { target, classId: tools.activeClassId(), prompts, revision };
          const found = hasPixels(result);
          proposals.showPromptResult(revision, found ? makeProposal(result, origin) : null);
          if (!found) say(m.viewer.askNothing);
          else if (result.notice === "no-contrast") say(m.viewer.askNoContrast);
          else if (result.fileSha256.length > 0) warnOfOther(stage.series()?.whole);
        } catch (reason) {
          if (!isCancelled(reason)) proposals.showPromptResult(revision, null);
          throw reason;
        }
      }),
    suggestHere: () =>
      busy(async () => {
        const shown = stage.shown();
        const { proposals, tools } = options.session();
        const target = tools.target();
        if (!shown?.frame || !target) return;
        const whole = stage.series()?.whole;
        const own = whole && (await ownFindings(whole, target.sopUid, target.frameIndex));
        const plane = planeFromFrame(shown.frame, shown.facts);
        const results =
          own?.results ?? (await inference.suggest(plane, suggestLimit, { signal: closing.signal }));
        const origin = { target, prompts: null, revision: 0 };
        const made = results
          .filter((result) => result.isAnswer || hasPixels(result))
          .map((result) =>
            makeProposal(result, { ...origin, ...(own?.meaningOf(result) ?? { classId: null }) }),
          );
        // Asked twice it says the same: what waits or was decided is not asked again.
        const known = proposals
          .proposals()
          .filter((row) => row.target.sop === target.sopUid && row.target.frame === target.frameIndex + 1);
        const fresh = own ? made.filter((one) => !known.some((row) => isSameFinding(row, one))) : made;
        if (fresh.length === 0) say(m.viewer.prelabelNone);
        else proposals.addProposals(fresh);
        runs.rest();
      }),
    prelabelSeries: async () => {
      const series = whole();
      if (!series) return;
      await runs.start("prelabel", async (parts) => {
        const row = await prelabel(parts, series);
        return { text: wordsOf("prelabel", row), rows: [row] };
      });
    },
    prelabelStudy: () =>
      runs.start("prelabel", async (parts) => {
        const rows: PrelabelRunRow[] = [];
        const skipped: SkippedSeries[] = [];
        for (const series of options.series) {
          if (parts.signal.aborted) break;
          try {
            const row = await prelabel(parts, series);
            rows.push(row);
            if (row.state === "failed")
              skipped.push({
                series: seriesName(series),
                reason: storedReasonText(row.failedUnits.at(-1)?.reason ?? "", m),
              });
          } catch (reason) {
            if (isCancelled(reason)) break;
            // A store that takes nothing takes nothing of the next series either.
            if (reason instanceof SaveError) throw reason;
            skipped.push({ series: seriesName(series), reason: failureText(reason, m) });
          }
        }
        const found = rows.reduce((sum, row) => sum + (row.proposals ?? 0), 0);
        const text = parts.signal.aborted ? m.runs.cancelled.prelabel : m.runs.studyDone(found, rows.length);
        return { text, rows, skipped };
      }),
    prelabelKeyImages: async () => {
      const series = whole();
      if (!series) return;
      const places = placesOf(series, options.session().records.keyImages().filter(isOf(series)));
      if (places.length === 0) return say(m.runs.noKeyImages);
      await runs.start("prelabel", async (parts) => {
        const row = await prelabel(parts, series, places);
        return { text: wordsOf("prelabel", row), rows: [row] };
      });
    },
    outlineBoxes: async () => {
      const series = whole();
      if (!series) return;
      const { records, proposals } = options.session();
      const boxes = promptBoxes(series.seriesUid, records.annotations(), proposals.proposals());
      if (boxes.length === 0) return say(m.runs.noBoxes);
      await outline(series, boxes, "");
    },
    outlineThese: outline,
    followLabel: async () => {
      const series = whole();
      const source = series && options.session().proposals.labelToFollow();
      if (!series || !source) return;
      await runs.start("follow", async (parts) => {
        await fitting(series);
        const row = await runPropagation({ ...parts, series, source });
        const text = row.state === "done" && row.total === 0 ? m.viewer.followEnd : wordsOf("follow", row);
        return { text, rows: [row] };
      });
    },
  };
}
